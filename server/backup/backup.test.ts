import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { START_AT_MS } from '../../test/fakes/kept.ts';
import { openUploadSite, type UploadSite } from '../../test/fakes/upload-site.ts';
import { describeWith } from '../../test/needs.ts';
import { openKeep } from '../keep.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { memberHeader, paddingBytes } from './tar-format.ts';

const migrationsDir = join(import.meta.dirname, '../../drizzle/migrations');
let folder: string;
let site: UploadSite;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-backup-'));
  site = openUploadSite();
  file = join(folder, 'backup.tar');
});
afterEach(async () => {
  await site.kept.remove();
  rmSync(folder, { recursive: true, force: true });
});

let restores = 0;
const restore = (given = file, isSetAside = false, serverDir = join(folder, 'server')) => {
  restores += 1;
  return restoreBackup({ file: given, serverDir, migrationsDir, isSetAside, nowMs: START_AT_MS + restores });
};

const openRestored = (dataDir = join(folder, 'server')) =>
  openKeep({
    dataDir,
    nowMs: () => START_AT_MS,
    log: () => {},
    selfCheck: async () => 'not-checked',
    zone: 'Europe/Berlin',
    retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
    sessionDays: 30,
  });

async function backedUp(): Promise<void> {
  await site.send({ segments: site.segments(3) });
  expect(makeBackup(site.kept.dataDir, file, START_AT_MS)).toMatchObject({ file });
}

describe('a backup', () => {
  test('made while the server has its database open holds all of it, and only its owner may read it', async () => {
    await backedUp();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['backup.tar']);
    expect(restore()).toEqual({ madeAt: '2026-10-01T06:00:00.000Z', setAside: null });
    const keep = openRestored();
    expect(keep.serverFingerprint).toBe(site.kept.keep.serverFingerprint);
    expect(keep.store.activeProbe('home')?.lastNumber).toBe(3);
    expect(keep.store.days('home', '2026-10-01', '2026-10-01')).toEqual(
      site.kept.keep.store.days('home', '2026-10-01', '2026-10-01'),
    );
    await keep.close();
  });

  test('lets nobody in who was signed in or had a link when it was made; the password holds', async () => {
    const { door } = site.kept.keep;
    const opened = await door.redeem(door.loginLink().secret, 'correct horse battery', null);
    if (opened.kind !== 'open') throw new Error('bug: the link opened nothing');
    const { secret } = door.loginLink();
    await backedUp();
    restore();
    const keep = openRestored();
    expect([keep.door.isSession(opened.session), keep.door.isLink(secret)]).toEqual([false, false]);
    expect(keep.door.hasPassword()).toBe(true);
    await keep.close();
  });

  test('is a tar that tar itself lists and sha256sum confirms', async () => {
    await backedUp();
    expect(execFileSync('tar', ['tf', file], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'manifest.json',
      'linewitness.sqlite',
      'server-key.pem',
    ]);
    execFileSync('tar', ['xf', file, '-C', folder]);
    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const sums = files.map(({ name, sha256 }: { name: string; sha256: string }) => `${sha256}  ${name}\n`).join('');
    execFileSync('sha256sum', ['-c'], { cwd: folder, input: sums });
  });

  test('never replaces a file, and says where nothing is kept', async () => {
    await backedUp();
    expect(makeBackup(site.kept.dataDir, file, START_AT_MS)).toContain('exists already');
    expect(makeBackup(join(folder, 'elsewhere'), join(folder, 'b.tar'), START_AT_MS)).toContain('Is DATA_DIR right?');
    expect(makeBackup(site.kept.dataDir, join(folder, 'no/b.tar'), START_AT_MS)).toContain("can't be written to");
  });

  test('made while another process takes in segment after segment is whole at each moment', async () => {
    const uploader = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../test/fakes/upload-forever.ts'), site.kept.dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let printed = '';
    uploader.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const lastNumber = () => Number(printed.trimEnd().split('\n').at(-1)?.split(' ')[0] ?? 0);
    const until = async (isTrue: () => boolean) => {
      while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    try {
      await until(() => lastNumber() >= 5);
      for (let round = 1; round <= 3; round += 1) {
        const before = lastNumber();
        const made = join(folder, `${round}.tar`);
        expect(makeBackup(site.kept.dataDir, made, START_AT_MS)).toMatchObject({ file: made });
        await until(() => lastNumber() > before + 3);
        expect(restore(made, true)).toMatchObject({ madeAt: expect.any(String) });
        const keep = openRestored();
        // each acknowledged segment before the backup is in it, and it goes on from there
        expect(keep.store.activeProbe('home')?.lastNumber).toBeGreaterThanOrEqual(before);
        const rebuilt = await keep.rebuild();
        expect(rebuilt.segments).toBe(keep.store.activeProbe('home')?.lastNumber);
        await keep.close();
      }
    } finally {
      uploader.kill('SIGKILL');
    }
  });
});

