import { createHash } from 'node:crypto';
import type { AnyMailEvent } from '../../rules/mail/mail-event.ts';
import { type Fault, SIMULATED_ROUTE, simulateMail } from '../../rules/mail/simulated-mail.ts';
import type { Method, Target } from '../../rules/method.ts';
import type { Round } from '../../rules/round.ts';
import type { Sample } from '../../rules/sample.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What a probe has to tell of a route of test mails: all that really happens, oldest first, and what is told already. */
export type MailTeller = { events: readonly AnyMailEvent[]; next: number; mayForget: () => boolean };

type Life = { seed: number; random: () => number; fromAtMs: number; toAtMs: number };

/** A route on which much goes wrong. */
export function mailTeller({ seed, random, fromAtMs, toAtMs }: Life): MailTeller {
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from));
  const oneOf = <T>(...all: T[]): T => all[Math.floor(random() * all.length)] as T;
  const faults = Array.from({ length: between(0, 8) }, (): Fault => {
    const begin = between(fromAtMs, toAtMs);
    const span = { fromAtMs: begin, toAtMs: begin + oneOf(5, 20, 50, 200, 900, 2500) * MINUTE_MS };
    const kind = oneOf('hold', 'hold', 'greylist', 'junk', 'bounce', 'lose', 'refuse', 'blind', 'clock', 'rest');
    if (kind === 'hold') return { kind, at: oneOf('sender', 'hand-over', 'receiver'), ...span };
    if (kind === 'greylist') return { kind, ...span, delayMs: oneOf(3, 20, 70) * MINUTE_MS };
    if (kind === 'clock')
      return { kind, host: oneOf('submit', 'mx', 'store'), ...span, byMs: between(-90_000, 90_000) };
    if (kind === 'rest') return { kind: oneOf('unreachable', 'config-error', 'line-down'), ...span };
    return { kind, ...span };
  });
  const { events } = simulateMail({ seed, fromAtMs, hours: (toAtMs - fromAtMs) / HOUR_MS, faults });
  return { events: events.map(withHashes), next: 0, mayForget: () => random() < 0.3 };
}

/** As segments spell them. */
export function withHashes(event: AnyMailEvent): AnyMailEvent {
  const facts = Object.entries(event.facts).map(([key, value]) => [
    key,
    value.startsWith('hash:') ? `hash:${createHash('sha256').update(value).digest('hex')}` : value,
  ]);
  return { ...event, facts: Object.fromEntries(facts) };
}

/** The method with the route, after all other targets. */
export function withMailTargets(method: Method): Method {
  const common = { backEnd: 'smtp-imap', family: 0, network: 'mail', phaseMs: 0 } as const;
  const { name, to, spacingMs } = SIMULATED_ROUTE;
  const targets: Target[] = [
    { ...common, kind: 'mail', role: 'mail', address: name, spacingMs },
    { ...common, kind: 'mailbox', role: 'mailbox', address: to, spacingMs: 60_000 },
  ];
  return { ...method, targets: [...method.targets, ...targets], mail: { routes: [SIMULATED_ROUTE] } };
}

/**
 * A round with what happened in it. What happened while no round was running is told in the next one by the probe's wall
 * clock, or never.
 */
export function withMailOf(
  round: Round,
  { teller, method, fromAtMs }: { teller: MailTeller; method: Method; fromAtMs: number },
): Round {
  const told: Sample[] = [];
  for (; teller.next < teller.events.length; teller.next += 1) {
    const event = teller.events[teller.next];
    if (!event || event.atMs >= fromAtMs + method.roundMs) break;
    const target = method.targets.findIndex(({ role }) => role === event.role);
    const isOver = event.atMs < fromAtMs;
    if (target < 0 || (isOver && (event.role === 'mailbox' || teller.mayForget()))) continue;
    const readings = isOver ? { ...event.readings, eventAtMs: event.atMs } : event.readings;
    const sentTickMs = round.tickMs + (isOver ? 0 : event.atMs - fromAtMs);
    const reply = { outcome: 'reply' as const, latencyUs: 0, unreachableSender: null };
    told.push({ target, sentTickMs, ...reply, readings, facts: event.facts });
  }
  return told.length === 0 ? round : { ...round, samples: [...round.samples, ...told] };
}
