import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Journal } from '../../probe/journal.ts';
import { openJournalDisk } from '../../probe/journal-disk.ts';
import { recoverJournal } from '../../probe/journal-recovery.ts';
import { recoverSpill } from '../../probe/journal-spill.ts';
import { probeKey } from '../../probe/key-file.ts';
import { CONTEXT, HandClocks, knownMethod, makeRound, openLogBook } from './small-journal.ts';

/**
 * Writes a journal as fast as it can until it is killed: `journal-child.ts FOLDER RUN-ID`. Says each sealed number, and
 * each round once it is in the spill, on standard output, at once.
 */
const [folder = '', runId = ''] = process.argv.slice(2);
const key = probeKey(createPrivateKey(readFileSync(`${folder}/key.pem`, 'utf8')));
const disk = await openJournalDisk(`${folder}/journal`);
const spillDisk = await openJournalDisk(`${folder}/spill`);
const options = { disk, key, delivered: null, methodText: knownMethod, log: openLogBook().log };
const recovered = await recoverSpill(options, await recoverJournal(options), spillDisk);
const onSealed = (number: number) => void writeSync(1, `sealed ${number}\n`);
const journal = new Journal({ ...options, clocks: new HandClocks(), spillDisk, recovered, onSealed });
for (let sequence = 0; ; sequence += 1) {
  journal.append(makeRound(sequence), { ...CONTEXT, runId });
  if (sequence % 7 === 6) journal.close('interval');
  await journal.settled();
  writeSync(1, `kept ${runId} ${sequence}\n`);
  await sleep(0);
}
