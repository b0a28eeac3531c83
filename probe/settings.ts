import { isIP } from 'node:net';
import { z } from 'zod';
import { HOST_NAME } from '../rules/host-name.ts';
import { isHomeAddress } from './address-scope.ts';
import { allChecks } from './checks/all-checks.ts';
import { routerYamlSchema } from './checks/router/settings.ts';
import { registrarYamlSchema } from './checks/sip/measure.ts';
import { mailYamlSchema } from './mail/mail-settings.ts';

/** One setting of `probe.yaml`: declared here once; the README's table is made from this. */
export type ProbeSetting = { key: string; doc: string; defaultText: string; schema: z.ZodType };

const ADDRESS = 'must be a numeric IPv4 or IPv6 address';
const addressSchema = z.string(ADDRESS).refine((text) => isIP(text.split('%')[0] ?? '') !== 0, ADDRESS);
const addressList = (limit: number) =>
  z.array(addressSchema, 'must be "auto" or a list of addresses').max(limit, `may have at most ${limit} entries`);

const targetSchema = z.preprocess(
  (given) => (typeof given === 'string' ? { address: given } : given),
  z.strictObject(
    {
      address: addressSchema,
      network: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and "-"')
        .nullable()
        .default(null),
      port: z
        .int('must be a whole number')
        .min(1, 'must be 1 to 65535')
        .max(65_535, 'must be 1 to 65535')
        .nullable()
        .default(null),
    },
    `${ADDRESS}, or "address" with "network" and "port"`,
  ),
);

const targetsSchema = z
  .array(targetSchema)
  .min(1, 'must have at least one entry')
  .refine((targets) => new Set(targets.map(({ address }) => address)).size === targets.length, 'names an address twice')
  .refine(
    (targets) => [4, 6].every((family) => targets.filter(({ address }) => isIP(address) === family).length <= 5),
    'may have at most 5 addresses of each family',
  );

const wholeSeconds = (fromSeconds: number, toSeconds: number) =>
  z
    .int(`must be a whole number of seconds from ${fromSeconds} to ${toSeconds}`)
    .min(fromSeconds, `must be a whole number of seconds from ${fromSeconds} to ${toSeconds}`)
    .max(toSeconds, `must be a whole number of seconds from ${fromSeconds} to ${toSeconds}`);

/** No target is asked more often, whatever the config says, and few so often (line-measurement.md §10). */
const CHECK_MIN_SECONDS = 10;
const KINDS = allChecks.map(({ kind }) => kind);

const checkSchema = z
  .looseObject(
    {
      kind: z.enum(KINDS, `must be one of ${KINDS.join(', ')}`),
      everySeconds: wholeSeconds(CHECK_MIN_SECONDS, 86_400).default(60),
    },
    'must have at least "kind"',
  )
  .superRefine(({ kind, everySeconds: _everySeconds, ...settings }, context) => {
    const parsed = allChecks.find((check) => check.kind === kind)?.settings.safeParse(settings);
    for (const issue of parsed?.error?.issues ?? []) {
      context.addIssue(
        issue.code === 'unrecognized_keys'
          ? { ...issue, input: settings }
          : { code: 'custom', path: issue.path, message: issue.message, input: settings },
      );
    }
  });

const auto = z.literal('auto');

const OWN_PAGE = 'must be a port from 1024 to 65535, or "address:port" with an address of the home network';
const ownPagePort = z.int(OWN_PAGE).min(1024, OWN_PAGE).max(65_535, OWN_PAGE);
const ownPageSchema = z.union(
  [
    ownPagePort.transform((port) => ({ address: null, port })),
    z.string().transform((text, context) => {
      const [, v6, v4, port] = /^(?:\[([0-9a-f:]+)\]|([0-9.]+)):(\d{4,5})$/i.exec(text) ?? [];
      const address = v6 ?? v4 ?? '';
      if (isHomeAddress(address) && ownPagePort.safeParse(Number(port)).success) return { address, port: Number(port) };
      context.addIssue({ code: 'custom', message: OWN_PAGE });
      return z.NEVER;
    }),
  ],
  OWN_PAGE,
);

const NAME = 'must be a host name';
const hostNameSchema = z.string(NAME).regex(HOST_NAME, NAME);

const TIME = 'must be a time of day like 03:00';
const timeSchema = z.string(TIME).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME);
const ZONE = 'must be a time zone like Europe/Berlin';
const zoneSchema = z.string(ZONE).min(1, ZONE).max(60, ZONE).refine(isZone, ZONE);
const windowSchema = z
  .strictObject(
    { from: timeSchema, to: timeSchema, zone: zoneSchema.default(ownZone) },
    'must be `{ from, to }`, each a time of day like 03:00, and `zone` where it is not this machine’s',
  )
  .refine(({ from, to }) => from !== to, 'must not end when it begins');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Of this machine; a Pi that was never told says UTC. */
function ownZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}

