import { execFileSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { NEEDS } from './needs.ts';

/**
 * Everything that whoever gets this answer can read in its body: of a PDF also what is packed in it, that is the files
 * attached and (where there is `pdftotext`) what its fonts draw; of an event stream, which never ends, what it says first.
 */
export async function answerWords(answer: Response): Promise<string> {
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return firstOf(answer);
  return type === 'application/pdf' ? pdfWords(Buffer.from(await answer.arrayBuffer())) : answer.text();
}

async function firstOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
}

function pdfWords(bytes: Buffer): string {
  const packed = bytes.toString('latin1').matchAll(/stream\r?\n(.*?)\r?\nendstream/gs);
  const files = [...packed].map(([, text = '']) => unpacked(Buffer.from(text, 'latin1')));
  const drawn = NEEDS.pdfTools.isMet() ? execFileSync('pdftotext', ['-raw', '-', '-'], { input: bytes }) : '';
  return [bytes, ...files, drawn].join('\n');
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes);
  } catch {
    return bytes; // it was not packed
  }
}
