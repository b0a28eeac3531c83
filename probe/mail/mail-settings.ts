import { isIP } from 'node:net';
import { z } from 'zod';
import { HOST_NAME } from '../checks/dns/ask-dns.ts';
import { TRIAL_ROUTE } from './mail-names.ts';

/** The key `mail` of probe.yaml: mailboxes, and the routes between them on which test mails are sent. */

const NAME = 'must be a name of a-z, 0-9 and "-" that begins with a letter (at most 30)';
const nameSchema = z.string(NAME).regex(/^[a-z][a-z0-9-]{0,29}$/, NAME);
const MAX_ENTRIES = 20;

const ADDRESS = 'must be a mail address';
const addressSchema = z
  .string(ADDRESS)
  .max(254, ADDRESS)
  .regex(/^[\x21-\x3b\x3d\x3f-\x7e]{1,64}@[A-Za-z0-9.-]{1,253}$/, ADDRESS);

const HOST = 'must be a host name';
const hostSchema = z.string(HOST).refine((host) => isIP(host) !== 0 || HOST_NAME.test(host), HOST);
const PORT = 'must be a port from 1 to 65535';
const portSchema = z.int(PORT).min(1, PORT).max(65_535, PORT);
const SECURITY = 'must be "tls" or "starttls"';

/** `tlsPort`: encrypted from the start, which RFC 8314 section 3.3 prefers. */
function serverSchema({ tlsPort, starttlsPort }: { tlsPort: number; starttlsPort: number }) {
  const words = `must be a host name, or "host" with "port" and "security"`;
  return z
    .preprocess(
      (given) => (typeof given === 'string' ? { host: given } : given),
      z.strictObject(
        { host: hostSchema, port: portSchema.optional(), security: z.enum(['tls', 'starttls'], SECURITY).optional() },
        words,
      ),
    )
    .transform(({ host, port, security }) => {
      const usual = port === starttlsPort ? 'starttls' : 'tls';
      const chosen = security ?? usual;
      return { host, port: port ?? (chosen === 'tls' ? tlsPort : starttlsPort), security: chosen };
    });
}

const TEXT = 'must be a text that is not empty';
const textSchema = z.string(TEXT).min(1, TEXT).max(400, 'may have at most 400 characters');
const ENV = 'must be the name of an environment variable';
const COMMAND = 'must be a list of words: the program and what it is given';

const accountSchema = z
  .strictObject(
    {
      address: addressSchema,
      user: textSchema.nullable().default(null),
      password: textSchema.nullable().default(null),
      passwordFile: textSchema.nullable().default(null),
      passwordEnv: z
        .string(ENV)
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, ENV)
        .nullable()
        .default(null),
      tokenCommand: z.array(textSchema, COMMAND).min(1, COMMAND).max(40, COMMAND).nullable().default(null),
      smtp: serverSchema({ tlsPort: 465, starttlsPort: 587 }).nullable().default(null),
      imap: serverSchema({ tlsPort: 993, starttlsPort: 143 }).nullable().default(null),
      caFile: textSchema.nullable().default(null),
      folder: textSchema.default('INBOX'),
      junkFolder: textSchema.nullable().default(null),
    },
    'must have at least "address"',
  )
  .superRefine(({ smtp, imap, password, passwordFile, passwordEnv, tokenCommand }, context) => {
    const given = Object.entries({ password, passwordFile, passwordEnv, tokenCommand }).filter(
      ([, value]) => value !== null,
    );
    const complain = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message, input: undefined });
    if (given.length > 1) complain(given[1]?.[0] ?? '', `stands beside "${given[0]?.[0]}": one of them is enough`);
    if (given.length === 0 && (smtp || imap))
      complain(smtp ? 'smtp' : 'imap', 'needs a "passwordFile", "passwordEnv", "password" or "tokenCommand" beside it');
  });
export type MailAccountYaml = z.output<typeof accountSchema>;

