/** What is due when: attempt k of an entry at `startTickMs + phaseMs + k · spacingMs`, for ever, whatever happens. */
export type ScheduleEntry = { spacingMs: number; phaseMs: number };

/** The constant grid of attempts that the probe starts one by one. */
export class Schedule<Entry extends ScheduleEntry> {
  readonly #rows: { entry: Entry; nextTickMs: number }[];

  constructor(entries: readonly Entry[], startTickMs: number) {
    this.#rows = entries.map((entry) => ({ entry, nextTickMs: startTickMs + entry.phaseMs }));
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
      const passed = Math.floor((nowTickMs - row.nextTickMs) / row.entry.spacingMs) + 1;
      row.nextTickMs += passed * row.entry.spacingMs;
    }
    return due.map(({ entry }) => entry);
  }

  /** When the next one is due; `null` when there is none at all. */
  nextTickMs(): number | null {
    if (this.#rows.length === 0) return null;
    return Math.min(...this.#rows.map(({ nextTickMs }) => nextTickMs));
  }
}
