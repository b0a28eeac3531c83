import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

/** Network namespaces named after the process that made them (`lwl-PID-N-PLACE`), so that leftovers can be told and removed. */

const NAME = /^lwl-(\d+)-\d+-[a-z]+$/;

/** Runs one `ip` command; an error names the command and what it said. */
export function ip(...args: string[]): void {
  run('ip', args);
}

/** Runs many `ip` commands in one process, in order; stops at the first that fails. Fast: about 2 ms. */
export function ipBatch(namespace: string, commands: readonly string[]): void {
  run('ip', ['-n', namespace, '-batch', '-'], `${commands.join('\n')}\n`);
}

/** Runs a program inside a namespace to its end and gives its output. */
export function runIn(namespace: string, program: string, args: readonly string[], input = ''): string {
  return run('ip', ['netns', 'exec', namespace, program, ...args], input);
}

/** Adds one nftables table (`table inet NAME`) with one chain of these rules. */
export function nft(namespace: string, table: string, hook: string, rules: readonly string[]): void {
  runIn(namespace, 'nft', ['-f', '-'], `${table} {\nchain one {\n${[`${hook};`, ...rules].join('\n')}\n}\n}\n`);
}

/** Makes a namespace with loopback up and the given `/etc/resolv.conf` for programs started in it. */
export function addNamespace(namespace: string, resolvers: readonly string[]): void {
  ip('netns', 'add', namespace);
  mkdirSync(`/etc/netns/${namespace}`, { recursive: true });
  writeFileSync(`/etc/netns/${namespace}/resolv.conf`, resolvers.map((address) => `nameserver ${address}\n`).join(''));
  ip('-n', namespace, 'link', 'set', 'lo', 'up');
}

/** Ends what still runs in the namespace, and removes it. Never throws: cleaning up goes on. */
export function removeNamespace(namespace: string): void {
  for (const pid of pidsIn(namespace)) endProcess(pid);
  spawnSync('ip', ['netns', 'delete', namespace]);
  rmSync(`/etc/netns/${namespace}`, { recursive: true, force: true });
}

/** Removes the namespaces of lab processes that have died without cleaning up. */
export function removeLeftovers(): void {
  for (const namespace of listNamespaces()) {
    const pid = Number(NAME.exec(namespace)?.[1]);
    if (pid > 0 && !isAlive(pid)) removeNamespace(namespace);
  }
}

/** A prefix that no other world has: of this process, and counted. */
export function nextPrefix(): string {
  worldCount += 1;
  return `lwl-${process.pid}-${worldCount}`;
}
let worldCount = 0;

/** Namespaces that bear the lab's names, alive or left over; those with files but no namespace included. */
export function listNamespaces(): string[] {
  const listed = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout.split('\n');
  const names = new Set(listed.map((line) => line.split(' ')[0] ?? ''));
  try {
    for (const name of readdirSync('/etc/netns')) names.add(name);
  } catch {
    // no namespace has files
  }
  return [...names].filter((name) => NAME.test(name));
}

function pidsIn(namespace: string): number[] {
  const { stdout } = spawnSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself meanwhile
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function run(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8', timeout: 60_000 });
  if (status === 0) return stdout;
  const reason = error ? error.message : stderr.trim();
  throw new Error(`${program} ${args.join(' ')}${input && `\n${input}`}: ${reason}`);
}
