import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './agent.ts';
import type { Answered, Asked } from './ask.ts';

/** A running hand inside one namespace. */
export type Agent = {
  /** Answers DNS queries on port 53 of these addresses from now on. */
  serveNames(addresses: readonly string[]): Promise<void>;
  /** Takes (and closes) TCP connections on this port of these addresses from now on. */
  accept(addresses: readonly string[], port: number): Promise<void>;
  /** Asks from inside the namespace, at most 15 s; throws where nothing answers. */
  fetch(url: string, asked?: Partial<Asked>): Promise<Answered>;
  close(): Promise<void>;
};

type OrderBody = Order extends infer Each ? (Each extends Order ? Omit<Each, 'number'> : never) : never;

/** Starts a hand in the namespace. */
export function startAgent(namespace: string): Agent {
  const path = fileURLToPath(new URL('agent.ts', import.meta.url));
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, path], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const waiting = new Map<number, (report: Report) => void>();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let count = 0;
  // The only sender on this channel is our own agent.ts.
  child.on('message', (message) => waiting.get((message as Report).number)?.(message as Report));
  void gone.then(() => {
    for (const [number, settle] of waiting)
      settle({ number, error: 'the agent has ended', status: 0, body: '', cookie: null });
  });
  const order = async (body: OrderBody): Promise<Report> => {
    count += 1;
    const number = count;
    const report = await new Promise<Report>((resolve) => {
      waiting.set(number, resolve);
      if (child.connected) child.send({ ...body, number });
      else resolve({ number, error: 'the agent has ended', status: 0, body: '', cookie: null });
    });
    waiting.delete(number);
    if (report.error !== null) throw new Error(`in ${namespace}: ${report.error}`);
    return report;
  };
  return {
    async serveNames(addresses) {
      await order({ kind: 'serve-names', addresses: [...addresses] });
    },
    async accept(addresses, port) {
      await order({ kind: 'accept', addresses: [...addresses], port });
    },
    async fetch(url, { headers = {}, form = null } = {}) {
      const { status, body, cookie } = await order({ kind: 'fetch', url, headers, form });
      return { status, body, cookie };
    },
    close() {
      if (child.connected) child.disconnect();
      return gone;
    },
  };
}
