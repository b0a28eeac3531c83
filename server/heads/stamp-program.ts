import { text } from 'node:stream/consumers';
import { judgeKept } from './judge-stamp.ts';
import type { StampJob } from './launch-stamps.ts';
import { obtainStamp } from './obtain-stamp.ts';

/** A program of its own, started by launch-stamps.ts: reads what to do as JSON, writes what came of it as JSON. */
const job = JSON.parse(await text(process.stdin)) as StampJob; // our own server wrote it
process.stdout.write(JSON.stringify(await answer(job)));

async function answer(asked: StampJob): Promise<unknown> {
  if (asked.kind === 'check') {
    const stamps = asked.stamps.map(({ response, text }) => ({ response: Buffer.from(response, 'base64'), text }));
    return judgeKept(stamps, asked.extraRoots);
  }
  const stamp = await obtainStamp(asked.ask, AbortSignal.timeout(asked.ask.timeoutMs));
  return typeof stamp === 'string' ? stamp : { ...stamp, response: stamp.response.toString('base64') };
}
