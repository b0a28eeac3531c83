import { createServer } from 'node:net';
import { type Answered, type Asked, ask } from './ask.ts';
import { startDnsServer } from './dns-server.ts';

/**
 * The lab's hand inside a namespace: a process that serves names there and fetches for the test. It talks with its
 * parent over Node's channel: `Order` in, `Report` out with the same number; ends when the channel closes.
 */
export type Order =
  | { number: number; kind: 'serve-names'; addresses: string[] }
  | { number: number; kind: 'accept'; addresses: string[]; port: number }
  | ({ number: number; kind: 'fetch'; url: string } & Asked);

export type Report = Answered & { number: number; error: string | null };

const NOTHING: Answered = { status: 0, body: '', cookie: null };

if (process.send) {
  process.on('message', (order: Order) => void carryOut(order).then((report) => process.send?.(report)));
  process.on('disconnect', () => process.exit(0));
}

async function carryOut(order: Order): Promise<Report> {
  try {
    if (order.kind === 'serve-names') {
      await startDnsServer(order.addresses);
      return { ...NOTHING, number: order.number, error: null };
    }
    if (order.kind === 'accept') {
      await Promise.all(order.addresses.map((address) => accept(address, order.port)));
      return { ...NOTHING, number: order.number, error: null };
    }
    return { number: order.number, error: null, ...(await ask(order.url, order)) };
  } catch (error) {
    return { ...NOTHING, number: order.number, error: String(error) };
  }
}

/** Takes every connection and closes it: a far host that is there. */
function accept(address: string, port: number): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address }, resolve);
  });
}
