import { assignOwners, domainsOf } from '../../probe/mailbox/hop-owners.ts';
import { watchMailbox } from '../../probe/mailbox/watch-mailbox.ts';
import { readMailboxes } from './mailbox-account.ts';

/**
 * What the server needs to read mailboxes. The entry of a bundle of its own (build.ts): the libraries for IMAP and YAML
 * cost 25 MB, so they are loaded only where a mailbox is read.
 */
export const mailboxPart = { readMailboxes, watchMailbox, assignOwners, domainsOf } as const;