describe('restoring', () => {
  test('refuses while the server runs, and replaces nothing', async () => {
    await backedUp();
    expect(restore(file, true, site.kept.dataDir)).toContain('the server is running');
    await site.kept.keep.close();
    expect(restore(file, false, site.kept.dataDir)).toContain('--set-aside');
    const before = readFileSync(join(site.kept.dataDir, 'linewitness.sqlite'));
    const restored = restore(file, true, site.kept.dataDir);
    const aside = typeof restored === 'string' ? restored : (restored.setAside ?? '');
    expect(aside).toMatch(/linewitness-keep-.*\.before-20261001T0600\d+Z$/);
    expect(readFileSync(join(aside, 'linewitness.sqlite')).equals(before)).toBe(true);
    rmSync(aside, { recursive: true });
    site.kept.keep = openRestored(site.kept.dataDir);
  });

  test('an older one: the probe is asked for what is missing, sends it, and is where it was', async () => {
    await backedUp();
    const later = site.segments(4);
    await site.send({ segments: later });
    await site.kept.keep.close();
    const restored = restore(file, true, site.kept.dataDir);
    rmSync(typeof restored === 'string' ? restored : (restored.setAside ?? ''), { recursive: true });
    site.kept.keep = openRestored(site.kept.dataDir);
    const next = site.segments(1);
    const upload = (segments: string[]) =>
      site.kept.keep.takeUpload(site.probe.upload(segments, START_AT_MS), null, START_AT_MS);
    const ahead = await upload(next);
    expect(ahead.answer.error).toMatchObject({ expectedNumber: 4 });
    const all = await upload([...later, ...next]);
    expect([all.answer.error, all.answer.receipts.length]).toEqual([null, 5]);
    expect(site.kept.keep.store.activeProbe('home')?.lastNumber).toBe(8);
  });

  test('a byte changed anywhere, or an end that is missing, changes nothing', async () => {
    await backedUp();
    const bytes = readFileSync(file);
    const bad = join(folder, 'bad.tar');
    for (let at = 7; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(bad, changed);
      const answer = restore(bad);
      // what fills a block up, or a mode in a header's unused part, carries nothing; all else is found
      if (typeof answer !== 'string') expect.fail(`byte ${at} of ${bytes.length} was not missed`);
      expect(answer).toContain('nothing was changed');
    }
    for (const length of [0, 100, 600, 2000, bytes.length / 2, bytes.length - 1500]) {
      writeFileSync(bad, bytes.subarray(0, length));
      expect(restore(bad)).toContain('nothing was changed');
    }
    expect(readdirSync(folder).toSorted()).toEqual(['backup.tar', 'bad.tar']);
  });

  test.each([
    ['../../evil', '0'],
    ['/etc/evil', '0'],
    ['linewitness.sqlite', '2'],
    ['linewitness.sqlite', '1'],
    ['linewitness.sqlite', '5'],
    ['evil.sqlite', '0'],
  ])('an archive with the member %s of type %s writes nothing anywhere', async (name, type) => {
    await backedUp();
    const bytes = readFileSync(file);
    const start = bytes.indexOf(Buffer.from('linewitness.sqlite\0'), 1024 - 512);
    expect(start % 512).toBe(0);
    const header = bytes.subarray(start, start + 512);
    header.fill(0, 0, 100);
    header.write(name, 0, 'latin1');
    header.write(type, 156, 'latin1');
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    const bad = join(folder, 'bad.tar');
    writeFileSync(bad, bytes);
    expect(restore(bad)).toContain('nothing was changed');
    expect(readdirSync(folder).toSorted()).toEqual(['backup.tar', 'bad.tar']);
    expect(existsSync('/etc/evil')).toBe(false);
  });

  test('an archive that claims to be huge is refused before it is written', async () => {
    const bad = join(folder, 'bad.tar');
    const text = Buffer.alloc(20_000, 0x20);
    writeFileSync(
      bad,
      Buffer.concat([
        memberHeader({ name: 'manifest.json', sizeBytes: text.length }, 0),
        text,
        Buffer.alloc(paddingBytes(text.length)),
      ]),
    );
    expect(restore(bad)).toContain('not a backup');
  });

  test('a file that is no backup, and none at all', () => {
    const bad = join(folder, 'bad.tar');
    writeFileSync(bad, 'x'.repeat(5000));
    expect(restore(bad)).toContain('not a backup of Linewitness');
    expect(restore(join(folder, 'none.tar'))).toContain('nothing was changed');
  });
});

describeWith(['namespaces'], 'on a disk that is full', () => {
  test('backup and restore say so and leave nothing behind', async () => {
    await backedUp();
    const small = join(folder, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small]);
    try {
      chmodSync(small, 0o700);
      expect(makeBackup(site.kept.dataDir, join(small, 'b.tar'), START_AT_MS)).toMatch(/disk is full|not made/);
      expect(readdirSync(small)).toEqual([]);
      expect(restore(file, false, join(small, 'server'))).toContain('nothing was changed');
      expect(readdirSync(small)).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
    copyFileSync(file, join(folder, 'still-good.tar'));
    expect(restore(join(folder, 'still-good.tar'))).toMatchObject({ setAside: null });
  });
});
