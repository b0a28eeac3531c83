import { createHash, randomBytes } from 'node:crypto';
import { checkTimeStamp, type TimeStampCheck } from '../../rules/journal/time-stamp.ts';
import { formatTimeStampRequest } from '../../rules/journal/time-stamp-request.ts';
import { describeError } from '../log.ts';
import { askAuthority } from './ask-authority.ts';
import type { Authority } from './authorities.ts';
import { stampRoots } from './stamp-roots.ts';

/** `extraRoots`: PEM of authorities that are believed besides those of Node. */
export type StampAsk = { authority: Authority; text: string; extraRoots: readonly string[]; timeoutMs: number };
export type Stamp = { response: Buffer; stampedAtMs: number };
/** A stamp of a head that is kept. */
export type KeptStamp = { response: Uint8Array; text: string };

/** A stamp that holds, or a sentence that says why there is none. One of an unknown root is taken all the same. */
export async function obtainStamp(ask: StampAsk, signal: AbortSignal): Promise<Stamp | string> {
  const data = Buffer.from(ask.text, 'latin1');
  const nonce = randomBytes(16);
  try {
    const request = formatTimeStampRequest(createHash('sha256').update(data).digest(), nonce);
    const response = await askAuthority(ask.authority, { request, signal, timeoutMs: ask.timeoutMs });
    const check = await checkTimeStamp(response, { data, nonce, roots: stampRoots(ask.extraRoots) }, crypto.subtle);
    if (check.status === 'broken') return `the answer ${check.what}`;
    return { response: Buffer.from(response), stampedAtMs: check.stampedAtMs };
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : describeError(error);
  }
}

/** What kept stamps are worth today, in their order. */
export async function stampStatuses(
  stamps: readonly KeptStamp[],
  extraRoots: readonly string[],
): Promise<TimeStampCheck['status'][]> {
  const roots = stampRoots(extraRoots);
  const statuses: TimeStampCheck['status'][] = [];
  for (const { response, text } of stamps) {
    const data = Buffer.from(text, 'latin1');
    statuses.push((await checkTimeStamp(response, { data, nonce: null, roots }, crypto.subtle)).status);
  }
  return statuses;
}
