import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../rules/instant.ts';
import { formatLaneEntry, type LaneEntry } from '../../rules/journal/lane.ts';
import { openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { START_AT_MS } from '../../test/fakes/kept.ts';
import { startPack, templatesIn, unpackTexts } from './pack-format.ts';
import { packText, unpackText } from './text-pack.ts';

const hex = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length);

const FIELDS = {
  probe: hex('p', 32),
  number: '7',
  sha256: hex('s', 64),
  t1: formatInstant(START_AT_MS),
  t2: formatInstant(START_AT_MS + 1),
  t3: formatInstant(START_AT_MS + 2),
  network: `hash:${hex('n', 64)}`,
};
const RECEIPT: LaneEntry = {
  line: 'home',
  entry: 4_000_000_000,
  previousSha256: hex('l', 64),
  atMs: START_AT_MS + 2,
  content: { type: 'receipt', fields: FIELDS },
};

/** Texts that look like ours, and texts that try to be mistaken for what they are not. */
const HARD: Record<string, string> = {
  'a segment': openFakeProbe(1).next(openFakeProbe(1).rounds(12, START_AT_MS)),
  'a receipt': formatLaneEntry(RECEIPT, () => `${'A'.repeat(86)}==`),
  'a receipt with another field': formatLaneEntry(RECEIPT, () => `${'A'.repeat(86)}==`).replace(
    'network',
    'extra: x\nnetwork',
  ),
  'a receipt with a stamp that is no instant': formatLaneEntry(RECEIPT, () => `${'A'.repeat(86)}==`).replace(
    '2026-10-01T06',
    '2026-10-01T26',
  ),
  'a receipt without t1': formatLaneEntry(
    { ...RECEIPT, content: { type: 'receipt', fields: { ...FIELDS, t1: '-' } } },
    () => `${'A'.repeat(86)}==`,
  ),
  'one line feed': '\n',
  'numbers with leading zeros, signs and too many digits':
    '007 -0 -1 0 9007199254740993 1234567890123456789 -12345678901234567890\n',
  'stamps that are no instants': '2026-13-01T00:00:00.000Z 2026-02-30T00:00:00.000Z 2026-02-28T00:00:00.000Z\n',
  'hex runs of every length': `${Array.from({ length: 70 }, (_, length) => hex('x', 64).repeat(2).slice(0, length)).join(' ')}\n`,
  'hex in capitals': `${hex('x', 64).toUpperCase()}\n`,
  'base64 with unused bits set': `${'A'.repeat(85)}B==\n${'A'.repeat(86)}==\n`,
  'the same hash again, and its first half': `${hex('x', 64)} ${hex('x', 64)} ${hex('x', 32)} ${hex('y', 32)} ${hex('y', 64)}\n`,
  'no value at all': 'closedBy: interval\n\n\n',
};

async function pack(texts: string[]): Promise<Buffer> {
  const started = startPack();
  for (const text of texts) started.add(text);
  return await started.finish();
}

describe('a text kept alone', () => {
  for (const [name, text] of Object.entries(HARD)) {
    test(`comes back byte for byte: ${name}`, () => expect(unpackText(packText(text))).toBe(text));
  }

  test('is refused when it names a dictionary that is not there', () => {
    const packed = packText('x\n');
    packed[0] = 99;
    expect(() => unpackText(packed)).toThrow(/dictionary 99/);
  });
});

describe('a packed day', () => {
  test('of nothing holds nothing', async () => expect([...unpackTexts(await pack([]))]).toEqual([]));

  for (const [name, text] of Object.entries(HARD)) {
    test(`comes back byte for byte: ${name}`, async () => {
      expect([...unpackTexts(await pack([text, text]))]).toEqual([text, text]);
    });
  }

  test('comes back byte for byte and in order: all of them, mixed', async () => {
    const texts = [...Object.values(HARD), ...Object.values(HARD).toReversed()];
    expect([...unpackTexts(await pack(texts))]).toEqual(texts);
  });

  test('names the hash of an earlier text without storing it', async () => {
    const chain = ['start\n'];
    for (let index = 0; index < 200; index += 1) chain.push(`previous: ${hex(chain.at(-1) ?? '', 64)}\n`);
    const packed = await pack(chain);
    expect([...unpackTexts(packed)]).toEqual(chain);
    expect(packed.length).toBeLessThan(1000); // 200 hashes alone have 6,400 bytes
  });

  test('tells what lines it holds by its first bytes; by too few of them it tells nothing', async () => {
    const packed = await pack(
      Array.from({ length: 6000 }, (_, nth) => `type: report\nhash: ${hex(String(nth), 64)}\n`),
    );
    expect(templatesIn(packed)).toContain('type: report\n');
    expect(templatesIn(packed.subarray(0, 140_000))).toEqual(templatesIn(packed));
    expect(packed.length).toBeGreaterThan(180_000);
    expect(templatesIn(packed.subarray(0, 20))).toBeNull();
  });

  test('does not take a text that is not plain', () => expect(() => startPack().add('ä\n')).toThrow(/bug/));
});
