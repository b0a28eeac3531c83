import { describe, expect, test } from 'vitest';
import { publicKeySchema } from './ids.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { formatMethod, parseMethod } from './method.ts';
import { seeded } from './outage/seeded.ts';
import { simulatedMethod } from './outage/simulated-line.ts';
import { CLOCK_STATES, formatRound, parseRound, type Round, UNMEASURED_CAUSES } from './round.ts';
import { classOfOutcome, OUTCOMES, type Sample, sampleFromCells, sampleToCells } from './sample.ts';

const NO_DETAILS = { readings: {}, facts: {} };

describe('stamps', () => {
  test('every instant has one spelling that reads back', () => {
    const random = seeded(1);
    for (let index = 0; index < 2000; index += 1) {
      const atMs = Math.floor(random() * 253_402_300_800_000);
      expect(parseInstant(formatInstant(atMs))).toBe(atMs);
    }
    expect(formatInstant(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(formatInstant(1_795_305_600_123)).toBe('2026-11-22T00:00:00.123Z');
    expect(formatInstant(-1)).toBe('1969-12-31T23:59:59.999Z');
    expect(parseInstant('2028-02-29T23:59:59.999Z')).toBe(1_835_481_599_999);
  });
  test('what is no instant is refused', () => {
    for (const text of [
      '2026-02-29T00:00:00.000Z',
      '2026-11-22T24:00:00.000Z',
      '2026-11-22T00:00:60.000Z',
      '2026-11-22T00:00:00Z',
      '2026-11-22T00:00:00.000+01:00',
      '2026-00-01T00:00:00.000Z',
      '',
    ]) {
      expect(parseInstant(text), text).toBeNull();
    }
    expect(() => formatInstant(0.5)).toThrow('bug');
    expect(() => formatInstant(1e15)).toThrow('bug');
  });
});

describe('public keys', () => {
  const spellingOf = (lastByte: number) => Buffer.from([...Buffer.alloc(31, 0xa7), lastByte]).toString('base64');

  test('every key is taken as it is spelled, whatever its last byte', () => {
    for (let byte = 0; byte < 256; byte += 1) expect(publicKeySchema.safeParse(spellingOf(byte)).success).toBe(true);
  });

  test('another spelling that decodes to the same bytes is refused', () => {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const key = spellingOf(0x5c);
    const twins = [...digits].map((digit) => `${key.slice(0, 42)}${digit}=`).filter((twin) => twin !== key);
    const sameBytes = twins.filter((twin) => Buffer.from(twin, 'base64').equals(Buffer.from(key, 'base64')));
    expect(sameBytes).toHaveLength(3);
    for (const twin of sameBytes) expect(publicKeySchema.safeParse(twin).success, twin).toBe(false);
    for (const wrong of [
      key.slice(0, 43),
      `${key}=`,
      key.replace('=', 'A'),
      ` ${key}`,
      `${key}\n`,
      key.replace('p', '-'),
    ]) {
      expect(publicKeySchema.safeParse(wrong).success, wrong).toBe(false);
    }
  });
});

describe('samples', () => {
  test('each outcome reads back, and has one class', () => {
    for (const outcome of OUTCOMES) {
      const latencyUs = { reply: 12_400, late: 4_000_000 }[outcome as string] ?? null;
      const senders = outcome === 'unreachable-from' ? (['own', 'gateway', 'beyond'] as const) : [null];
      for (const unreachableSender of senders) {
        const sample: Sample = { target: 1, sentTickMs: 84_000, outcome, latencyUs, unreachableSender, ...NO_DETAILS };
        expect(sampleFromCells(sampleToCells(sample, 85_000), 85_000, 2)).toEqual(sample);
      }
      expect(classOfOutcome(outcome) === 'answered').toBe(latencyUs !== null);
    }
  });
  test('readings and facts read back', () => {
    const details = { readings: { statusCode: 200 }, facts: { answer: 'ok' } };
    const sample: Sample = {
      target: 0,
      sentTickMs: 85_000,
      outcome: 'reply',
      latencyUs: 0,
      unreachableSender: null,
      ...details,
    };
    expect(sampleFromCells(sampleToCells(sample, 85_000), 85_000, 1)).toEqual(sample);
  });
  test('each kind of wrong sample is refused with a sentence', () => {
    const cases: [unknown, string][] = [
      ['x', 'a sample must be an array of 3 or 4 elements'],
      [[0, 0], 'a sample must be an array of 3 or 4 elements'],
      [[2, 0, 1], "target 2 is not in the method's list"],
      [[-1, 0, 1], "target -1 is not in the method's list"],
      [[0, 600_001, 1], 'sent offset 600001 is not within 10 minutes of its round'],
      [[0, 0.5, 1], 'sent offset 0.5 is not within 10 minutes of its round'],
      [[0, 0, -8], 'latency or outcome code -8 is out of range'],
      [[0, 0, 60_000_001], 'latency or outcome code 60000001 is out of range'],
      [[0, 0, 1, {}], 'the fourth element must have 1 to 40 keys'],
      [[0, 0, 1, []], 'the fourth element must be an object'],
      [[0, 0, 1, { Big: 1 }], '"Big" is not a name of a reading'],
      [[0, 0, 1, { a: 'B' }], '"a" is neither an integer nor a short lower-case word'],
      [[0, 0, 1, { a: 1.5 }], '"a" is neither an integer nor a short lower-case word'],
    ];
    for (const [cells, sentence] of cases) expect(sampleFromCells(cells, 85_000, 2)).toBe(sentence);
  });
});

describe('rounds', () => {
  const answer: Sample = {
    target: 0,
    sentTickMs: 85_012,
    outcome: 'reply',
    latencyUs: 12_400,
    unreachableSender: null,
    ...NO_DETAILS,
  };
  const round: Round = {
    sequence: 17,
    tickMs: 85_000,
    wallAtMs: 1_795_305_600_123,
    clock: 'sync',
    syncAgeMs: 64_000,
    unmeasured: [],
    samples: [answer],
  };
  test('each variant reads back', () => {
    const variants: Partial<Round>[] = [
      {},
      { syncAgeMs: null, samples: [] },
      { clockOffset: { offsetMs: -3, errorMs: 20 }, facts: { ownAddress4: `hash:${'a'.repeat(64)}` } },
      ...CLOCK_STATES.map((clock) => ({ clock })),
      { unmeasured: UNMEASURED_CAUSES.map((cause) => ({ fromTickMs: 80_000, toTickMs: 89_000, cause })) },
    ];
    for (const variant of variants) {
      expect(parseRound(formatRound({ ...round, ...variant }), 1)).toEqual({ ...round, ...variant });
    }
  });
  test('each kind of wrong round is refused with a sentence', () => {
    const line = formatRound(round);
    const cases: [string, string | RegExp][] = [
      ['{', 'is not JSON'],
      ['[]', 'is not an object'],
      ['null', 'is not an object'],
      [line.replace('17', '-1'), '"sequence" must be an integer from 0'],
      [line.replace('85000', '8.5'), '"tickMs" must be an integer from 0 to 3155760000000'],
      [line.replace('"tickMs":85000', '"tickMs":3155760000001'), '"tickMs" must be an integer from 0 to 3155760000000'],
      [line.replace('1795305600123', '253402300800000'), '"wallAtMs" must be an instant in milliseconds'],
      [line.replace('"sync"', '"good"'), '"clock" must be one of sync, holdover, unsync, stepped'],
      [line.replace('64000', '"1"'), '"syncAgeMs" must be an integer from 0, or null'],
      [line.replace(',"samples"', ',"clockOffsetMs":1,"samples"'), '"clockOffsetMs" and "clockErrorMs" go together'],
      [line.replace(',"samples"', ',"facts":{"a":"B"},"samples"'), 'fact "a" is not a short lower-case word'],
      [line.replace(',"samples"', ',"facts":[],"samples"'), '"facts" must be an object'],
      [line.replace(',"samples"', ',"unmeasured":[[0,1,"boredom"]],"samples"'), '"unmeasured": unknown cause'],
      [
        line.replace(',"samples"', ',"unmeasured":[[2,1,"stall"]],"samples"'),
        '"unmeasured" must hold integers with from ≤ to',
      ],
      [line.replace('[[0,', '[[1,'), "sample 0: target 1 is not in the method's list"],
      [line.replace(',"tickMs"', ', "tickMs"'), /^is not spelled/],
      [line.replace('{"sequence":17,"tickMs":85000', '{"tickMs":85000,"sequence":17'), /^is not spelled/],
      [line.replace('"samples"', '"more":1,"samples"'), /^is not spelled/],
      [line.replace(',"samples"', ',"unmeasured":[],"samples"'), /^is not spelled/],
      [line.replace('12400', '1.24e4'), /^is not spelled/],
      [line.replace('{"sequence"', '{"__proto__":{"a":1},"sequence"'), /^is not spelled/],
    ];
    for (const [text, sentence] of cases) {
      const read = parseRound(text, 1);
      expect(typeof read, text).toBe('string');
      if (typeof sentence === 'string') expect(read, text).toBe(sentence);
      else expect(read, text).toMatch(sentence);
    }
  });
  test('a line cut anywhere, or with any byte changed, never reads as the same round, and never throws', () => {
    const line = formatRound({ ...round, clockOffset: { offsetMs: 1, errorMs: 2 } });
    for (let at = 0; at < line.length; at += 1) {
      expect(typeof parseRound(line.slice(0, at), 1)).toBe('string');
      for (const bit of [1, 2, 16, 64]) {
        const changed = line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ bit) + line.slice(at + 1);
        const read = parseRound(changed, 1);
        if (typeof read !== 'string') expect(formatRound(read)).toBe(changed);
      }
    }
  });
});

describe('methods', () => {
  test('the text reads back, in one spelling only', () => {
    const method = simulatedMethod({ families: [4, 6], resolvers: true });
    const text = formatMethod(method);
    expect(parseMethod(text)).toEqual(method);
    expect(parseMethod(text.trimEnd())).toMatch(/spelled/);
    expect(parseMethod(JSON.stringify(method))).toMatch(/spelled/);
    expect(parseMethod('{')).toBe('the method is not JSON');
    expect(parseMethod(' '.repeat(200_001))).toBe('the method is longer than 200,000 characters');
    expect(parseMethod(text.replace('"far"', '"near"'))).toMatch(/^the method is not valid: /);
    expect(parseMethod(text.replace('"simulated"', '"simulate"'))).toMatch(/^the method is not valid: /);
  });
});
