import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { trusting } from './authorities.ts';
import type { MailAccount, MailServer } from './types.ts';

export type OpenedSocket = { socket: Socket | TLSSocket; connectedTickMs: number; securedTickMs: number };

/**
 * A connection to a mail server, secured where TLS comes first. All within `withinMs`, names included; rejects with the error
 * of the socket, `code: 'ETIMEDOUT'` after that time. The error's `stage` is `starttls` when the handshake failed.
 */
export async function openSocket(
  server: MailServer,
  ca: MailAccount['ca'],
  { withinMs, tickMs, signal }: { withinMs: number; tickMs(): number; signal: AbortSignal },
): Promise<OpenedSocket> {
  const { host, port } = server;
  signal.throwIfAborted();
  const plain = connect({ host, port, autoSelectFamily: true, noDelay: true });
  plain.on('error', () => undefined); // whoever waits hears of it; between two of them nobody would
  const opened: { now: Socket } = { now: plain };
  const giveUp = (error: Error) => opened.now.destroy(error);
  const timer = setTimeout(() => giveUp(timedOut()), withinMs);
  const stop = () => giveUp(new Error('stopped'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    await happened(plain, 'connect');
    const connectedTickMs = tickMs();
    if (server.security === 'starttls') return { socket: plain, connectedTickMs, securedTickMs: connectedTickMs };
    const secured = connectTls({ socket: plain, ...tlsNames(host), ...trusting(ca) });
    secured.on('error', () => undefined);
    opened.now = secured;
    try {
      await happened(secured, 'secureConnect');
    } catch (error) {
      plain.destroy();
      throw Object.assign(error as Error, { stage: 'starttls' }); // sockets emit errors
    }
    return { socket: secured, connectedTickMs, securedTickMs: tickMs() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Name for the certificate; an address is checked as such. */
export function tlsNames(host: string): { host: string; servername?: string } {
  return isIP(host) ? { host } : { host, servername: host };
}

function happened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = () => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
    socket.once('error', reject);
    socket.once('close', closed);
    socket.once(event, () => {
      socket.off('error', reject);
      socket.off('close', closed);
      resolve();
    });
  });
}

function timedOut(): Error {
  return Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
}