/** Every setting with its check; unknown keys are refused. */
export const probeSettingsSchema = z
  .strictObject({
    targets: z.union([auto, targetsSchema], 'must be "auto" or a list of addresses').default('auto'),
    targetSpacingSeconds: wholeSeconds(5, 60).default(5),
    gateway: z
      .union(
        [auto, z.literal('none'), addressSchema.transform((address) => [address]), addressList(2)],
        'must be "auto", "none" or an address',
      )
      .default('auto'),
    router: routerYamlSchema.default('auto'),
    resolvers: z.union([auto, addressList(4)], 'must be "auto" or a list of addresses').default('auto'),
    publicResolvers: z.union([auto, addressList(4)], 'must be "auto" or a list of addresses').default('auto'),
    resolverName: hostNameSchema.nullable().default(null),
    resolverNonce: z.boolean('must be true or false').default(false),
    controlName: hostNameSchema.nullable().default(null),
    sipRegistrar: registrarYamlSchema.nullable().default(null),
    reconnectWindow: windowSchema.nullable().default(null),
    families: z
      .union(
        [auto, z.array(z.enum(['ipv4', 'ipv6'], 'must be "ipv4" or "ipv6"')).min(1, 'must name at least one')],
        'must be "auto" or a list of "ipv4" and "ipv6"',
      )
      .default('auto'),
    backEnd: z
      .enum(['auto', 'fping', 'ping', 'tcp', 'dns'], 'must be one of auto, fping, ping, tcp, dns')
      .default('auto'),
    checks: z.array(checkSchema, 'must be a list of checks').max(50, 'may have at most 50 entries').default([]),
    segmentSeconds: wholeSeconds(5, 500).default(90),
    journalMaxBytes: z
      .int('must be a whole number of bytes')
      .min(10_000_000, 'must be at least 10000000 bytes')
      .default(2_000_000_000),
    ownPage: ownPageSchema.nullable().default(null),
    mail: mailYamlSchema.nullable().default(null),
  })
  .refine(({ resolverName, resolverNonce }) => !resolverNonce || resolverName !== null, {
    path: ['resolverNonce'],
    message: 'needs "resolverName", a name of yours with a wildcard record under it',
  });
export type ProbeSettings = z.output<typeof probeSettingsSchema>;

const DOCS: Record<keyof ProbeSettings, string> = {
  targets:
    'Far targets in place of the default ones: up to five numeric addresses of each family, at best in three networks; each may be `{ address, network, port }` (`port` for TCP). `auto`: the own server if it lives elsewhere, 1.1.1.1, 9.9.9.9, 8.8.8.8, filled up to five.',
  targetSpacingSeconds: 'How often each far target is asked; together they then sample the line every fifth of it.',
  gateway: 'Address of the home router (or a list), `auto` to take the default route, `none` to ask none.',
  router:
    'What the home router says of its line: `auto` asks the gateway by UPnP, without login, where it answers; `none` asks nothing. With a login the DSL values come too: `{ user, passwordFile }` (or `passwordEnv`, `password`) of a FRITZ!Box user or of OpenWrt; `kind: openwrt` (which needs `url`, `http://192.168.1.1`) for OpenWrt, `url` (`http://192.168.178.1`) where a FRITZ!Box is not found, `rented: true` when the router is the provider’s.',
  resolvers:
    'The provider’s DNS servers, asked for a name every 30 s, and pinged every 5 s as machines of the provider’s own where they are not the home router; `auto` takes those of the system, `[]` none.',
  publicResolvers: 'Independent DNS servers to compare with; `auto`: two, or none where `targets` are named.',
  resolverName: 'The name that DNS servers are asked for.',
  resolverNonce:
    '`true` puts a random label in front of `resolverName` each time, so that no cache can answer for a resolver that has lost its line; only for a name of yours with a wildcard record (`*.probe.example.com`).',
  controlName:
    'A real name under which random ones must not exist; DNS servers that give an address for one are not believed.',
  sipRegistrar:
    'The telephony server of your provider (`tel.t-online.de`, `host:port`): asked by SIP `OPTIONS` every 5 minutes whether it is there, without login. Where somebody else runs your telephony: `{ host: sip.example.net, provider: false }`; its faults are then not the provider’s.',
  reconnectWindow:
    'When provider or router renew the session at night: `{ from: "03:00", to: "05:00" }`, with `zone` (`Europe/Berlin`) if it is not this machine’s. Such gaps are told apart from faults.',
  families: '`auto`: IPv4, and IPv6 where this machine has a global address; or a list of `ipv4` and `ipv6`.',
  backEnd: 'How far targets and gateway are asked; `auto` takes the first that works of fping, ping, tcp, dns.',
  checks: `More checks to record: each with \`kind\` (${KINDS.join(', ')}), \`everySeconds\` (60, at least ${CHECK_MIN_SECONDS}) and its own settings.`,
  segmentSeconds:
    'A signed segment closes and is sent after this when all is well, at once when the state changes. Each writes about 13 KB to the disk; a power cut loses what is not closed.',
  ownPage:
    'Port of the probe’s own page (`8081`, or `"192.168.1.5:8081"` for one address): state, what it sees and what waits to be sent, also while the internet is gone. It answers in the home network only.',
  mail: 'Test mails that measure how long a mail takes. `accounts`: for each name `address`, `user` if it is another, one of `passwordFile`, `passwordEnv`, `password`, `tokenCommand` (a program that prints an access token, as a list of words), `smtp` and `imap` (a host name, or `{ host, port, security }` with `tls` or `starttls`), `caFile`, `folder` (`INBOX`), `junkFolder`. `routes`: for each name `from` and `to` (names of accounts), `provider` (`from`, `to`, `both`, `none`: which is the provider’s), `everySeconds` (900, hourly on the first day; at least 300), `promptSeconds` (120), `lateSeconds` (900), `stuckSeconds` (21600), `lostDays` (7; at least 6). `deleteAfterSeconds` (3600): so long a test mail stays in the mailbox. To try a route: `npm run probe -- mail-test ROUTE`.',
  journalMaxBytes: 'Disk space of the journal; then undelivered quiet stretches go first, outages last.',
};

/** For the README's table, in the order of the schema. */
export const probeSettings: readonly ProbeSetting[] = Object.entries(probeSettingsSchema.shape).map(
  ([key, schema]) => ({
    key,
    doc: DOCS[key as keyof ProbeSettings], // the shape's keys are these
    defaultText: JSON.stringify(schema.parse(undefined)),
    schema,
  }),
);
