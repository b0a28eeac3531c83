/** What is due when: attempt k of an entry at `startTickMs + phaseMs + k · spacingMs`, for ever, whatever happens. */
export type ScheduleEntry = { spacingMs: number; phaseMs: number };

/** The constant grid of attempts that the probe starts one by one. */
export class Schedule<Entry extends ScheduleEntry> {
  readonly #rows: { entry: Entry; spacingMs: number; nextTickMs: number }[];
  readonly #startTickMs: number;

  constructor(entries: readonly Entry[], startTickMs: number) {
    this.#startTickMs = startTickMs;
    this.#rows = entries.map((entry) => ({
      entry,
      spacingMs: entry.spacingMs,
      nextTickMs: startTickMs + entry.phaseMs,
    }));
  }

  /**
   * The entries whose time has come, earliest first, each at most once: slots that went by while nothing ran are left
   * out, never made up for in a burst.
   */
  takeDue(nowTickMs: number): Entry[] {
    const due = this.#rows
      .filter(({ nextTickMs }) => nextTickMs <= nowTickMs)
      .sort((a, b) => a.nextTickMs - b.nextTickMs);
    for (const row of due) {
      const passed = Math.floor((nowTickMs - row.nextTickMs) / row.spacingMs) + 1;
      row.nextTickMs += passed * row.spacingMs;
    }
    return due.map(({ entry }) => entry);
  }

  /** The entry is due every `spacingMs` from `nextTickMs` on, until {@link backOnGrid}. */
  retime(entry: Entry, spacingMs: number, nextTickMs: number): void {
    for (const row of this.#rows) if (row.entry === entry) Object.assign(row, { spacingMs, nextTickMs });
  }

  /** The entry is due on its own grid again, the first time after `nowTickMs`. */
  backOnGrid(entry: Entry, nowTickMs: number): void {
    const { spacingMs, phaseMs } = entry;
    const firstTickMs = this.#startTickMs + phaseMs;
    const slots = Math.max(0, Math.floor((nowTickMs - firstTickMs) / spacingMs) + 1);
    this.retime(entry, spacingMs, firstTickMs + slots * spacingMs);
  }

  /** When the next one is due; `null` when there is none at all. */
  nextTickMs(): number | null {
    if (this.#rows.length === 0) return null;
    return Math.min(...this.#rows.map(({ nextTickMs }) => nextTickMs));
  }
}
