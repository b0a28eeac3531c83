import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alarms } from '../server/alarms/alarms.ts';
import type { Keep } from '../server/keep.ts';
import { type FakeProbe, openFakeProbe } from './fakes/fake-probe.ts';
import { type HttpSink, openHttpSink } from './fakes/http-sink.ts';
import { enrolFake, type Kept, openKept } from './fakes/kept.ts';

/** The whole way, in real time: a probe's upload, the outage derived from it, the message at the receiver. */

const NTFY = { kind: 'ntfy', language: 'de', isOn: true, zone: 'Europe/Berlin', announceAfterSeconds: 0 } as const;
type NewPath = Parameters<Alarms['add']>[0];

let kept: Kept;
let sink: HttpSink;
let probe: FakeProbe;
beforeEach(async () => {
  sink = await openHttpSink();
  probe = openFakeProbe(7);
  kept = openKept({
    nowMs: Date.now,
    alarms: { publicUrl: 'https://line.example', localTargets: new Set([sink.hostPort]) },
  });
  enrolFake(kept.keep, 'home', probe);
  kept.keep.startJobs();
});
afterEach(async () => {
  await kept.remove();
  await sink.close();
});

const path = (over: Partial<NewPath> = {}): NewPath => ({
  ...NTFY,
  target: `${sink.url}/topic-1`,
  secret: 'tk_secret',
  quietFromMinute: null,
  quietToMinute: null,
  ...over,
});

/** Sends 200 s of rounds that end now; without any answer from `fromMs` to `toMs` before now. Returns when it was declared. */
async function upload(keep: Keep, fromMs: number, toMs: number): Promise<number> {
  const now = Date.now();
  const isLost = (atMs: number) => atMs >= now - fromMs && atMs < now - toMs;
  const rounds = probe.rounds(40, now - 60_000 - 200_000, isLost);
  const { answer } = await keep.takeUpload(probe.upload([probe.next(rounds)], now), null, now);
  expect(answer.error).toBeNull();
  return Date.now();
}

async function until<T>(find: () => T | undefined | null | false, withinMs = 10_000): Promise<T> {
  for (const startedAtMs = Date.now(); Date.now() - startedAtMs < withinMs; ) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('did not happen in time');
}

describe('an outage that a probe reports', () => {
  test('leaves as a message within 10 s of being declared', async () => {
    kept.keep.alarms.add(path());
    const declaredAtMs = await upload(kept.keep, 60_000, -60_000);
    expect(kept.keep.store.current('home')?.state).toBe('down');
    const message = await until(() => sink.received[0]);
    console.info(`the alarm left ${message.atMs - declaredAtMs} ms after the outage was declared`);
    expect(message.atMs - declaredAtMs).toBeLessThan(10_000);
    expect(message.headers.authorization).toBe('Bearer tk_secret');
    expect(JSON.parse(message.body)).toMatchObject({ topic: 'topic-1', priority: 4, title: 'Ausfall: home' });
  });
});
