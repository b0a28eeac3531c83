import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/**
 * Far hosts on loopback that can fall silent, without any right: a process of its own listens on some addresses with
 * the smallest queue. Stopped (SIGSTOP) it takes no more connections; once its queue is full the kernel drops every
 * attempt, as a dead line does, and nobody refuses.
 */
export type FarHosts = {
  addresses: readonly string[];
  port: number;
  /** From now on nothing answers; the instants between which it took hold. */
  silence(): Promise<{ fromAtMs: number; toAtMs: number }>;
  /** From now on all answer again. */
  answer(): { fromAtMs: number; toAtMs: number };
  close(): Promise<void>;
};

export async function startFarHosts(addresses: readonly string[]): Promise<FarHosts> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...addresses], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(Number(text)));
    void gone.then(() => reject(new Error('the far hosts have ended')));
  });
  const stamped = (): number => Date.now();
  return {
    addresses,
    port,
    async silence() {
      const fromAtMs = stamped();
      child.kill('SIGSTOP');
      await Promise.all(addresses.map((address) => fillQueue(address, port)));
      return { fromAtMs, toAtMs: stamped() };
    },
    answer() {
      const fromAtMs = stamped();
      child.kill('SIGCONT');
      return { fromAtMs, toAtMs: stamped() };
    },
    close() {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/** Connects until nothing answers within 300 ms any more. */
async function fillQueue(address: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (!(await isTaken(address, port))) return;
  }
  throw new Error(`${address} still answers`);
}

function isTaken(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(false);
    }, 300);
    socket.once('error', () => undefined);
    // Stays open: what waits in the queue must not make room again.
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** The process itself: the same free port on every address. */
async function serve(addresses: readonly string[]): Promise<void> {
  let port = 0;
  for (const host of addresses) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end();
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, backlog: 1 }, resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) port = address.port;
  }
  process.stdout.write(`${port}\n`);
}

if (import.meta.main) await serve(process.argv.slice(2));
