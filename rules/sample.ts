/**
 * One attempt of one check, and how it stands in a round.
 *
 * In a round a sample is an array of integers (a fourth element only where a check has more to say):
 *
 *     [target, sentOffsetMs, latencyUs]            an answer
 *     [target, sentOffsetMs, code]                 no answer, code < 0, see OUTCOME_CODES
 *     [target, sentOffsetMs, x, {"statusCode":200}] with readings (integers) and facts (short lower-case words)
 *
 * `target` is the position in the method's list, `sentOffsetMs` = sent tick − tick of the round (negative when it was
 * sent in an earlier round and its outcome became final in this one).
 */

/** Longer answers are `late`: replies all the same, never a loss. */
export const LATE_AFTER_US = 2_000_000;

/** The closed list of what an attempt can come to. */
export const OUTCOMES = [
  'reply', //            answered within 2 s
  'late', //             answered within 10 s: a reply, never a loss
  'timeout', //          nothing within 2 s: lost
  'unreachable-from', // an ICMP error that names its sender: lost, and strong evidence of where
  'no-route', //         the own machine had no way to send: not measured
  'not-permitted', //    the own machine did not allow it: not measured
  'tool-error', //       the tool failed: not measured
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Who sent the ICMP error: the probe's own host, the gateway, or somebody behind it. */
export type UnreachableSender = 'own' | 'gateway' | 'beyond';

export type Sample = {
  /** Position in the method's `targets`. */
  target: number;
  /** Monotonic, comparable within one boot id. */
  sentTickMs: number;
  outcome: Outcome;
  /** Whole microseconds; `null` exactly when nothing answered. */
  latencyUs: number | null;
  /** Only with `unreachable-from`. */
  unreachableSender: UnreachableSender | null;
  /** Integers with the unit last in the key (`statusCode`, `ttlHops`). */
  readings: Readonly<Record<string, number>>;
  /** Short words (`[a-z0-9:-]`, at most 80); personal values only as salted hash (`hash:<64 hex>`). */
  facts: Readonly<Record<string, string>>;
};

/** Of most samples; one object for all, as there are two a second for each line. */
const NO_DETAILS: Readonly<Record<string, never>> = Object.freeze({});

/** answered: the line carried packets. lost: it did not answer. not-measured: neither (class `probe-error`). */
export type OutcomeClass = 'answered' | 'lost' | 'not-measured';

const CLASS_OF: Record<Outcome, OutcomeClass> = {
  reply: 'answered',
  late: 'answered',
  timeout: 'lost',
  'unreachable-from': 'lost',
  'no-route': 'not-measured',
  'not-permitted': 'not-measured',
  'tool-error': 'not-measured',
};

export function classOfOutcome(outcome: Outcome): OutcomeClass {
  return CLASS_OF[outcome];
}

type Unanswered = { outcome: Outcome; unreachableSender: UnreachableSender | null };
const OUTCOME_CODES = new Map<number, Unanswered>([
  [-1, { outcome: 'timeout', unreachableSender: null }],
  [-2, { outcome: 'unreachable-from', unreachableSender: 'own' }],
  [-3, { outcome: 'unreachable-from', unreachableSender: 'gateway' }],
  [-4, { outcome: 'unreachable-from', unreachableSender: 'beyond' }],
  [-5, { outcome: 'no-route', unreachableSender: null }],
  [-6, { outcome: 'not-permitted', unreachableSender: null }],
  [-7, { outcome: 'tool-error', unreachableSender: null }],
]);

/** Array form of a sample in a round that began at `roundTickMs`. */
export type SampleCells = [number, number, number] | [number, number, number, Record<string, number | string>];

const KEY = /^[a-z][A-Za-z0-9]{0,39}$/;
const FACT = /^[a-z0-9:-]{1,80}$/;

export function sampleToCells(sample: Sample, roundTickMs: number): SampleCells {
  const value = sample.latencyUs ?? codeOf(sample);
  const details = { ...sample.readings, ...sample.facts };
  const offsetMs = sample.sentTickMs - roundTickMs;
  return Object.keys(details).length === 0
    ? [sample.target, offsetMs, value]
    : [sample.target, offsetMs, value, details];
}

/** Limits of the three integers: `target` is a position in a list. */
export const FARTHEST_OFFSET_MS = 600_000;
export const LEAST_VALUE = -7;
export const MOST_VALUE = 60_000_000;

/** Returns the sample, or a sentence that says what is wrong. */
export function sampleFromCells(cells: unknown, roundTickMs: number, targetCount: number): Sample | string {
  if (!Array.isArray(cells) || cells.length < 3 || cells.length > 4)
    return 'a sample must be an array of 3 or 4 elements';
  const [target, offsetMs, value, details] = cells as [unknown, unknown, unknown, unknown];
  if (!isInteger(target) || target < 0 || target >= targetCount)
    return `target ${String(target)} is not in the method's list`;
  if (!isInteger(offsetMs) || Math.abs(offsetMs) > FARTHEST_OFFSET_MS)
    return `sent offset ${String(offsetMs)} is not within 10 minutes of its round`;
  if (!isInteger(value) || value < LEAST_VALUE || value > MOST_VALUE)
    return `latency or outcome code ${String(value)} is out of range`;
  const said = cells.length === 4 ? readDetails(details) : BARE;
  return typeof said === 'string' ? said : sampleOf(target, roundTickMs + offsetMs, value, said);
}

/** The sample of three integers that were checked. */
export function sampleOf(target: number, sentTickMs: number, value: number, { readings, facts }: Details): Sample {
  if (value >= 0) {
    const outcome = value > LATE_AFTER_US ? 'late' : 'reply';
    return { target, sentTickMs, outcome, latencyUs: value, unreachableSender: null, readings, facts };
  }
  const unanswered = OUTCOME_CODES.get(value);
  if (!unanswered) throw new Error(`bug: ${value} is no outcome code`);
  const { outcome, unreachableSender } = unanswered;
  return { target, sentTickMs, outcome, latencyUs: null, unreachableSender, readings, facts };
}

/** Readings stand before facts, see {@link sampleToCells}. */
export function isInOrder(cells: SampleCells): boolean {
  const details = cells[3];
  if (!details) return true;
  let isFacts = false;
  for (const value of Object.values(details)) {
    if (typeof value === 'string') isFacts = true;
    else if (isFacts) return false;
  }
  return true;
}

export type Details = Pick<Sample, 'readings' | 'facts'>;
/** Of most samples. */
export const BARE: Details = { readings: NO_DETAILS, facts: NO_DETAILS };

/** Readings and facts of the fourth element, or a sentence that says what is wrong. */
export function readDetails(details: unknown): Details | string {
  if (typeof details !== 'object' || details === null || Array.isArray(details))
    return 'the fourth element must be an object';
  const entries = Object.entries(details);
  if (entries.length === 0 || entries.length > 40) return 'the fourth element must have 1 to 40 keys';
  const readings: Record<string, number> = {};
  const facts: Record<string, string> = {};
  for (const [key, value] of entries) {
    if (!KEY.test(key)) return `"${key.slice(0, 40)}" is not a name of a reading`;
    if (isInteger(value)) readings[key] = value;
    else if (typeof value === 'string' && FACT.test(value)) facts[key] = value;
    else return `"${key}" is neither an integer nor a short lower-case word`;
  }
  return { readings, facts };
}

function codeOf(sample: Sample): number {
  for (const [code, unanswered] of OUTCOME_CODES) {
    if (unanswered.outcome === sample.outcome && unanswered.unreachableSender === sample.unreachableSender) return code;
  }
  throw new Error(`bug: sample with outcome ${sample.outcome} has no latency and no code`);
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
