import { z } from 'zod';

/**
 * The method: what a probe measures, how often and with what. A text of its own (JSON, one spelling), named in every
 * segment by its hash; positions in `targets` are the numbers that stand in samples. A change of gateway, back end or
 * schedule makes a new method, and so a new segment.
 */

/** What a target stands for in the decision table. */
export const TARGET_ROLES = [
  'gateway', //         the home router
  'far', //             outside the home; carries the verdict on the line
  'isp-resolver', //    the provider's DNS server, asked for a name
  'public-resolver', // an independent DNS server, asked for a name
  'own-server', //      the Linewitness server, asked for a signed answer
  'router', //          what the home router itself says (UPnP IGD, TR-064, ubus)
  'first-hop', //       the provider's first router behind the home's
  'isp-host', //        a machine of the provider's own; a far target it is not: its answer proves only the access
  'control', //         an address or name that must not answer: what does is not to be believed
  'sip', //             the telephony registrar
  'clock', //           a time server in the home network (RFC 5905)
  'snapshot', //        everything at once at the begin, after a minute and at the end of an outage
  'mail', //            a route of test mails; its samples are events (rules/mail/vocabulary.ts)
  'mailbox', //         a mailbox in which they are looked for; the same
  'extra', //           named by the owner; shown, never part of the verdict
] as const;
export type TargetRole = (typeof TARGET_ROLES)[number];

export const targetSchema = z.strictObject({
  /** Name of the check (`ping`, `tcp`, `dns`, `http`). */
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  /** Program or way that measured (`fping`, `ping`, `tcp`, `dns`, `http`). */
  backEnd: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  role: z.enum(TARGET_ROLES),
  /** Address family; 0 where it is not fixed (a URL). */
  family: z.union([z.literal(4), z.literal(6), z.literal(0)]),
  /** Numeric address, URL, or `hash:<64 hex>` where the value is personal. */
  address: z.string().min(1).max(200),
  /** Whose network it is in, as far as known (`cloudflare`, `isp`); targets of one network are counted together. */
  network: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Distance of its attempts, and their shift against the start of the cycle. */
  spacingMs: z.int().min(200).max(86_400_000),
  phaseMs: z.int().min(0).max(86_400_000),
});
export type Target = z.infer<typeof targetSchema>;

const mailName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);
/** From which latency on a mail is what; counted from the final 250. */
const mailLimit = z.int().min(1000).max(2_592_000_000);
export const mailRouteSchema = z.strictObject({
  name: mailName,
  /** Names of accounts, as the owner calls them; the same name is the same mailbox. */
  from: mailName,
  to: mailName,
  /** Which of them is the provider's that is being watched. */
  provider: z.enum(['from', 'to', 'both', 'none']),
  spacingMs: z.int().min(1000).max(86_400_000),
  /** Prompt, slow, late and stuck mails; unseen for longer than `lostMs` it is presumed lost. */
  promptMs: mailLimit,
  lateMs: mailLimit,
  stuckMs: mailLimit,
  lostMs: mailLimit,
});
export type MailRoute = z.infer<typeof mailRouteSchema>;

export const methodSchema = z.strictObject({
  format: z.literal('linewitness-method/1'),
  software: z.string().regex(/^[a-z0-9 ./+-]{1,80}$/i),
  /** True only in the demo: nothing was measured. */
  simulated: z.boolean(),
  /** Length of a cycle. */
  roundMs: z.int().min(1000).max(600_000),
  /** After this an answer is late, and counted as lost until it comes. */
  lateAfterMs: z.int(),
  /** So long an answer is waited for. */
  listenMs: z.int(),
  targets: z.array(targetSchema).min(1).max(200),
  /** When the owner says that the provider, or the router ahead of it, renews the session each night. */
  reconnectWindow: z
    .strictObject({
      from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      zone: z.string().min(1).max(60),
    })
    .optional(),
  /** The routes of test mails, in the order of the settings. */
  mail: z.strictObject({ routes: z.array(mailRouteSchema).max(20) }).optional(),
});
export type Method = z.infer<typeof methodSchema>;

/** The exact bytes whose SHA-256 is `methodSha256`. */
export function formatMethod(method: Method): string {
  return `${JSON.stringify(methodSchema.parse(method), null, 1)}\n`;
}

/** The method, or a sentence that says what is wrong. */
export function parseMethod(text: string): Method | string {
  if (text.length > 200_000) return 'the method is longer than 200,000 characters';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'the method is not JSON';
  }
  const parsed = methodSchema.safeParse(json);
  if (!parsed.success) return `the method is not valid: ${z.prettifyError(parsed.error)}`;
  return formatMethod(parsed.data) === text ? parsed.data : 'the method is not spelled as the format demands';
}
