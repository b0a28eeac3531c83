import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEventHub, HEARTBEAT_MS } from './event-hub.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function reader(wanted: string | null = null) {
  const told: string[] = [];
  const client = {
    told,
    isOpen: true,
    hasEnded: false,
    wants: (line: string) => wanted === null || wanted === line,
    send: (text: string) => {
      if (client.isOpen) told.push(text);
      return client.isOpen;
    },
    end: () => {
      client.hasEnded = true;
    },
  };
  return client;
}

test('many changes within a second are told as one', () => {
  const hub = createEventHub(10);
  const one = reader('home');
  hub.join(one);
  for (let change = 0; change < 500; change += 1) hub.changed('home');
  vi.advanceTimersByTime(1000);
  expect(one.told).toEqual(['data: {"line":"home"}\n\n']);
  hub.changed('home');
  vi.advanceTimersByTime(1000);
  expect(one.told).toHaveLength(2);
});

test('a reader is told of its line only', () => {
  const hub = createEventHub(10);
  const [home, office, both] = [reader('home'), reader('office'), reader()];
  for (const client of [home, office, both]) hub.join(client);
  hub.changed('office');
  vi.advanceTimersByTime(1000);
  expect([home.told.length, office.told.length, both.told.length]).toEqual([0, 1, 1]);
});

test('every reader hears a beat every 15 seconds, so silence means that the server is gone', () => {
  const hub = createEventHub(10);
  const one = reader();
  hub.join(one);
  vi.advanceTimersByTime(3 * HEARTBEAT_MS);
  expect(one.told).toHaveLength(3);
});

test('the number of readers is bounded, and one who left makes room', () => {
  const hub = createEventHub(2);
  const leave = hub.join(reader());
  hub.join(reader());
  expect(hub.join(reader())).toBeNull();
  leave?.();
  expect(hub.join(reader())).not.toBeNull();
});

test('a reader whose stream is gone is forgotten with the next beat', () => {
  const hub = createEventHub(10);
  const gone = reader();
  hub.join(gone);
  gone.isOpen = false;
  vi.advanceTimersByTime(HEARTBEAT_MS);
  expect(hub.count()).toBe(0);
});

test('at the end every stream is ended and nothing is told any more', () => {
  const hub = createEventHub(10);
  const one = reader();
  hub.join(one);
  hub.changed('home');
  hub.close();
  vi.advanceTimersByTime(60_000);
  expect(one).toMatchObject({ hasEnded: true, told: [] });
});
