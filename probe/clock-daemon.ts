import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { ageOf } from './clock-programs.ts';

/** Age of the last synchronisation as the time daemon of this machine tells it, ms; `null` without one. */
export type AskTimeDaemon = () => Promise<number | null>;

const NTP_PORT = 123;
const WAIT_MS = 500;
/** Client request, version 4 (RFC 5905 §7.3). */
const CLIENT = 0x23;
const LENGTH_BYTES = 48;

/** One NTP request to 127.0.0.1, where only this machine can answer. Never rejects; half a second at most. */
export function askTimeDaemon(port: number = NTP_PORT): Promise<number | null> {
  return new Promise((resolve) => {
    const request = Buffer.alloc(LENGTH_BYTES);
    request[0] = CLIENT;
    const nonce = randomBytes(8);
    nonce.copy(request, 40);
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
    socket.connect(port, '127.0.0.1', () => socket.send(request));
  });
}

/**
 * "Reference timestamp": when the daemon last set or corrected the clock (RFC 5905 §7.3); both stamps are of one clock, so
 * that their distance is the age. `null`: another's answer, or the daemon says that it is not synchronised.
 */
export function syncAgeOfAnswer(bytes: Buffer, nonce: Buffer): number | null {
  if (bytes.length < LENGTH_BYTES || !bytes.subarray(24, 32).equals(nonce)) return null;
  const head = bytes[0] ?? 0;
  const [leap, mode, stratum] = [head >> 6, head & 7, bytes[1] ?? 0];
  if (mode !== 4 || leap === 3 || stratum === 0 || stratum > 15) return null;
  const reference = bytes.subarray(12, 16);
  const isOwnClock = reference.toString('latin1') === 'LOCL' || reference[0] === 127;
  const [setSeconds, sentSeconds] = [bytes.readUInt32BE(16), bytes.readUInt32BE(40)];
  if (isOwnClock || setSeconds === 0) return null;
  const fractionMs = ((bytes.readUInt32BE(44) - bytes.readUInt32BE(20)) / 2 ** 32) * 1000;
  // seconds begin at 0 again in 2036: the distance is right all the same
  return ageOf(((sentSeconds - setSeconds) | 0) * 1000 + fractionMs);
}
