import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The one family of everything that is printed; both weights have the same signs. */
export type Fonts = { regular: Buffer; bold: Buffer };

export function readFonts(): Fonts {
  return { regular: readFont('400Regular'), bold: readFont('700Bold') };
}

/** Bundled, the fonts lie beside the program; from source, in their package. */
function readFont(style: '400Regular' | '700Bold'): Buffer {
  const name = `NotoSans_${style}.ttf`;
  const bundled = join(dirname(fileURLToPath(import.meta.url)), 'fonts', name);
  if (existsSync(bundled)) return withoutLayout(readFileSync(bundled));
  return withoutLayout(
    readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${style}/${name}`)),
  );
}

/** Ligatures, kerning and marks of other scripts: to read them costs 2 s and 300 MB; European letters are whole without. */
const LAYOUT_TABLES = ['GPOS', 'GSUB', 'GDEF'];
const HEAD_BYTES = 12;
const ENTRY_BYTES = 16;

/** The same font without the entries of those tables in its directory (OpenType, "table directory"). */
function withoutLayout(font: Buffer): Buffer {
  const count = font.readUInt16BE(4);
  const entries = Array.from({ length: count }, (_, index) => {
    const at = HEAD_BYTES + index * ENTRY_BYTES;
    return font.subarray(at, at + ENTRY_BYTES);
  });
  const kept = entries.filter((entry) => !LAYOUT_TABLES.includes(entry.toString('latin1', 0, 4)));
  const slim = Buffer.from(font);
  slim.writeUInt16BE(kept.length, 4);
  Buffer.concat(kept).copy(slim, HEAD_BYTES);
  return slim;
}
