import { isInOrder, type Sample, type SampleCells, sampleFromCells, sampleToCells } from './sample.ts';

/**
 * A round: all samples whose outcome became final in one measuring cycle (5 s), the clocks, and what could not be
 * measured. One line of JSON with these keys in this order, no spaces, integers only (but for the named words):
 *
 *     {"sequence":17,"tickMs":85000,"wallAtMs":1795305600123,"clock":"sync","syncAgeMs":64000,
 *      "clockOffsetMs":-3,"clockErrorMs":20,"facts":{"ownAddress4":"hash:…"},"unmeasured":[[1200,4000,"suspend"]],
 *      "samples":[[0,12,12400],[1,1013,-1]]}
 *
 * (wrapped here for reading). `clockOffsetMs`/`clockErrorMs`, `facts` and `unmeasured` stand only when there is
 * something to say. A reader refuses any other spelling of the same content.
 */

/** sync: the system says it is synchronised. holdover: it was, or the server's stamps agree. unsync: unknown or wrong.
 * stepped: the wall clock jumped in this round. */
export const CLOCK_STATES = ['sync', 'holdover', 'unsync', 'stepped'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** Why a stretch was not measured. */
export const UNMEASURED_CAUSES = ['stall', 'suspend', 'clock-step', 'tool', 'starting', 'no-network'] as const;
export type UnmeasuredCause = (typeof UNMEASURED_CAUSES)[number];

export type Unmeasured = { fromTickMs: number; toTickMs: number; cause: UnmeasuredCause };

export type Round = {
  /** Counts up by one within a run, from 0. */
  sequence: number;
  /** Monotonic start of the cycle; the cycle lasts the method's `roundMs`. */
  tickMs: number;
  /** What the wall clock said at `tickMs`. Never used for durations. */
  wallAtMs: number;
  clock: ClockState;
  /** Age of the last proven synchronisation; `null` = not known. */
  syncAgeMs: number | null;
  /** Server minus probe as measured with four stamps at the last contact (RFC 5905 §8), with its error; absent = none new. */
  clockOffset?: { offsetMs: number; errorMs: number };
  /** Facts about the place, when they changed; personal values only as `hash:<64 hex>`. */
  facts?: Record<string, string>;
  unmeasured: Unmeasured[];
  samples: Sample[];
};

type RoundJson = {
  sequence: number;
  tickMs: number;
  wallAtMs: number;
  clock: string;
  syncAgeMs: number | null;
  clockOffsetMs?: number;
  clockErrorMs?: number;
  facts?: Record<string, string>;
  unmeasured?: [number, number, string][];
  samples: SampleCells[];
};

const FACT_KEY = /^[a-z][A-Za-z0-9]{0,39}$/;
const FACT = /^[a-z0-9:-]{1,80}$/;

/** The line without its line feed. */
export function formatRound(round: Round): string {
  const json: RoundJson = {
    sequence: round.sequence,
    tickMs: round.tickMs,
    wallAtMs: round.wallAtMs,
    clock: round.clock,
    syncAgeMs: round.syncAgeMs,
    ...(round.clockOffset && { clockOffsetMs: round.clockOffset.offsetMs, clockErrorMs: round.clockOffset.errorMs }),
    ...(round.facts && { facts: round.facts }),
    ...(round.unmeasured.length > 0 && {
      unmeasured: round.unmeasured.map((u): [number, number, string] => [
        u.fromTickMs - round.tickMs,
        u.toTickMs - round.tickMs,
        u.cause,
      ]),
    }),
    samples: round.samples.map((sample) => sampleToCells(sample, round.tickMs)),
  };
  return JSON.stringify(json);
}

/** The round, or a sentence that says what is wrong. Hostile input; `targetCount` is the length of the method's list. */
export function parseRound(line: string, targetCount: number): Round | string {
  let json: RoundJson;
  try {
    json = JSON.parse(line) as RoundJson; // every field is checked below, and the spelling as a whole at the end
  } catch {
    return 'is not JSON';
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'is not an object';
  const problem = checkScalars(json);
  if (problem) return problem;
  if (!Array.isArray(json.samples) || json.samples.length > MAX_SAMPLES)
    return `"samples" must be an array of at most ${MAX_SAMPLES}`;
  const samples: Sample[] = [];
  for (const cells of json.samples) {
    const sample = sampleFromCells(cells, json.tickMs, targetCount);
    if (typeof sample === 'string') return `sample ${samples.length}: ${sample}`;
    samples.push(sample);
  }
  const unmeasured = parseUnmeasured(json);
  if (typeof unmeasured === 'string') return unmeasured;
  if (!isSpelledSo(json, line)) return SPELLING;
  return {
    sequence: json.sequence,
    tickMs: json.tickMs,
    wallAtMs: json.wallAtMs,
    clock: json.clock as ClockState, // checked above
    syncAgeMs: json.syncAgeMs,
    ...(json.clockOffsetMs !== undefined &&
      json.clockErrorMs !== undefined && { clockOffset: { offsetMs: json.clockOffsetMs, errorMs: json.clockErrorMs } }),
    ...(json.facts && { facts: json.facts }),
    unmeasured,
    samples,
  };
}

const SPELLING = 'is not spelled as the format demands (keys, order, spaces)';

/** Whether {@link formatRound} would write the same line, without making it again. All values are checked. */
function isSpelledSo(json: RoundJson, line: string): boolean {
  const keys = ['sequence', 'tickMs', 'wallAtMs', 'clock', 'syncAgeMs'];
  if (json.clockOffsetMs !== undefined) keys.push('clockOffsetMs', 'clockErrorMs');
  if (json.facts) keys.push('facts');
  if (json.unmeasured) keys.push('unmeasured');
  keys.push('samples');
  const found = Object.keys(json);
  if (found.length !== keys.length || found.some((key, at) => key !== keys[at])) return false;
  // numbers with a point or an exponent, escaped characters and keys that stand twice come out as another text
  return json.unmeasured?.length !== 0 && json.samples.every(isInOrder) && JSON.stringify(json) === line;
}

/** No machine runs longer without a restart; sums of ticks stay instants that a calendar knows. */
export const MAX_TICK_MS = 3_155_760_000_000;
export const MAX_WALL_AT_MS = 253_402_300_799_999;
export const MAX_SAMPLES = 2000;

function checkScalars(json: RoundJson): string | null {
  if (!isCount(json.sequence)) return '"sequence" must be an integer from 0';
  if (!isCount(json.tickMs) || json.tickMs > MAX_TICK_MS) return `"tickMs" must be an integer from 0 to ${MAX_TICK_MS}`;
  if (!isCount(json.wallAtMs) || json.wallAtMs > MAX_WALL_AT_MS) return '"wallAtMs" must be an instant in milliseconds';
  if (!CLOCK_STATES.includes(json.clock as ClockState)) return `"clock" must be one of ${CLOCK_STATES.join(', ')}`;
  if (json.syncAgeMs !== null && !isCount(json.syncAgeMs)) return '"syncAgeMs" must be an integer from 0, or null';
  if (json.clockOffsetMs !== undefined && !Number.isSafeInteger(json.clockOffsetMs))
    return '"clockOffsetMs" must be an integer';
  if (json.clockErrorMs !== undefined && !isCount(json.clockErrorMs)) return '"clockErrorMs" must be an integer from 0';
  if ((json.clockOffsetMs === undefined) !== (json.clockErrorMs === undefined))
    return '"clockOffsetMs" and "clockErrorMs" go together';
  return json.facts === undefined ? null : checkFacts(json.facts);
}

function checkFacts(facts: unknown): string | null {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return '"facts" must be an object';
  const entries = Object.entries(facts);
  if (entries.length > 40) return '"facts" must have at most 40 keys';
  const wrong = entries.find(([key, value]) => !FACT_KEY.test(key) || typeof value !== 'string' || !FACT.test(value));
  return wrong ? `fact "${wrong[0].slice(0, 40)}" is not a short lower-case word` : null;
}

function parseUnmeasured(json: RoundJson): Unmeasured[] | string {
  if (json.unmeasured === undefined) return [];
  if (!Array.isArray(json.unmeasured) || json.unmeasured.length > 100)
    return '"unmeasured" must be an array of at most 100';
  const result: Unmeasured[] = [];
  for (const cells of json.unmeasured) {
    if (!Array.isArray(cells) || cells.length !== 3) return '"unmeasured" must hold [from, to, cause]';
    const [fromMs, toMs, cause] = cells as [unknown, unknown, unknown];
    if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || (fromMs as number) > (toMs as number)) {
      return '"unmeasured" must hold integers with from ≤ to';
    }
    if (!UNMEASURED_CAUSES.includes(cause as UnmeasuredCause)) return `"unmeasured": unknown cause`;
    const [fromTickMs, toTickMs] = [json.tickMs + (fromMs as number), json.tickMs + (toMs as number)];
    if (fromTickMs - json.tickMs !== fromMs || toTickMs - json.tickMs !== toMs) return SPELLING; // beyond exact integers
    result.push({ fromTickMs, toTickMs, cause: cause as UnmeasuredCause });
  }
  return result;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
