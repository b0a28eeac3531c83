import { assignOwners, domainsOf } from '../../probe/mailbox/hop-owners.ts';
import { watchMailbox } from '../../probe/mailbox/watch-mailbox.ts';

/**
 * What the server needs to read mailboxes. The entry of a bundle of its own (build.ts): the libraries for IMAP cost 25 MB,
 * so they are loaded only where a mailbox is read.
 */
export const mailboxPart = { watchMailbox, assignOwners, domainsOf } as const;
