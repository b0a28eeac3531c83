import { readFileSync } from 'node:fs';
import type { BundleReport } from '../../rules/journal/bundle/report.ts';
import type { VerifyProgress } from '../../rules/journal/bundle/tools.ts';
import { verifyBundle } from '../../rules/journal/bundle/verify-bundle.ts';
import { verifyWords } from '../../web/pages/wording-verify.ts';
import { readArguments, USAGE, type VerifyArguments } from './arguments.ts';
import { openBundle } from './file-source.ts';
import { nodeTools } from './node-tools.ts';
import { printReport } from './print-report.ts';

/**
 * `npm run verify -- BUNDLE`, and `verify.mjs`, the one file that lies in each bundle: runs at strangers', on Node 20 or
 * newer, without any package. Reads what it is told to read, writes nothing, asks nobody.
 */
const OLDEST_NODE = 20;
const MAX_ROOTS_BYTES = 10_000_000;
/** As README.txt and the pages say. */
const EXIT = { valid: 0, gaps: 0, broken: 1, misuse: 2 } as const;

async function run(words: string[]): Promise<number> {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < OLDEST_NODE)
    return refuse(`this is Node ${process.versions.node}; Node ${OLDEST_NODE} or newer is needed`);
  const asked = readArguments(words, Intl.DateTimeFormat().resolvedOptions().locale);
  if (asked === null) {
    process.stdout.write(USAGE);
    return EXIT.valid;
  }
  if (typeof asked === 'string') return refuse(`${asked}\n\n${USAGE}`);
  const roots = readRoots(asked.roots);
  if (roots === null) return refuse(`${asked.roots} is no readable file of certificates (PEM)`);
  const source = openBundle(asked.bundle);
  if (typeof source === 'string') return refuse(source);
  const tools = { ...nodeTools(roots), ...(process.stderr.isTTY && { progress: showProgress(asked) }) };
  const options = {
    everySignature: asked.everySignature,
    ...(asked.serverKey !== null && { serverFingerprint: asked.serverKey }),
  };
  const report = await verifyBundle(source, tools, options);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(asked.json ? jsonText(report) : printReport(report, asked.language));
  return EXIT[report.status];
}

function readRoots(file: string | null): string | null {
  if (file === null) return '';
  try {
    const text = readFileSync(file, 'latin1');
    return text.length <= MAX_ROOTS_BYTES && text.includes('-----BEGIN CERTIFICATE-----') ? text : null;
  } catch {
    return null; // the caller names the file
  }
}

/** One line that is written over, a few times a second. */
function showProgress({ language }: VerifyArguments): (progress: VerifyProgress) => void {
  const words = verifyWords[language];
  let shownAtMs = 0;
  return ({ step, ratio }) => {
    const nowMs = performance.now();
    if (nowMs - shownAtMs < 200) return;
    shownAtMs = nowMs;
    const percent = `${Math.floor(ratio * 100)} %`;
    process.stderr.write(`\r\u001b[K${words.progress(words.steps[step], percent, '')}`);
  };
}

/** Plain ASCII: signs that would steer a terminal are escaped. */
function jsonText(report: BundleReport): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replaceAll(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

function refuse(reason: string): number {
  process.stderr.write(`verify: ${reason}\n`);
  return EXIT.misuse;
}

process.exitCode = await run(process.argv.slice(2));
