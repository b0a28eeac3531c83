/**
 * The part of RFC 5905 that a client needs: a request of mode 3, and what an answer of mode 4 says. Answers are hostile
 * input; what is not the answer to exactly our request of a clock that runs is `null`.
 */

/** Seconds from 1900 (NTP era 0) to 1970. */
const EPOCH_SECONDS = 2_208_988_800n;
const MESSAGE_BYTES = 48;
const CLIENT_MODE = 3;
const SERVER_MODE = 4;
const UNSYNCHRONISED = 3;

export type NtpAnswer = {
  /** Their clock when our request came, and when they answered; ms since 1970 with fraction. */
  receivedAtMs: number;
  sentAtMs: number;
  stratum: number;
  /** Their own distance to the reference: delay / 2 + dispersion; ms. */
  rootErrorMs: number;
};

/**
 * A request whose transmit stamp is random (64 bits, of `nonce`): the server repeats it, so a forged answer would have to
 * guess it, and nothing of our clock is told (draft-ietf-ntp-data-minimization).
 */
export function formatNtpRequest(nonce: Buffer): Buffer {
  const request = Buffer.alloc(MESSAGE_BYTES);
  request[0] = (4 << 3) | CLIENT_MODE; // leap 0, version 4
  nonce.copy(request, 40, 0, 8);
  return request;
}

/** Why a datagram is no answer; `stranger`: not to our request. */
export type NotNtp = 'stranger' | 'unsynchronised' | 'kiss';

/** The answer to the request with that nonce. A kiss-o'-death (stratum 0, §7.4) and a clock that is not set (leap 3, stratum ≥ 16) are none. */
export function parseNtpAnswer(bytes: Buffer, nonce: Buffer): NtpAnswer | NotNtp {
  if (bytes.length < MESSAGE_BYTES) return 'stranger';
  const first = bytes.readUInt8(0);
  const version = (first >> 3) & 0x7;
  if ((first & 0x7) !== SERVER_MODE || version < 1 || version > 4) return 'stranger';
  if (!bytes.subarray(24, 32).equals(nonce.subarray(0, 8))) return 'stranger';
  const stratum = bytes.readUInt8(1);
  if (stratum === 0) return 'kiss';
  if (first >> 6 === UNSYNCHRONISED || stratum > 15) return 'unsynchronised';
  const receivedAtMs = readStampMs(bytes, 32);
  const sentAtMs = readStampMs(bytes, 40);
  if (receivedAtMs === null || sentAtMs === null || sentAtMs < receivedAtMs) return 'unsynchronised';
  return { receivedAtMs, sentAtMs, stratum, rootErrorMs: readShortMs(bytes, 4) / 2 + readShortMs(bytes, 8) };
}

/**
 * A stamp as ms since 1970: 32 bits of seconds, 32 of fraction. A small number of seconds is of era 1 (from 7 February
 * 2036). `null`: 0, which means not set. The buffer must hold it.
 */
export function readStampMs(bytes: Buffer, offset: number): number | null {
  const seconds = BigInt(bytes.readUInt32BE(offset));
  const fraction = bytes.readUInt32BE(offset + 4);
  if (seconds === 0n && fraction === 0) return null;
  const since1900 = seconds >= 0x8000_0000n ? seconds : seconds + 0x1_0000_0000n;
  return Number(since1900 - EPOCH_SECONDS) * 1000 + (fraction / 0x1_0000_0000) * 1000;
}

/** 16 bits of seconds, 16 of fraction. */
function readShortMs(bytes: Buffer, offset: number): number {
  return (bytes.readUInt32BE(offset) / 0x1_0000) * 1000;
}

export type ClockReading = { offsetMs: number; errorMs: number };

/** Our own clock is read in whole ms. */
const OWN_CLOCK_MS = 1;

/** Their clock − ours from four stamps (RFC 5905 §8); the error is half the way plus their own and ours, rounded up. */
export function clockOffset(stamps: {
  askedAtMs: number;
  /** By the monotonic clock, so that a step of ours in between does no harm. */
  elapsedMs: number;
  answer: NtpAnswer;
}): ClockReading {
  const { askedAtMs, elapsedMs, answer } = stamps;
  const cameAtMs = askedAtMs + elapsedMs;
  const offsetMs = (answer.receivedAtMs - askedAtMs + (answer.sentAtMs - cameAtMs)) / 2;
  const delayMs = Math.max(0, elapsedMs - (answer.sentAtMs - answer.receivedAtMs));
  return { offsetMs: Math.round(offsetMs), errorMs: Math.ceil(delayMs / 2 + answer.rootErrorMs + OWN_CLOCK_MS) };
}
