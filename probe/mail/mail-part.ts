import { submitMail } from '../mailbox/submit-mail.ts';
import { watchMailbox } from '../mailbox/watch-mailbox.ts';
import { type MailOptions, type RunningMail, startMail } from './start-mail.ts';
import { tryRoute } from './try-route.ts';

const ways = { submit: submitMail, watch: watchMailbox };

/** What is read when mail is wanted (load-mail.ts). */
export const mailPart = {
  start: (options: Omit<MailOptions, 'ways'>): Promise<RunningMail> => startMail({ ...options, ways }),
  tryRoute: (options: Omit<Parameters<typeof tryRoute>[0], 'ways'>): Promise<boolean> => tryRoute({ ...options, ways }),
};
export type MailPart = typeof mailPart;
