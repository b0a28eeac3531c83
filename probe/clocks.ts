/** The clocks of this machine; injected everywhere, so that tests turn them. */
export type Clocks = {
  /** CLOCK_MONOTONIC in whole ms since boot; comparable within one `bootId`; stands still in suspend. */
  tickMs(): number;
  /** Wall clock, epoch ms. Never for durations. */
  wallAtMs(): number;
  /** Time since boot including suspend, ms; null where the system does not tell. */
  uptimeMs(): number | null;
  /** Age of the last proven synchronisation of the wall clock; null = not known. */
  syncAgeMs(): number | null;
  /** The kernel's boot id, 32 lower-case hex digits. */
  bootId: string;
};

export function systemClocks(): Clocks {
  throw new Error('bug: not built yet');
}
