import type { ClockState, Unmeasured } from '../../rules/round.ts';
import type { Trouble } from './troubles.ts';

/** One run of the probe: which true time its ticks and its wall clock show. */
export type ProbeRun = {
  bootId: string;
  runId: string;
  firstTickMs: number;
  roundCount: number;
  /** True time (ms after the story began) of a tick. */
  trueMsOf(tickMs: number): number;
  /** The first tick at or after that true time. */
  tickOf(trueMs: number): number;
  wallAtMs(tickMs: number): number;
  clock(tickMs: number): ClockState;
  unmeasured: Unmeasured[];
};

const ROUND_MS = 5000;
/** UTC when the story begins: 23:20, so that one of an hour has a day before (by which a line's usual latency is known). */
export const STORY_AT_MS = 1_795_303_200_000;
/** A machine that boots needs so long until its probe measures, a program that starts so long. */
export const BOOT_MS = 25_000;
export const START_MS = 2_000;

/** Cuts the time of a story into the runs of its probe. */
export function probeRuns(troubles: readonly Trouble[], durationMs: number): ProbeRun[] {
  const cuts = troubles
    .filter((one) => one.kind === 'probe-restarted' || one.kind === 'probe-rebooted')
    .sort((a, b) => a.fromMs - b.fromMs);
  const runs: ProbeRun[] = [];
  let fromMs = 0;
  let boot = { id: 1, bootedMs: -1_000_000, wrongMs: 0, syncedMs: -1 };
  for (const cut of [...cuts, null]) {
    const toMs = cut?.fromMs ?? durationMs;
    runs.push(oneRun(troubles, boot, runs.length + 1, fromMs, toMs));
    if (cut?.kind === 'probe-rebooted') {
      boot = {
        id: boot.id + 1,
        bootedMs: cut.toMs - BOOT_MS,
        wrongMs: cut.wrongClockMs ?? 0,
        syncedMs: cut.syncedAtMs ?? -1,
      };
    }
    fromMs = cut?.toMs ?? durationMs;
  }
  return runs;
}

type Boot = { id: number; bootedMs: number; wrongMs: number; syncedMs: number };

function oneRun(troubles: readonly Trouble[], boot: Boot, number: number, fromMs: number, toMs: number): ProbeRun {
  const sleeps = troubles.filter((one) => one.kind === 'suspended' && one.fromMs > boot.bootedMs);
  const steps = troubles.filter((one) => one.kind === 'clock-stepped');
  // the monotonic clock stands still while the machine sleeps
  const tickOf = (trueMs: number) => {
    const slept = sleeps.reduce((sum, one) => sum + Math.max(0, Math.min(trueMs, one.toMs) - one.fromMs), 0);
    return Math.round(trueMs - boot.bootedMs - slept);
  };
  const trueMsOf = (tickMs: number) => {
    let trueMs = tickMs + boot.bootedMs;
    for (const one of sleeps) if (trueMs >= one.fromMs) trueMs += one.toMs - one.fromMs;
    return trueMs;
  };
  const steppedMs = (trueMs: number) =>
    steps.reduce((sum, one) => sum + (one.kind === 'clock-stepped' && trueMs >= one.fromMs ? one.byMs : 0), 0);
  const isWrong = (trueMs: number) => boot.wrongMs !== 0 && trueMs < boot.syncedMs;
  const firstTickMs = tickOf(fromMs);
  return {
    bootId: String(boot.id).padStart(32, '0'),
    runId: String(number).padStart(16, '0'),
    firstTickMs,
    roundCount: Math.max(0, Math.floor((tickOf(toMs) - firstTickMs) / ROUND_MS)),
    trueMsOf,
    tickOf,
    wallAtMs: (tickMs) => {
      const trueMs = trueMsOf(tickMs);
      return Math.round(STORY_AT_MS + trueMs + steppedMs(trueMs) + (isWrong(trueMs) ? boot.wrongMs : 0));
    },
    clock: (tickMs) => clockAt(troubles, trueMsOf(tickMs), isWrong(trueMsOf(tickMs))),
    unmeasured: unmeasuredOf(troubles, fromMs, toMs, tickOf),
  };
}

function clockAt(troubles: readonly Trouble[], trueMs: number, isWrong: boolean): ClockState {
  const hasStepped = troubles.some(
    (one) => one.kind === 'clock-stepped' && one.fromMs >= trueMs && one.fromMs < trueMs + ROUND_MS,
  );
  if (hasStepped) return 'stepped';
  return isWrong ? 'unsync' : 'sync';
}

/** What the probe says of itself, each a second after it happened at most. */
function unmeasuredOf(
  troubles: readonly Trouble[],
  fromMs: number,
  toMs: number,
  tickOf: (trueMs: number) => number,
): Unmeasured[] {
  const told: Unmeasured[] = [
    { fromTickMs: tickOf(fromMs), toTickMs: tickOf(fromMs) + 300, cause: 'starting' as const },
  ];
  for (const trouble of troubles) {
    if (trouble.toMs <= fromMs || trouble.fromMs >= toMs) continue;
    const stretch = { fromTickMs: tickOf(trouble.fromMs), toTickMs: tickOf(trouble.toMs) };
    if (trouble.kind === 'suspended') {
      told.push({ fromTickMs: stretch.fromTickMs, toTickMs: stretch.fromTickMs + 1000, cause: 'suspend' });
    } else if (trouble.kind === 'clock-stepped') told.push({ ...stretch, cause: 'clock-step' });
    else if (trouble.kind === 'cable-out') {
      // each look finds no link and declares the second before it
      for (let at = stretch.fromTickMs - 500; at < stretch.toTickMs; at += 1000)
        told.push({ fromTickMs: at, toTickMs: Math.min(at + 1000, stretch.toTickMs), cause: 'no-network' });
    }
  }
  return told;
}
