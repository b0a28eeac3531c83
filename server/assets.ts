import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { type EncodedBody, encodeBody } from './encoded-body.ts';

/** What browsers fetch beside the page: one style sheet and, when built, the browser part. */
export type Assets = {
  stylesheetHref: string;
  /** null = the browser part is not built. */
  scriptHref: string | null;
  /** The program of `/verify`. */
  verifyHref: string | null;
  /** `name` is the last part of `/assets/NAME`; null = no such file. */
  read: (name: string) => { body: EncodedBody; isImmutable: boolean } | null;
};

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
/** Made once for each file, so it may take its time. */
const BROTLI_QUALITY = 9;

/** The built files below `root`; run from source without a build, the hand-written style sheet and no script. */
export function openAssets(root: string): Assets {
  const folder = join(root, 'dist/assets');
  const manifest = readManifest(join(folder, 'manifest.json'));
  const kept = new Map<string, EncodedBody>();
  const stylesheet = manifest?.['style.css'] ?? 'style.css';
  const script = manifest?.['live.js'] ?? null;
  const verify = manifest?.['verify.js'] ?? null;
  return {
    stylesheetHref: `/assets/${stylesheet}`,
    scriptHref: script === null ? null : `/assets/${script}`,
    verifyHref: verify === null ? null : `/assets/${verify}`,
    read: (name) => {
      const type = TYPES[extname(name)];
      if (type === undefined || !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(name)) return null;
      if (name === 'style.css') {
        // by hand, so it may change under the same name
        const file = join(root, 'web/style.css');
        return existsSync(file) ? { body: encodeBody(type, readFileSync(file)), isImmutable: false } : null;
      }
      const file = join(folder, name);
      if (manifest === null || (!kept.has(name) && !existsSync(file))) return null;
      const body = kept.get(name) ?? encodeBody(type, readFileSync(file), BROTLI_QUALITY);
      kept.set(name, body);
      return { body, isImmutable: true };
    },
  };
}

function readManifest(file: string): Record<string, string> | null {
  if (!existsSync(file)) return null;
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
}
