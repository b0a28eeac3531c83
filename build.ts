import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type InlineConfig, type Plugin } from 'vite';
import { buildVerify } from './build-verify.ts';
import { machineProblem, OLDEST_NODE, WIDE_ARCHITECTURES } from './install/machine-problem.ts';
import { MAIL_MARK } from './probe/load-bundled-mail.ts';
import { slimLibraries } from './slim-libraries.ts';

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
  'make-evidence': 'server/export/make-evidence.ts',
  'day-thread': 'server/export/bundle/day-thread.ts',
  'make-report': 'server/export/make-report.ts',
  'send-alarm': 'server/alarms/send-alarm.ts',
  'stamp-program': 'server/heads/stamp-program.ts',
  'mailbox-part': 'server/mail/mailbox-part.ts',
};

const BROWSER = { live: 'web/browser/live-refresh.ts', chart: 'web/browser/latency-chart.ts' };

const quiet: InlineConfig = { configFile: false, root, logLevel: 'warn' };

/** `machineProblem` as the first statement of a bundle, in words that Node 12 reads (Debian 11, Ubuntu 22.04 bring it). */
function guardText(): string {
  const is32Bit = JSON.stringify(machineProblem(String(OLDEST_NODE), '{arch}'));
  const isOld = JSON.stringify(machineProblem('0.{version}', 'x64')).replace('0.{version}', '{version}');
  return `(function(v,a){var p=${JSON.stringify(WIDE_ARCHITECTURES)}.indexOf(a)<0?${is32Bit}.replace("{arch}",a):parseInt(v,10)<${OLDEST_NODE}?${isOld}.replace("{version}",v):"";if(p){process.stderr.write("linewitness: "+p+"\\n");process.exit(1)}})(process.versions.node,process.arch);`;
}

/** An `import` of one of Node's own modules, as the bundler writes it: at the start, minified. */
const BUILTIN_IMPORT = /import ?(?:([\w$]+)|\*as ([\w$]+))?,?(?:\{([^}]*)\})?from"([\w/:]+)";/g;

/** Left of them in the probe's bundle, a single file without packages beside it. */
const IMPORT_LEFT = /^(?:const [^;]+process\.getBuiltinModule\("[^"]+"\);)*import(?![(.])/;

/**
 * Lets the guard run before anything can fail: imports of Node's modules are made when they are due (an old Node ends at a
 * name that it does not know before it has run a word), and signs beyond ASCII are escaped (else V8 keeps two bytes for
 * each letter of the program).
 */
const guarded: Plugin = {
  name: 'guarded',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const code = chunk.code.replaceAll(
        BUILTIN_IMPORT,
        (whole: string, one?: string, all?: string, names?: string, id?: string) => {
          if (!isBuiltin(id ?? '')) return whole;
          const wanted = [one ?? all, names && `{${names.replaceAll(' as ', ':')}}`].filter(Boolean);
          const module = `process.getBuiltinModule(${JSON.stringify(id)})`;
          return `const ${wanted.map((name) => `${name}=${module}`).join(',')};`;
        },
      );
      if (chunk.fileName === 'probe.mjs' && IMPORT_LEFT.test(code)) this.error('an import is left');
      // `{0n:…}`, in undici's tables: Node 12 knows numbers of that sort, but not as the name of a property
      const plain = code.replaceAll(/([{,])(\d+)n:(?=`)/g, '$1$2:');
      chunk.code = guardText() + plain.replaceAll(/[^\0-\x7f]/g, (sign) => escaped(sign));
    }
  },
};

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The code for mail as the body of a function of `exports`; see probe/load-bundled-mail.ts. */
async function mailCode(): Promise<string> {
  const built = await build({
    ...quiet,
    logLevel: 'error',
    plugins: [slimLibraries],
    build: {
      ssr: join(root, 'probe/mail/mail-part.ts'),
      target: 'node24',
      write: false,
      minify: true,
      rollupOptions: { output: { format: 'cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  if (!('output' in built)) throw new Error('build: the code for mail gave no single bundle');
  const chunks = built.output.flatMap((part) => (part.type === 'chunk' ? [part.code] : []));
  if (chunks.length !== 1) throw new Error(`build: the code for mail came in ${chunks.length} parts`);
  const code = (chunks[0] ?? '').replaceAll(/[^\0-\x7f]/g, (sign) => escaped(sign));
  return code.replaceAll(/\brequire\((`|"|')([\w:/]+)\1\)/g, (whole: string, _quote: string, id: string) => {
    if (!isBuiltin(id)) throw new Error(`build: the code for mail still needs the package ${id}`);
    return whole.replace('require', 'process.getBuiltinModule');
  });
}

/** Puts the code for mail, which costs nothing until it is read, into a comment at the end of the probe's one file. */
const withMail: Plugin = {
  name: 'with-mail',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/load-mail.ts') ? join(root, 'probe/load-bundled-mail.ts') : null),
  generateBundle: {
    // behind `guarded`
    order: 'post',
    async handler(_options, bundle) {
      const packed = brotliCompressSync(await mailCode()).toString('base64');
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code += `\n${MAIL_MARK}${packed}*/\n`;
    },
  },
};

async function buildProgram(name: string, entry: string): Promise<void> {
  await build({
    ...quiet,
    // of its target it tells only that BigInt is older than Node 12 but newer than ES2019
    logLevel: 'error',
    plugins: [slimLibraries, guarded, ...(name === 'probe' ? [withMail] : [])],
    build: {
      ssr: join(root, entry),
      // the probe's file is read by whatever Node a small device has; only a Node 24 runs it (guardText)
      target: name === 'probe' ? 'es2019' : 'node24',
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

/** The one family of letters and reports, with its licence; only the programs that make them read it. */
function copyFonts(): void {
  const family = join(root, 'node_modules/@expo-google-fonts/noto-sans');
  mkdirSync(join(dist, 'fonts'));
  for (const style of ['400Regular', '700Bold'])
    copyFileSync(join(family, style, `NotoSans_${style}.ttf`), join(dist, 'fonts', `NotoSans_${style}.ttf`));
  copyFileSync(join(family, 'LICENSE_FONT'), join(dist, 'fonts', 'LICENSE'));
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'assets'), { recursive: true });
const manifest = { ...copyStyle(), ...(await buildBrowser()), 'verify.js': await buildVerify(dist) };
writeFileSync(join(dist, 'assets', 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
copyFonts();
const missing = Object.values(PROGRAMS).filter((entry) => !existsSync(join(root, entry)));
if (missing.length > 0) throw new Error(`build: no such file: ${missing.join(', ')}`);
await Promise.all(Object.entries(PROGRAMS).map(([name, entry]) => buildProgram(name, entry)));
