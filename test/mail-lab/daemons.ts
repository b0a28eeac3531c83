import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_OUTPUT, type Program, until, watchProgram } from '../lab/programs.ts';

/** The processes of a lab, in a process namespace of their own: none outlives the process that opened it, however that ends. */
export type Daemons = {
  /** Runs a program beside the daemons to its end; gives what it printed. */
  run(program: string, ...args: string[]): string;
  /** Starts a program in the lab's network; it is seen from outside and is the caller's to end. */
  spawn(program: string, args: readonly string[], options: SpawnOptions): Program;
  close(): Promise<void>;
};

/** First process of the namespace: it lives as long as its input, a pipe of which only the opener holds the other end. */
const FIRST = `set -e
[ "$2" = shared ] || ip link set lo up
pids=
for start in "$1"/start-*; do sh "$start" </dev/null >>"$1/started.log" 2>&1 & pids="$pids $!"; done
for pid in $pids; do wait "$pid"; done
echo started
read -r _ || true
`;

/** Runs the given shell scripts at once and resolves when all have returned. `isOwnNetwork`: with a loopback of its own. */
export async function startDaemons(
  folder: string,
  scripts: readonly string[],
  isOwnNetwork: boolean,
): Promise<Daemons> {
  for (const [index, script] of scripts.entries()) writeFileSync(join(folder, `start-${index}`), `set -e\n${script}\n`);
  writeFileSync(join(folder, 'first.sh'), FIRST);
  const spaces = ['-m', '-p', '-f', '--mount-proc', '--kill-child', ...(isOwnNetwork ? ['-n'] : [])];
  const args = [...spaces, 'bash', join(folder, 'first.sh'), folder, isOwnNetwork ? 'own' : 'shared'];
  const child = spawn('unshare', args, { ...KEPT_OUTPUT, stdio: ['pipe', 'pipe', 'pipe'] });
  const program = watchProgram(child);
  const close = async () => {
    child.stdin?.end();
    await program.ended;
  };
  try {
    await program.sees(/started/, 120_000);
  } catch (error) {
    await close();
    throw new Error(`the mail servers did not start:\n${logsBelow(folder)}`, { cause: error });
  }
  const first = await until('the first process', 30_000, async () => firstProcessOf(child.pid ?? 0));
  const enter = ['-t', String(first), '-m', '-p', ...(isOwnNetwork ? ['-n'] : [])];
  return {
    run: (name, ...rest) =>
      execFileSync('nsenter', [...enter, name, ...rest], {
        encoding: 'utf8',
        timeout: 60_000,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    spawn: (name, rest, options) =>
      watchProgram(
        isOwnNetwork
          ? spawn('nsenter', ['-t', String(first), '-n', name, ...rest], { ...KEPT_OUTPUT, ...options })
          : spawn(name, rest, { ...KEPT_OUTPUT, ...options }),
      ),
    close,
  };
}

/** Everything that was logged so far. */
function logsBelow(folder: string): string {
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'));
  return logs.map((name) => `${name}:\n${readFileSync(join(folder, name), 'utf8')}`).join('\n');
}

function firstProcessOf(unshare: number): number | null {
  const children = readFileSync(`/proc/${unshare}/task/${unshare}/children`, 'utf8').trim();
  return children === '' ? null : Number(children.split(' ')[0]);
}
