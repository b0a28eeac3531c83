import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonsMissing } from '../needs.ts';
import { type ControlGroup, memoryGroup, processorGroup } from './control-groups.ts';
import { atMost, type Figure, info, isShort, notMeasured, progress, runAlone, show } from './figures.ts';
import { type LabHome, type LabProbe, openLabHome, segmentsInJournal } from './lab-home.ts';
import { cpuSecondsOf, familyOf, memoryOf, writtenBytesOf } from './processes.ts';
import { countSlots } from './slots.ts';

const WARM_UP_MS = 60_000;
/** 30 minutes as decided; `BENCH_MINUTES` takes another window, and the printed one says so. */
const WINDOW_MS = Number(process.env['BENCH_MINUTES'] ?? (isShort ? 2 : 30)) * 60_000;
const STRACE_MS = isShort ? 60_000 : 180_000;
const MEGABYTE = 1_000_000;
const MEBIBYTE = 1_048_576;
const WINDOW = `${WINDOW_MS / 60_000} min after ${WARM_UP_MS / 60_000} min, bundle with fping in namespaces, all well`;

/** The bundled probe in its steady state: alone, under 96 MB, and under a tenth of a core, all three at once. */
export async function probeSteady(): Promise<Figure[]> {
  const missing = reasonsMissing(['namespaces', 'fping', 'strace']);
  if (missing.length > 0) return [notMeasured('steady probe', '-', missing.join(', '))];
  const small = memoryGroup('small', 96 * MEBIBYTE);
  const slow = processorGroup('slow', 0.1);
  const home = await openLabHome();
  try {
    const free = await home.startProbe('free');
    const smallProbe = small && (await home.startProbe('small', small.join));
    const slowProbe = slow && (await home.startProbe('slow', slow.join));
    progress(`${WARM_UP_MS / 1000} s until steady`);
    await sleep(WARM_UP_MS);
    const steady = await watch(free);
    return [
      ...steady,
      await underLimit('works under a 96 MB limit', small, smallProbe),
      await underLimit('works under 10 % of a core', slow, slowProbe),
      await serverFigure(home),
    ];
  } finally {
    await home.close();
    small?.close();
    slow?.close();
  }
}

async function watch(probe: LabProbe): Promise<Figure[]> {
  const cpuBefore = cpuSecondsOf(probe.pid);
  const writtenBefore = writtenBytesOf(probe.pid);
  let rssBytes = 0;
  let ownBytes = 0;
  for (const endTickMs = performance.now() + WINDOW_MS; performance.now() < endTickMs; await sleep(5000)) {
    const family = familyOf(probe.pid).map(memoryOf);
    rssBytes = Math.max(rssBytes, memoryOf(probe.pid).rssBytes);
    ownBytes = Math.max(
      ownBytes,
      family.reduce((sum, member) => sum + member.ownBytes, 0),
    );
  }
  const cpuSeconds = (cpuSecondsOf(probe.pid) - cpuBefore) * (600_000 / WINDOW_MS);
  const writtenPerDay = (writtenBytesOf(probe.pid) - writtenBefore) * (86_400_000 / WINDOW_MS);
  const fsyncs = await countFsyncs(probe.pid);
  return [
    atMost('probe: resident memory', rssBytes / MEGABYTE, {
      limit: 75,
      unit: 'MB',
      how: `VmRSS of Node, largest of 5 s looks; ${WINDOW}`,
    }),
    atMost('probe: own memory', ownBytes / MEGABYTE, {
      limit: 32,
      unit: 'MB',
      how: `RssAnon of Node and its fpings together; ${WINDOW}`,
    }),
    atMost('probe: processor in 10 min', cpuSeconds, {
      limit: 3,
      unit: 's',
      how: `/proc/PID/stat with children; ${WINDOW}`,
    }),
    atMost('probe: written a day', writtenPerDay / MEGABYTE, {
      limit: 15,
      unit: 'MB',
      how: `/proc/PID/io write_bytes with children, scaled; ${WINDOW}`,
    }),
    info('probe: fsync and fdatasync', fsyncs, `strace -f -c, attached for ${STRACE_MS / 1000} s`),
  ];
}

/** Counts with strace; the traced process is slower, so this comes after the other figures. */
async function countFsyncs(pid: number): Promise<string> {
  const strace = spawn('strace', ['-f', '-c', '-e', 'trace=fsync,fdatasync', '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let report = '';
  strace.stderr.setEncoding('utf8').on('data', (text: string) => {
    report += text;
  });
  const ended = new Promise<void>((settle) => strace.once('close', () => settle()));
  await sleep(STRACE_MS);
  strace.kill('SIGINT');
  await ended;
  // "% time  seconds  usecs/call  calls  [errors]  syscall"
  const calls = [...report.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(fsync|fdatasync)$/gm)];
  const total = calls.reduce((sum, [, count]) => sum + Number(count), 0);
  return `${total} in ${STRACE_MS / 1000} s, ${show((total / STRACE_MS) * 60_000)} a minute`;
}

/** Whether the probe under a limit is still there and kept to its grid. */
async function underLimit(name: string, group: ControlGroup | null, probe: LabProbe | null): Promise<Figure> {
  if (!group || !probe) return notMeasured(name, '0 slots missed', 'no writable control group');
  const memory = isAlive(probe.pid) ? `${show(memoryOf(probe.pid).rssBytes / MEGABYTE)} MB RSS` : 'it ended';
  await probe.stop();
  const { spanSeconds, missedSlots, unmeasuredMs } = countSlots(segmentsInJournal(probe.dataDir));
  const how = `control group; seconds without a far IPv4 packet in ${show(spanSeconds)} s of its journal; ${show(unmeasuredMs / 1000)} s declared as not measured; ${memory}`;
  const isBroken = memory === 'it ended' || spanSeconds < WINDOW_MS / 1000 || unmeasuredMs > 0;
  const figure = atMost(name, missedSlots, { limit: 0, unit: 'slots missed', how });
  return isBroken ? { ...figure, verdict: 'MISS' } : figure;
}

async function serverFigure(home: LabHome): Promise<Figure> {
  const { rssBytes } = memoryOf(home.serverPid);
  return info('its server meanwhile', `${show(rssBytes / MEGABYTE)} MB RSS`, '/proc/PID/status at the end, 3 lines');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) await runAlone(probeSteady);
