import { z } from 'zod';
import { accountFields, complain, imapSchema, namedList, secretsGiven } from '../../probe/mailbox/account-settings.ts';
import { lineIdSchema } from '../../rules/ids.ts';
import { parseYamlSettings } from '../../rules/yaml-settings.ts';
import { MAILBOXES_FILE } from './load-mailbox-part.ts';

const SECONDS = 'must be a whole number of seconds from 60 to 2592000';

const mailboxSchema = z
  .strictObject(
    {
      /** Whose test mails are looked for. */
      line: lineIdSchema,
      ...accountFields,
      imap: imapSchema,
      /** null: nothing is ever taken out. */
      deleteAfterSeconds: z.int(SECONDS).min(60, SECONDS).max(2_592_000, SECONDS).nullable().default(null),
    },
    'must have "line", "address", "imap" and a password',
  )
  .superRefine((settings, context) => {
    if (secretsGiven(settings, context).length > 0) return;
    complain(context, ['passwordFile'], 'is missing: it, "passwordEnv", "password" or "tokenCommand"');
  });
export type MailboxSettings = z.output<typeof mailboxSchema>;

const fileSchema = z.strictObject({
  mailboxes: namedList(mailboxSchema, 'must be a list of mailboxes by name').default({}),
});

/** The mailboxes by name, or one sentence with line and key: `mailboxes.yaml, line 3, "mailboxes.out.imap": must be …`. */
export function parseMailboxes(text: string): Record<string, MailboxSettings> | string {
  const parsed = parseYamlSettings({ fileName: MAILBOXES_FILE, text, schema: fileSchema });
  return typeof parsed === 'string' ? parsed : parsed.mailboxes;
}
