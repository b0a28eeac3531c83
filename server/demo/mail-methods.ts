import type { MailRoute, Target } from '../../rules/method.ts';

/** The shopkeeper's two mailboxes: one at the provider that is watched, one elsewhere. */
export const PROVIDER_BOX = 'telecom';
export const OUTSIDE_BOX = 'freemail';

/** Every half hour in each direction; a mail is late after a quarter of an hour, stuck after six. */
export const MAIL_SPACING_MS = 1_800_000;
const LIMITS = { spacingMs: MAIL_SPACING_MS, promptMs: 120_000, lateMs: 900_000, stuckMs: 21_600_000 };

export const MAIL_ROUTES: [into: MailRoute, out: MailRoute] = [
  { name: 'in', from: OUTSIDE_BOX, to: PROVIDER_BOX, provider: 'to', ...LIMITS, lostMs: 604_800_000 },
  { name: 'out', from: PROVIDER_BOX, to: OUTSIDE_BOX, provider: 'from', ...LIMITS, lostMs: 604_800_000 },
];

/** Told of by the mail part: a route each, then a mailbox each, in this order behind all other targets. */
export function mailTargets(): Target[] {
  const common = { backEnd: 'simulated', family: 0, network: 'mail', phaseMs: 0 } as const;
  return [
    ...MAIL_ROUTES.map(
      ({ name, spacingMs }): Target => ({ ...common, kind: 'mail', role: 'mail', address: name, spacingMs }),
    ),
    ...[PROVIDER_BOX, OUTSIDE_BOX].map(
      (address): Target => ({ ...common, kind: 'mailbox', role: 'mailbox', address, spacingMs: 60_000 }),
    ),
  ];
}
