import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD } from '../mail-lab/dovecot-config.ts';
import { type MailLab, openMailLab } from '../mail-lab/lab.ts';
import { PORTS } from '../mail-lab/places.ts';
import { findOnPath } from '../needs.ts';
import { atMost, type Figure, info, isShort, notMeasured, progress, runAlone, show } from './figures.ts';
import { memoryOf } from './processes.ts';
import { SMALL_PROBE } from './small-probe.ts';

const MEGABYTE = 1_000_000;
const BUNDLE = join(import.meta.dirname, '../../dist/probe.mjs');
const SETTLE_MS = isShort ? 40_000 : 120_000;
const RECONNECTS = isShort ? 100 : 1000;
const HOW = `bundle with the probe's flags, Dovecot on loopback, after ${SETTLE_MS / 1000} s`;

/** What mail costs the bundled probe: its code with the first IDLE connection, each further one; and nothing stays of a thousand lost ones. */
export async function mailMemory(): Promise<Figure[]> {
  const missing = ['postfix', 'dovecot'].filter((name) => findOnPath(name) === null);
  if (missing.length > 0) return [notMeasured('memory of mail', '-', missing.join(', '))];
  const lab = await openMailLab();
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-mail-memory-'));
  const probes: ChildProcess[] = [];
  try {
    const start = (mailboxes: number) => {
      const probe = startProbe(writeSettings(lab, join(folder, String(mailboxes)), mailboxes));
      probes.push(probe);
      return probe;
    };
    const [without, one, five] = [start(0), start(1), start(5)];
    progress(`${SETTLE_MS / 1000} s until three probes are steady`);
    await sleep(SETTLE_MS);
    const rest = rssMb(without);
    const first = rssMb(one) - rest;
    const further = (rssMb(five) - rssMb(one)) / 4;
    return [
      info('probe without mail, resident', `${show(rest)} MB`, HOW),
      atMost('one IDLE connection, over that', first, { limit: 25, unit: 'MB', how: HOW }),
      atMost('each further one', further, { limit: 1, unit: 'MB', how: `${HOW}; (five − one) / 4` }),
      await afterReconnects(lab),
    ];
  } finally {
    for (const probe of probes) probe.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    await lab.close();
  }
}

/** Mailboxes `box1`, `box2`, … of the provider, each read by one connection; nothing is sent while it is watched. */
function writeSettings(lab: MailLab, dataDir: string, mailboxes: number): string {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'ca.pem'), lab.ca);
  const { address, domain } = lab.places.provider;
  const names = Array.from({ length: mailboxes }, (_, index) => `box${index + 1}`);
  const account = (name: string) => ({
    address: `${name}@${domain}`,
    password: PASSWORD,
    smtp: { host: address, port: PORTS.submission, security: 'starttls' },
    imap: { host: address, port: PORTS.imap, security: 'starttls' },
    caFile: 'ca.pem',
  });
  const mail = {
    accounts: Object.fromEntries(names.map((name) => [name, account(name)])),
    routes: Object.fromEntries(names.map((name) => [name, { from: name, to: name, everySeconds: 86_400 }])),
  };
  const line = 'targets: [127.0.0.1, 127.0.0.2]\nresolvers: []\ngateway: none\nbackEnd: tcp\n';
  // JSON is YAML
  const text = mailboxes === 0 ? line : `${line}mail: ${JSON.stringify(mail)}\n`;
  writeFileSync(join(dataDir, 'probe.yaml'), text, { mode: 0o600 });
  return dataDir;
}

function startProbe(dataDir: string): ChildProcess {
  const probe = spawn(process.execPath, [...SMALL_PROBE.flags, BUNDLE], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: '', PROBE_DATA_DIR: dataDir, ...SMALL_PROBE.env },
  });
  createInterface({ input: probe.stdout }).on('line', (line) => {
    if (/"level":"error"/.test(line)) progress(line);
  });
  return probe;
}

function rssMb({ pid, exitCode }: ChildProcess): number {
  if (pid === undefined || exitCode !== null) throw new Error('a probe has ended');
  return memoryOf(pid).rssBytes / MEGABYTE;
}

/** A process that watches a mailbox whose connection is lost each time as soon as it was opened. */
async function afterReconnects(lab: MailLab): Promise<Figure> {
  progress(`${RECONNECTS} connections are lost`);
  const program = join(import.meta.dirname, 'mail-reconnects-main.ts');
  const child = spawn(process.execPath, [...SMALL_PROBE.flags, '--expose-gc', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: '', ...SMALL_PROBE.env },
  });
  const { address, domain } = lab.places.provider;
  child.stdin.end(
    JSON.stringify({ ca: lab.ca, address, user: `box1@${domain}`, password: PASSWORD, connections: RECONNECTS }),
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), RECONNECTS * 500);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  const grown = JSON.parse(output.trim().split('\n').at(-1) || '{}') as { grownBytes?: number; connections?: number };
  const how = `${grown.connections} connections; heap and buffers after a collection, from the 50th on`;
  return atMost('left behind by reconnects', (grown.grownBytes ?? Number.NaN) / MEGABYTE, {
    limit: 1,
    unit: 'MB',
    how,
  });
}

if (process.argv[1] === import.meta.filename) await runAlone(mailMemory);
