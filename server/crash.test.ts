import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFakeProbe } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';
import { DERIVED_TABLES } from './store/derived-tables.ts';

let kept: Kept;
beforeEach(() => {
  kept = openKept();
});
afterEach(() => kept.remove());

/** Uploads without end in a process of its own, and prints each receipt as soon as it has it. */
function startUploading() {
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, '..', 'test', 'fakes', 'upload-forever.ts'), kept.dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const receipts: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => receipts.push(line));
  return { child, receipts };
}

describe('a server that is killed in the middle of uploads', () => {
  test('has lost no segment that it gave a receipt for, three times in a row', async () => {
    enrolFake(kept.keep, 'home', openFakeProbe(1));
    await kept.keep.close();
    let last = 0;
    for (const wanted of [5, 40, 90]) {
      const { child, receipts } = startUploading();
      await expect.poll(() => receipts.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(wanted);
      child.kill('SIGKILL');
      await once(child, 'close');
      const keep = await reopenAfterCrash();
      const number = keep.store.activeProbe('home')?.lastNumber ?? 0;
      const promised = Math.max(...receipts.map((line) => Number(line.split(' ')[0])));
      expect(number).toBeGreaterThanOrEqual(promised);
      expect(promised).toBeGreaterThan(last);
      last = number;
      expect(await receiptsOf(keep, receipts)).toEqual(receipts);
      const derived = kept.rows(DERIVED_TABLES);
      await keep.rebuild();
      expect(kept.rows(DERIVED_TABLES)).toBe(derived);
      await keep.close();
    }
    kept.keep = await reopenAfterCrash();
    expect(readFileSync(join(kept.dataDir, 'linewitness.sqlite')).length).toBeGreaterThan(0);
  });

  async function reopenAfterCrash() {
    // `reopen` closes the one that is open; here it is closed already, or dead
    kept.keep.close = async () => {};
    return await kept.reopen();
  }

  /** What the server answers when the same segments are sent again. */
  async function receiptsOf(keep: Kept['keep'], lines: string[]): Promise<string[]> {
    const probe = openFakeProbe(1);
    const wanted = new Set(lines.map((line) => Number(line.split(' ')[0])));
    const texts = Array.from({ length: Math.max(...wanted) }, () => probe.next(probe.rounds(12, START_AT_MS)));
    const found: string[] = [];
    for (let at = 0; at < texts.length; at += 100) {
      const { answer } = await keep.takeUpload(probe.upload(texts.slice(at, at + 100), START_AT_MS), null, START_AT_MS);
      for (const [index, receipt] of answer.receipts.entries()) {
        if (wanted.has(at + index + 1)) found.push(`${at + index + 1} ${JSON.stringify(receipt)}`);
      }
    }
    return found;
  }
});
