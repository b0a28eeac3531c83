import { isIP } from 'node:net';
import { z } from 'zod';
import { HOST_NAME } from '../../rules/host-name.ts';

/** Settings of a mail account as its owner writes them: in the probe's probe.yaml and in the server's mailboxes.yaml. */

const NAME = 'must be a name of a-z, 0-9 and "-" that begins with a letter (at most 30)';
export const nameSchema = z.string(NAME).regex(/^[a-z][a-z0-9-]{0,29}$/, NAME);
const MAX_ENTRIES = 20;

/** Settings by name. */
export const namedList = <Schema extends z.ZodType>(schema: Schema, words: string) =>
  z
    .record(nameSchema, schema, words)
    .refine((given) => Object.keys(given).length <= MAX_ENTRIES, `may have at most ${MAX_ENTRIES} entries`);

const HOST = 'must be a host name or an address';
const hostSchema = z.string(HOST).refine((host) => isIP(host) !== 0 || HOST_NAME.test(host), HOST);
const PORT = 'must be a port from 1 to 65535';
const portSchema = z.int(PORT).min(1, PORT).max(65_535, PORT);
const SECURITY = 'must be "tls" or "starttls"';
const SERVER = 'must be a host name, or "host" with "port" and "security"';

/** Encrypted from the start unless the port or `security` says otherwise, which RFC 8314 section 3.3 prefers. */
function serverSchema({ tlsPort, starttlsPort }: { tlsPort: number; starttlsPort: number }) {
  const fields = {
    host: hostSchema,
    port: portSchema.optional(),
    security: z.enum(['tls', 'starttls'], SECURITY).optional(),
  };
  return z
    .preprocess((given) => (typeof given === 'string' ? { host: given } : given), z.strictObject(fields, SERVER))
    .transform(({ host, port, security }) => {
      const usual = port === starttlsPort ? 'starttls' : 'tls';
      const chosen = security ?? usual;
      return { host, port: port ?? (chosen === 'tls' ? tlsPort : starttlsPort), security: chosen };
    });
}
export const smtpSchema = serverSchema({ tlsPort: 465, starttlsPort: 587 });
export const imapSchema = serverSchema({ tlsPort: 993, starttlsPort: 143 });

const ADDRESS = 'must be a mail address';
const TEXT = 'must be a text that is not empty';
const textSchema = z.string(TEXT).min(1, TEXT).max(400, 'may have at most 400 characters');
const optionalText = textSchema.nullable().default(null);
const ENV = 'must be the name of an environment variable';
const COMMAND = 'must be a list of words: the program and what it is given';

/** What every account has. The secrets: one of the four, see {@link secretsGiven}. */
export const accountFields = {
  address: z
    .string(ADDRESS)
    .max(254, ADDRESS)
    .regex(/^[\x21-\x3b\x3d\x3f-\x7e]{1,64}@[A-Za-z0-9.-]{1,253}$/, ADDRESS),
  user: optionalText,
  password: optionalText,
  passwordFile: optionalText,
  passwordEnv: z
    .string(ENV)
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, ENV)
    .nullable()
    .default(null),
  tokenCommand: z.array(textSchema, COMMAND).min(1, COMMAND).max(40, COMMAND).nullable().default(null),
  caFile: optionalText,
  folder: textSchema.default('INBOX'),
  junkFolder: optionalText,
};

export type SecretSettings = {
  password: string | null;
  passwordFile: string | null;
  passwordEnv: string | null;
  tokenCommand: string[] | null;
};

/** Adds what is wrong with the setting `key` of the object that is looked at. */
export function complain(context: z.RefinementCtx, path: string[], message: string): void {
  context.addIssue({ code: 'custom', path, message, input: undefined });
}

/** Names of the secrets that are given; complains of a second one. */
export function secretsGiven(
  { password, passwordFile, passwordEnv, tokenCommand }: SecretSettings,
  context: z.RefinementCtx,
): string[] {
  const given = Object.entries({ password, passwordFile, passwordEnv, tokenCommand }).flatMap(([key, value]) =>
    value === null ? [] : [key],
  );
  const [first, second] = given;
  if (second !== undefined) complain(context, [second], `stands beside "${first}": one of them is enough`);
  return given;
}
