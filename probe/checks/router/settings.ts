import { z } from 'zod';
import { isHomeAddress } from '../../address-scope.ts';

const URL_WORDS = 'must be an http or https URL with a numeric address of the home network';
const KIND_WORDS = 'must be one of auto, fritzbox, openwrt';

/** `url` as it stands in probe.yaml: only the router at home is asked, by its number. */
const urlSchema = z.string(URL_WORDS).refine((text) => {
  const url = URL.parse(text);
  return (
    url !== null &&
    text.length <= 100 &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    isHomeAddress(url.hostname.replace(/^\[|\]$/g, ''))
  );
}, URL_WORDS);

const SECRET_WORDS = 'must be a text that is not empty';
const secretSchema = z.string(SECRET_WORDS).min(1, SECRET_WORDS).max(200, 'may have at most 200 characters');

/** The key `router` of probe.yaml. */
export const routerYamlSchema = z.union(
  [
    z.literal('auto'),
    z.literal('none'),
    z
      .strictObject({
        url: urlSchema.nullable().default(null),
        user: secretSchema.nullable().default(null),
        password: secretSchema.nullable().default(null),
        passwordFile: secretSchema.nullable().default(null),
        passwordEnv: z
          .string('must be the name of an environment variable')
          .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be the name of an environment variable')
          .nullable()
          .default(null),
        kind: z.enum(['auto', 'fritzbox', 'openwrt'], KIND_WORDS).default('auto'),
        rented: z.boolean('must be true or false').default(false),
      })
      .superRefine(({ url, kind, user, password, passwordFile, passwordEnv }, context) => {
        const given = Object.entries({ password, passwordFile, passwordEnv }).filter(([, value]) => value !== null);
        const complain = (key: string, message: string) =>
          context.addIssue({ code: 'custom', path: [key], message, input: undefined });
        if (given.length > 1) complain(given[1]?.[0] ?? '', `stands beside "${given[0]?.[0]}": one of them is enough`);
        if (user !== null && given.length === 0)
          complain('user', 'needs a "passwordFile", "passwordEnv" or "password"');
        // ubus takes the password as it is: it must not go to whatever gateway a strange network names
        if (kind === 'openwrt' && user !== null && url === null) complain('kind', 'needs a "url" beside the "user"');
        if (user === null && given.length > 0) complain(given[0]?.[0] ?? '', 'needs a "user"');
      }),
  ],
  'must be "auto", "none" or a list of "url", "user", "passwordFile", "kind", "rented"',
);
export type RouterYaml = z.infer<typeof routerYamlSchema>;

/**
 * The router as the config names it. `password` is a function, so that no text made of a config (log line, hash of the
 * config) can hold what it gives.
 */
export type RouterConfig = {
  url: string | null;
  kind: 'auto' | 'fritzbox' | 'openwrt';
  login: { user: string; password: () => string } | null;
  isRented: boolean;
};

/** What the check is given. */
export const routerSettingsSchema = z.strictObject({
  /** Numeric IPv4 address of the gateway, or that of the URL. */
  gateway: z.string(),
  /** This machine's own address beside it; null = unknown. */
  ownAddress: z.string().nullable(),
  url: z.string().nullable(),
  kind: z.enum(['auto', 'fritzbox', 'openwrt']),
  login: z
    .strictObject({ user: z.string(), password: z.custom<() => string>((given) => typeof given === 'function') })
    .nullable(),
  isRented: z.boolean(),
  /** This runs on the router itself: its own program is asked. */
  isHere: z.boolean(),
  /** 1900 but in tests. */
  ssdpPort: z.int().default(1900),
  /** How long one request may take; shorter in tests. */
  requestWaitMs: z.int().min(50).max(4000).default(4000),
});
export type RouterSettings = z.infer<typeof routerSettingsSchema>;
