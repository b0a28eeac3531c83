import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import type { StoryClock } from '../../server/demo/history.ts';
import { type Keep, openKeep } from '../../server/keep.ts';

/** The real keep on `dataDir/server`, with a clock that the caller sets and nothing that looks beyond the machine. */
export function openBenchKeep(dataDir: string, clock: StoryClock): Keep {
  const config = readConfig({ SELF_CHECK_TARGETS: '' });
  if (Array.isArray(config)) throw new Error(config.join('; '));
  return openKeep({
    dataDir: join(dataDir, 'server'),
    nowMs: () => clock.nowMs,
    log: () => {},
    selfCheck: async () => 'not-checked',
    zone: 'Etc/UTC',
    retention: { rawDays: config.rawDays, fiveMinuteDays: config.fiveMinuteDays, hourDays: config.hourDays },
    sessionDays: config.sessionDays,
  });
}
