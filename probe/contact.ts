import { randomBytes } from 'node:crypto';
import { formatInstant, parseInstant } from '../rules/instant.ts';
import { formatContact, parseContactAnswer } from '../rules/wire/contact.ts';
import type { ContactAnswer } from '../rules/wire/upload.ts';
import type { Reading } from './checks/check.ts';
import type { Clocks } from './clocks.ts';
import { type ContactTestimony, readingOfContact, testimonyOfFailure, testimonyOfStatus } from './contact-reading.ts';
import { type ProbeKey, verifySignature } from './key-file.ts';
import type { Log } from './log.ts';
import { CONTACT_SPACING_MS } from './own-server.ts';
import { offsetOf } from './sender-batch.ts';
import type { ServerConnection } from './sender-connection.ts';

export type ContactOptions = {
  connection: ServerConnection;
  key: ProbeKey;
  serverPublicKey: string;
  clocks: Pick<Clocks, 'tickMs' | 'wallAtMs' | 'bootId'>;
  /** Segments not yet delivered. */
  waiting: () => number;
  onServerOffset: (offset: { offsetMs: number; errorMs: number }) => void;
  /** What a contact that began at that tick came to. */
  onReading: (sentTickMs: number, reading: Reading) => void;
  log: Log;
};

/**
 * "I am here" every 20 s, so that the server knows after a minute when nobody is. It carries liveness and the offset of
 * the clock, and where the server lives in another network its outcome is a sample besides (`contact-reading.ts`).
 */
export type ContactLoop = {
  /** The line answers again. */
  wake(): void;
  stop(): void;
};

/** A new offset is told to the rounds this often, or when it moved by more than its error. */
const OFFSET_SPACING_MS = 60_000;

/** `sentTickMs`, `latencyUs`: of the one request. `testimony`: what an answer that is no good one, or none, says. */
export type ContactOutcome = { sentTickMs: number; latencyUs: number } & (
  | { isAnswered: true; challenge: string; isAccepted: boolean; offset: { offsetMs: number; errorMs: number } }
  | { isAnswered: false; reason: string; testimony: ContactTestimony }
);

/** A contact must be over before the next one is due. */
const WITHIN_MS = 18_000;

/** One contact. An answer counts only when the server's key signed it, for this nonce. */
export async function measureContact(
  options: Omit<ContactOptions, 'onServerOffset' | 'onReading' | 'log'>,
  challenge: string,
  signal?: AbortSignal,
): Promise<ContactOutcome> {
  const { key, clocks, connection } = options;
  const nonce = randomBytes(16).toString('hex');
  const sentTickMs = clocks.tickMs();
  const sentAtMs = clocks.wallAtMs();
  const sentStampMs = performance.now();
  const waiting = String(Math.min(options.waiting(), 999_999_999));
  const contact = {
    probe: key.probe,
    nonce,
    challenge,
    bootId: clocks.bootId,
    sentAt: formatInstant(sentAtMs),
    waiting,
  };
  const body = { text: formatContact(contact, key.sign), contentType: 'text/plain' };
  const answer = await connection.post('/api/contact', body, { signal, withinMs: WITHIN_MS });
  const latencyUs = Math.round((performance.now() - sentStampMs) * 1000);
  const elapsedMs = clocks.tickMs() - sentTickMs;
  const failed = (reason: string, testimony: ContactTestimony): ContactOutcome => ({
    sentTickMs,
    latencyUs,
    isAnswered: false,
    reason,
    testimony,
  });
  if (answer.kind === 'unreachable') return failed(answer.reason, testimonyOfFailure(answer.code));
  if (answer.status !== 200)
    return failed(`it answers with HTTP ${answer.status}`, testimonyOfStatus(answer, connection.isTls));
  const content = checkedAnswer(answer.text, { nonce, probe: key.probe, serverPublicKey: options.serverPublicKey });
  if (typeof content === 'string') return failed(content, 'wrong');
  const [receivedAtMs, answeredAtMs] = [parseInstant(content.receivedAt), parseInstant(content.answeredAt)];
  if (receivedAtMs === null || answeredAtMs === null) return failed('its answer is not dated', 'wrong');
  const offset = offsetOf({ sentAtMs, elapsedMs, receivedAtMs, answeredAtMs });
  const { challenge: next, accepted } = content;
  return { sentTickMs, latencyUs, isAnswered: true, challenge: next, isAccepted: accepted === 'yes', offset };
}

function checkedAnswer(
  text: string,
  expected: { nonce: string; probe: string; serverPublicKey: string },
): ContactAnswer | string {
  const parsed = parseContactAnswer(text);
  if (typeof parsed === 'string') return `its answer ${parsed}`;
  const { content, signedText, signature } = parsed;
  if (!verifySignature(signedText, signature, expected.serverPublicKey)) return 'its answer is signed by another key';
  return content.nonce === expected.nonce && content.probe === expected.probe
    ? content
    : 'its answer is for another contact';
}

export function startContact(options: ContactOptions): ContactLoop {
  const stopping = new AbortController();
  let challenge = '-';
  let timer: NodeJS.Timeout | null = null;
  let isBusy = false;
  let lastReason: string | null = null;
  let told: { atTickMs: number; offsetMs: number } | null = null;
  const tell = (offset: { offsetMs: number; errorMs: number }) => {
    const tickMs = options.clocks.tickMs();
    const isNews =
      !told ||
      tickMs - told.atTickMs >= OFFSET_SPACING_MS ||
      Math.abs(offset.offsetMs - told.offsetMs) > offset.errorMs;
    if (!isNews) return;
    told = { atTickMs: tickMs, offsetMs: offset.offsetMs };
    options.onServerOffset(offset);
  };
  const attempt = async () => {
    let outcome = await measureContact(options, challenge, stopping.signal);
    if (outcome.isAnswered && !outcome.isAccepted) {
      // The server was restarted, or this is the first contact: now we have a challenge of its own.
      challenge = outcome.challenge;
      outcome = await measureContact(options, challenge, stopping.signal);
    }
    if (stopping.signal.aborted) return;
    const reading = readingOfContact(outcome);
    if (reading) options.onReading(outcome.sentTickMs, reading);
    if (outcome.isAnswered) {
      challenge = outcome.challenge;
      tell(outcome.offset);
      if (lastReason !== null) options.log.info('the server answers again');
      lastReason = null;
    } else {
      if (outcome.reason !== lastReason) options.log.warn('no contact with the server', { reason: outcome.reason });
      lastReason = outcome.reason;
    }
  };
  const next = () => {
    if (timer) clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(next, CONTACT_SPACING_MS);
    if (isBusy) return; // the one under way has its own limit
    isBusy = true;
    void attempt()
      .catch((error) => options.log.error('a contact failed on this side', { error }))
      .finally(() => {
        isBusy = false;
      });
  };
  next();
  return {
    wake: next,
    stop: () => {
      stopping.abort();
      if (timer) clearTimeout(timer);
    },
  };
}
