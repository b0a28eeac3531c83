import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { Script } from 'node:vm';
import { build, type InlineConfig } from 'vite';
import { verifyFile } from './web/pages/verify-file.ts';

/**
 * The verifier for strangers, made from `rules/journal/bundle/`: `dist/verify.mjs`, one file for Node 20 or newer without any
 * package; `dist/verify.html`, one file that works from a disk; and the program of `/verify`. All are in each bundle of
 * evidence. `node build-verify.ts` makes them alone.
 */
const root = import.meta.dirname;
const quiet: InlineConfig = { configFile: false, root, logLevel: 'error' };

/** Who gives time stamps and has its roots in Node's list: the page has no list of its own to look into. */
const STAMP_AUTHORITIES =
  /DigiCert|GlobalSign|Sectigo|USERTRUST|COMODO|Certum|Asseco|Entrust|SSL Corporation|Microsoft|QuoVadis|SwissSign|D-TRUST|IdenTrust/i;

/** Writes all three into `dist`; the name of the program of `/verify` below `dist/assets`. */
export async function buildVerify(dist: string): Promise<string> {
  mkdirSync(join(dist, 'assets'), { recursive: true });
  await buildProgram(dist);
  const program = await pageProgram();
  const style = readFileSync(join(root, 'web/style.css'), 'utf8');
  const parts = { style, styleHash: policyHash(style), program, programHash: policyHash(program) };
  writeFileSync(join(dist, 'verify.html'), verifyFile(parts));
  const name = `verify.${createHash('sha256').update(program).digest('hex').slice(0, 10)}.js`;
  writeFileSync(join(dist, 'assets', name), program);
  return name;
}

/** Older Nodes and browsers than ours run it: nothing newer than ES2022 may stand in it. */
async function buildProgram(dist: string): Promise<void> {
  await build({
    ...quiet,
    build: {
      ssr: join(root, 'server/verify/main.ts'),
      target: 'node20',
      outDir: dist,
      emptyOutDir: false,
      minify: true,
      rollupOptions: { output: { entryFileNames: 'verify.mjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
}

/** For the page and its worker; as one script that imports nothing, so that it may also stand in a page. */
async function pageProgram(): Promise<string> {
  const built = await build({
    ...quiet,
    define: { STAMP_ROOTS: JSON.stringify(stampRoots()) },
    build: {
      target: 'es2022',
      write: false,
      minify: true,
      modulePreload: false,
      rollupOptions: {
        input: join(root, 'web/verify/main.ts'),
        output: { format: 'iife', entryFileNames: 'verify.js', codeSplitting: false },
      },
    },
  });
  if (!('output' in built)) throw new Error('build: the program of /verify gave no single bundle');
  const [chunk, ...more] = built.output;
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('build: the program of /verify is not one file');
  return fitForPage(chunk.code);
}

/** Within `<script>`: no sign that could end it, and none beyond ASCII, so that its hash needs no encoding. */
function fitForPage(code: string): string {
  const plain = code
    .replaceAll(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
  if (/<\/script|<!--/i.test(plain)) throw new Error('build: the program of /verify would end its own element');
  new Script(plain); // throws where an escape stands in the place of an operator
  return plain;
}

function stampRoots(): string {
  const ours = rootCertificates.filter((pem) => STAMP_AUTHORITIES.test(new X509Certificate(pem).subject));
  if (ours.length === 0) throw new Error('build: Node brings no root of a time stamp authority');
  return `${ours.join('\n')}\n`;
}

function policyHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

if (process.argv[1] === import.meta.filename) await buildVerify(join(root, 'dist'));
