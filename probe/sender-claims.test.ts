import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSendingHome, type SendingHome } from '../test/fakes/sending-home.ts';
import { checkChain, measure } from '../test/fakes/small-journal.ts';
import type { Sender } from './sender.ts';

/** A refusal (409) is not signed: whoever stands between may make one up. */

let home: SendingHome;
beforeEach(async () => {
  home = await openSendingHome();
});
afterEach(() => home.close());

function refuseOnce(expectedNumber: number, expectedPreviousSha256: string): void {
  const error = { code: 'gap', message: 'not that one', expectedNumber, expectedPreviousSha256 };
  home.server.misbehaviours.push({ kind: 'status', status: 409, body: JSON.stringify({ receipts: [], error }) });
}

const said = (words: string) => vi.waitFor(() => expect(home.logBook.lines.join('')).toContain(words), { interval: 5 });
const settled = (sender: Sender, number: number) =>
  vi.waitFor(() => expect(sender.deliveredThrough()).toBe(number), { timeout: 10_000, interval: 10 });

test('that everything is there already is no promise: nothing counts as delivered without a receipt', async () => {
  await measure(home.small, { rounds: 6, perSegment: 1 });
  refuseOnce(7, home.small.journal.sealed.sha256);
  const { sender } = await home.start();
  await said('going on from there');
  expect(sender.deliveredThrough()).toBe(0);
  expect(sender.waiting()).toBe(6);
  await measure(home.small, { sequence: 6, rounds: 1, perSegment: 1 });
  sender.wake();
  await settled(sender, 7);
  expect(checkChain(home.server.texts())).toHaveLength(7);
});

test('a number out of this world does not make the probe count on from there', async () => {
  await measure(home.small, { rounds: 3, perSegment: 1 });
  refuseOnce(Number.MAX_SAFE_INTEGER, 'ab'.repeat(32));
  const { sender } = await home.start();
  await said('no probe can have');
  expect(home.small.journal.sealed.number).toBe(3);
  sender.wakeAfterSilence();
  await settled(sender, 3);
});
