import { join } from 'node:path';
import type { Plugin } from 'vite';

/** All that the programs use of undici; the whole of it would cost the probe 3 MB of its 32 MB of own memory. */
const UNDICI = `
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import request from 'undici/lib/api/api-request.js';
Dispatcher.prototype.request = request;
export { Pool };`;

const ICONV = join(import.meta.dirname, 'probe/mailbox/slim/iconv-lite.ts');

/** Whoever reaches it has found a use that nobody knew of. */
const NOT_HERE = `const notHere = () => { throw new Error('bug: this part of a library is not in the bundle') };`;

/**
 * What stands in the bundles in place of packages, or of most of one. imapflow reads characters of all the world, logs, goes
 * through proxies and takes whole mails apart: two thirds of what it weighs, and nothing of it is asked for here.
 */
const SLIM: Record<string, string> = {
  undici: UNDICI,
  'iconv-lite': `import * as slim from ${JSON.stringify(ICONV)};
export * from ${JSON.stringify(ICONV)};
export default slim;`,
  // libmime then asks iconv-lite
  'encoding-japanese': `${NOT_HERE} export const convert = notHere; export default { convert };`,
  pino: `${NOT_HERE} export default notHere;`,
  socks: `${NOT_HERE} export const SocksClient = { createConnection: notHere };`,
  '@zone-eu/mailsplit': `${NOT_HERE} export class Headers { constructor() { notHere(); } }`,
  '@zone-eu/mailsplit/lib/flowed-decoder.js': `${NOT_HERE} export default class { constructor() { notHere(); } }`,
};

/** Puts the small ones in the place of the large ones. */
export const slimLibraries: Plugin = {
  name: 'slim-libraries',
  enforce: 'pre',
  resolveId: (source) => (Object.hasOwn(SLIM, source) ? `\0slim:${source}` : null),
  load: (id) => (id.startsWith('\0slim:') ? SLIM[id.slice('\0slim:'.length)] : null),
};
