import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seeded } from '../outage/seeded.ts';
import { foldMailEvents, isOfMailbox, recordsOf } from './fold-mail.ts';
import type { MailDelay, MailRecord } from './mail.ts';
import { type FoldedRoute, foldRoute, type RouteCarry } from './mail-delays.ts';
import { NOWHERE } from './mail-place.ts';
import { mailAtMs } from './mail-record.ts';
import { acceptedMail, mailboxTold, sightedMail } from './mail-samples.ts';
import { latencyOf } from './mail-state.ts';
import { mailboxNow } from './mail-watch.ts';
import { type Fault, type MailWorld, SIMULATED_ROUTE, simulateMail, type TrueMail } from './simulated-mail.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const FROM_AT_MS = 1_793_491_200_000;
const HOUR_MS = 3_600_000;

const CULPRIT: Record<NonNullable<TrueMail['heldAt']>, string | null> = {
  sender: 'gmx',
  receiver: 'telekom',
  'hand-over': null,
  greylist: null,
};

function folded({ route, events }: MailWorld): FoldedRoute {
  return foldMailEvents('home', route, events, tools);
}

/** Faults of any kind, apart or overlapping, some with nobody watching. */
function someFaults(random: () => number, hours: number): Fault[] {
  const span = (maxHours: number) => {
    const fromAtMs = FROM_AT_MS + Math.round((1 + random() * (hours - 2)) * HOUR_MS);
    return { fromAtMs, toAtMs: Math.round(fromAtMs + random() ** 2 * maxHours * HOUR_MS) };
  };
  const holds = Array.from({ length: Math.floor(random() * 3) }, (): Fault => {
    const at = (['sender', 'hand-over', 'receiver'] as const)[Math.floor(random() * 3)] ?? 'sender';
    return { kind: 'hold', at, ...span(20), everyMs: random() < 0.5 ? 20 : 180_000 };
  });
  const kinds = ['junk', 'bounce', 'refuse', 'unreachable', 'config-error', 'line-down', 'blind', 'blind'] as const;
  const others = kinds.flatMap((kind): Fault[] => (random() < 0.35 ? [{ kind, ...span(6) }] : []));
  const greylist: Fault[] = random() < 0.3 ? [{ kind: 'greylist', ...span(4), delayMs: 400_000 }] : [];
  // a clock that is set once
  const hosts = (['submit', 'relay', 'mx', 'store'] as const).filter(() => random() < 0.15);
  const clocks = hosts.map(
    (host): Fault => ({
      kind: 'clock',
      host,
      ...span(0),
      toAtMs: FROM_AT_MS + 1000 * HOUR_MS,
      byMs: Math.round((random() - 0.5) * 4 * HOUR_MS),
    }),
  );
  return [...holds, ...others, ...greylist, ...clocks];
}

function forWorlds(count: number, check: (world: MailWorld, faults: Fault[], label: string) => void): void {
  for (let seed = 1; seed <= count; seed += 1) {
    const random = seeded(seed);
    const hours = 30 + Math.floor(random() * 60);
    const faults = someFaults(random, hours);
    check(simulateMail({ seed, fromAtMs: FROM_AT_MS, hours, faults }), faults, `world ${seed}`);
  }
}

test('in every world the true latency lies within the bounds, also of what nobody saw arrive', () => {
  let seen = 0;
  const wrong: string[] = [];
  forWorlds(70, (world, _, label) => {
    for (const record of folded(world).records) {
      const { acceptedAtMs, storedAtMs } = world.truth[record.number - 1] ?? {};
      const latency = latencyOf(record, world.route);
      if (!latency || acceptedAtMs == null || storedAtMs == null) continue;
      seen += 1;
      const trueMs = storedAtMs - acceptedAtMs;
      if (latency.minMs > trueMs || latency.maxMs + 60 < trueMs)
        wrong.push(`${label} mail ${record.number}: ${trueMs}`);
    }
  });
  expect(wrong).toEqual([]);
  expect(seen).toBeGreaterThan(5000);
});

test('nobody is blamed for what another one, or nobody, held up', () => {
  let blamed = 0;
  const wrong: string[] = [];
  forWorlds(70, (world, _, label) => {
    const { records, delays } = folded(world);
    const named = records.filter(({ timed }) => timed?.latency && timed.place.side !== 'unknown');
    blamed += named.length;
    const innocent = named.filter((record) => !isCulprit(record, world));
    wrong.push(...innocent.map(({ number, timed }) => `${label} mail ${number}: ${JSON.stringify(timed?.place)}`));
    const unfair = delays.filter((delay) => !isFair(delay, world));
    wrong.push(...unfair.map((delay) => `${label} ${JSON.stringify(delay)}`));
  });
  expect(wrong).toEqual([]);
  expect(blamed).toBeGreaterThan(300);
});

