/**
 * Sparse log-scale histogram of latencies, 8 steps per octave (9 % wide): step `i` holds latencies from 2^(i/8) µs up to,
 * not including, 2^((i+1)/8) µs; 0 µs counts as 1. Text `i:n,i:n` with rising i; `''` is empty.
 */
export type StepCounts = Record<number, number>;

const STEPS_PER_OCTAVE = 8;
/** Lower borders of the steps, as multiples of their octave. */
const BORDERS = Array.from({ length: STEPS_PER_OCTAVE }, (_, step) => 2 ** (step / STEPS_PER_OCTAVE));

/** The step of a latency (whole µs ≥ 0). */
export function stepOf(latencyUs: number): number {
  const valueUs = Math.max(1, latencyUs);
  const octave = Math.floor(Math.log2(valueUs));
  const ratio = valueUs / 2 ** octave;
  let step = 0;
  while (step + 1 < STEPS_PER_OCTAVE && ratio >= (BORDERS[step + 1] ?? 2)) step += 1;
  return octave * STEPS_PER_OCTAVE + step;
}

export function formatHistogram(counts: StepCounts): string {
  return Object.entries(counts)
    .map(([step, count]) => `${step}:${count}`)
    .join(','); // integer keys come in rising order
}

/** The counts of a histogram's text; throws for any other text (it is our own). */
export function parseHistogram(histogram: string): StepCounts {
  const counts: StepCounts = {};
  for (const pair of histogram === '' ? [] : histogram.split(',')) {
    const match = /^(\d{1,4}):(\d{1,15})$/.exec(pair);
    if (!match) throw new Error(`bug: "${pair}" is no step of a histogram`);
    counts[Number(match[1])] = Number(match[2]);
  }
  return counts;
}

/** The histogram with one more latency (whole µs ≥ 0). */
export function addToHistogram(histogram: string, latencyUs: number): string {
  const counts = parseHistogram(histogram);
  const step = stepOf(latencyUs);
  counts[step] = (counts[step] ?? 0) + 1;
  return formatHistogram(counts);
}

/** Sum of histograms. */
export function mergeHistogram(histograms: string[]): string {
  const sum: StepCounts = {};
  for (const histogram of histograms) {
    for (const [step, count] of Object.entries(parseHistogram(histogram))) {
      sum[Number(step)] = (sum[Number(step)] ?? 0) + count;
    }
  }
  return formatHistogram(sum);
}

/**
 * As {@link quantileUs} for several shares (rising) of the sum of histograms, each text read once: a page draws hundreds
 * of them. Texts that `formatHistogram` made, with rising steps.
 */
export function quantilesUs(histograms: string[], quantiles: number[]): (number | null)[] {
  const counts = new Map<number, number>();
  for (const histogram of histograms) addPairs(counts, histogram);
  // one histogram is in order as it stands
  const pairs = histograms.length === 1 ? [...counts] : [...counts].sort(([a], [b]) => a - b);
  let total = 0;
  for (const [, count] of pairs) total += count;
  return quantiles.map((quantile) => {
    let left = Math.max(1, Math.ceil(quantile * total));
    for (const [step, count] of pairs) {
      left -= count;
      if (left <= 0) return Math.round(2 ** ((step + 0.5) / STEPS_PER_OCTAVE));
    }
    return null;
  });
}

function addPairs(counts: Map<number, number>, histogram: string): void {
  for (let at = 0; at < histogram.length; ) {
    const colon = histogram.indexOf(':', at);
    const comma = histogram.indexOf(',', colon);
    const end = comma === -1 ? histogram.length : comma;
    const [step, count] = [Number(histogram.slice(at, colon)), Number(histogram.slice(colon + 1, end))];
    const isPair = colon > at && end > colon + 1 && step >= 0 && count >= 0;
    if (!isPair) throw new Error(`bug: "${histogram}" is no histogram`);
    counts.set(step, (counts.get(step) ?? 0) + count);
    at = end + 1;
  }
}

/** Latency that the share `quantile` (0…1) does not exceed, as the middle of its step (within 5 %); null when empty. */
export function quantileUs(histogram: string, quantile: number): number | null {
  const entries = Object.entries(parseHistogram(histogram));
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(quantile * total));
  for (const [step, count] of entries) {
    left -= count;
    if (left <= 0) return Math.round(2 ** ((Number(step) + 0.5) / STEPS_PER_OCTAVE));
  }
  return null;
}
