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
  if (existsSync(bundled)) return readFileSync(bundled);
  return readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${style}/${name}`));
}
