import { runProgram } from '../run-program.ts';
import type { Letter } from './letter.ts';

/** Of what a letter with twenty pages needs, twice. */
const MAX_HEAP_MB = 160;
const TIMEOUT_MS = 30_000;
const MAX_PDF_BYTES = 8_000_000;

/** Makes PDFs one after the other, each in a process of its own. */
export type PdfMaker = (letter: Letter) => Promise<Buffer>;

/** One at a time; whoever comes meanwhile waits. A letter that takes longer than 30 s is given up. */
export function openPdfMaker(): PdfMaker {
  let last: Promise<unknown> = Promise.resolve();
  return (letter) => {
    const made = last.then(
      () => makePdf(letter),
      () => makePdf(letter),
    );
    last = made;
    return made;
  };
}

function makePdf(letter: Letter): Promise<Buffer> {
  const limits = { maxHeapMb: MAX_HEAP_MB, timeoutMs: TIMEOUT_MS, maxAnswerBytes: MAX_PDF_BYTES };
  return runProgram({ source: import.meta.dirname, name: 'make-pdf', input: letter, ...limits });
}
