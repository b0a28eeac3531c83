import { expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { type Forgery, type HandMadeHead, handMadeBundle } from '../../../test/fakes/hand-made-bundle.ts';
import { bytesInMemory } from './source.ts';
import { verifyBundle } from './verify-bundle.ts';

const JUMP = 1_790_000_000;

/** What is found about the restore, of a bundle without figures. */
async function codesOf(forgery: Forgery): Promise<string[]> {
  const { members } = handMadeBundle(forgery);
  const files = [...members].map(([name, bytes]) => ({ name, bytes: bytesInMemory(bytes) }));
  const { findings } = await verifyBundle({ kind: 'files', files }, nodeTools());
  const isOfHeads = (code: string) => /restored|^head|^lane|^event|challenge-(lost|unknown)/.test(code);
  return [...new Set(findings.map(({ code }) => code).filter(isOfHeads))].toSorted();
}

/** The last head is the first after a restore; the log says so at that time, unless it is left out. */
const restored = ({ isTold = true, continues }: { isTold?: boolean; continues?: number } = {}): Forgery => {
  let atMs = 0;
  return {
    entries: (entries) => {
      atMs = (entries.at(-1)?.atMs ?? 0) + 60_000;
      const content = { type: 'restored' as const, fields: { backupAt: '2026-10-01T09:00:00.000Z' } };
      return isTold ? [...entries, { content, atMs }] : entries;
    },
    heads: (heads) => {
      const last = heads.at(-1);
      const before = heads.at(-2)?.counter ?? 0;
      if (!last) return heads;
      const jumped: HandMadeHead = { ...last, counter: JUMP, continues: continues ?? before, atMs };
      return [...heads.slice(0, -1), jumped];
    },
  };
};

test('a restore that log and seal tell of is no forgery; what is lost is told', async () => {
  expect(await codesOf({})).toEqual([]);
  const codes = await codesOf(restored());
  expect(codes).toContain('restored');
  expect(codes).toContain('head-restored');
  expect(codes.filter((code) => code !== 'restored' && code !== 'head-restored')).toEqual([]);
});

test('numbers that are passed over without a word in the log are found', async () => {
  expect(await codesOf(restored({ isTold: false }))).toContain('head-restored-alone');
});

test('a seal that continues another than the one before it is found', async () => {
  expect(await codesOf(restored({ continues: 1 }))).toContain('head-not-chained');
});
