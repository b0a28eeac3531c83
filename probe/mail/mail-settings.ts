import { z } from 'zod';
import {
  accountFields,
  complain,
  imapSchema,
  namedList,
  nameSchema,
  secretsGiven,
  smtpSchema,
} from '../mailbox/account-settings.ts';
import { TRIAL_ROUTE } from './mail-names.ts';

/** The key `mail` of probe.yaml: mailboxes, and the routes between them on which test mails are sent. */

const accountSchema = z
  .strictObject(
    {
      ...accountFields,
      smtp: smtpSchema.nullable().default(null),
      imap: imapSchema.nullable().default(null),
    },
    'must have at least "address"',
  )
  .superRefine(({ smtp, imap, ...secrets }, context) => {
    if (secretsGiven(secrets, context).length > 0 || !(smtp || imap)) return;
    const needs = 'needs a "passwordFile", "passwordEnv", "password" or "tokenCommand" beside it';
    complain(context, [smtp ? 'smtp' : 'imap'], needs);
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
    const tooShort = (key: string, other: string) => complain(context, [key], `must be more than "${other}"`);
    if (lateSeconds < promptSeconds) tooShort('lateSeconds', 'promptSeconds');
    else if (stuckSeconds < lateSeconds) tooShort('stuckSeconds', 'lateSeconds');
    else if (lostDays * 86_400 < stuckSeconds) tooShort('lostDays', 'stuckSeconds');
  });
export type MailRouteYaml = z.output<typeof routeSchema>;

/** Freemail providers lock accounts for less; on this machine alone a route may be tried faster. */
const EVERY_MIN_SECONDS = 300;

export const mailYamlSchema = z
  .strictObject(
    {
      accounts: namedList(accountSchema, 'must be a list of names, each with "address"').default({}),
      routes: namedList(routeSchema, 'must be a list of names, each with "from" and "to"').default({}),
      deleteAfterSeconds: seconds(0, 604_800).default(3600),
    },
    'must have "accounts" and "routes"',
  )
  .superRefine(({ accounts, routes }, context) => {
    for (const [name, route] of Object.entries(routes)) {
      const path = ['routes', name];
      if (name === TRIAL_ROUTE) complain(context, path, 'is a name that the probe needs itself');
      const ends = [accounts[route.from], accounts[route.to]];
      for (const [index, key] of (['from', 'to'] as const).entries())
        if (!ends[index]) complain(context, [...path, key], `there is no account "${route[key]}" in "mail.accounts"`);
      if (ends[0] && ends[0].smtp === null)
        complain(context, [...path, 'from'], `the account "${route.from}" has no "smtp" to send by`);
      const isTooOften = route.everySeconds !== null && route.everySeconds < EVERY_MIN_SECONDS;
      if (isTooOften && !ends.every((account) => account && isOnThisMachine(account)))
        complain(
          context,
          [...path, 'everySeconds'],
          `must be at least ${EVERY_MIN_SECONDS}: providers lock accounts for less`,
        );
    }
  });
export type MailYaml = z.output<typeof mailYamlSchema>;

function isOnThisMachine({ smtp, imap }: MailAccountYaml): boolean {
  const hosts = [smtp, imap].flatMap((server) => (server ? [server.host] : []));
  return hosts.length > 0 && hosts.every((host) => host === 'localhost' || host === '::1' || /^127\./.test(host));
}
