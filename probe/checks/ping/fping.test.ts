import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { describeWith } from '../../../test/needs.ts';
import type { Reading } from '../check.ts';
import { fpingStaggerMs, startFping, tryFping } from './fping.ts';
import type { Pinger } from './pinger.ts';

const tickMs = () => Number(process.hrtime.bigint() / 1_000_000n);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const open: Pinger[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pinger) => pinger.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function start(addresses: string[], { program, spacingMs = 500 }: { program?: string; spacingMs?: number } = {}) {
  const readings: { target: number; sentTickMs: number; reading: Reading }[] = [];
  const unmeasured: { fromTickMs: number; toTickMs: number; cause: string }[] = [];
  const troubles: string[] = [];
  const staggerMs = fpingStaggerMs(spacingMs, addresses.length);
  const pinger = startFping({
    order: {
      targets: addresses.map((address, index) => ({ target: index, address, offsetMs: index * staggerMs })),
      spacingMs,
      staggerMs,
      lateAfterMs: 2000,
      listenMs: 10_000,
      senderOf: () => 'beyond',
    },
    tickMs,
    ...(program && { program }),
    events: {
      onReading: (target, sentTickMs, reading) => readings.push({ target, sentTickMs, reading }),
      onUnmeasured: (fromTickMs, toTickMs, cause) => {
        if (toTickMs > fromTickMs) unmeasured.push({ fromTickMs, toTickMs, cause });
      },
      onTrouble: (message) => troubles.push(message),
    },
  });
  open.push(pinger);
  return { pinger, readings, unmeasured, troubles };
}

