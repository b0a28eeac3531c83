import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { formatNtpRequest, parseNtpAnswer, readStampMs } from './checks/ntp/ntp-message.ts';
import { ageOf } from './clock-programs.ts';

/** Age of the last synchronisation as the time daemon of this machine tells it, ms; `null` without one. */
export type AskTimeDaemon = () => Promise<number | null>;

const NTP_PORT = 123;
const WAIT_MS = 500;

/** One NTP request to 127.0.0.1, where only this machine can answer. Never rejects; half a second at most. */
export function askTimeDaemon(port: number = NTP_PORT): Promise<number | null> {
  return new Promise((resolve) => {
    const nonce = randomBytes(8);
    const socket = createSocket('udp4');
    const finish = (ageMs: number | null) => {
      clearTimeout(timer);
      socket.removeAllListeners('message');
      socket.close();
      resolve(ageMs);
    };
    const timer = setTimeout(finish, WAIT_MS, null);
    socket.once('error', () => finish(null)); // nobody listens there
    socket.on('message', (bytes) => finish(syncAgeOfAnswer(bytes, nonce)));
    socket.connect(port, '127.0.0.1', () => socket.send(formatNtpRequest(nonce)));
  });
}

/**
 * "Reference timestamp": when the daemon last set or corrected the clock (RFC 5905 §7.3); both stamps are of one clock, so
 * that their distance is the age. `null`: another's answer, or the daemon says that it is not synchronised.
 */
export function syncAgeOfAnswer(bytes: Buffer, nonce: Buffer): number | null {
  const answer = parseNtpAnswer(bytes, nonce);
  if (typeof answer === 'string') return null;
  const reference = bytes.subarray(12, 16);
  const isOwnClock = reference.toString('latin1') === 'LOCL' || reference[0] === 127;
  const setAtMs = readStampMs(bytes, 16);
  return isOwnClock || setAtMs === null ? null : ageOf(answer.sentAtMs - setAtMs);
}
