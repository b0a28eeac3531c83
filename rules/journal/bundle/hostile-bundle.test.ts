import { expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { handMadeBundle } from '../../../test/fakes/hand-made-bundle.ts';
import { MAX_FINDINGS_OF_KIND } from './findings.ts';
import { bytesInMemory } from './source.ts';
import { verifyBundle } from './verify-bundle.ts';

const tools = nodeTools();
const bundle = handMadeBundle({ segments: 3 });
const NAMES = [...bundle.members.keys()].filter((name) => !name.startsWith('MANIFEST'));
const verify = (members: ReadonlyMap<string, Uint8Array>) => {
  const files = [...members].map(([name, bytes]) => ({ name, bytes: bytesInMemory(bytes) }));
  return verifyBundle({ kind: 'files', files }, tools);
};
/** Signed again after the change, so that each check reads what it must refuse. */
const resigned = (name: string, bytes: Buffer) =>
  handMadeBundle({ segments: 3, members: (members) => void members.set(name, bytes) }).members;

/** Same numbers on each machine (Numerical Recipes). */
function openRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

test.each(NAMES)('%s: whatever stands in it is judged, never fatal', async (name) => {
  const random = openRandom(name.length);
  const original = bundle.members.get(name) ?? Buffer.alloc(0);
  for (let round = 0; round < 12; round += 1) {
    const bytes = Buffer.from(original);
    for (let change = 0; change <= random(6); change += 1) {
      const at = random(bytes.length);
      // digits, so that numbers and times become others; now and then any byte
      bytes[at] = random(4) === 0 ? random(256) : 0x30 + random(10);
    }
    const report = await verify(
      resigned(name, bytes.subarray(0, random(5) === 0 ? random(bytes.length) : bytes.length)),
    );
    expect(report.findings.filter(({ code }) => code === 'not-checked-to-the-end')).toEqual([]);
  }
});

const NOISE: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(3_000_000)],
  ['line feeds', Buffer.alloc(1_000_000, '\n')],
  ['one line without an end', Buffer.alloc(5_000_000, 'a')],
  ['begins of texts', Buffer.from('linewitness-segment/1\n'.repeat(3000))],
  ['signature lines', Buffer.from('signature: x\n'.repeat(3000))],
  ['nested JSON', Buffer.from('['.repeat(100_000))],
  ['no UTF-8', Buffer.alloc(10_000, 0xfe)],
];

test.each(NOISE)('%s in place of each member', async (_, noise) => {
  for (const name of NAMES) {
    const report = await verify(resigned(name, noise));
    expect(report.findings.filter(({ code }) => code === 'not-checked-to-the-end')).toEqual([]);
    expect(report.status).toBe('broken');
    expect(report.findings.length).toBeLessThanOrEqual(3 * MAX_FINDINGS_OF_KIND);
  }
});

test('times at the ends of what can be written are judged', async () => {
  for (const wallAtMs of [0, 253_402_300_799_999, Number.MAX_SAFE_INTEGER]) {
    const { members } = handMadeBundle({
      segments: 3,
      rounds: (rounds) => rounds.map((round) => ({ ...round, wallAtMs })),
    });
    const report = await verify(members);
    expect(report.findings.filter(({ code }) => code === 'not-checked-to-the-end')).toEqual([]);
  }
});

test('a bundle of nothing, or of foreign files, is broken', async () => {
  for (const members of [new Map(), new Map([['holiday.jpg', Buffer.from('x')]])]) {
    const report = await verify(members);
    expect(report.status).toBe('broken');
    expect(report.findings.map(({ code }) => code)).toContain('member-missing');
  }
});

/** More than can be handed to a function at once: what a schema finds wrong with each must not end the check. */
const WRONG_KEYS = `{${Array.from({ length: 170_000 }, (_, index) => `"${index.toString(36).toUpperCase()}":0`).join(',')}}`;

test.each([
  ['bundle.json', 'bootOffsets', 'index-unreadable'],
  ['derived/evidence.json', 'outages', 'evidence-unreadable'],
])('%s with very much wrong in it is refused by itself', async (name, key, code) => {
  const document = JSON.parse(String(bundle.members.get(name) ?? '{}')) as Record<string, unknown>;
  const hostile = key === 'outages' ? [{ snapshots: [{ facts: 'WRONG' }] }] : 'WRONG';
  const text = JSON.stringify({ ...document, [key]: hostile }).replace('"WRONG"', WRONG_KEYS);
  const { findings } = await verify(resigned(name, Buffer.from(text)));
  const codes = findings.map((finding) => finding.code);
  expect(codes).toContain(code);
  expect(codes).not.toContain('not-checked-to-the-end');
});
