import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRoot } from '../config.ts';
import type { AlarmPath, NewAlarmPath } from '../store/alarm-tables.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { type AlarmQueue, NOTES, openAlarmQueue } from './alarm-queue.ts';
import type { Delivery, SendResult } from './delivery.ts';

const T0 = Date.UTC(2026, 0, 10, 12);
const MINUTE_MS = 60_000;

let store: Store;
let nowMs: number;
let sent: { path: number; message: Delivery }[];
let results: SendResult[];
let queue: AlarmQueue;

beforeEach(() => {
  nowMs = T0;
  sent = [];
  results = [];
  ({ store } = openStore({ path: ':memory:', migrationsDir: join(findRoot(), 'drizzle', 'migrations'), nowMs }));
  queue = open();
});
afterEach(() => store.close());

function open(): AlarmQueue {
  return openAlarmQueue({
    store,
    nowMs: () => nowMs,
    log: () => undefined,
    publicUrl: 'https://line.example',
    send: async (path, message) => {
      sent.push({ path: path.id, message });
      return results.shift() ?? { outcome: 'sent', reply: 'ok' };
    },
    onResult: () => undefined,
  });
}

function addPath(over: Partial<NewAlarmPath> = {}): AlarmPath {
  const row: NewAlarmPath = {
    kind: 'ntfy',
    target: 'https://ntfy.sh/t',
    secret: null,
    language: 'de',
    isOn: true,
    quietFromMinute: null,
    quietToMinute: null,
    zone: 'Europe/Berlin',
    announceAfterSeconds: 0,
    createdAtMs: nowMs,
    ...over,
  };
  const id = store.alarms.insertAlarmPath(row);
  return { ...row, id, failingSinceAtMs: null, lastProblem: null };
}

function put(path: AlarmPath, kind: string, subjectKey: string, dueAtMs = nowMs): number {
  const message = store.alarms.insertAlarmMessage({
    pathId: path.id,
    line: null,
    kind,
    subjectKey,
    title: `${kind} ${subjectKey}`,
    body: 'text',
    pagePath: '/lines/home',
    facts: '{"n":1}',
    state: 'waiting',
    createdAtMs: nowMs,
    dueAtMs,
  });
  if (message === null) throw new Error('was there already');
  return message.id;
}

const titles = () => sent.map(({ message }) => message.title);
const temporary: SendResult = { outcome: 'temporary', reply: '451 later', retryAfterMs: null };

describe('a message that is due', () => {
  test('is sent once, with its page, and kept with the answer', async () => {
    const path = addPath();
    const id = put(path, 'outage-began', 'a');
    await queue.run([path]);
    await queue.run([path]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.message).toMatchObject({ url: 'https://line.example/lines/home', facts: { n: 1 } });
    expect(store.alarms.alarmMessage(id)).toMatchObject({ state: 'sent', sentAtMs: T0, reply: 'ok', attempts: 1 });
  });

  test('waits for its time', async () => {
    const path = addPath();
    put(path, 'outage-began', 'a', T0 + MINUTE_MS);
    await queue.run([path]);
    expect(sent).toEqual([]);
    nowMs += MINUTE_MS;
    await queue.run([path]);
    expect(sent).toHaveLength(1);
  });

  test('about the same thing is taken only once', () => {
    const path = addPath();
    put(path, 'outage-began', 'a');
    expect(() => put(path, 'outage-began', 'a')).toThrow('was there already');
  });
});

