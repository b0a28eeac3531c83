import { expect, test } from 'vitest';
import { seeded } from './outage/seeded.ts';
import { wildLine } from './outage/wild-line.ts';
import { parsePlainRound } from './plain-round.ts';
import { formatRound, parseRound } from './round.ts';

const TARGETS = 20;
const PLAIN =
  '{"sequence":1,"tickMs":90000,"wallAtMs":1795305605123,"clock":"sync","syncAgeMs":69000,"samples":[[1,-3987,-1],[0,12,12400,{"statusCode":200,"answer":"ok"}]]}';

/** What the quick way reads is what the other one reads; what it does not read it says nothing of. */
function expectAgreement(line: string): boolean {
  const plain = parsePlainRound(line, TARGETS);
  if (plain !== null) expect(plain, line).toEqual(parseRound(line, TARGETS));
  return plain !== null;
}

test('nearly every round of a wild line is read the quick way, and as the other way reads it', () => {
  let [plain, all] = [0, 0];
  for (let seed = 1; seed <= 10; seed += 1) {
    for (const { segment } of wildLine(seed)) {
      for (const round of segment.rounds) {
        all += 1;
        if (expectAgreement(formatRound(round))) plain += 1;
        expect(parsePlainRound(formatRound(round), TARGETS) ?? round).toEqual(round);
      }
    }
  }
  expect(plain / all).toBeGreaterThan(0.9);
});

test('one changed, left out or put in byte is refused, or read as the other way reads it', () => {
  const random = seeded(7);
  const bytes = '0123456789-+.eE,:[]{}" ntrufalsx\\\t';
  for (let at = 0; at < PLAIN.length; at += 1) {
    expectAgreement(PLAIN.slice(0, at) + PLAIN.slice(at + 1));
    for (const byte of bytes) {
      expectAgreement(PLAIN.slice(0, at) + byte + PLAIN.slice(at + 1));
      expectAgreement(PLAIN.slice(0, at) + byte + PLAIN.slice(at));
    }
    const to = at + Math.floor(random() * 20);
    expectAgreement(PLAIN.slice(0, at) + PLAIN.slice(to));
    expectAgreement(PLAIN.slice(0, at) + PLAIN.slice(at, to) + PLAIN.slice(at));
  }
});

test.each([
  ['a leading zero', '[1,-3987,-1]', '[01,-3987,-1]'],
  ['minus zero', '[0,12,12400', '[0,-0,12400'],
  ['a fraction', '12400', '12400.0'],
  ['an exponent', '12400', '124e2'],
  ['a space', '"tickMs":90000', '"tickMs": 90000'],
  ['another order of keys', '"sequence":1,"tickMs":90000', '"tickMs":90000,"sequence":1'],
  ['a key that stands twice', '"sequence":1', '"sequence":1,"sequence":1'],
  ['a number that is no exact integer', '90000', '9007199254740993'],
  ['a target beyond the list', '[1,-3987,-1]', '[20,-3987,-1]'],
  ['a code that does not exist', '[1,-3987,-1]', '[1,-3987,-8]'],
  ['a latency of more than a minute', '12400', '60000001'],
  ['an offset of more than ten minutes', '-3987', '-600001'],
  ['an unknown clock', '"sync"', '"synced"'],
  ['a fact before a reading', '{"statusCode":200,"answer":"ok"}', '{"answer":"ok","statusCode":200}'],
  ['details that say nothing', '{"statusCode":200,"answer":"ok"}', '{}'],
  ['a detail that stands twice', '"statusCode":200', '"statusCode":200,"statusCode":200'],
  ['a year of five digits', '1795305605123', '253402300800000'],
])('%s is not read the quick way', (_, from, to) => {
  expect(PLAIN).toContain(from);
  expect(parsePlainRound(PLAIN.replace(from, to), TARGETS)).toBeNull();
  expect(typeof parseRound(PLAIN.replace(from, to), TARGETS)).toBe('string');
});

test('facts and declared stretches are read the other way', () => {
  for (const more of ['"facts":{"defaultRoute":"tunnel"},"samples"', '"unmeasured":[[0,100,"stall"]],"samples"']) {
    const line = PLAIN.replace('"samples"', more);
    expect(parsePlainRound(line, TARGETS)).toBeNull();
    expect(typeof parseRound(line, TARGETS)).toBe('object');
  }
});
