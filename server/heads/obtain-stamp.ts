import { createHash, randomBytes } from 'node:crypto';
import { formatTimeStampRequest } from '../../rules/journal/time-stamp-request.ts';
import { describeError } from '../log.ts';
import { askAuthority } from './ask-authority.ts';
import type { Authority } from './authorities.ts';
import { judgeStamp, type StampRoot } from './judge-stamp.ts';

/** `extraRoots`: PEM of authorities that are believed besides those of Node. */
export type StampAsk = { authority: Authority; text: string; extraRoots: readonly string[]; timeoutMs: number };
export type Stamp = { response: Buffer; stampedAtMs: number; root: StampRoot };

/** A stamp that holds, or a sentence that says why there is none. One of an unknown root is taken all the same. */
export async function obtainStamp(ask: StampAsk, signal: AbortSignal): Promise<Stamp | string> {
  const data = Buffer.from(ask.text, 'latin1');
  const nonce = randomBytes(16);
  try {
    const request = formatTimeStampRequest(createHash('sha256').update(data).digest(), nonce);
    const response = await askAuthority(ask.authority, { request, signal, timeoutMs: ask.timeoutMs });
    const judged = await judgeStamp(response, { data, nonce, extraRoots: ask.extraRoots });
    if (judged.root === 'broken') return `the answer ${judged.what}`;
    return { response: Buffer.from(response), stampedAtMs: judged.stampedAtMs, root: judged.root };
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : describeError(error);
  }
}
