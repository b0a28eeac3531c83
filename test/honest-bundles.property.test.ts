import { afterAll, expect, test } from 'vitest';
import type { BundleReport } from '../rules/journal/bundle/report.ts';
import { bytesInMemory } from '../rules/journal/bundle/source.ts';
import { verifyBundle } from '../rules/journal/bundle/verify-bundle.ts';
import { addDays, dayOf } from '../rules/outage/calendar-days.ts';
import { seeded } from '../rules/outage/seeded.ts';
import { BundleRefused } from '../server/export/bundle/bundle-ask.ts';
import { nodeTools } from '../server/verify/node-tools.ts';
import { openFakeProbe } from './fakes/fake-probe.ts';
import {
  bundleFor,
  deliver,
  type History,
  LINE,
  measure,
  openHistory,
  type Run,
  slowMethod,
  type Trouble,
  takeOver,
  upkeep,
} from './fakes/honest-history.ts';
import { letterFrom } from './fakes/honest-letters.ts';
import { mailTeller, withMailTargets } from './fakes/honest-mail.ts';

/** `HONEST_SEEDS=200`: so many stories instead of the few that are played each time; `HONEST_FROM=7`: from that one on. */
const SEEDS = Number(process.env['HONEST_SEEDS'] ?? 5);
const FROM = Number(process.env['HONEST_FROM'] ?? 1);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Before the clocks are set back in Berlin, 2026-10-25. */
const START_AT_MS = Date.UTC(2026, 9, 22, 5);

type Story = ReturnType<typeof openStory>;

/** A random life of a line: what breaks, who restarts what, who says what, and when what is delivered. */
function openStory(seed: number) {
  const random = seeded(seed);
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from));
  const oneOf = <T>(...all: T[]): T => all[Math.floor(random() * all.length)] as T;
  const isSo = (ratio: number) => random() < ratio;
  const startAtMs = START_AT_MS + between(0, 96) * 15 * MINUTE_MS;
  const endAtMs = startAtMs + between(30, 140) * HOUR_MS;
  /** Of its own, so that what people write changes nothing of what breaks. */
  const words = seeded(seed + 10_000);
  return { words, seed, random, between, oneOf, isSo, startAtMs, endAtMs };
}

function troublesOf({ between, oneOf, startAtMs, endAtMs, isSo }: Story): Trouble[] {
  const count = between(0, 7);
  const troubles = Array.from({ length: count }, (): Trouble => {
    const fromAtMs = between(startAtMs + 20 * MINUTE_MS, endAtMs);
    const lengthMs = oneOf(2, 4, 20, 90, 600, 1800) * MINUTE_MS + between(0, MINUTE_MS);
    return { kind: oneOf('cut', 'cut', 'cut', 'ipv6', 'home', 'lossy'), fromAtMs, toAtMs: fromAtMs + lengthMs };
  });
  // the line is still down when the story ends
  if (isSo(0.25))
    troubles.push({ kind: 'cut', fromAtMs: endAtMs - between(10, 400) * MINUTE_MS, toAtMs: endAtMs + DAY_MS });
  return troubles;
}

function clockOf({ oneOf, between, isSo }: Story, fromAtMs: number): Pick<Run, 'clock' | 'isStamped'> {
  const wrongByMs = oneOf(-40 * DAY_MS, -3 * HOUR_MS, 2 * HOUR_MS, 5 * DAY_MS, -700, 30_000) + between(0, 1000);
  const setAtMs = fromAtMs + between(1, 900) * MINUTE_MS;
  const kind = oneOf('right', 'right', 'right', 'holdover', 'set-later', 'set-later', 'never-set', 'stamped');
  if (kind === 'right') return { isStamped: isSo(0.3), clock: () => ({ offByMs: 0, says: 'sync' }) };
  if (kind === 'holdover') return { isStamped: false, clock: () => ({ offByMs: 0, says: 'holdover' }) };
  if (kind === 'set-later') {
    const clock = (atMs: number): ReturnType<Run['clock']> => {
      if (atMs < setAtMs) return { offByMs: wrongByMs, says: 'unsync' };
      return { offByMs: 0, says: atMs < setAtMs + MINUTE_MS ? 'stepped' : 'sync' };
    };
    return { isStamped: isSo(0.3), clock };
  }
  return { isStamped: kind === 'stamped', clock: () => ({ offByMs: wrongByMs, says: 'unsync' }) };
}

const METHODS = [
  slowMethod(),
  slowMethod({ gateway: false }),
  slowMethod({ families: [4, 6] }),
  slowMethod({ families: [4, 6], resolvers: true }),
  slowMethod({ backEnd: 'tcp' }),
];

/** Runs of the probe one after the other, each with the clock and the method that it has. */
function runsOf(story: Story): Run[] {
  const { between, oneOf, startAtMs, endAtMs, isSo, random } = story;
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const runs: Run[] = [];
  const mails = seeded(story.seed + 20_000);
  const mail =
    mails() < 0.7 ? mailTeller({ seed: story.seed, random: mails, fromAtMs: startAtMs, toAtMs: endAtMs }) : null;
  let boot = { id: hex(32), atMs: startAtMs - 40_000, clock: clockOf(story, startAtMs) };
  let method = oneOf(...METHODS);
  for (let fromAtMs = startAtMs; fromAtMs < endAtMs - 5 * MINUTE_MS; ) {
    const toAtMs = Math.min(endAtMs, fromAtMs + between(1, 50) * oneOf(10 * MINUTE_MS, HOUR_MS));
    const firstTickMs = fromAtMs - boot.atMs;
    const base = {
      bootId: boot.id,
      runId: hex(16),
      fromAtMs,
      toAtMs,
      firstTickMs,
      method,
      missing: null,
      unmeasured: [],
    };
    const told = mail ? { mail, method: withMailTargets(method) } : {};
    runs.push({ ...base, closedBy: oneOf('shutdown', 'recovery'), ...boot.clock, ...told });
    fromAtMs = toAtMs + oneOf(5000, 61_000, 10 * MINUTE_MS, between(1, 20) * HOUR_MS);
    if (isSo(0.3)) method = oneOf(...METHODS);
    if (isSo(0.6)) boot = { id: hex(32), atMs: fromAtMs - 35_000, clock: clockOf(story, fromAtMs) };
  }
  return runs;
}

