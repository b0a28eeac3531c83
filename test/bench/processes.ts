import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of a process (proc(5)). Each function throws when the process is gone. */

/** Resident memory, and the part of it that is its own (not shared with files). */
export function memoryOf(pid: number): { rssBytes: number; ownBytes: number; peakBytes: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytesOf = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { rssBytes: bytesOf('VmRSS'), ownBytes: bytesOf('RssAnon'), peakBytes: bytesOf('VmHWM') };
}

/** The process and all that live below it. */
export function familyOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(statFields(Number(name))[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // it ended while we looked
    }
  }
  const family = [pid];
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}

/** CPU time of a process, its ended children, and its living family. Ticks of 10 ms. */
export function cpuSecondsOf(pid: number): number {
  let ticks = 0;
  for (const member of familyOf(pid)) {
    const fields = statFields(member);
    // utime, stime, cutime, cstime are fields 14 to 17; the first field here is number 3
    for (const field of [11, 12, 13, 14]) ticks += Number(fields[field]);
  }
  return ticks / 100;
}

/** Time that all threads of one process ran, in ms with fractions: what a busy machine does not distort (proc schedstat). */
export function threadsRanMs(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce(
    (sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
    0,
  );
}

/** Bytes that the family caused to be written to storage. */
export function writtenBytesOf(pid: number): number {
  let bytes = 0;
  for (const member of familyOf(pid)) {
    bytes += Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${member}/io`, 'utf8'))?.[1] ?? 0);
  }
  return bytes;
}

/** The fields of /proc/PID/stat after the name, which may hold spaces. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