describe('a failure that may pass', () => {
  test('is tried again after 10 s, 30 s, 2 min, 10 min, then each hour, for a day', async () => {
    const path = addPath();
    const id = put(path, 'outage-began', 'a');
    results = Array(100).fill(temporary);
    const at: number[] = [];
    for (; nowMs < T0 + 30 * 60 * MINUTE_MS; nowMs += 10_000) {
      const before = sent.length;
      await queue.run([path]);
      if (sent.length > before) at.push((nowMs - T0) / 1000);
    }
    expect(at.slice(0, 7)).toEqual([0, 10, 40, 160, 760, 4360, 7960]);
    expect(at.at(-1)).toBeLessThan(24 * 3600);
    expect(store.alarms.alarmMessage(id)).toMatchObject({ state: 'failed', reply: NOTES.gaveUp });
  });

  test('waits as long as the other side asks', async () => {
    const path = addPath();
    const id = put(path, 'outage-began', 'a');
    results = [{ ...temporary, retryAfterMs: 300_000 }];
    await queue.run([path]);
    expect(store.alarms.alarmMessage(id)).toMatchObject({
      dueAtMs: T0 + 300_000,
      state: 'waiting',
      reply: '451 later',
    });
  });

  test('holds back what comes after it, on this path alone; then all goes out in one message', async () => {
    const [one, two] = [addPath(), addPath()];
    put(one, 'flapping', 'a');
    results = [temporary];
    await queue.run([one]);
    put(one, 'disk-filling', 'b');
    put(two, 'disk-filling', 'b');
    await queue.run([one, two]);
    expect(sent.map(({ path }) => path)).toEqual([one.id, two.id]);
    nowMs += 10_000;
    await queue.run([one, two]);
    expect(titles().at(-1)).toBe('2 Nachrichten von Linewitness');
    expect(sent.at(-1)?.message.text).toMatch(/flapping a[\s\S]*disk-filling b/);
    expect(store.alarms.waitingAlarmMessages()).toEqual([]);
  });
});

test('a failure for good is not tried again, and does not hold back the next message', async () => {
  const path = addPath();
  const id = put(path, 'outage-began', 'a');
  results = [{ outcome: 'permanent', reply: '550 unknown' }];
  await queue.run([path]);
  put(path, 'outage-began', 'b');
  await queue.run([path]);
  expect(store.alarms.alarmMessage(id)).toMatchObject({ state: 'failed', reply: '550 unknown' });
  expect(titles()).toEqual(['outage-began a', 'outage-began b']);
});

describe('in quiet hours', () => {
  const quiet = { quietFromMinute: 12 * 60, quietToMinute: 15 * 60 };

  test('nothing goes out; afterwards all of it in one message, a begin that is over told by its end', async () => {
    const path = addPath(quiet);
    const began = put(path, 'outage-began', 'a');
    put(path, 'outage-ended', 'a');
    put(path, 'disk-filling', 'd');
    await queue.run([path]);
    expect(sent).toEqual([]);
    nowMs = T0 + 2 * 60 * MINUTE_MS;
    await queue.run([path]);
    expect(titles()).toEqual(['2 Nachrichten von Linewitness']);
    expect(sent[0]?.message.text).not.toContain('outage-began a');
    expect(store.alarms.alarmMessage(began)).toMatchObject({ state: 'dropped', reply: NOTES.merged });
  });

  test('a single message that waited is sent as it is', async () => {
    const path = addPath(quiet);
    put(path, 'outage-began', 'a');
    put(path, 'outage-ended', 'a');
    nowMs = T0 + 2 * 60 * MINUTE_MS;
    await queue.run([path]);
    expect(titles()).toEqual(['outage-ended a']);
  });
});

test('a crash while a message is sent sends it once more, under the same id', async () => {
  const path = addPath();
  put(path, 'outage-began', 'a');
  const crashed = openAlarmQueue({
    store,
    nowMs: () => nowMs,
    log: () => undefined,
    publicUrl: null,
    send: async (_path, message) => {
      sent.push({ path: path.id, message });
      throw new Error('power cut');
    },
    onResult: () => undefined,
  });
  await crashed.run([path]);
  await open().run([path]);
  expect(sent).toHaveLength(1);
  nowMs += 10_000;
  await open().run([path]);
  expect(sent.map(({ message }) => message.id)).toEqual([sent[0]?.message.id, sent[0]?.message.id]);
  nowMs += MINUTE_MS;
  await open().run([path]);
  expect(sent).toHaveLength(2);
});

test('a path that is off is not used', async () => {
  const path = addPath({ isOn: false });
  put(path, 'outage-began', 'a');
  await queue.run([path]);
  expect(sent).toEqual([]);
});
