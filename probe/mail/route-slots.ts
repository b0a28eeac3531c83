/** The line, or the mailbox, must have been well for so long before the one fresh mail after a gap. */
const FRESH_AFTER_MS = 10_000;
/** Distance from the mail before, also of that fresh one. */
const NEAREST_MS = 300_000;

/** When the next slot of a route is due. Slots that could not be used are not made up for, but one fresh mail follows soon. */
export class RouteSlots {
  readonly #spacingMs: number;
  #nextTickMs: number;
  #lastSentTickMs: number | null = null;
  #hasGap = false;
  #wellSinceTickMs: number | null = null;

  constructor(spacingMs: number, firstTickMs: number) {
    this.#spacingMs = spacingMs;
    this.#nextTickMs = firstTickMs;
  }

  isDue(nowTickMs: number): boolean {
    return nowTickMs >= this.#nextTickMs;
  }

  /** A slot went by because line or mailbox were not well. */
  noteGap(): void {
    this.#hasGap = true;
  }

  noteSent(nowTickMs: number): void {
    this.#lastSentTickMs = nowTickMs;
  }

  /** To be called each second. */
  noteWell(isWell: boolean, nowTickMs: number): void {
    if (!isWell) this.#wellSinceTickMs = null;
    else this.#wellSinceTickMs ??= nowTickMs;
    if (!this.#hasGap || this.#wellSinceTickMs === null || nowTickMs - this.#wellSinceTickMs < FRESH_AFTER_MS) return;
    this.#hasGap = false;
    const nearestTickMs = (this.#lastSentTickMs ?? Number.NEGATIVE_INFINITY) + this.#nearestMs();
    this.#nextTickMs = Math.min(this.#nextTickMs, Math.max(nowTickMs, nearestTickMs));
  }

  /** The slot was used, or left; the next is so far from when it was due, and not at once where it took long. */
  next(distanceMs: number, nowTickMs: number): void {
    this.#nextTickMs = Math.max(this.#nextTickMs + distanceMs, nowTickMs + this.#nearestMs() / 2);
  }

  #nearestMs(): number {
    return Math.min(NEAREST_MS, this.#spacingMs);
  }
}
