import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A limit that processes join by a line of shell; `null` where this machine does not let us make one. */
export type ControlGroup = { join: string; name: string; close: () => void };

const ROOT = '/sys/fs/cgroup';

/** At most this much memory, swap not counted (version 1 or 2 of control groups). */
export function memoryGroup(name: string, bytes: number): ControlGroup | null {
  return existsSync(join(ROOT, 'cgroup.controllers'))
    ? makeGroup(ROOT, name, { 'memory.max': String(bytes) }, 'cgroup.procs')
    : makeGroup(join(ROOT, 'memory'), name, { 'memory.limit_in_bytes': String(bytes) }, 'tasks');
}

/** At most this share of one core, in slices of 100 ms. */
export function processorGroup(name: string, share: number): ControlGroup | null {
  const quotaUs = Math.round(share * 100_000);
  return existsSync(join(ROOT, 'cgroup.controllers'))
    ? makeGroup(ROOT, name, { 'cpu.max': `${quotaUs} 100000` }, 'cgroup.procs')
    : makeGroup(join(ROOT, 'cpu'), name, { 'cpu.cfs_quota_us': String(quotaUs) }, 'tasks');
}

function makeGroup(
  controller: string,
  name: string,
  settings: Record<string, string>,
  processes: string,
): ControlGroup | null {
  const folder = join(controller, `linewitness-${name}-${process.pid}`);
  try {
    mkdirSync(folder);
    for (const [file, value] of Object.entries(settings)) {
      writeFileSync(join(folder, file), value);
      if (readFileSync(join(folder, file), 'utf8').trim() !== value) throw new Error(`${file} did not take ${value}`);
    }
  } catch {
    return null; // no root, read-only, or a controller that is not there: the caller says "not measured"
  }
  return { join: `echo $$ > ${join(folder, processes)};`, name, close: () => rmdirSync(folder) };
}
