import { formatMailToken } from '../../rules/mail/vocabulary.ts';
import type { Attempt } from './attempts.ts';
import { heldMails, isLineDown, mailsPlannedIn, PROMPT_WITHIN_MS, type SimulatedMail } from './mail-life.ts';
import { MAIL_ROUTES, OUTSIDE_BOX, PROVIDER_BOX } from './mail-methods.ts';
import { hashed, queueIdOf, sha256Of, WAYS } from './mail-values.ts';
import { MAIL_TARGET } from './methods.ts';
import type { Plan } from './plan.ts';
import { hexDigits, mixSeed, uniform } from './random.ts';

/** A mailbox is told to be watched this often, and a mail is taken out of it after an hour. */
const WATCH_MS = 300_000;
const KEPT_MS = 3_600_000;
/** Longer ago nothing of a mail happens any more that nobody held. */
const LIFE_MS = KEPT_MS + 600_000;

type Told = { atMs: number; target: number; readings: Record<string, number>; facts: Record<string, string> };
/** Words are hashed only where they are asked for: a mail is looked at hundreds of times. */
type Part = { atMs: number; told(): Told[] };

/** What the mail part of the probe tells in [fromAtMs, toAtMs). */
export function mailEventsIn(plan: Plan, fromAtMs: number, toAtMs: number): Attempt[] {
  const { mail } = plan.world;
  if (mail === undefined || toAtMs <= mail.fromAtMs) return [];
  const isHeldTime = toAtMs > mail.held.fromAtMs && fromAtMs <= mail.held.drainedAtMs + LIFE_MS;
  const mails = MAIL_ROUTES.flatMap((_route, route) => mailsPlannedIn(plan, route, fromAtMs - LIFE_MS, toAtMs));
  const all = isHeldTime ? new Set([...mails, ...heldMails(plan, mail)]) : mails;
  const parts = [...all].flatMap((one) => partsOf(plan, one)).filter(({ atMs }) => atMs >= fromAtMs && atMs < toAtMs);
  return [...parts.flatMap(({ told }) => told()), ...watchEvents(plan, fromAtMs, toAtMs)].map(({ atMs, ...said }) => ({
    ...said,
    sentAtMs: atMs,
    finalAtMs: atMs + 1,
    latencyUs: 0,
    isUnreachableFromGateway: false,
  }));
}

function partsOf(plan: Plan, one: SimulatedMail): Part[] {
  const { route, plannedAtMs, acceptedAtMs, why } = one;
  const mail = Math.floor(plannedAtMs / 1000);
  const limits = MAIL_ROUTES[route];
  if (!limits) throw new Error(`bug: there is no route ${route}`);
  const part = (atMs: number, readings: Record<string, number>, facts: () => Record<string, string>): Part => ({
    atMs,
    told: () => [{ atMs, target: MAIL_TARGET + route, readings: { mail, ...readings }, facts: facts() }],
  });
  if (why !== null) return [part(plannedAtMs, { plannedAtMs }, () => ({ event: 'not-tested', reason: why }))];
  const seenAtMs = seenAt(plan, one);
  const submitMs = acceptedAtMs - plannedAtMs;
  const times = { connectMs: 24, tlsMs: 61, authMs: 48, dataMs: Math.max(1, submitMs - 133), submitMs };
  const overdueAtMs = acceptedAtMs + limits.lateMs;
  return [
    part(plannedAtMs, { plannedAtMs }, () => ({ event: 'submitting', token: tokenFact(plan, limits.name, mail) })),
    part(acceptedAtMs, times, () => acceptance(plan, route, mail)),
    ...(seenAtMs > overdueAtMs ? [part(overdueAtMs, {}, () => ({ event: 'overdue' }))] : []),
    { atMs: seenAtMs, told: () => sightingEvents(plan, one, mail, seenAtMs) },
    part(seenAtMs + KEPT_MS, { sighting: 0 }, () => ({ event: 'removed', mailbox: limits.to, how: 'expunged' })),
  ];
}

function tokenFact({ world }: Plan, route: string, number: number): string {
  const mac = hexDigits(mixSeed(world.seed, number, route.length), 32);
  return `sha256:${sha256Of(formatMailToken({ route, number, mac }))}`;
}

