import { Pool } from 'undici';
import type { ROUTER_REASONS } from '../../../rules/witness/vocabulary.ts';

/** Why a router's word is missing. */
export type RouterReason = (typeof ROUTER_REASONS)[number];

export type HttpQuestion = {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
  /** A longer answer is not read to its end. */
  maxBytes: number;
  waitMs: number;
  signal: AbortSignal;
};

export type HttpAnswer = { status: number; challenges: string[]; authenticationInfo: string; text: string };
/** `isNoWay`: this machine itself had no way to send. */
export type HttpTrouble = { reason: RouterReason; isNoWay: boolean };

const USER_AGENT = 'linewitness/0.1 (line probe)';

/**
 * One request on a connection of its own, within `waitMs` from the first packet to the last byte. Follows no redirect,
 * unpacks nothing, and reads at most `maxBytes`. Never rejects.
 */
export async function exchange(question: HttpQuestion): Promise<HttpAnswer | HttpTrouble> {
  const end = new AbortController();
  let isSlow = false;
  const abort = () => end.abort();
  const timer = setTimeout(() => {
    isSlow = true;
    abort();
  }, question.waitMs);
  if (question.signal.aborted) abort();
  question.signal.addEventListener('abort', abort, { once: true });
  // FRITZ!Boxes sign their certificate themselves. The password does not cross the network (digest), and plain HTTP,
  // which is the rule here, is no better protected.
  const pool = new Pool(question.url.origin, {
    pipelining: 0,
    connections: 1,
    connect: { timeout: 0, rejectUnauthorized: false },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  let hasHead = false;
  try {
    const answer = await pool.request({
      path: question.url.pathname + question.url.search,
      method: question.method,
      headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'identity', ...question.headers },
      body: question.body,
      signal: end.signal,
    });
    hasHead = true;
    const bytes = await readAtMost(answer.body, question.maxBytes);
    if (bytes === null) return trouble('too-large');
    if ((answer.headers['content-encoding'] ?? 'identity') !== 'identity') return trouble('malformed');
    return {
      status: answer.statusCode,
      challenges: [answer.headers['www-authenticate'] ?? []].flat(),
      authenticationInfo: [answer.headers['authentication-info'] ?? ''].flat().join(', '),
      text: textOf(bytes),
    };
  } catch (error) {
    return isSlow || end.signal.aborted ? trouble('slow') : troubleOf(error, hasHead);
  } finally {
    clearTimeout(timer);
    question.signal.removeEventListener('abort', abort);
    await pool.destroy();
  }
}

async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * UTF-8, whatever the answer calls itself: all that is read of it by name is ASCII. Some firmware says UTF-8 and sends
 * ISO 8859-1; what is no UTF-8 is read as that.
 */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function trouble(reason: RouterReason, isNoWay = false): HttpTrouble {
  return { reason, isNoWay };
}

function troubleOf(error: unknown, hasHead: boolean): HttpTrouble {
  if (hasHead) return trouble('malformed'); // half an answer
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return trouble('refused');
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return trouble('unreachable', true);
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
      return trouble('unreachable');
    default:
      // a head that is none, a connection cut before it, a certificate that can't be read
      return trouble('malformed');
  }
}
