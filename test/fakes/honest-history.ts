import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bytesInMemory } from '../../rules/journal/bundle/source.ts';
import { verifyBundle } from '../../rules/journal/bundle/verify-bundle.ts';
import { challengeOf } from '../../rules/journal/lane.ts';
import type { ClosedBy, Missing } from '../../rules/journal/segment.ts';
import { formatMethod, type Method, type Target } from '../../rules/method.ts';
import { LOST, type SimulatedLine, simulatedMethod, simulateLine } from '../../rules/outage/simulated-line.ts';
import type { Round, Unmeasured } from '../../rules/round.ts';
import { findRoot } from '../../server/config.ts';
import { type BundleAsk, BundleRefused } from '../../server/export/bundle/bundle-ask.ts';
import { writeBundle } from '../../server/export/bundle/write-bundle.ts';
import { openReading } from '../../server/export/reading.ts';
import { packDays } from '../../server/jobs/pack-days.ts';
import { prune } from '../../server/jobs/prune.ts';
import { openLaneWriter } from '../../server/lane-writer.ts';
import { type AskedPeriod, readPeriod } from '../../server/period.ts';
import { openServerKey } from '../../server/server-key.ts';
import { openStore } from '../../server/store/open-store.ts';
import { nodeTools } from '../../server/verify/node-tools.ts';
import type { FakeProbe } from './fake-probe.ts';
import { type MailTeller, withMailOf } from './honest-mail.ts';
import { enrolFake, type Kept, openKept } from './kept.ts';

/** What really happened on the line that is measured. Epoch ms. */
export type Trouble = { kind: 'cut' | 'ipv6' | 'home' | 'lossy'; fromAtMs: number; toAtMs: number };

/** One run of the probe's machine, or of its program. */
export type Run = {
  bootId: string;
  runId: string;
  fromAtMs: number;
  toAtMs: number;
  /** Tick at the true instant `fromAtMs`. */
  firstTickMs: number;
  method: Method;
  closedBy: ClosedBy;
  /** How far the probe's wall clock is off at a true instant, and whether it says so. */
  clock: (atMs: number) => { offByMs: number; says: Round['clock'] };
  /** The server's stamps tell how far the clock is off. */
  isStamped: boolean;
  missing: Missing | null;
  unmeasured: Unmeasured[];
  /** What it has to tell of test mails; its method then has their targets. */
  mail?: MailTeller;
};

export const LINE = 'home';
const ROUND_MS = 60_000;
const PER_SEGMENT = 30;
const ANSWER_US = 14_000;

/** A round each minute: as much as the rules need, so that days cost little. */
export function slowMethod(
  options: Parameters<typeof simulatedMethod>[0] & { backEnd?: 'fping' | 'tcp' } = {},
): Method {
  const { backEnd = 'fping', ...rest } = options;
  const base = simulatedMethod(rest);
  const targets = base.targets.map((target, at) => slower(target, at, backEnd));
  return { ...base, simulated: false, software: `linewitness ${backEnd}`, roundMs: ROUND_MS, targets };
}

function slower(target: Target, at: number, backEnd: 'fping' | 'tcp'): Target {
  if (target.kind !== 'ping') return { ...target, spacingMs: ROUND_MS, phaseMs: at * 900 };
  const asked = target.role === 'far' && backEnd === 'tcp' ? { kind: 'tcp', backEnd: 'tcp' } : {};
  return { ...target, ...asked, spacingMs: 20_000, phaseMs: at * 1900 };
}

/** A line and its server, with a clock that the story sets. */
export type History = {
  kept: Kept;
  probe: FakeProbe;
  challenge: string | null;
  /** Closed, not delivered. */
  waiting: { text: string; method: string }[];
  zone: string;
};

export function openHistory(
  startAtMs: number,
  probe: FakeProbe,
  options: Parameters<typeof openKept>[0] = {},
): History {
  const kept = openKept(options);
  kept.clock.nowMs = startAtMs;
  enrolFake(kept.keep, LINE, probe);
  return { kept, probe, challenge: null, waiting: [], zone: 'Europe/Berlin' };
}

/** Another probe takes the line over: all that the one before had measured was delivered. */
export function takeOver(history: History, probe: FakeProbe): void {
  enrolFake(history.kept.keep, LINE, probe);
  Object.assign(history, { probe, challenge: null, waiting: [] });
}

/** Measures a run to its end; `between` is asked after each segment, at its end, and may wait, deliver, write. */
export async function measure(
  history: History,
  run: Run,
  troubles: readonly Trouble[],
  between: (atMs: number) => Promise<void>,
): Promise<void> {
  const { probe } = history;
  const methodText = formatMethod(run.method);
  const segments = simulateLine(lineOf(run, troubles));
  for (const [index, { rounds: bare }] of segments.entries()) {
    const rounds = bare.map((round) => told(run, round));
    const isLast = index === segments.length - 1;
    const text = probe.next(rounds, {
      runId: run.runId,
      bootId: run.bootId,
      challenge: history.challenge,
      methodSha256: sha256(methodText),
      closedBy: isLast ? run.closedBy : 'interval',
      ...(index === 0 && run.missing && { missing: run.missing, number: run.missing.toNumber + 1 }),
    });
    history.waiting.push({ text, method: methodText });
    await between(run.fromAtMs + (rounds.at(-1)?.tickMs ?? 0) - run.firstTickMs + run.method.roundMs);
  }
}

