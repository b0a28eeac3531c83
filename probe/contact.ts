import { randomBytes } from 'node:crypto';
import { formatInstant, parseInstant } from '../rules/instant.ts';
import { formatContact, parseContactAnswer } from '../rules/wire/contact.ts';
import type { ContactAnswer } from '../rules/wire/upload.ts';
import type { Clocks } from './clocks.ts';
import { type ProbeKey, verifySignature } from './key-file.ts';
import type { Log } from './log.ts';
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
  log: Log;
};

/**
 * "I am here" every 20 s, so that the server knows after a minute when nobody is. It is told apart from the measuring:
 * the outcome is no sample, it carries liveness and the offset of the clock.
 */
export type ContactLoop = {
  /** The line answers again. */
  wake(): void;
  stop(): void;
};

const SPACING_MS = 20_000;
/** A new offset is told to the rounds this often, or when it moved by more than its error. */
const OFFSET_SPACING_MS = 60_000;

export type ContactOutcome =
  | { isAnswered: true; challenge: string; isAccepted: boolean; offset: { offsetMs: number; errorMs: number } }
  | { isAnswered: false; reason: string };

/** One contact. An answer counts only when the server's key signed it, for this nonce. */
export async function measureContact(
  options: ContactOptions,
  challenge: string,
  signal?: AbortSignal,
): Promise<ContactOutcome> {
  const { key, clocks, connection } = options;
  const nonce = randomBytes(16).toString('hex');
  const sentTickMs = clocks.tickMs();
  const sentAtMs = clocks.wallAtMs();
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
  const answer = await connection.post('/api/contact', body, signal);
  const elapsedMs = clocks.tickMs() - sentTickMs;
  if (answer.kind === 'unreachable') return { isAnswered: false, reason: answer.reason };
  if (answer.status !== 200) return { isAnswered: false, reason: `it answers with HTTP ${answer.status}` };
  const content = checkedAnswer(answer.text, { nonce, probe: key.probe, serverPublicKey: options.serverPublicKey });
  if (typeof content === 'string') return { isAnswered: false, reason: content };
  const [receivedAtMs, answeredAtMs] = [parseInstant(content.receivedAt), parseInstant(content.answeredAt)];
  if (receivedAtMs === null || answeredAtMs === null) return { isAnswered: false, reason: 'its answer is not dated' };
  const offset = offsetOf({ sentAtMs, elapsedMs, receivedAtMs, answeredAtMs });
  return { isAnswered: true, challenge: content.challenge, isAccepted: content.accepted === 'yes', offset };
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
    timer = setTimeout(next, SPACING_MS);
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
