import { afterEach, describe, expect, test } from 'vitest';
import { type FakeClock, type NtpManner, startFakeClock } from '../../../test/fakes/fake-ntp-server.ts';
import { ntpCheck } from './measure.ts';
import { clockOffset, parseNtpAnswer } from './ntp-message.ts';

let clock: FakeClock | null = null;
afterEach(() => {
  clock?.close();
  clock = null;
});

async function ask(manner: Partial<NtpManner>, waitMs = 150) {
  clock = await startFakeClock(manner);
  return ntpCheck.measure(
    { address: '127.0.0.1', port: clock.port },
    {
      signal: AbortSignal.timeout(waitMs),
      tickUs: () => Number(process.hrtime.bigint() / 1000n),
      personal: () => 'hash:',
      moment: null,
    },
  );
}

describe('a clock that is set', () => {
  test.each([0, 90_061_001, -86_400_000])('and %i ms ahead is found so, within its error', async (aheadMs) => {
    const reading = await ask({ aheadMs }, 2000);
    const { offsetMs = Number.NaN, errorMs = Number.NaN } = reading.readings;
    expect(reading).toMatchObject({ outcome: 'reply', readings: { stratum: 2 } });
    expect(Math.abs(offsetMs - aheadMs)).toBeLessThanOrEqual(errorMs);
    expect(errorMs).toBeLessThan(100);
  });

  test('adds its own error to that of the way', async () => {
    const reading = await ask({ rootDelayMs: 400, rootDispersionMs: 1000 }, 2000);
    expect(reading.readings['errorMs']).toBeGreaterThanOrEqual(1200);
  });

  test('in the year 2036, when seconds begin at 0 again, is read rightly', async () => {
    const untilEraMs = (0x1_0000_0000 - 2_208_988_800) * 1000 - Date.now() + 86_400_000;
    const reading = await ask({ aheadMs: untilEraMs, isNextEra: true }, 2000);
    expect(Math.abs((reading.readings['offsetMs'] ?? 0) - untilEraMs)).toBeLessThan(100);
  });
});

describe('no answer is', () => {
  test.each<[string, Partial<NtpManner>, Record<string, string>]>([
    ['a clock that is not set (leap 3)', { leap: 3 }, { answer: 'unsynchronised' }],
    ['a clock without a reference (stratum 16)', { stratum: 16 }, { answer: 'unsynchronised' }],
    ['a kiss-o’-death (stratum 0)', { stratum: 0 }, { answer: 'kiss' }],
    ['an answer to another request', { isOriginRight: false }, { answer: 'stranger' }],
    ['an answer cut short', { lengthBytes: 47 }, { answer: 'stranger' }],
    ['a broadcast', { mode: 5 }, { answer: 'stranger' }],
    ['our own request sent back', { mode: 3 }, { answer: 'stranger' }],
    ['silence', { isSilent: true }, {}],
  ])('%s', async (_what, manner, facts) => {
    expect(await ask(manner)).toMatchObject({ outcome: 'timeout', latencyUs: null, readings: {}, facts });
  });

  test('the refusal of a machine without a clock', async () => {
    clock = await startFakeClock();
    const { port } = clock;
    clock.close();
    clock = null;
    const reading = await ntpCheck.measure(
      { address: '127.0.0.1', port },
      { signal: AbortSignal.timeout(1000), tickUs: () => 0, personal: () => 'hash:', moment: null },
    );
    expect(reading).toMatchObject({ outcome: 'timeout', facts: { connection: 'refused' } });
  });
});

test('the request tells nothing of our clock, and each has another stamp', async () => {
  await ask({ isSilent: true });
  const first = clock?.requests[0] ?? Buffer.alloc(0);
  clock?.close();
  await ask({ isSilent: true });
  const second = clock?.requests[0] ?? Buffer.alloc(0);
  expect(first).toHaveLength(48);
  expect(first[0]).toBe(0x23);
  expect(first.subarray(1, 40)).toEqual(Buffer.alloc(39));
  expect(first.subarray(40)).not.toEqual(second.subarray(40));
});

test('a datagram of any length and content is read without harm', () => {
  const nonce = Buffer.alloc(8, 7);
  for (let length = 0; length < 80; length++) {
    for (const byte of [0, 0x24, 0xff]) expect(parseNtpAnswer(Buffer.alloc(length, byte), nonce)).toBe('stranger');
  }
});

test('a slow way makes the error larger, not the offset wrong', () => {
  const answer = { receivedAtMs: 10_300, sentAtMs: 10_310, stratum: 1, rootErrorMs: 0 };
  expect(clockOffset({ askedAtMs: 10_000, elapsedMs: 610, answer })).toEqual({ offsetMs: 0, errorMs: 301 });
});
