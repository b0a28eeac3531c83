import type { MailRouteNow, MailVerdict } from '../../rules/mail/mail.ts';
import type { LineEvent, MailFacts } from './alarm-event.ts';

/** What was announced of the routes of a line, by name; kept with what is remembered of the line (JSON). */
export type MailState = Record<string, RouteState>;
type RouteState = {
  /** While it is not well: what the first message about it is known by, and which findings were told. */
  trouble: { key: string; sinceAtMs: number; told: MailVerdict[] } | null;
  /** When the last ones began that were told. */
  recentAtMs: number[];
};

/** Findings that the owner should know of; mail in the junk folder is on the page. */
const TROUBLE: readonly MailVerdict[] = [
  'mail-delayed',
  'mail-blocked',
  'mail-unreachable',
  'mail-bouncing',
  'mail-lost',
  'mail-unreadable',
  'mail-config-error',
];
const WELL: readonly MailVerdict[] = ['mail-ok', 'mail-to-junk'];

/** A route that comes and goes: after so many messages within this time … */
const OFTEN = 3;
const OFTEN_WITHIN_MS = 6 * 3_600_000;
/** … only what has lasted so long is told. */
const LASTING_MS = 3_600_000;

export type MailLook = { state: MailState; events: LineEvent[]; isUnsettled: boolean };

/**
 * One look at the routes in use: pure. A route that is not well is announced once for each finding, and once when mails
 * arrive again; not being tested says nothing either way.
 */
export function watchMail(before: MailState, routes: readonly MailRouteNow[], nowMs: number): MailLook {
  const events: LineEvent[] = [];
  const state: MailState = {};
  let isUnsettled = false;
  for (const now of routes) {
    const route = { ...(before[now.route] ?? { trouble: null, recentAtMs: [] }) };
    if (TROUBLE.includes(now.verdict)) isUnsettled = watchTrouble(route, now, nowMs, events) || isUnsettled;
    else if (WELL.includes(now.verdict)) endTrouble(route, now, events);
    state[now.route] = route;
  }
  return { state, events, isUnsettled };
}

/** Returns whether time alone may bring a message. */
function watchTrouble(route: RouteState, now: MailRouteNow, nowMs: number, events: LineEvent[]): boolean {
  const sinceAtMs = now.sinceAtMs ?? nowMs;
  const trouble = route.trouble ?? { key: `${now.route}-${sinceAtMs}`, sinceAtMs, told: [] };
  route.trouble = trouble;
  if (trouble.told.includes(now.verdict)) return false;
  const recentAtMs = route.recentAtMs.filter((atMs) => nowMs - atMs < OFTEN_WITHIN_MS);
  if (recentAtMs.length >= OFTEN && nowMs - trouble.sinceAtMs < LASTING_MS) return true;
  const isFirst = trouble.told.length === 0;
  const key = isFirst ? trouble.key : `${trouble.key}-${now.verdict}`;
  events.push({ kind: 'mail-trouble', key, sinceAtMs, mail: factsOf(now) });
  route.trouble = { ...trouble, told: [...trouble.told, now.verdict] };
  route.recentAtMs = isFirst ? [...recentAtMs, nowMs] : recentAtMs;
  return false;
}

function endTrouble(route: RouteState, now: MailRouteNow, events: LineEvent[]): void {
  const { trouble } = route;
  route.trouble = null;
  if (!trouble || trouble.told.length === 0) return;
  events.push({ kind: 'mail-well', key: trouble.key, sinceAtMs: trouble.sinceAtMs, mail: factsOf(now) });
}

function factsOf({ route, settings, verdict, oldest, openMails }: MailRouteNow): MailFacts {
  const { from, to } = settings;
  return { route, from, to, verdict, openMails, oldestAcceptedAtMs: oldest?.acceptedAtMs ?? null };
}
