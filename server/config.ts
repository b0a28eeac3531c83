import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseAuthorities } from './heads/authorities.ts';

/** One setting: everything that is known about it, in one place. */
export type Setting<Value> = {
  /** Name of the environment variable. */
  env: string;
  /** One or two sentences for the table in the README. */
  doc: string;
  /** As it would be written in the environment; null: there is none, and the setting may stay unset. */
  default: string | null;
  /** What the table shows instead of the default, where the default depends on the machine. */
  defaultDoc?: string;
  schema: z.ZodType<Value, string>;
};

/** A range of addresses; `prefixBits` is the full length for a single one. */
export type Network = { address: string; prefixBits: number; family: 'ipv4' | 'ipv6' };

function setting<Value>(declared: Setting<Value>): Setting<Value> {
  return declared;
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** The settings of the server, in the order of the README's table. */
export const SERVER_SETTINGS = {
  port: setting({
    env: 'PORT',
    doc: 'TCP port to listen on; 0 takes a free one.',
    default: '8080',
    schema: wholeNumber(0, 65_535),
  }),
  host: setting({
    env: 'HOST',
    doc: 'Address to listen on. `0.0.0.0` or `::` opens the server to the network: strangers then see only what is published, the owner signs in.',
    default: '127.0.0.1',
    schema: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be an address or a host name without a port'),
  }),
  dataDir: setting({
    env: 'DATA_DIR',
    doc: 'Folder for everything that is kept; the server uses `server/` in it.',
    default: 'data',
    schema: z.string().min(1, 'must name a folder'),
  }),
  publicUrl: setting({
    env: 'PUBLIC_URL',
    doc: 'Address that visitors use, when the server is reached from elsewhere (behind a proxy with HTTPS). Without it, and only on a loopback address, everybody on this machine sees everything; so set it before a proxy or tunnel passes requests on to here.',
    default: null,
    schema: z.string().transform((text, context) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      const isOrigin = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
      if (isOrigin) return url.origin;
      context.addIssue({ code: 'custom', message: 'must be an address like https://example.org, without a path' });
      return z.NEVER;
    }),
  }),
  trustedProxy: setting({
    env: 'TRUSTED_PROXY',
    doc: 'Addresses or networks (`192.0.2.7,172.16.0.0/12`) of proxies in front of the server, whose `X-Forwarded-For`, `-Proto` and `-Host` are believed: for the limit of sign-in attempts, the network in receipts, and to know HTTPS. Set it behind every proxy; nobody on this machine sees more than a visitor then.',
    default: '',
    defaultDoc: 'none',
    schema: z.string().transform((text, context) => {
      const networks = text.split(',').filter((part) => part.trim() !== '');
      const parsed = networks.map((part) => parseNetwork(part.trim()));
      const wrong = parsed.indexOf(null);
      if (wrong === -1) return parsed.filter((network) => network !== null);
      context.addIssue({
        code: 'custom',
        message: `"${networks[wrong]}" must be an address, or a network like 10.0.0.0/8`,
      });
      return z.NEVER;
    }),
  }),
  zone: setting({
    env: 'ZONE',
    doc: 'Time zone (IANA name) of lines created from now on: their days begin at its midnight.',
    default: Intl.DateTimeFormat().resolvedOptions().timeZone,
    defaultDoc: "the server's",
    schema: z.string().refine(isZone, 'must be a time zone like Europe/Berlin'),
  }),
  sessionDays: setting({
    env: 'SESSION_DAYS',
    doc: 'Days after which the owner has to sign in again.',
    default: '30',
    schema: wholeNumber(1, 400),
  }),
  rawDays: setting({
    env: 'RAW_DAYS',
    doc: 'Days for which the signed bytes of the probes are kept.',
    default: '400',
    schema: wholeNumber(400, 36_500),
  }),
  fiveMinuteDays: setting({
    env: 'FIVE_MINUTE_DAYS',
    doc: 'Days for which latency and loss are kept in steps of 5 minutes.',
    default: '90',
    schema: wholeNumber(7, 36_500),
  }),
  hourDays: setting({
    env: 'HOUR_DAYS',
    doc: 'Days for which latency and loss are kept in steps of an hour. Days and outages are kept for ever.',
    default: '1200',
    schema: wholeNumber(90, 36_500),
  }),
  selfCheckTargets: setting({
    env: 'SELF_CHECK_TARGETS',
    doc: 'Where the server looks (TCP, `address:port`, separated by commas) to tell a silent probe from a lost network of its own. Empty: it never looks, and calls every silence "no contact".',
    default: '1.1.1.1:443,9.9.9.9:443',
    schema: z.string().transform((text, context) => {
      const targets = text.split(',').filter((part) => part.trim() !== '');
      const parsed = targets.map((part) => parseTarget(part.trim()));
      const wrong = parsed.indexOf(null);
      if (wrong === -1) return parsed.filter((target) => target !== null);
      context.addIssue({ code: 'custom', message: `"${targets[wrong]}" must be an address and a port: 192.0.2.1:443` });
      return z.NEVER;
    }),
  }),
  alarmLocalTargets: setting({
    env: 'ALARM_LOCAL_TARGETS',
    doc: 'Targets of alarms outside of the public internet that may be reached all the same (`host:port` as written in the address, separated by commas), such as a mail server or ntfy at home. All other local addresses are refused.',
    default: '',
    defaultDoc: 'none',
    schema: z.string().transform((text, context) => {
      const targets = text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const wrong = targets.find((target) => parseTarget(target) === null);
      if (wrong === undefined) return new Set(targets.map((target) => target.toLowerCase()));
      context.addIssue({ code: 'custom', message: `"${wrong}" must be a host and a port: nas.lan:25` });
      return z.NEVER;
    }),
  }),
  timeStampAuthorities: setting({
    env: 'TIME_STAMP_AUTHORITIES',
    doc: 'Who signs what the time is (RFC 3161), as `name=address`, separated by commas: each hour, and every 10 minutes during an outage, two of them get a hash of the signed log, so that nobody can back-date it. They see this hash and the address of the server, nothing else. An address of the local network must be written as numbers. Empty: nobody is asked.',
    default: 'digicert=http://timestamp.digicert.com,sectigo=http://timestamp.sectigo.com',
    schema: z.string().transform((text, context) => {
      const authorities = parseAuthorities(text);
      if (typeof authorities !== 'string') return authorities;
      context.addIssue({ code: 'custom', message: authorities });
      return z.NEVER;
    }),
  }),
  timeStampRoots: setting({
    env: 'TIME_STAMP_ROOTS',
    doc: 'File (PEM) with root certificates of time stamp authorities that are believed beside those that come with Node, such as the root of FreeTSA.',
    default: null,
    schema: z.string(),
  }),
  maxEventClients: setting({
    env: 'MAX_EVENT_CLIENTS',
    doc: 'Pages that may be kept up to date at once (server-sent events); others refresh themselves when reloaded.',
    default: '200',
    schema: wholeNumber(1, 10_000),
  }),
} as const;

