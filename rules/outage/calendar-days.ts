/** Local day `YYYY-MM-DD` of an instant in an IANA zone. */
export function dayOf(_atMs: number, _zone: string): string {
  throw new Error('bug: not built yet');
}
/** First instant of a local day. */
export function dayStartAtMs(_day: string, _zone: string): number {
  throw new Error('bug: not built yet');
}
/** The days from `fromDay` to `toDay`, both included. */
export function daysBetween(_fromDay: string, _toDay: string): string[] {
  throw new Error('bug: not built yet');
}
/** `2026-02-28` + 1 → `2026-03-01`. */
export function addDays(_day: string, _count: number): string {
  throw new Error('bug: not built yet');
}
