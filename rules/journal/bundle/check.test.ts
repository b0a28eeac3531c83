import { expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { type Check, openChainSignatures } from './check.ts';
import { openFindings } from './findings.ts';
import type { Reading } from './reading.ts';

const LARGE = 100_000;
const signatureOf = `${'A'.repeat(86)}==`;

/** A chain of texts of which none is signed: what is found is what was checked. */
async function checkedOf(count: number, all: number, everySignature: boolean, alone: readonly number[] = []) {
  const findings = openFindings();
  const counts = { members: 0, segments: 0, rounds: 0, samples: 0, laneEntries: 0, signatures: 0 };
  const tools = { ...nodeTools(), verify: () => false };
  const check: Check = { reading: {} as Reading, tools, options: { everySignature }, findings, counts };
  const signatures = openChainSignatures(check, 'segment-not-signed', all);
  for (let at = 1; at <= count; at += 1) {
    const signed = {
      where: String(at),
      bytes: new Uint8Array(3),
      signature: signatureOf,
      publicKey: new Uint8Array(32),
    };
    await signatures.take(signed, at === 1 || alone.includes(at));
    if (at % 7 === 0) signatures.keep();
  }
  await signatures.flush();
  return findings.end().findings.map(({ where }) => Number(where));
}

test('of few texts each signature is checked, of many the first, the last and some between', async () => {
  expect(await checkedOf(20, 20, false)).toHaveLength(20);
  expect(await checkedOf(20, LARGE, true)).toHaveLength(20);
  expect(await checkedOf(120, LARGE, false)).toEqual([1, 51, 101, 120]);
});

test('beside a break, and at what nothing later covers, both sides are checked', async () => {
  expect(await checkedOf(40, LARGE, false, [20])).toEqual([1, 19, 20, 40]);
});
