import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';

/**
 * `npm run build`: one bundle per side into `dist/` (decision 20: bundled, a side needs a fifth of the memory), and the
 * browser part with hashed names into `dist/assets/`, named by `dist/assets/manifest.json`.
 */
const root = import.meta.dirname;
const dist = join(root, 'dist');

/** Entry file of each program. better-sqlite3 is native and stays outside; Node's own modules too. */
const PROGRAMS = {
  server: 'server/main.ts',
  probe: 'probe/main.ts',
  start: 'server/start.ts',
  demo: 'server/demo-main.ts',
  'check-database': 'server/jobs/check-database.ts',
  'make-pdf': 'server/reports/make-pdf.ts',
};

const BROWSER = { live: 'web/browser/live-refresh.ts', chart: 'web/browser/latency-chart.ts' };

const quiet: InlineConfig = { configFile: false, root, logLevel: 'warn' };

/** All that the programs use of undici; the whole of it would cost the probe 3 MB of its 32 MB of own memory. */
const UNDICI = `
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import request from 'undici/lib/api/api-request.js';
Dispatcher.prototype.request = request;
export { Pool };`;

const slimUndici: Plugin = {
  name: 'slim-undici',
  enforce: 'pre',
  resolveId: (source) => (source === 'undici' ? '\0slim-undici' : null),
  load: (id) => (id === '\0slim-undici' ? UNDICI : null),
};

async function buildProgram(name: string, entry: string): Promise<void> {
  await build({
    ...quiet,
    plugins: [slimUndici],
    build: {
      ssr: join(root, entry),
      target: 'node24',
      outDir: dist,
      emptyOutDir: false,
      minify: true,
      rollupOptions: {
        external: ['better-sqlite3'],
        output: { entryFileNames: `${name}.mjs`, chunkFileNames: `${name}-[name].mjs`, codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
}

async function buildBrowser(): Promise<Record<string, string>> {
  await build({
    ...quiet,
    build: {
      target: 'es2022',
      outDir: join(dist, 'assets'),
      emptyOutDir: false,
      manifest: 'vite-manifest.json',
      modulePreload: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(BROWSER).map(([name, file]) => [name, join(root, file)])),
        output: { entryFileNames: '[name].[hash].js', chunkFileNames: '[name].[hash].js' },
      },
    },
  });
  const viteManifest = join(dist, 'assets', 'vite-manifest.json');
  const built = JSON.parse(readFileSync(viteManifest, 'utf8')) as Record<
    string,
    { file: string; name?: string; isEntry?: boolean }
  >;
  rmSync(viteManifest);
  const entries = Object.values(built).filter((chunk) => chunk.isEntry);
  return Object.fromEntries(entries.map((chunk) => [`${chunk.name}.js`, chunk.file]));
}

/** The style sheet is written by hand and served as it is, under a name that changes with its content. */
function copyStyle(): Record<string, string> {
  const css = readFileSync(join(root, 'web/style.css'));
  const name = `style.${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`;
  writeFileSync(join(dist, 'assets', name), css);
  return { 'style.css': name };
}

/** The one family of the letters, with its licence; only the letters' program reads it. */
function copyFonts(): void {
  const family = join(root, 'node_modules/@expo-google-fonts/noto-sans');
  mkdirSync(join(dist, 'fonts'));
  for (const style of ['400Regular', '700Bold'])
    copyFileSync(join(family, style, `NotoSans_${style}.ttf`), join(dist, 'fonts', `NotoSans_${style}.ttf`));
  copyFileSync(join(family, 'LICENSE_FONT'), join(dist, 'fonts', 'LICENSE'));
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'assets'), { recursive: true });
const manifest = { ...copyStyle(), ...(await buildBrowser()) };
writeFileSync(join(dist, 'assets', 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
copyFonts();
const missing = Object.values(PROGRAMS).filter((entry) => !existsSync(join(root, entry)));
if (missing.length > 0) throw new Error(`build: no such file: ${missing.join(', ')}`);
await Promise.all(Object.entries(PROGRAMS).map(([name, entry]) => buildProgram(name, entry)));
