/** Sparse log-scale histogram of latencies: 8 steps per octave, text `i:n,i:n` with rising i; `''` is empty. */

/** The histogram with one more latency (whole µs ≥ 0). */
export function addToHistogram(_histogram: string, _latencyUs: number): string {
  throw new Error('bug: not built yet');
}
/** Sum of histograms. */
export function mergeHistogram(_histograms: string[]): string {
  throw new Error('bug: not built yet');
}
/** Latency below which the share `quantile` (0…1) lies, within 9 %; null when empty. */
export function quantileUs(_histogram: string, _quantile: number): number | null {
  throw new Error('bug: not built yet');
}