const seconds = (fromSeconds: number, toSeconds: number) => {
  const words = `must be a whole number of seconds from ${fromSeconds} to ${toSeconds}`;
  return z.int(words).min(fromSeconds, words).max(toSeconds, words);
};
/** Senders go on trying for four to five days (RFC 5321 section 4.5.4.1): who says "lost" sooner guesses. */
const LOST_MIN_DAYS = 6;
const LOST = `must be a whole number of days from ${LOST_MIN_DAYS} to 30: mail servers go on trying for up to five`;

const routeSchema = z
  .strictObject(
    {
      from: nameSchema,
      to: nameSchema,
      provider: z
        .enum(['from', 'to', 'both', 'none'], 'must be one of from, to, both, none: which of the two is the provider’s')
        .default('none'),
      everySeconds: seconds(1, 86_400).nullable().default(null),
      promptSeconds: seconds(1, 86_400).default(120),
      lateSeconds: seconds(1, 86_400).default(900),
      stuckSeconds: seconds(1, 604_800).default(21_600),
      lostDays: z.int(LOST).min(LOST_MIN_DAYS, LOST).max(30, LOST).default(7),
    },
    'must have "from" and "to"',
  )
  .superRefine((route, context) => {
    const { promptSeconds, lateSeconds, stuckSeconds, lostDays } = route;
    const complain = (key: string, other: string) =>
      context.addIssue({ code: 'custom', path: [key], message: `must be more than "${other}"`, input: undefined });
    if (lateSeconds < promptSeconds) complain('lateSeconds', 'promptSeconds');
    else if (stuckSeconds < lateSeconds) complain('stuckSeconds', 'lateSeconds');
    else if (lostDays * 86_400 < stuckSeconds) complain('lostDays', 'stuckSeconds');
  });
export type MailRouteYaml = z.output<typeof routeSchema>;

/** Freemail providers lock accounts for less; on this machine alone a route may be tried faster. */
const EVERY_MIN_SECONDS = 300;

const listOf = <Schema extends z.ZodType>(schema: Schema, words: string) =>
  z
    .record(nameSchema, schema, words)
    .refine((given) => Object.keys(given).length <= MAX_ENTRIES, `may have at most ${MAX_ENTRIES} entries`);

export const mailYamlSchema = z
  .strictObject(
    {
      accounts: listOf(accountSchema, 'must be a list of names, each with "address"').default({}),
      routes: listOf(routeSchema, 'must be a list of names, each with "from" and "to"').default({}),
      deleteAfterSeconds: seconds(0, 604_800).default(3600),
    },
    'must have "accounts" and "routes"',
  )
  .superRefine(({ accounts, routes }, context) => {
    for (const [name, route] of Object.entries(routes)) {
      const complain = (key: string | null, message: string) =>
        context.addIssue({
          code: 'custom',
          path: ['routes', name, ...(key === null ? [] : [key])],
          message,
          input: undefined,
        });
      if (name === TRIAL_ROUTE) complain(null, 'is a name that the probe needs itself');
      const ends = [accounts[route.from], accounts[route.to]];
      for (const [index, key] of (['from', 'to'] as const).entries())
        if (!ends[index]) complain(key, `there is no account "${route[key]}" in "mail.accounts"`);
      if (ends[0] && ends[0].smtp === null) complain('from', `the account "${route.from}" has no "smtp" to send by`);
      const isTooOften = route.everySeconds !== null && route.everySeconds < EVERY_MIN_SECONDS;
      if (isTooOften && !ends.every((account) => account && isOnThisMachine(account)))
        complain('everySeconds', `must be at least ${EVERY_MIN_SECONDS}: providers lock accounts for less`);
    }
  });
export type MailYaml = z.output<typeof mailYamlSchema>;

function isOnThisMachine({ smtp, imap }: MailAccountYaml): boolean {
  const hosts = [smtp, imap].flatMap((server) => (server ? [server.host] : []));
  return hosts.length > 0 && hosts.every((host) => host === 'localhost' || host === '::1' || /^127\./.test(host));
}
