import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';
import type { MailPart } from './mail/mail-part.ts';

/** Begins the comment at the end of dist/probe.mjs; `build.ts` writes it. */
export const MAIL_MARK = '/*linewitness-mail:';

/**
 * Stands in for load-mail.ts in the bundle, which has to be one file: the code for mail lies in a comment at its end,
 * compressed, so that a probe without a route neither parses nor unfolds it.
 */
export async function loadMail(): Promise<MailPart> {
  const file = fileURLToPath(import.meta.url);
  const text = readFileSync(file, 'latin1');
  const start = text.lastIndexOf(MAIL_MARK);
  const end = text.indexOf('*/', start);
  if (start === -1 || end === -1) throw new Error(`${file} is not whole: the code for mail is missing at its end`);
  const packed = Buffer.from(text.slice(start + MAIL_MARK.length, end), 'base64');
  const code = brotliDecompressSync(packed).toString('latin1');
  const program: (exports: { mailPart?: MailPart }) => void = runInThisContext(`(exports)=>{${code}\n}`, {
    filename: `${file}#mail`,
  });
  const exports: { mailPart?: MailPart } = {};
  program(exports);
  if (!exports.mailPart) throw new Error('bug: the code for mail gives nothing');
  return exports.mailPart;
}
