import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { ageOf } from './clock-programs.ts';

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

/** What {@link systemClocks} reads; files give `null` when they can't be read. */
export type ClockSources = {
  readText(path: string): string | null;
  /** Time of the last change, epoch ms. */
  changedAtMs(path: string): number | null;
};

/** Touched by systemd-timesyncd at each synchronisation (systemd-timesyncd.service(8)). */
const TIMESYNC_FILE = '/run/systemd/timesync/synchronized';

/** The real clocks. Where the kernel names no boot id (not Linux) each run counts as a boot of its own. */
export function systemClocks(sources: ClockSources = realSources): Clocks {
  const bootId = sources.readText('/proc/sys/kernel/random/boot_id')?.trim().replaceAll('-', '').toLowerCase() ?? '';
  return {
    tickMs: () => Math.trunc(Number(process.hrtime.bigint() / 1_000_000n)),
    wallAtMs: () => Date.now(),
    uptimeMs: () => parseUptimeMs(sources.readText('/proc/uptime')),
    syncAgeMs: () => {
      const syncedAtMs = sources.changedAtMs(TIMESYNC_FILE);
      return syncedAtMs === null ? null : ageOf(Date.now() - syncedAtMs);
    },
    bootId: /^[0-9a-f]{32}$/.test(bootId) ? bootId : randomBytes(16).toString('hex'),
  };
}

/** `12345.67 54321.00` → 12345670 (proc_uptime(5)). */
function parseUptimeMs(text: string | null): number | null {
  const seconds = Number(text?.split(' ')[0]);
  return text && Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}

const realSources: ClockSources = {
  readText(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null; // the caller knows what its absence means
    }
  },
  changedAtMs(path) {
    try {
      return statSync(path).mtimeMs;
    } catch {
      return null; // no timesyncd here
    }
  },
};
