import { connect, isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';
import { hasRouteHere } from '../route-here.ts';

const settingsSchema = z.strictObject({
  address: z.string().refine((text) => isIP(text) !== 0, 'must be a numeric IPv4 or IPv6 address'),
  port: z.int().min(1).max(65_535),
});
export type TcpSettings = z.infer<typeof settingsSchema>;

/** Opens a TCP connection and closes it. A refusal is an answer: the packet went there and one came back. */
export const tcpCheck = defineCheck<TcpSettings>({
  kind: 'tcp',
  method:
    'A TCP connection is opened to a numeric address and closed at once; the latency is the time until the other side accepted or refused it (a refusal is an answer too).',
  settings: settingsSchema,
  canBeLate: false, // a SYN that was lost is sent again after a second (RFC 6298 §2.1)
  target: ({ address, port }) => ({
    address: isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`,
    family: isIPv6(address) ? 6 : 4,
  }),
  measure: measureTcp,
});

function measureTcp(settings: TcpSettings, attempt: Attempt): Promise<Reading> {
  return new Promise((resolve) => {
    const startUs = attempt.tickUs();
    const socket = connect({ host: settings.address, port: settings.port, autoSelectFamily: false });
    const finish = (reading: Reading | Promise<Reading>) => {
      attempt.signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(reading);
    };
    const onAbort = () => finish(unanswered('timeout'));
    attempt.signal.addEventListener('abort', onAbort);
    socket.once('connect', () => finish(answered(attempt.tickUs() - startUs)));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      finish(readingOfError(error.code ?? '', attempt.tickUs() - startUs, settings.address)),
    );
    if (attempt.signal.aborted) onAbort();
  });
}

/** Which errors say what: connect(2), and tcp(7) for ICMP errors that arrive later. */
async function readingOfError(code: string, elapsedUs: number, address: string): Promise<Reading> {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return answered(elapsedUs, { facts: { connection: 'refused' } });
    case 'ETIMEDOUT':
      return unanswered('timeout');
    case 'EACCES':
    case 'EPERM':
      return unanswered('not-permitted');
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      // The same codes stand for "no route here" and for an ICMP error from somebody who is not named: only the first
      // is our own trouble, and only when the routing table proves it.
      return (await hasRouteHere(address)) ? unanswered('timeout', { error: 'unreachable' }) : unanswered('no-route');
    default:
      return unanswered('tool-error', { error: code.toLowerCase().replace(/[^a-z0-9-]/g, '-') || 'unknown' });
  }
}
