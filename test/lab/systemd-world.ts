import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './programs.ts';

/** A machine with a real systemd as its first process: own processes, own network, this machine's files under a cover. */
export type SystemdWorld = {
  /** Runs a program there and returns what it printed; throws when it fails. */
  run(program: string, ...args: string[]): string;
  close(): Promise<void>;
};

/**
 * Files are this machine's, covered by a layer in memory: what is written stays in there. No unit of this machine starts.
 */
const BOOT = `set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"; mkdir "$1/up" "$1/work" "$1/m"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$1/m"
cd "$1/m"
mount -t proc proc proc; mount --rbind /sys sys; mount --rbind /dev dev
mount -t tmpfs tmpfs run; mount -t tmpfs tmpfs dev/shm
rm -rf etc/systemd/system/*.wants etc/systemd/system/*.requires
# at boot it empties /tmp, where this project itself may lie
ln -sf /dev/null etc/systemd/system/systemd-tmpfiles-setup.service
printf '[Unit]\\nDefaultDependencies=no\\nAllowIsolate=yes\\n' > etc/systemd/system/lab.target
mkdir old; pivot_root . old; umount -l /old
ip link set lo up
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=other /lib/systemd/systemd --system --unit=lab.target --log-target=console
`;

/** Needs root and systemd. */
export async function openSystemdWorld(): Promise<SystemdWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-systemd-'));
  const script = join(folder, 'boot.sh');
  writeFileSync(script, BOOT);
  const starter = spawn('unshare', ['-m', '-p', '-f', '-n', '--kill-child', 'bash', script, folder], {
    stdio: 'ignore',
    detached: true,
  });
  const close = async () => {
    if (starter.exitCode === null) {
      const ended = new Promise((resolve) => starter.once('exit', resolve));
      process.kill(firstProcessOf(starter), 'SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const run = (program: string, ...args: string[]) =>
    execFileSync(
      'nsenter',
      ['-t', String(firstProcessOf(starter)), '-m', '-p', '-n', 'env', '-i', PATH, program, ...args],
      { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' },
    );
  try {
    await until('systemd has started', 60_000, async () => isStarted(run));
    return { run, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const PATH = 'PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function isStarted(run: SystemdWorld['run']): true | null {
  try {
    return run('systemctl', 'is-system-running').trim() === 'running' || null;
  } catch {
    return null; // not yet
  }
}

function firstProcessOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}