/** A program that stands in for fping. */
function fake(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lw-fping-'));
  folders.push(folder);
  const path = join(folder, 'fping');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describeWith(['fping'], 'the real fping on loopback', () => {
  test('may be used here', async () => {
    expect(await tryFping()).toBeNull();
  });

  test('each target is answered in its own slot, on a grid that does not drift', async () => {
    const { pinger, readings, troubles } = start(['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']);
    await pause(3200);
    pinger.settle(tickMs());
    expect(troubles).toEqual([]);
    const first = readings.filter(({ target }) => target === 0);
    expect(first.length).toBeGreaterThanOrEqual(6);
    const [begin, end] = [first[0]?.sentTickMs ?? 0, first.at(-1)?.sentTickMs ?? 0];
    expect(Math.abs(end - begin - (first.length - 1) * 500)).toBeLessThan(60);
    for (const { reading } of readings) expect(reading).toMatchObject({ outcome: 'reply', unreachableSender: null });
    const perTarget = [0, 1, 2, 3, 4].map((index) => readings.filter(({ target }) => target === index).length);
    expect(Math.max(...perTarget) - Math.min(...perTarget)).toBeLessThanOrEqual(1);
  });

  test('its lines arrive when they are written: no buffer of the pipe holds them back', async () => {
    const { readings } = start(['127.0.0.1'], { spacingMs: 400 });
    await pause(350);
    expect(readings).toHaveLength(1);
  });

  test('after a step of the clock it is started again, and the hole is told', async () => {
    const { pinger, readings, unmeasured } = start(['127.0.0.1']);
    await pause(300);
    const stepTickMs = tickMs();
    pinger.restart(stepTickMs, 'clock-step');
    await pause(300);
    expect(readings.length).toBeGreaterThanOrEqual(2);
    expect(unmeasured.at(-1)).toMatchObject({ fromTickMs: stepTickMs - 2000, cause: 'clock-step' });
  });

  test('after stop nothing is told and no process is left', async () => {
    const { pinger, readings } = start(['127.0.0.1']);
    await pause(200);
    await pinger.stop();
    const count = readings.length;
    await pause(700);
    expect(readings).toHaveLength(count);
  });
});

describe('a strange fping', () => {
  test('one that is missing, or may not be started, or fails is no way to measure, with the reason', async () => {
    expect(await tryFping('/nonexistent/fping')).toBe('fping is not installed');
    expect(await tryFping(fake('echo "can\'t create socket (must run as root?)" >&2; exit 4'))).toBe(
      "fping did not reach this machine itself (can't create socket (must run as root?))",
    );
    expect(await tryFping(fake('exit 0'))).toContain('fping did not reach this machine itself');
  });

  test('one that hangs in the self-test is given up after three seconds', async () => {
    expect(await tryFping(fake('exec sleep 60'))).toContain('fping did not reach this machine itself');
  });

  test('one that ends is started again, and the time between is told as not measured', async () => {
    const { pinger, unmeasured, troubles, readings } = start(['127.0.0.1'], { program: fake('exit 3') });
    await pause(400);
    pinger.settle(tickMs());
    expect(troubles).toEqual(['fping ended (code 3)']);
    expect(unmeasured.map(({ cause }) => cause)).toContain('tool');
    await pause(1000);
    expect(troubles.length).toBeGreaterThanOrEqual(2);
    expect(readings).toEqual([]);
  });

  test('one that is missing is tried again and again, and never a loss', async () => {
    const { pinger, unmeasured, troubles, readings } = start(['127.0.0.1'], { program: '/nonexistent/fping' });
    await pause(100);
    pinger.settle(tickMs() + 5000);
    expect(troubles[0]).toContain('fping could not be started');
    expect(unmeasured.map(({ cause }) => cause)).toContain('tool');
    expect(readings).toEqual([]);
  });

  test('one that prints nonsense is reported, and its nonsense is no reading', async () => {
    const script = 'echo nonsense; echo "10.9.9.9 : [0], 24 bytes, 1 ms (1 avg, 0% loss)"; exec sleep 60';
    const { readings, troubles } = start(['127.0.0.1'], { program: fake(script) });
    await pause(300);
    expect(troubles).toEqual(['fping said something unexpected', 'fping said something unexpected']);
    expect(readings).toEqual([]);
  });

  test('lines that come in pieces are put together', async () => {
    const script =
      'printf "127.0.0.1 : [0], 24 by"; sleep 0.1; printf "tes, 0.3 ms (0.3 avg, 0%% loss)\\n"; exec sleep 60';
    const { readings } = start(['127.0.0.1'], { program: fake(script) });
    await pause(400);
    expect(readings.map(({ reading }) => reading.latencyUs)).toEqual([300]);
  });

  test('one that did not get to run is behind its schedule: it is started again, and the hole is told', async () => {
    const line = (index: number) => `echo "127.0.0.1 : [${index}], 24 bytes, 0.3 ms (0.3 avg, 0% loss)"`;
    const script = `${line(0)}; sleep 0.5; ${line(1)}; sleep 2.6; ${line(2)}; exec sleep 60`;
    const { pinger, readings, unmeasured, troubles } = start(['127.0.0.1'], { program: fake(script) });
    for (let beat = 0; beat < 17; beat++) {
      await pause(200);
      pinger.settle(tickMs());
    }
    expect(troubles).toEqual(['fping is behind its schedule and is started again']);
    const hole = unmeasured.find(({ cause }) => cause === 'tool');
    expect((hole?.toTickMs ?? 0) - (hole?.fromTickMs ?? 0)).toBeGreaterThan(2500);
    const losses = readings.filter(({ reading }) => reading.outcome === 'timeout');
    expect(losses.every(({ sentTickMs }) => sentTickMs >= (hole?.fromTickMs ?? 0))).toBe(true);
    expect(readings.filter(({ reading }) => reading.outcome === 'reply').length).toBeGreaterThanOrEqual(3);
  });

  test('one that says nothing at all can not be sending: after its own time-out its silence is no loss', async () => {
    const { pinger, readings } = start(['127.0.0.1'], { program: fake('exec sleep 60'), spacingMs: 5000 });
    const startTickMs = tickMs();
    for (let second = 1; second <= 14; second++) pinger.settle(startTickMs + second * 1000);
    await pause(100);
    expect(readings.slice(0, 1).map(({ reading }) => reading.outcome)).toEqual(['timeout']);
    const settled = readings.filter(({ sentTickMs }) => sentTickMs === readings[0]?.sentTickMs).at(-1);
    expect(settled?.reading).toMatchObject({ outcome: 'tool-error', facts: { error: 'not-sent' } });
  });
});