/** What the owner and the server do beside the measuring. */
async function live(story: Story, history: History, atMs: number): Promise<void> {
  const { isSo, oneOf, between, startAtMs, words } = story;
  const { kept } = history;
  kept.clock.nowMs = Math.max(kept.clock.nowMs, atMs);
  if (isSo(0.5)) kept.keep.heads.sealNow();
  if (isSo(0.02)) await kept.reopen();
  if (isSo(0.05)) await upkeep(history);
  if (isSo(0.01)) {
    history.zone = oneOf('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Etc/UTC');
    kept.keep.admin.updateLine(LINE, { zone: history.zone });
  }
  if (isSo(0.05)) speakOf(history, { kind: oneOf('home', 'note'), from: startAtMs, isWithdrawn: isSo(0.4) }, between);
  if (words() < 0.04) letterFrom(kept.keep, { line: LINE, random: words, fromAtMs: startAtMs, toAtMs: story.endAtMs });
}

type Said = { kind: string; from: number; isWithdrawn: boolean };

function speakOf({ kept }: History, { kind, from, isWithdrawn }: Said, between: Story['between']): void {
  const outages = kept.keep.store.outages(LINE, from, kept.clock.nowMs);
  const outage = outages[between(0, outages.length)];
  if (!outage) return;
  kept.keep.annotations.add(LINE, outage, { kind, text: 'what the owner says' });
  const last = kept.keep.annotations.of(LINE, outage).at(-1);
  if (isWithdrawn && last) kept.keep.annotations.withdraw(LINE, outage, last.entry);
}

async function play(story: Story): Promise<History> {
  const { isSo, oneOf, between, seed, startAtMs, endAtMs } = story;
  const history = openHistory(startAtMs - HOUR_MS, openFakeProbe(seed % 250));
  const troubles = troublesOf(story);
  let offlineUntilAtMs = 0;
  let nextSecret = 0;
  for (const run of runsOf(story)) {
    await measure(history, run, troubles, async (atMs) => {
      const isDown = troubles.some(({ kind, fromAtMs, toAtMs }) => kind === 'cut' && atMs >= fromAtMs && atMs < toAtMs);
      if (isSo(0.02)) offlineUntilAtMs = atMs + oneOf(2, 10, 50) * HOUR_MS;
      if (!isDown && atMs >= offlineUntilAtMs) await deliver(history, atMs + 3000, { isAnswerLost: isSo(0.03) });
      await live(story, history, atMs + 4000);
    });
    if (isSo(0.06)) {
      await deliver(history, history.kept.clock.nowMs + 1000);
      nextSecret += 1;
      takeOver(history, openFakeProbe((seed + 100 + nextSecret) % 250));
    }
  }
  // what was measured in the last outage has arrived, or is still on its way
  if (isSo(0.7)) await deliver(history, endAtMs + between(1, 30) * HOUR_MS);
  await live(story, history, endAtMs + HOUR_MS);
  return history;
}

/** Days, hours, all of it, up to now, and beyond what was measured. */
function periodsOf({ between, startAtMs, endAtMs }: Story, { zone }: History): [string, string][] {
  const instant = (atMs: number) => new Date(atMs).toISOString();
  const day = (atMs: number) => dayOf(atMs, zone);
  const someDay = day(between(startAtMs - DAY_MS, endAtMs));
  const someAtMs = between(startAtMs - HOUR_MS, endAtMs);
  return [
    [day(startAtMs), day(endAtMs + DAY_MS)],
    [someDay, addDays(someDay, between(0, 2))],
    [instant(someAtMs), instant(someAtMs + between(1, 40) * HOUR_MS)],
  ];
}

async function verify(zip: Buffer): Promise<BundleReport> {
  return verifyBundle({ kind: 'zip', bytes: bytesInMemory(zip) }, nodeTools());
}

const told = new Map<string, number>();
const note = (what: string) => told.set(what, (told.get(what) ?? 0) + 1);
afterAll(() => {
  if (process.env['HONEST_SEEDS'])
    process.stdout.write(
      `${[...told]
        .sort()
        .map(([what, count]) => `${count} ${what}`)
        .join('\n')}\n`,
    );
});

test.each(
  Array.from({ length: SEEDS }, (_, at) => FROM + at),
)('story %i: no bundle of what was honestly measured is broken', async (seed) => {
  const story = openStory(seed);
  const history = await play(story);
  try {
    for (const [from, to] of periodsOf(story, history)) {
      const made = await bundleFor(history, from, to);
      if (made instanceof BundleRefused) {
        note(`refused ${made.code}`);
        expect(made.code, `${from} to ${to}`).toBe('nothing-kept');
        continue;
      }
      const { findings, recomputed } = await verify(made);
      note(`bundles, ${(recomputed?.outages ?? 0) > 0 ? 'with outages' : 'without'}`);
      for (const code of new Set(findings.map(({ kind, code }) => `${kind} ${code}`))) note(code);
      const broken = findings.filter(({ kind }) => kind === 'broken').map(({ where, what }) => `${where} ${what}`);
      expect(broken, `story ${seed}, ${from} to ${to}`).toEqual([]);
    }
  } finally {
    await history.kept.remove();
  }
});
