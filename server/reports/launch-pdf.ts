import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Letter } from './letter.ts';

/** Of what a letter with twenty pages needs, twice. */
const MAX_HEAP_MB = 160;
const TIMEOUT_MS = 30_000;
const MAX_PDF_BYTES = 8_000_000;

/** Makes PDFs one after the other, each in a process of its own: what it takes is gone afterwards. */
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
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', `--max-old-space-size=${MAX_HEAP_MB}`, program()], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      // nothing of the server's own settings
      env: {},
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > MAX_PDF_BYTES) child.kill('SIGKILL');
      else parts.push(part);
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      said = (said + part).slice(0, 2000);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(parts));
      else reject(new Error(`making the PDF ended with ${signal ?? `code ${code}`}: ${said.trim()}`));
    });
    // a child that ended early closes its end of the pipe; 'close' says why
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(letter));
  });
}

/** Bundled, the program lies beside the server; from source, in this folder. */
function program(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'make-pdf.mjs');
  return existsSync(bundle) ? bundle : join(here, 'make-pdf.ts');
}
