import { describe, expect, test } from 'vitest';
import { runAttempt } from './attempts.ts';
import { type Attempt, answered, type Reading, unanswered } from './checks/check.ts';

const later = <Value>(ms: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), ms));

async function run(measure: (attempt: Attempt) => Promise<Reading>, signal = new AbortController().signal) {
  const told: string[] = [];
  const bugs: unknown[] = [];
  await runAttempt({
    measure,
    tickMs: () => 77,
    lateAfterMs: 40,
    listenMs: 120,
    personal: () => 'hash:',
    moment: null,
    signal,
    onReading: (sentTickMs, { outcome }) => told.push(`${sentTickMs} ${outcome}`),
    onBug: (error) => bugs.push(error),
  });
  return { told, bugs };
}

describe('an attempt', () => {
  test('that is answered in time is told once', async () => {
    expect((await run(async () => answered(5000))).told).toEqual(['77 reply']);
  });

  test('that is answered late is first a loss, then superseded', async () => {
    expect((await run(() => later(80, answered(2_500_000)))).told).toEqual(['77 timeout', '77 late']);
  });

  test('that is never answered is a loss, told once, and ends at its deadline', async () => {
    const measure = ({ signal }: Attempt) =>
      new Promise<Reading>((resolve) => signal.addEventListener('abort', () => resolve(unanswered('timeout'))));
    expect((await run(measure)).told).toEqual(['77 timeout']);
  });

  test('that turns out not to have been measured takes its loss back', async () => {
    expect((await run(() => later(80, unanswered('not-permitted')))).told).toEqual(['77 timeout', '77 not-permitted']);
  });

  test('whose check throws is a tool-error, never a loss', async () => {
    const { told, bugs } = await run(async () => {
      throw new Error('bug: in the check');
    });
    expect(told).toEqual(['77 tool-error']);
    expect(bugs).toHaveLength(1);
  });

  test('that is ended from outside tells nothing', async () => {
    const end = new AbortController();
    const measure = ({ signal }: Attempt) =>
      new Promise<Reading>((resolve) => signal.addEventListener('abort', () => resolve(unanswered('timeout'))));
    const running = run(measure, end.signal);
    end.abort();
    expect((await running).told).toEqual([]);
  });

  test('an answer that came in time but could not be read is not taken for lost', async () => {
    const measure = () => {
      const reading = new Promise<Reading>((resolve) => setImmediate(() => resolve(answered(1000))));
      const untilMs = performance.now() + 90; // the whole program is held up past the deadline
      while (performance.now() < untilMs);
      return reading;
    };
    expect((await run(measure)).told).toEqual(['77 reply']);
  });
});
