import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeIngestServer } from '../test/fakes/fake-ingest-server.ts';
import { CONTEXT, KEY, newKey, openLogBook } from '../test/fakes/small-journal.ts';
import type { Reading } from './checks/check.ts';
import { type ContactOptions, measureContact, startContact } from './contact.ts';
import { openServerConnection, type ServerConnection } from './sender-connection.ts';

let server: FakeIngestServer;
let connection: ServerConnection;
const offsets: { offsetMs: number; errorMs: number }[] = [];
const readings: Reading[] = [];
beforeEach(async () => {
  server = new FakeIngestServer();
  server.probePublicKey = KEY.publicKey;
  await server.listen();
  connection = openServerConnection(server.url);
  offsets.length = 0;
  readings.length = 0;
});
afterEach(async () => {
  await connection.close();
  await server.close();
});

function options(): ContactOptions {
  return {
    connection,
    key: KEY,
    serverPublicKey: server.key.publicKey,
    clocks: { tickMs: () => Math.trunc(performance.now()), wallAtMs: () => Date.now(), bootId: CONTEXT.bootId },
    waiting: () => 3,
    onServerOffset: (offset) => offsets.push(offset),
    onReading: (_sentTickMs, reading) => readings.push(reading),
    log: openLogBook().log,
  };
}

test('the first contact learns the challenge and is repeated with it at once', async () => {
  const loop = startContact(options());
  await vi.waitFor(() => expect(server.contacts).toBe(1), { interval: 5 });
  await vi.waitFor(() => expect(offsets).toHaveLength(1), { interval: 5 });
  loop.wake();
  await vi.waitFor(() => expect(server.contacts).toBe(2), { interval: 5 });
  await vi.waitFor(() => expect(readings).toHaveLength(2), { interval: 5 }); // the answer is still on its way
  expect(readings.map(({ outcome, facts }) => [outcome, facts])).toEqual([
    ['reply', { answer: 'ok' }],
    ['reply', { answer: 'ok' }],
  ]);
  expect(readings.every(({ latencyUs }) => (latencyUs ?? 0) > 100)).toBe(true);
  loop.stop();
});

test('four stamps give the offset of the clock within its error', async () => {
  server.clockAheadMs = -3_600_000;
  const outcome = await measureContact(options(), '-');
  if (!outcome.isAnswered) throw new Error(outcome.reason);
  expect(Math.abs(outcome.offset.offsetMs + 3_600_000)).toBeLessThanOrEqual(outcome.offset.errorMs);
});

test('an answer by another key is no contact', async () => {
  const outcome = await measureContact({ ...options(), serverPublicKey: newKey().publicKey }, '-');
  expect(outcome).toMatchObject({
    isAnswered: false,
    reason: 'its answer is signed by another key',
    testimony: 'wrong',
  });
});

test('a server that does not know the probe, or is not there, is no contact and no error', async () => {
  server.probePublicKey = newKey().publicKey;
  expect(await measureContact(options(), '-')).toMatchObject({
    reason: 'it answers with HTTP 401',
    testimony: 'refused',
  });
  await server.close();
  expect(await measureContact(options(), '-')).toMatchObject({ isAnswered: false, testimony: 'silent' });
});
