import type { Sight, SightRole } from '../outage/observation.ts';

/**
 * When those answered that are asked every few seconds beside the far targets: the provider's first hop and own machines,
 * resolvers. Plain JSON of bounded size.
 */
export type AnswerLog = {
  role: SightRole;
  answeredAtMs: number | null;
  /** The newest answer of those that are forgotten. */
  forgottenAtMs: number | null;
  /** In a row alike, oldest first, back to where something may still ask for it. */
  runs: AnswerRun[];
  /** Of the attempts while the line was up, the older the lighter. */
  usual: { answered: number; lost: number };
};
export type AnswerLogs = Record<string, AnswerLog>;
export type AnswerRun = {
  isAnswer: boolean;
  fromAtMs: number;
  toAtMs: number;
  count: number;
  /** Of the first. */
  segment: number;
  sequence: number;
};

const MOST_RUNS = 24;
const REMEMBERED_ATTEMPTS = 720;
/** One that often does not answer on a line that works says nothing by its silence (hops limit their replies). */
const USUAL_LOSS_RATIO = 0.1;
const KNOWN_MS = 3_600_000;

/** Notes what one attempt came to. `isLineUp`: the line was not in doubt, so it is as one usually is. */
export function noteAnswer(logs: AnswerLogs, sight: Sight, isAnswer: boolean, isLineUp: boolean): void {
  logs[sight.target] ??= {
    role: sight.role,
    answeredAtMs: null,
    forgottenAtMs: null,
    runs: [],
    usual: { answered: 0, lost: 0 },
  };
  const log = logs[sight.target];
  if (!log) return;
  if (isAnswer) log.answeredAtMs = sight.atMs;
  if (isLineUp && log.answeredAtMs !== null) noteUsual(log.usual, isAnswer);
  const last = log.runs.at(-1);
  if (last?.isAnswer === isAnswer) {
    last.toAtMs = sight.atMs;
    last.count += 1;
    return;
  }
  const { atMs, segment, sequence } = sight;
  log.runs.push({ isAnswer, fromAtMs: atMs, toAtMs: atMs, count: 1, segment, sequence });
  if (log.runs.length > MOST_RUNS) joinShortest(log);
}

function noteUsual(usual: AnswerLog['usual'], isAnswer: boolean): void {
  if (isAnswer) usual.answered += 1;
  else usual.lost += 1;
  if (usual.answered + usual.lost <= REMEMBERED_ATTEMPTS) return;
  usual.answered = Math.floor(usual.answered / 2);
  usual.lost = Math.floor(usual.lost / 2);
}

/** The shortest silence between two answers is forgotten: that it answered is what matters. */
function joinShortest(log: AnswerLog): void {
  const inner = log.runs.slice(1, -1).filter(({ isAnswer }) => !isAnswer);
  const shortest = inner.reduce((a, b) => (b.toAtMs - b.fromAtMs < a.toAtMs - a.fromAtMs ? b : a));
  const at = log.runs.indexOf(shortest);
  const [before, after] = [log.runs[at - 1], log.runs[at + 1]];
  if (!before || !after) throw new Error('bug: an inner run has neighbours');
  before.toAtMs = after.toAtMs;
  before.count += after.count;
  log.runs.splice(at, 2);
}

/** Forgets runs that ended before that, the newest of each excepted. */
export function forgetAnswers(logs: AnswerLogs, beforeAtMs: number): void {
  for (const log of Object.values(logs)) {
    while (log.runs.length > 1 && (log.runs[0]?.toAtMs ?? beforeAtMs) < beforeAtMs) {
      const [oldest] = log.runs.splice(0, 1);
      if (oldest?.isAnswer) log.forgottenAtMs = oldest.toAtMs;
    }
  }
}

/** Attempts of a role in a stretch: `first` is the oldest run that counts. */
export type AnswerCount = { answered: number; lost: number; first: AnswerRun | null };

/**
 * What the targets of a role did from one instant to another, both not included. Those whose silence says nothing are
 * left out unless they answered: not known within the hour before, or silent by habit. Of a run that reaches beyond the
 * stretch as many are counted as its even spacing gives.
 */
export function countAnswers(logs: AnswerLogs, role: SightRole, fromAtMs: number, toAtMs: number): AnswerCount {
  const sum: AnswerCount = { answered: 0, lost: 0, first: null };
  for (const log of Object.values(logs)) {
    if (log.role !== role) continue;
    const isTelling = isKnownAt(log, fromAtMs) && !isSilentByHabit(log);
    for (const run of log.runs) {
      const count = countWithin(run, fromAtMs, toAtMs);
      if (count === 0 || (!run.isAnswer && !isTelling)) continue;
      if (run.isAnswer) sum.answered += count;
      else sum.lost += count;
      if (!sum.first || run.fromAtMs < sum.first.fromAtMs) sum.first = run;
    }
  }
  return sum;
}

function countWithin(run: AnswerRun, fromAtMs: number, toAtMs: number): number {
  if (run.toAtMs <= fromAtMs || run.fromAtMs >= toAtMs) return 0;
  if (run.fromAtMs > fromAtMs && run.toAtMs < toAtMs) return run.count;
  if (run.count < 2) return 0;
  const spacingMs = (run.toAtMs - run.fromAtMs) / (run.count - 1);
  const first = Math.max(0, Math.floor((fromAtMs - run.fromAtMs) / spacingMs) + 1);
  const last = Math.min(run.count - 1, Math.ceil((toAtMs - run.fromAtMs) / spacingMs) - 1);
  return Math.max(0, last - first + 1);
}

function isKnownAt({ forgottenAtMs, runs }: AnswerLog, atMs: number): boolean {
  const before = runs.findLast((run) => run.isAnswer && run.fromAtMs <= atMs);
  const seenAtMs = before ? Math.min(before.toAtMs, atMs) : forgottenAtMs;
  return seenAtMs !== null && atMs - seenAtMs <= KNOWN_MS;
}

function isSilentByHabit({ usual }: AnswerLog): boolean {
  return usual.lost > USUAL_LOSS_RATIO * (usual.answered + usual.lost) + 2;
}