type Unset = 'publicUrl' | 'timeStampRoots';
/** The settings, checked. `publicUrl` is an origin without a final slash, or null. */
export type ServerConfig = {
  [Key in Exclude<keyof typeof SERVER_SETTINGS, Unset>]: z.infer<(typeof SERVER_SETTINGS)[Key]['schema']>;
} & { [Key in Unset]: string | null };

/** Lists that may be emptied. */
const MAY_BE_EMPTY = new Set(['SELF_CHECK_TARGETS', 'TIME_STAMP_AUTHORITIES']);

/** The settings, or one sentence for each variable that is wrong, naming it. An empty variable counts as not set. */
export function readConfig(env: Record<string, string | undefined> = process.env): ServerConfig | string[] {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, declared] of Object.entries(SERVER_SETTINGS)) {
    const given = env[declared.env];
    const text = given === undefined || (given === '' && !MAY_BE_EMPTY.has(declared.env)) ? declared.default : given;
    if (text === null) {
      values[key] = null;
      continue;
    }
    const parsed = declared.schema.safeParse(text);
    if (parsed.success) values[key] = parsed.data;
    else problems.push(`${declared.env} is "${text}", but ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
  }
  // every key of SERVER_SETTINGS was parsed by its own schema just above
  return problems.length > 0 ? problems : (values as ServerConfig);
}

/** Variables that the owner's own settings name (`passwordEnv` of mailboxes.yaml). */
export function environment(): Record<string, string | undefined> {
  return process.env;
}

/** The folder that holds the program: the nearest one above with our package.json, else the working directory. */
export function findRoot(moduleUrl: string = import.meta.url): string {
  for (let folder = dirname(fileURLToPath(moduleUrl)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && packageName(file) === 'linewitness') return folder;
    if (folder === dirname(folder)) return resolve('.');
  }
}

function packageName(file: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : null;
  } catch {
    return null; // somebody else's broken package.json on the way up is not ours to report
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

function parseTarget(text: string): { address: string; port: number } | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  const address = match?.[1] ?? match?.[2];
  return address !== undefined && port >= 1 && port <= 65_535 ? { address, port } : null;
}

function parseNetwork(text: string): Network | null {
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return null;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const longest = version === 4 ? 32 : 128;
  if (bits === undefined) return { address, prefixBits: longest, family };
  const prefixBits = /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  return prefixBits >= 0 && prefixBits <= longest ? { address, prefixBits, family } : null;
}
