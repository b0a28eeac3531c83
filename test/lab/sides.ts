import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { join } from 'node:path';
import type { Answered, Asked } from './ask.ts';
import { KEPT_OUTPUT, type Program, until, watchProgram } from './programs.ts';

/** Starts a program somewhere: here, or inside a namespace. */
export type Launch = (program: string, args: readonly string[], options: SpawnOptions) => ChildProcess;
/** Asks the server somewhere. */
export type Fetch = (path: string, asked?: Partial<Asked>) => Promise<Answered>;

export type SidesOptions = {
  server: { launch: Launch; env: Record<string, string> };
  probe: { launch: Launch; env: Record<string, string>; serverUrl: string };
  fetch: Fetch;
};

/** The real server and the real probe, each its own process from source, enrolled as an owner would. */
export type Sides = {
  /** The body of a page or an API answer as the owner gets it; rejects unless it is HTTP 200. */
  read(path: string): Promise<string>;
  startProbe(): void;
  /** As a power cut does to the program: no time to say goodbye. */
  killProbe(): Promise<void>;
  /** Runs a command of one side to its end and returns what it printed; rejects with that when it failed. */
  command(side: 'server' | 'probe', args: readonly string[]): Promise<string>;
  /** Everything printed so far, for a failing test. */
  output(): string;
  close(): Promise<void>;
};

const root = join(import.meta.dirname, '../..');
export const LINE = 'home';

/** Starts the server, invites, enrols and starts the probe. */
export async function startSides({ server, probe, fetch }: SidesOptions): Promise<Sides> {
  const programs: { side: string; program: Program }[] = [];
  const run = (side: 'server' | 'probe', args: readonly string[]): Program => {
    const { launch, env } = side === 'server' ? server : probe;
    // Only what is given here: a setting of the person who runs the tests must not change what they see.
    const all = { PATH: process.env['PATH'] ?? '', HOME: env['DATA_DIR'] ?? '', ...env };
    const program = watchProgram(
      launch(process.execPath, [join(root, side, 'main.ts'), ...args], { ...KEPT_OUTPUT, env: all }),
    );
    programs.push({ side: [side, ...args].join(' '), program });
    return program;
  };
  const output = () => programs.map(({ side, program }) => `--- ${side}\n${program.output()}`).join('\n');
  let running: Program | null = null;
  let cookie = '';
  const sides: Sides = {
    async read(path) {
      const { status, body } = await fetch(path, { headers: { cookie } });
      if (status !== 200) throw new Error(`${path}: HTTP ${status}: ${body.slice(0, 300)}`);
      return body;
    },
    startProbe() {
      running = run('probe', []);
    },
    async killProbe() {
      await running?.end('SIGKILL');
    },
    async command(side, args) {
      const program = run(side, args);
      const code = await program.ended;
      if (code !== 0) throw new Error(`${side} ${args.join(' ')} ended with ${code}:\n${program.output()}`);
      return program.output();
    },
    output,
    async close() {
      await Promise.all(programs.map(({ program }) => program.end()));
    },
  };
  try {
    run('server', []);
    await until('the server answers', 120_000, () => fetch('/healthz').then(okOrNull, () => null));
    const token = /lw1\.\S+/.exec(await sides.command('server', ['invite', LINE]))?.[0] ?? 'no token';
    cookie = await signIn(fetch, await sides.command('server', ['login-link']));
    await sides.command('probe', ['enroll', probe.serverUrl, token]);
    sides.startProbe();
    return sides;
  } catch (error) {
    await sides.close();
    throw new Error(`the sides did not start:\n${output()}`, { cause: error });
  }
}

/** Opens the owner's one-time link as a browser does, chooses a password and returns the cookie. */
export async function signIn(fetch: Fetch, printed: string): Promise<string> {
  const secret = /secret=([\w-]+)/.exec(printed)?.[1] ?? 'no link';
  const form = new URLSearchParams({ secret, 'new-password': 'four clouds above the lab' }).toString();
  const { status, body, cookie } = await fetch('/owner/sign-in', { form });
  if (cookie === null) throw new Error(`the owner's link was answered with HTTP ${status}: ${body.slice(0, 300)}`);
  return cookie;
}

function okOrNull({ status }: { status: number }): true | null {
  return status === 200 ? true : null;
}