function acceptance({ world }: Plan, route: number, mail: number): Record<string, string> {
  const queueId = queueIdOf(world.seed, mail, 0);
  return {
    event: 'accepted',
    smtpReply: hashed('mail-reply', `250 2.0.0 Ok: queued as ${queueId}`),
    queueId: hashed('mail-queue-id', queueId),
    host: hashed('mail-host', WAYS[route]?.submission ?? ''),
  };
}

/** At once, where the mailbox can be looked at. */
function seenAt(plan: Plan, { arrivedAtMs, plannedAtMs }: SimulatedMail): number {
  const seenAtMs = arrivedAtMs + 60 + Math.floor(uniform(mixSeed(plan.world.seed, plannedAtMs), 8) * 140);
  const cut = plan.world.events.find(
    ({ kind, fromAtMs, toAtMs }) => /-cut$/.test(kind) && fromAtMs <= seenAtMs && toAtMs > seenAtMs,
  );
  return cut ? cut.toAtMs + 4000 : seenAtMs;
}

function sightingEvents(plan: Plan, one: SimulatedMail, mail: number, seenAtMs: number): Told[] {
  const { route, acceptedAtMs, arrivedAtMs } = one;
  const target = MAIL_TARGET + route;
  const hosts = WAYS[route]?.hosts ?? [];
  const queueIds = hosts.map((_host, hop) => queueIdOf(plan.world.seed, mail, hop));
  const stamps = hosts.map(({ delayMs, clockAheadMs }) => {
    const atMs = Math.min(arrivedAtMs, acceptedAtMs + delayMs) + clockAheadMs;
    return Math.floor(atMs / 1000) * 1000; // a stamp has whole seconds
  });
  const headers = hosts
    .map(
      ({ name }, hop) =>
        `Received: by ${name} (Postfix) id ${queueIds[hop]}; ${new Date(stamps[hop] ?? 0).toUTCString()}`,
    )
    .toReversed()
    .join('\n');
  const sighted = {
    event: 'sighted',
    mailbox: MAIL_ROUTES[route]?.to ?? '',
    folder: 'inbox',
    folderName: hashed('mail-folder', 'INBOX'),
    matchedBy: 'header',
    headers: hashed('mail-headers', headers),
    watched: 'idle',
  };
  const internalDateAtMs = Math.floor(arrivedAtMs / 1000) * 1000;
  const blindMs = Math.max(40, seenAtMs - arrivedAtMs + 20);
  const readings = { mail, sighting: 0, blindMs, internalDateAtMs, sizeBytes: 2900, hops: hosts.length };
  return [
    { atMs: seenAtMs, target, readings, facts: sighted },
    ...hosts.map(
      ({ name, domain, owner }, hop): Told => ({
        atMs: seenAtMs,
        target,
        readings: { mail, sighting: 0, hop, stampAtMs: stamps[hop] ?? 0 },
        facts: {
          event: 'hop',
          by: hashed('mail-host', name),
          domain: hashed('mail-host', domain),
          id: hashed('mail-queue-id', queueIds[hop] ?? ''),
          protocol: hop === 0 ? 'esmtpsa' : 'esmtps',
          owner,
          ...(hop === 0 && { anchor: 'yes' }),
        },
      }),
    ),
  ];
}

/** Both mailboxes, every five minutes; blind while nothing passes. */
function watchEvents(plan: Plan, fromAtMs: number, toAtMs: number): Told[] {
  const told: Told[] = [];
  for (const index of [PROVIDER_BOX, OUTSIDE_BOX].keys()) {
    const target = MAIL_TARGET + MAIL_ROUTES.length + index;
    const phaseMs = 20_000 + index * 7000;
    const first = Math.ceil((Math.max(fromAtMs, plan.world.mail?.fromAtMs ?? 0) - phaseMs) / WATCH_MS);
    for (let nth = first; nth * WATCH_MS + phaseMs < toAtMs; nth += 1) {
      const atMs = nth * WATCH_MS + phaseMs;
      const isBlind = isLineDown(plan, atMs) || isLineDown(plan, atMs - PROMPT_WITHIN_MS);
      const facts = isBlind ? { event: 'blind', reason: 'line-down' } : { event: 'watching', mode: 'idle' };
      told.push({ atMs, target, readings: {}, facts });
    }
  }
  return told;
}
