import { runProgram } from '../run-program.ts';
import type { KeptStamp, StampWorth } from './judge-stamp.ts';
import type { Stamp, StampAsk } from './obtain-stamp.ts';

/** What the program is given. `response` in base64. */
export type StampJob =
  | { kind: 'obtain'; ask: StampAsk }
  | { kind: 'check'; stamps: { response: string; text: string }[]; extraRoots: readonly string[] };

const MAX_HEAP_MB = 64;
const MAX_ANSWER_BYTES = 200_000;
/** Of reading certificates, on a slow machine. */
const CHECK_MS = 20_000;

/**
 * Asks for a stamp and checks it in a process of its own: what reads certificates, and strangers' answers, is not part of
 * the server. Throws when the program fails, and when it is ended by the signal.
 */
export async function obtainAside(ask: StampAsk, signal: AbortSignal): Promise<Stamp | string> {
  const answer = await run({ kind: 'obtain', ask }, ask.timeoutMs + CHECK_MS, signal);
  const stamp = answer as string | (Omit<Stamp, 'response'> & { response: string }); // our own program wrote it
  return typeof stamp === 'string' ? stamp : { ...stamp, response: Buffer.from(stamp.response, 'base64') };
}

/** What kept stamps are worth today, in their order; looked at in a process of its own. */
export async function judgedAside(
  stamps: readonly KeptStamp[],
  extraRoots: readonly string[],
  signal?: AbortSignal,
): Promise<StampWorth[]> {
  if (stamps.length === 0) return [];
  const asked = stamps.map(({ response, text }) => ({ response: Buffer.from(response).toString('base64'), text }));
  return (await run({ kind: 'check', stamps: asked, extraRoots }, CHECK_MS, signal)) as StampWorth[]; // our own program wrote it
}

async function run(input: StampJob, timeoutMs: number, signal?: AbortSignal): Promise<unknown> {
  const limits = { maxHeapMb: MAX_HEAP_MB, timeoutMs, maxAnswerBytes: MAX_ANSWER_BYTES, ...(signal && { signal }) };
  const answer = await runProgram({ source: import.meta.dirname, name: 'stamp-program', input, ...limits });
  return JSON.parse(answer.toString('utf8'));
}
