import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { formatInstant } from '../../rules/instant.ts';
import { cleanReply, type Delivery, reasonOf, type SendResult } from './delivery.ts';
import {
  guardedLookup,
  isLocalTarget,
  type LocalTargets,
  refuseLocalAddress,
  TargetRefused,
} from './guarded-connect.ts';

export type HttpPath = {
  /** Address that was checked by `targetProblem`. */
  target: string;
  secret: string | null;
  localTargets: LocalTargets;
  signal: AbortSignal;
  timeoutMs: number;
};

type Post = { url: URL; body: string; headers: Record<string, string> };

const MAX_ANSWER_BYTES = 16_384;
/** Asked to come back by that status: RFC 9110 §15.5.9, RFC 8470, RFC 6585 §4. */
const TRY_AGAIN_STATUS = new Set([408, 425, 429]);
const URGENT_KINDS = new Set([
  'outage-began',
  'no-contact',
  'probe-silent',
  'flapping',
  'mail-trouble',
  'database-damaged',
]);
const GOOD_KINDS = new Set([
  'outage-ended',
  'outage-withdrawn',
  'contact-back',
  'flapping-over',
  'mail-well',
  'disk-relieved',
  'test',
]);

/**
 * Publishes to a topic of ntfy (JSON form: https://docs.ntfy.sh/publish/#publish-as-json). `target` is the address of the
 * topic, `secret` an access token.
 */
export function sendNtfy(path: HttpPath, message: Delivery): Promise<SendResult> {
  const url = new URL(path.target);
  const topic = decodeURIComponent(url.pathname.split('/').filter(Boolean).at(-1) ?? '');
  url.pathname = '/';
  const body = JSON.stringify({
    topic,
    title: message.title,
    message: message.text,
    priority: URGENT_KINDS.has(message.kind) ? 4 : 3,
    tags: [tagOf(message.kind)],
    ...(message.url !== null && { click: message.url }),
  });
  const headers = path.secret ? { authorization: `Bearer ${path.secret}` } : {};
  return post(path, { url, body, headers: { 'content-type': 'application/json', ...headers } });
}

function tagOf(kind: string): string {
  if (URGENT_KINDS.has(kind)) return 'rotating_light';
  return GOOD_KINDS.has(kind) ? 'white_check_mark' : 'warning';
}

/** The body of a webhook, format `linewitness-alarm/1`; README.md in this folder describes it with an example. */
export function webhookBody(message: Delivery): string {
  return JSON.stringify({
    format: 'linewitness-alarm/1',
    id: message.id,
    kind: message.kind,
    createdAt: formatInstant(message.createdAtMs),
    language: message.language,
    title: message.title,
    text: message.text,
    line: message.line,
    url: message.url,
    facts: message.facts,
  });
}

/** `sha256=` and hex of HMAC-SHA256 over timestamp, a full stop and the body. */
export function webhookSignature(secret: string, timestampS: number, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestampS}.${body}`).digest('hex')}`;
}

/** Posts to a webhook; with a secret it is signed, so that the receiver can tell it from anybody else's. */
export function sendWebhook(path: HttpPath, message: Delivery, nowMs: number): Promise<SendResult> {
  const body = webhookBody(message);
  const timestampS = Math.floor(nowMs / 1000);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-linewitness-delivery': message.id,
    'x-linewitness-timestamp': String(timestampS),
  };
  if (path.secret) headers['x-linewitness-signature'] = webhookSignature(path.secret, timestampS, body);
  return post(path, { url: new URL(path.target), body, headers });
}

async function post(path: HttpPath, { url, body, headers }: Post): Promise<SendResult> {
  // long parts of an address are as good as passwords: topics, tokens of chat services
  const secrets = [path.secret, ...`${url.pathname}${url.search}`.split(/[/?&=]/).filter((part) => part.length >= 10)];
  try {
    return await postOnce(path, { url, body, headers }, secrets);
  } catch (error) {
    const reply = cleanReply(path.signal.aborted ? 'ended before an answer came' : reasonOf(error), secrets);
    // undici wraps nothing: what the lookup refused arrives as it was thrown
    return error instanceof TargetRefused
      ? { outcome: 'permanent', reply }
      : { outcome: 'temporary', reply, retryAfterMs: null };
  }
}

/** One request on a connection of its own: redirects are not followed, nothing is kept open. */
async function postOnce(path: HttpPath, { url, body, headers }: Post, secrets: (string | null)[]): Promise<SendResult> {
  const target = { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
  if (url.protocol !== 'https:' && !isLocalTarget(target, path.localTargets)) {
    throw new TargetRefused(`${url.hostname} is asked without encryption; use an address with https`);
  }
  refuseLocalAddress(target, path.localTargets);
  const { timeoutMs } = path;
  const pool = new Pool(url.origin, {
    connections: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs, lookup: guardedLookup(target, path.localTargets) },
  });
  const signal = AbortSignal.any([path.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const request = {
      path: `${url.pathname}${url.search}`,
      method: 'POST' as const,
      headers: { ...headers, 'user-agent': 'Linewitness' },
    };
    const answer = await pool.request({ ...request, body, signal });
    const text = await readStart(answer.body);
    const reply = cleanReply(`HTTP ${answer.statusCode} ${text}`, secrets);
    return judge(answer.statusCode, reply, answer.headers['retry-after']);
  } finally {
    await pool.destroy();
  }
}

function judge(status: number, reply: string, retryAfter: string | string[] | undefined): SendResult {
  if (status >= 200 && status < 300) return { outcome: 'sent', reply };
  if (status < 500 && !TRY_AGAIN_STATUS.has(status)) return { outcome: 'permanent', reply };
  const seconds = typeof retryAfter === 'string' && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : null;
  return { outcome: 'temporary', reply, retryAfterMs: seconds === null ? null : seconds * 1000 };
}

/** As much of an answer as may be shown; the rest is not fetched. */
async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body) {
    parts.push(part);
    sizeBytes += part.length;
    if (sizeBytes >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}
