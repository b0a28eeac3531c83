import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { checkChain, knownMethod, openLogBook, segmentTexts } from '../test/fakes/small-journal.ts';
import { openJournalDisk } from './journal-disk.ts';
import { recoverJournal } from './journal-recovery.ts';
import { recoverSpill } from './journal-spill.ts';
import { loadOrCreateKey, probeKey } from './key-file.ts';

const KILLS = 8;

/** Runs the writer and kills it some milliseconds after its first sealed segment. Returns what it said. */
async function runAndKill(folder: string, runId: string, afterMs: number): Promise<string> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', 'test', 'fakes', 'journal-child.ts'), folder, runId],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  const exited = new Promise((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('sealed')) resolve();
    });
    child.once('close', () => resolve());
  });
  await sleep(afterMs);
  child.kill('SIGKILL');
  await exited;
  return said;
}

test('a probe killed at random points keeps every sealed segment and every round it had kept, in one chain', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linewitness-kill-'));
  try {
    await loadOrCreateKey(join(folder, 'key.pem'));
    const kept: string[] = [];
    let sealedThrough = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const runId = String(kill).padStart(16, '0');
      const said = await runAndKill(folder, runId, Math.random() * 40);
      kept.push(...[...said.matchAll(/^kept (\S+ \d+)$/gm)].map((match) => match[1] ?? ''));
      sealedThrough = Math.max(
        sealedThrough,
        ...[...said.matchAll(/^sealed (\d+)$/gm)].map((match) => Number(match[1])),
      );
    }
    const key = probeKey(createPrivateKey(await readFile(join(folder, 'key.pem'), 'utf8')));
    const disk = await openJournalDisk(join(folder, 'journal'));
    const options = { disk, key, delivered: null, methodText: knownMethod, log: openLogBook().log };
    await recoverSpill(options, await recoverJournal(options), await openJournalDisk(join(folder, 'spill')));
    const segments = checkChain(await segmentTexts(disk), undefined, key.publicKey);
    expect(segments.at(-1)?.number).toBeGreaterThanOrEqual(sealedThrough);
    const rounds = segments.flatMap(({ runId, rounds: own }) => own.map((round) => `${runId} ${round.sequence}`));
    expect(new Set(rounds).size).toBe(rounds.length);
    expect(kept.filter((round) => !rounds.includes(round))).toEqual([]);
    expect(kept.length).toBeGreaterThan(KILLS * 6);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
