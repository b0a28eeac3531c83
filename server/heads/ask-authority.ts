import { Pool } from 'undici';
import { MAX_RESPONSE_BYTES } from '../../rules/journal/time-stamp.ts';
import { guardedLookup, refuseLocalAddress, TargetRefused } from '../alarms/guarded-connect.ts';
import { type Authority, localTargetsOf } from './authorities.ts';

type Asking = { request: Uint8Array; signal: AbortSignal; timeoutMs: number };

/**
 * One request over HTTP (RFC 3161 §3.4) on a connection of its own: redirects are not followed, nothing beyond the largest
 * response is read, and all of it together takes at most `timeoutMs`. Throws an error whose message is a sentence.
 */
export async function askAuthority(authority: Authority, asking: Asking): Promise<Uint8Array> {
  try {
    return await askOnce(authority, asking);
  } catch (error) {
    if (!(error instanceof TargetRefused)) throw error;
    throw new Error('its name leads to an address of a local network; write that address as numbers', { cause: error });
  }
}

async function askOnce(authority: Authority, asking: Asking): Promise<Uint8Array> {
  const url = new URL(authority.url);
  const localTargets = localTargetsOf(authority);
  const target = { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
  refuseLocalAddress(target, localTargets);
  const { timeoutMs } = asking;
  const pool = new Pool(url.origin, {
    connections: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs, lookup: guardedLookup(target, localTargets) },
  });
  // a byte now and then keeps every other limit from ending it
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await pool.request({
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        'user-agent': 'Linewitness',
      },
      body: asking.request,
      signal,
    });
    if (answer.statusCode !== 200) throw new Error(`answered with HTTP ${answer.statusCode}`);
    return await readAll(answer.body);
  } finally {
    await pool.destroy();
  }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body) {
    sizeBytes += part.length;
    if (sizeBytes > MAX_RESPONSE_BYTES) throw new Error(`answered with more than ${MAX_RESPONSE_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
