import { isMap, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { lineIdSchema } from '../../rules/ids.ts';
import { MAILBOXES_FILE } from './load-mailbox-part.ts';

const MAX_CHARS = 100_000;
const MAX_MAILBOXES = 20;

const NAME = 'must be a name of a-z, 0-9 and "-" that begins with a letter (at most 30)';
const nameSchema = z.string(NAME).regex(/^[a-z][a-z0-9-]{0,29}$/, NAME);
const TEXT = 'must be a text that is not empty';
const textSchema = z.string(TEXT).min(1, TEXT).max(400, 'may have at most 400 characters');
const optionalText = textSchema.nullable().default(null);
const ADDRESS = 'must be a mail address';
const HOST = 'must be a host name or an address';
const PORT = 'must be a port from 1 to 65535';
const SECONDS = 'must be a whole number of seconds from 60 to 2592000';
const COMMAND = 'must be a list of words: the program and what it is given';

const imapSchema = z
  .preprocess(
    (given) => (typeof given === 'string' ? { host: given } : given),
    z.strictObject(
      {
        host: z.string(HOST).regex(/^[A-Za-z0-9._:-]{1,253}$/, HOST),
        port: z.int(PORT).min(1, PORT).max(65_535, PORT).optional(),
        security: z.enum(['tls', 'starttls'], 'must be "tls" or "starttls"').optional(),
      },
      'must be a host name, or "host" with "port" and "security"',
    ),
  )
  .transform(({ host, port, security }) => {
    // encrypted from the start where nothing else is said (RFC 8314 section 3.2)
    const chosen = security ?? (port === 143 ? ('starttls' as const) : ('tls' as const));
    return { host, port: port ?? (chosen === 'tls' ? 993 : 143), security: chosen };
  });

const mailboxSchema = z
  .strictObject(
    {
      /** Whose test mails are looked for. */
      line: lineIdSchema,
      address: z.string(ADDRESS).regex(/^[^\s@<>]{1,64}@[A-Za-z0-9.-]{1,253}$/, ADDRESS),
      user: optionalText,
      password: optionalText,
      passwordFile: optionalText,
      passwordEnv: optionalText,
      tokenCommand: z.array(textSchema, COMMAND).min(1, COMMAND).max(40, COMMAND).nullable().default(null),
      imap: imapSchema,
      caFile: optionalText,
      folder: textSchema.default('INBOX'),
      junkFolder: optionalText,
      /** null: nothing is ever taken out. */
      deleteAfterSeconds: z.int(SECONDS).min(60, SECONDS).max(2_592_000, SECONDS).nullable().default(null),
    },
    'must have "line", "address", "imap" and a password',
  )
  .superRefine(({ password, passwordFile, passwordEnv, tokenCommand }, context) => {
    const given = Object.entries({ password, passwordFile, passwordEnv, tokenCommand })
      .filter(([, value]) => value !== null)
      .map(([key]) => key);
    const complain = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message, input: undefined });
    if (given.length === 0) complain('passwordFile', 'is missing: it, "passwordEnv", "password" or "tokenCommand"');
    if (given.length > 1) complain(given[1] ?? '', `stands beside "${given[0]}": one of them is enough`);
  });
export type MailboxSettings = z.output<typeof mailboxSchema>;

const fileSchema = z.strictObject({
  mailboxes: z
    .record(nameSchema, mailboxSchema, 'must be a list of mailboxes by name')
    .refine((given) => Object.keys(given).length <= MAX_MAILBOXES, `may have at most ${MAX_MAILBOXES} entries`)
    .default({}),
});

/** The mailboxes by name, or one sentence with line and key: `mailboxes.yaml, line 3, "mailboxes.out.imap": must be …`. */
export function parseMailboxes(text: string): Record<string, MailboxSettings> | string {
  if (text.length > MAX_CHARS) return `${MAILBOXES_FILE} is longer than ${MAX_CHARS} characters`;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    return `${MAILBOXES_FILE}, line ${lines.linePos(error.pos[0]).line}: is not YAML (${error.message.split('\n')[0]})`;
  }
  if (document.contents !== null && !isMap(document.contents)) {
    return `${MAILBOXES_FILE}, line 1: must be a list of "key: value" lines`;
  }
  const parsed = fileSchema.safeParse(document.toJS({ maxAliasCount: 10 }) ?? {});
  if (parsed.success) return parsed.data.mailboxes;
  const { path, message } = problemOf(parsed.error.issues);
  const line = lineOf(document, path, lines);
  return `${MAILBOXES_FILE}, line ${line}, "${path.join('.')}": ${message}`;
}

/** A misspelt key explains why another is missing, so it is told first. */
function problemOf(issues: readonly z.core.$ZodIssue[]): { path: string[]; message: string } {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (!issue) throw new Error('bug: a failed parse without an issue');
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return { path: [...path, issue.keys[0] ?? ''], message: 'there is no such setting' };
  }
  if (issue.code === 'invalid_key') return { path, message: issue.issues[0]?.message ?? issue.message };
  return { path, message: issue.message.endsWith('received undefined') ? 'is missing' : issue.message };
}

/** Of the innermost part of the path that stands in the text. */
function lineOf(document: ReturnType<typeof parseDocument>, path: string[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === path[length - 1]) : undefined;
    const key: unknown = pair?.key;
    if (typeof key === 'object' && key !== null && 'range' in key && Array.isArray(key.range)) {
      return lines.linePos(Number(key.range[0])).line;
    }
  }
  return 1;
}