function isCulprit({ number, timed }: MailRecord, { truth }: MailWorld): boolean {
  const held = truth[number - 1]?.heldAt ?? null;
  const { account, side } = timed?.place ?? NOWHERE;
  return held !== null && CULPRIT[held] === account && side === (account === 'telekom' ? 'provider' : 'remote');
}

function isFair({ verdict, place, firstMail, lastMail }: MailDelay, { truth }: MailWorld): boolean {
  if (verdict === 'mail-to-junk' || verdict === 'mail-config-error') return place.side === 'unknown';
  if (verdict !== 'mail-delayed' || place.account === null) return true;
  const culprits = truth.slice(firstMail - 1, lastMail).map(({ heldAt }) => heldAt && CULPRIT[heldAt]);
  return culprits.includes(place.account);
}

test('a line whose mails are all prompt has no delay, whoever looked away and whatever the clocks say', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = seeded(seed + 500);
    const blind = (): Fault => {
      const fromAtMs = FROM_AT_MS + Math.round(random() * 40 * HOUR_MS);
      return { kind: 'blind', fromAtMs, toAtMs: fromAtMs + Math.round(random() * 9 * HOUR_MS) };
    };
    const faults = random() < 0.3 ? [] : [blind()];
    const world = simulateMail({ seed, fromAtMs: FROM_AT_MS, hours: 50, faults, skewMaxMs: 86_400_000 });
    const { delays, now } = folded(world);
    expect(delays, `world ${seed}`).toEqual([]);
    expect(now.verdict, `world ${seed}`).toBe('mail-ok');
  }
});

test('what was held up lies within the bounds of one delay: its begin, its end, and every mail of it', () => {
  let checked = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seeded(seed + 900);
    const fromAtMs = FROM_AT_MS + Math.round((5 + random() * 10) * HOUR_MS);
    const toAtMs = fromAtMs + Math.round((1 + random() * 30) * HOUR_MS);
    const at = (['sender', 'hand-over', 'receiver'] as const)[seed % 3] ?? 'sender';
    const everyMs = seed % 2 === 0 ? 20 : 120_000;
    const blind: Fault[] =
      seed % 4 === 0 ? [{ kind: 'blind', fromAtMs: toAtMs - HOUR_MS / 2, toAtMs: toAtMs + HOUR_MS }] : [];
    const faults: Fault[] = [{ kind: 'hold', at, fromAtMs, toAtMs, everyMs }, ...blind];
    const world = simulateMail({ seed, fromAtMs: FROM_AT_MS, hours: 60, faults });
    const held = world.truth.filter(({ heldAt }) => heldAt !== null);
    if (held.length < 3) continue;
    const delays = folded(world).delays.filter(({ verdict }) => verdict === 'mail-delayed');
    const label = `world ${seed} ${JSON.stringify(delays)}`;
    expect(delays.length, label).toBe(1);
    const [delay] = delays;
    if (!delay) continue;
    checked += 1;
    const [first] = held;
    const drainedAtMs = Math.max(...held.map(({ storedAtMs }) => storedAtMs ?? 0));
    // handed over a moment before the queue stopped, a mail is held as well
    expect(delay.startEarliestAtMs, label).toBeLessThanOrEqual(fromAtMs);
    expect(delay.startLatestAtMs, label).toBeGreaterThanOrEqual(fromAtMs - 500);
    expect(delay.startLatestAtMs, label).toBe(first?.acceptedAtMs);
    expect(delay.endEarliestAtMs, label).toBeLessThanOrEqual(drainedAtMs);
    expect(delay.endLatestAtMs, label).toBeGreaterThanOrEqual(drainedAtMs);
    expect(delay.mails, label).toBeLessThanOrEqual(held.length);
    const longestMs = Math.max(...held.map(({ storedAtMs, acceptedAtMs }) => (storedAtMs ?? 0) - (acceptedAtMs ?? 0)));
    expect(delay.minLatencyMs, label).toBeLessThanOrEqual(longestMs);
    expect(delay.maxLatencyMs, label).toBeGreaterThanOrEqual(longestMs);
    if (at === 'receiver' && blind.length === 0)
      expect(delay.place, label).toEqual({ leg: 'receiver', side: 'provider', account: 'telekom' });
    if (at === 'sender' && blind.length === 0)
      expect(delay.place, label).toEqual({ leg: 'sender', side: 'remote', account: 'gmx' });
    if (at === 'hand-over') expect(delay.place.side, label).toBe('unknown');
  }
  expect(checked).toBeGreaterThan(40);
});

