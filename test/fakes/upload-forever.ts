import { openKeep } from '../../server/keep.ts';
import { openFakeProbe } from './fake-probe.ts';
import { START_AT_MS } from './kept.ts';

/** Started by server/crash.test.ts: takes in segment after segment until it is killed, and prints every receipt. */
const [, , dataDir = ''] = process.argv;
const keep = openKeep({
  dataDir,
  nowMs: () => START_AT_MS,
  log: () => {},
  selfCheck: async () => 'not-checked',
  zone: 'Europe/Berlin',
  retention: { rawDays: 400, fiveMinuteDays: 90, hourDays: 1200 },
  sessionDays: 30,
});
const probe = openFakeProbe(1);
const kept = keep.store.activeProbe('home')?.lastNumber ?? 0;
// the same segments as before: made again, not sent again
for (let number = 1; number <= kept; number += 1) probe.next(probe.rounds(12, START_AT_MS));
for (let number = kept + 1; ; number += 1) {
  const upload = probe.upload([probe.next(probe.rounds(12, START_AT_MS))], START_AT_MS);
  const { answer } = await keep.takeUpload(upload, null, START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
  process.stdout.write(`${number} ${JSON.stringify(answer.receipts[0])}\n`);
}