function told({ mail, method, fromAtMs, firstTickMs }: Run, round: Round): Round {
  return mail ? withMailOf(round, { teller: mail, method, fromAtMs: fromAtMs + round.tickMs - firstTickMs }) : round;
}

function lineOf(run: Run, troubles: readonly Trouble[]): SimulatedLine {
  const { method, bootId, runId, fromAtMs, toAtMs, firstTickMs, clock, isStamped, unmeasured } = run;
  const trueAtMs = (tickMs: number) => fromAtMs + tickMs - firstTickMs;
  return {
    method,
    bootId,
    runId,
    firstTickMs,
    roundCount: Math.floor((toAtMs - fromAtMs) / method.roundMs),
    roundsPerSegment: PER_SEGMENT,
    unmeasured,
    wallAtMs: (tickMs) => trueAtMs(tickMs) + clock(trueAtMs(tickMs)).offByMs,
    clock: (tickMs) => clock(trueAtMs(tickMs)).says,
    answer: (target, tickMs) => (isLost(target, trueAtMs(tickMs), troubles) ? LOST : ANSWER_US),
    edit: (round) => {
      const { offByMs } = clock(trueAtMs(round.tickMs));
      return isStamped ? { ...round, clockOffset: { offsetMs: -offByMs, errorMs: 30 } } : round;
    },
  };
}

function isLost({ role, family, address }: Target, atMs: number, troubles: readonly Trouble[]): boolean {
  return troubles.some(({ kind, fromAtMs, toAtMs }) => {
    if (atMs < fromAtMs || atMs >= toAtMs) return false;
    if (kind === 'home') return true;
    if (role === 'gateway') return false;
    if (kind === 'lossy') return hash(`${address} ${atMs}`) < 0.3;
    return kind === 'cut' || family === 6;
  });
}

function hash(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 8), 16) / 0xffff_ffff;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What waits is taken in; the probe gets the receipts, unless the answer is lost. */
export async function deliver(history: History, atMs: number, { isAnswerLost = false } = {}): Promise<void> {
  const { kept, probe, waiting } = history;
  kept.clock.nowMs = atMs;
  if (waiting.length === 0) return;
  const methods = [...new Set(waiting.map(({ method }) => method))];
  const texts = waiting.map(({ text }) => text);
  const { status, answer } = await kept.keep.takeUpload(probe.upload(texts, atMs, { methods }), '127.0.0.1', atMs);
  if (status !== 200) throw new Error(`an honest upload was refused: ${answer.error?.message}`);
  if (isAnswerLost) return;
  history.waiting = [];
  const last = answer.receipts.at(-1);
  if (last !== undefined) history.challenge = challengeOf(sha256(last));
}

/** What the server does each night: it packs days that are over, and removes raw data that are too old. */
export async function upkeep({ kept }: History, rawDays = 400): Promise<void> {
  const nowMs = () => kept.clock.nowMs;
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  const { store } = openStore({ path: join(kept.dataDir, 'linewitness.sqlite'), migrationsDir, nowMs: nowMs() });
  const job = { store, nowMs, log: () => undefined, signal: new AbortController().signal };
  const retention = { rawDays, fiveMinuteDays: 9000, hourDays: 9000 };
  try {
    await packDays(job);
    await prune({ ...job, lane: openLaneWriter(store, openServerKey(kept.dataDir)), retention, path: null });
  } finally {
    store.close();
  }
  // another process wrote
  await kept.reopen();
}

/** The period as a person asks for it; whoever is told that the log moved has another head sealed. */
export async function bundleFor(history: History, from: string, to: string): Promise<Buffer | BundleRefused> {
  const { kept, zone } = history;
  const period = readPeriod({ from, to, zone, nowMs: kept.clock.nowMs, defaultDays: 0, maxDays: 1200 });
  const made = await tryBundle(kept, period);
  if (!(made instanceof BundleRefused) || !['moved', 'no-head'].includes(made.code)) return made;
  kept.keep.heads.sealNow();
  return tryBundle(kept, period);
}

export async function tryBundle(kept: Kept, period: AskedPeriod): Promise<Buffer | BundleRefused> {
  const ask: BundleAsk = { line: LINE, period, language: 'en', shows: { texts: true, values: true, files: true } };
  const reading = openReading(kept.dataDir);
  const parts: Buffer[] = [];
  try {
    await writeBundle(reading, {
      ask,
      sink: async (bytes) => void parts.push(Buffer.from(bytes)),
      temporaryDir: kept.dataDir,
      progress: () => undefined,
      report: null,
      verifiers: [],
      stampRoots: [],
    });
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof BundleRefused) return error;
    throw error;
  } finally {
    reading.close();
  }
}

/** What the verifier says of it, each once, in order: codes, and of what is broken place and words too. */
export async function toldOf(zip: Buffer): Promise<string[]> {
  const { findings } = await verifyBundle({ kind: 'zip', bytes: bytesInMemory(zip) }, nodeTools());
  const told = findings.map(({ kind, code, where, what }) => (kind === 'broken' ? `${code}: ${where} ${what}` : code));
  return [...new Set(told)].sort();
}