test('a mail stands in one delay only', () => {
  forWorlds(30, (world, _, label) => {
    const { delays, records } = folded(world);
    const inTrouble = delays.reduce((sum, { mails }) => sum + mails, 0);
    expect(inTrouble, label).toBeLessThanOrEqual(records.length);
    expect(new Set(delays.map(({ id }) => id)).size, label).toBe(delays.length);
    for (const { startEarliestAtMs, startLatestAtMs, endEarliestAtMs, endLatestAtMs } of delays) {
      expect(startEarliestAtMs, label).toBeLessThanOrEqual(startLatestAtMs);
      if (endEarliestAtMs === null || endLatestAtMs === null) continue;
      expect(startLatestAtMs, label).toBeLessThanOrEqual(endEarliestAtMs);
      expect(endEarliestAtMs, label).toBeLessThanOrEqual(endLatestAtMs);
    }
  });
});

/** Folds a story every few hours, as a server does: from the border of the time before. Returns how often there was one. */
function foldInPieces(
  { route, events, untilAtMs }: Pick<MailWorld, 'route' | 'events' | 'untilAtMs'>,
  everyMs: number,
  label: string,
) {
  let carried = 0;
  let carry: RouteCarry | null = null;
  let stored: MailDelay[] = [];
  for (let atMs = FROM_AT_MS + everyMs; atMs <= untilAtMs; atMs += everyMs) {
    const known = events.filter((event) => event.atMs <= atMs);
    const whole = foldMailEvents('home', route, known, tools);
    const watch = mailboxNow(known.filter(isOfMailbox(route)));
    const borderAtMs: number = carry?.borderAtMs ?? Number.NEGATIVE_INFINITY;
    const records = recordsOf('home', route, known, tools).filter((record) => mailAtMs(record) >= borderAtMs);
    const part: FoldedRoute = foldRoute({ line: 'home', route, watch, records, carry }, tools);
    stored = [...stored.filter(({ startEarliestAtMs }) => startEarliestAtMs < borderAtMs), ...part.delays];
    expect(stored, label).toEqual(whole.delays);
    expect(part.now, label).toEqual(whole.now);
    expect(part.records, label).toEqual(whole.records.filter((record) => mailAtMs(record) >= borderAtMs));
    if (part.carry) carried += 1;
    carry = JSON.parse(JSON.stringify(part.carry)) as RouteCarry | null; // as a store gives it back
    expect(carry, label).toEqual(whole.carry);
  }
  return carried;
}

test('folded piece by piece from its border, a route is what it is when folded as a whole', () => {
  let carried = 0;
  forWorlds(12, (world, _, label) => {
    carried += foldInPieces(world, 5 * HOUR_MS, label);
  });
  expect(carried).toBeGreaterThan(30);
});

test('the same where a delay never ends, for single mails come promptly, and where one mail waits for days', () => {
  const tookMs = Array.from({ length: 160 }, (_, n) => (n < 20 || n > 130 || n % 3 === 0 ? 900 : 1_200_000));
  const story = (ms: readonly number[]) => ({
    route: SIMULATED_ROUTE,
    untilAtMs: FROM_AT_MS + ms.length * 900_000,
    events: ms.flatMap((took, n) => {
      const atMs = FROM_AT_MS + n * 900_000;
      return [...acceptedMail(n + 1, atMs), sightedMail(n + 1, atMs + took), mailboxTold('watching', atMs)];
    }),
  });
  expect(foldInPieces(story(tookMs), 2 * HOUR_MS, 'alternating')).toBeGreaterThan(10);
  const oneWaits = tookMs.map((_, n) => (n === 40 ? 20 * HOUR_MS : 900));
  expect(foldInPieces(story(oneWaits), 2 * HOUR_MS, 'one waits')).toBeGreaterThan(10);
  const patient = { ...SIMULATED_ROUTE, stuckMs: 48 * HOUR_MS };
  expect(foldInPieces({ ...story(oneWaits), route: patient }, 2 * HOUR_MS, 'one waits, not yet stuck')).toBeGreaterThan(
    5,
  );
});

test('the simulated route is one that the settings allow', () => {
  expect(SIMULATED_ROUTE.promptMs < SIMULATED_ROUTE.lateMs && SIMULATED_ROUTE.lateMs < SIMULATED_ROUTE.stuckMs).toBe(
    true,
  );
});
