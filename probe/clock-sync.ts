import { statSync } from 'node:fs';
import { type AskTimeDaemon, askTimeDaemon } from './clock-daemon.ts';
import { parseChronyTracking, parseKernelClock } from './clock-programs.ts';
import type { Clocks } from './clocks.ts';
import { type BriefRun, runBriefly } from './path/run-briefly.ts';

/** Knows when the wall clock was last proven to be synchronised, whatever keeps it so. */
export type SyncWatch = {
  /** As in `Clocks`; the smallest age that somebody proves. */
  syncAgeMs(): number | null;
  stop(): void;
};

export type SyncWatchOptions = {
  clocks: Pick<Clocks, 'tickMs' | 'uptimeMs' | 'syncAgeMs'>;
  sources?: SyncSources;
};

/** What is asked beside the file of timesyncd; tests put others in their place. */
export type SyncSources = {
  /** The daemon that serves time on this machine's loopback. */
  askDaemon: AskTimeDaemon;
  run(program: string, args: readonly string[]): Promise<BriefRun>;
  isThere(path: string): boolean;
};

/** Programs are started no more often than this. */
const SPACING_MS = 300_000;
/** The longest poll interval of timesyncd (timesyncd.conf(5)): while its file is younger nobody else is asked. */
const TIMESYNC_POLL_MS = 2_048_000;
/** Folders of chrony's pid and socket (chronyd(8)). */
const CHRONY_FOLDERS = ['/run/chrony', '/var/run/chrony'];
/** Who tells the kernel's own state, without rights: the best teller first. */
const KERNEL_PROGRAMS: readonly (readonly [string, ...string[]])[] = [
  ['busybox', 'adjtimex'],
  ['adjtimex', '--print'],
  ['ntptime'],
  ['timedatectl', 'show', '-p', 'NTPSynchronized'],
];

/**
 * Asks once at the start and then every five minutes, in this order, until somebody proves it: systemd-timesyncd (its
 * file, read with each round), the time daemon on loopback (ntpd, ntpsec, BusyBox with `-l`: when it last set the clock
 * stands in its answer), chronyc, the kernel. What nobody proves stays unknown.
 */
export function startSyncWatch({ clocks, sources = realSources }: SyncWatchOptions): SyncWatch {
  const left = new Set(KERNEL_PROGRAMS);
  let provenAgoFromMs: number | null = null;
  let isBusy = false;
  // time asleep counts, so uptime where it is known
  const nowMs = () => clocks.uptimeMs() ?? clocks.tickMs();
  const ask = async () => {
    const fileAgeMs = clocks.syncAgeMs();
    if (fileAgeMs !== null && fileAgeMs <= TIMESYNC_POLL_MS) return;
    const ageMs = (await sources.askDaemon()) ?? (await askChrony(sources)) ?? (await askKernel(sources, left));
    if (ageMs !== null) provenAgoFromMs = Math.max(provenAgoFromMs ?? 0, nowMs() - ageMs);
  };
  const beat = () => {
    if (isBusy) return;
    isBusy = true;
    // what can't be asked proves nothing
    void ask()
      .catch(() => undefined)
      .finally(() => {
        isBusy = false;
      });
  };
  beat();
  const timer = setInterval(beat, SPACING_MS);
  timer.unref();
  return {
    syncAgeMs: () => {
      const ages = [clocks.syncAgeMs(), provenAgoFromMs === null ? null : Math.max(0, nowMs() - provenAgoFromMs)];
      const known = ages.filter((ageMs) => ageMs !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
    stop: () => clearInterval(timer),
  };
}

async function askChrony({ run, isThere }: SyncSources): Promise<number | null> {
  if (!CHRONY_FOLDERS.some(isThere)) return null;
  const ran = await run('chronyc', ['-n', '-c', 'tracking']);
  return 'text' in ran ? parseChronyTracking(ran.text, Date.now()) : null;
}

/** A program that is not there, or says nothing of the clock, is not started again. */
async function askKernel({ run }: SyncSources, left: Set<(typeof KERNEL_PROGRAMS)[number]>): Promise<number | null> {
  for (const command of left) {
    const [program, ...args] = command;
    const ran = await run(program, args);
    const said = 'text' in ran ? parseKernelClock(ran.text) : 'unreadable';
    if (said === 'unreadable') left.delete(command);
    else return said;
  }
  return null;
}

const PROGRAM_WAIT_MS = 3000;

const realSources: SyncSources = {
  askDaemon: askTimeDaemon,
  run: (program, args) => runBriefly({ program, args, waitMs: PROGRAM_WAIT_MS }),
  isThere: (path) => statSync(path, { throwIfNoEntry: false }) !== undefined,
};
