import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';
import { readingOfTrouble } from '../socket-trouble.ts';
import { clockOffset, formatNtpRequest, type NotNtp, parseNtpAnswer } from './ntp-message.ts';

const NTP_PORT = 123;

const settingsSchema = z.strictObject({
  address: z.string().refine((text) => isIP(text.split('%')[0] ?? '') !== 0, 'must be a numeric IPv4 or IPv6 address'),
  port: z.int().min(1).max(65_535).default(NTP_PORT),
});
export type NtpSettings = z.infer<typeof settingsSchema>;

/** Asks one clock for the time, once (RFC 5905, client mode). This machine's clock is never set by it. */
export const ntpCheck = defineCheck<NtpSettings>({
  kind: 'ntp',
  method:
    'One NTP request with a random stamp is sent to a numeric address; only an answer from there that repeats the stamp and comes from a clock that says it is set counts. Offset and its error are worked out from the four times.',
  settings: settingsSchema,
  canBeLate: false,
  target: ({ address, port }) => ({
    address: port === NTP_PORT ? address : `${isV6(address) ? `[${address}]` : address}:${port}`,
    family: isV6(address) ? 6 : 4,
  }),
  measure: measureNtp,
});

function isV6(address: string): boolean {
  return isIPv6(address.split('%')[0] ?? '');
}

/** The socket is connected, so the kernel gives only what comes from the asked address and port. */
function measureNtp(settings: NtpSettings, attempt: Attempt): Promise<Reading> {
  return new Promise((resolve) => {
    const nonce = randomBytes(8);
    const socket = createSocket(isV6(settings.address) ? 'udp6' : 'udp4');
    let startUs = attempt.tickUs();
    let askedAtMs = 0;
    let reason: NotNtp | null = null;
    const finish = (reading: Reading | Promise<Reading>) => {
      attempt.signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      resolve(reading);
    };
    const onAbort = () => finish(unanswered('timeout', reason === null ? {} : { answer: reason }));
    attempt.signal.addEventListener('abort', onAbort);
    socket.on('error', (error: NodeJS.ErrnoException) => finish(readingOfError(error.code ?? '', settings.address)));
    socket.on('message', (bytes) => {
      const elapsedUs = attempt.tickUs() - startUs;
      const answer = parseNtpAnswer(bytes, nonce);
      if (typeof answer === 'string') {
        reason = answer;
        return;
      }
      const clock = clockOffset({ askedAtMs, elapsedMs: elapsedUs / 1000, answer });
      finish(answered(elapsedUs, { readings: { ...clock, stratum: answer.stratum } }));
    });
    socket.once('connect', () => {
      startUs = attempt.tickUs();
      askedAtMs = Date.now(); // whole ms: what that costs is in the error
      socket.send(formatNtpRequest(nonce));
    });
    if (attempt.signal.aborted) onAbort();
    else socket.connect(settings.port, settings.address);
  });
}

/** A machine that refuses has no clock to ask, which is no answer of one. */
async function readingOfError(code: string, address: string): Promise<Reading> {
  return code === 'ECONNREFUSED' ? unanswered('timeout', { connection: 'refused' }) : readingOfTrouble(code, address);
}
