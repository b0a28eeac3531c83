import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Letter } from './letter.ts';
import { letterPdf } from './letter-pdf.ts';

/** A program of its own, started by launch-pdf.ts: reads a letter as JSON, writes the PDF. */
const letter = JSON.parse(await text(process.stdin)) as Letter; // our own server wrote it
const fonts = { regular: readFont('400Regular'), bold: readFont('700Bold') };
process.stdout.write(await letterPdf(letter, fonts));

/** Bundled, the fonts lie beside the program; from source, in their package. */
function readFont(style: '400Regular' | '700Bold'): Buffer {
  const name = `NotoSans_${style}.ttf`;
  const bundled = join(dirname(fileURLToPath(import.meta.url)), 'fonts', name);
  if (existsSync(bundled)) return readFileSync(bundled);
  return readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${style}/${name}`));
}
