import { connect, isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';
import { readingOfTrouble } from '../socket-trouble.ts';

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

/** A refusal has come back from there: connect(2), and tcp(7) for errors that arrive later. */
async function readingOfError(code: string, elapsedUs: number, address: string): Promise<Reading> {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return answered(elapsedUs, { facts: { connection: 'refused' } });
    case 'ETIMEDOUT':
      return unanswered('timeout');
    default:
      return readingOfTrouble(code, address);
  }
}
