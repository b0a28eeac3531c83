import { createHash } from 'node:crypto';
import type { Segment } from '../../rules/journal/segment.ts';
import type { Method, Target } from '../../rules/method.ts';
import { foldAll } from '../../rules/outage/fold-all.ts';
import type { Family } from '../../rules/outage/observation.ts';
import {
  type SimulatedAnswer,
  type SimulatedLine,
  type SimulatedLoss,
  simulatedMethod,
  simulateLine,
} from '../../rules/outage/simulated-line.ts';

/** Lines that are made up second by second, and what folding them gives. Seconds count from the tick {@link T0}. */

export const TOOLS = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
export const METHOD = simulatedMethod();
export const T0 = 1_000_000;
/** What the wall clock says at tick 0. */
export const LEAD_MS = 1_795_305_600_000;
/** The instant of {@link T0}. */
export const UTC0 = LEAD_MS + T0;
const ANSWER_US = 12_000;

/** What a packet comes to (see SimulatedLine); what is left open is answered after 12 ms. */
export type Answer = (
  target: Target,
  secondsIn: number,
  sentTickMs: number,
) => number | SimulatedLoss | SimulatedAnswer | null | undefined;

export const fine: Answer = () => undefined;

/** What is measured from one second to another. */
export function piece(fromS: number, toS: number, answer: Answer, line: Partial<SimulatedLine> = {}): Segment[] {
  return simulateLine({
    method: METHOD,
    firstTickMs: T0 + fromS * 1000,
    firstSequence: fromS / 5,
    roundCount: (toS - fromS) / 5,
    answer: (target, tick) => {
      const came = answer(target, (tick - T0) / 1000, tick);
      return came === undefined ? ANSWER_US : came;
    },
    ...line,
  });
}

/** Folds pieces one after the other, numbered anew. */
export function foldPieces(...pieces: Segment[][]) {
  return foldItems(pieces.flat().map((segment) => ({ segment, method: METHOD })));
}

/** The same where the methods differ. */
export function foldItems(items: { segment: Segment; method: Method }[]) {
  return foldAll(
    items.map(({ segment, method }, index) => ({ segment: { ...segment, number: index + 1 }, method })),
    TOOLS,
  );
}

type WholeLine = Partial<SimulatedLine> & { seconds?: number; families?: Family[] };

/** What is found in one line that is measured without a hole, for five minutes unless said otherwise. */
export function foldLine(answer: Answer, { seconds = 300, families = [4], ...line }: WholeLine = {}) {
  const method = line.method ?? simulatedMethod({ families });
  const segments = piece(0, Math.ceil(seconds / 5) * 5, answer, { ...line, method });
  return foldItems(segments.map((segment) => ({ segment, method }))).model;
}
export type Model = ReturnType<typeof foldLine>;

export const isFar = (target: Target, family?: Family) =>
  target.role === 'far' && (family === undefined || target.family === family);
export const isRouter = ({ role }: Target) => role === 'gateway';
export const within = (at: number, from: number, to: number) => at > from && at < to;

/** Seconds from {@link UTC0} to an instant. */
export const second = (atMs: number | null | undefined) => (atMs == null ? null : (atMs - UTC0) / 1000);

/** Since which second the line is in which state, and why. */
export const states = (model: Model) =>
  model.intervals.map(({ fromAtMs, verdict, state, cause }) => [second(fromAtMs), state, cause ?? verdict]);
