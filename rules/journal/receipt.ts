import { parseInstant } from '../instant.ts';
import { challengeOf, type LaneEntry, parseLaneEntry } from './lane.ts';
import type { Verification } from './signed-text.ts';

/** What a probe takes from a receipt that it has verified. */
export type Receipt = {
  number: number;
  sha256: string;
  challenge: string;
  t2AtMs: number;
  t3AtMs: number;
};

/**
 * Checks a receipt for one segment of one probe: signature of the server's key, probe, number and hash. Only then may
 * the probe count the segment as delivered. Returns a sentence when it is not good.
 */
export async function verifyReceipt(
  text: string,
  expected: { probe: string; number: number; sha256: string; serverPublicKey: string },
  { verify, sha256 }: Verification,
): Promise<Receipt | string> {
  const parsed = parseLaneEntry(text);
  if (typeof parsed === 'string') return `the receipt ${parsed}`;
  if (!(await verify(parsed.signedText, parsed.signature, expected.serverPublicKey))) {
    return 'the receipt is not signed by the server that this probe was enrolled with';
  }
  const fields = receiptFields(parsed.entry);
  if (!fields) return 'the entry is not a receipt';
  if (
    fields.probe !== expected.probe ||
    Number(fields.number) !== expected.number ||
    fields.sha256 !== expected.sha256
  ) {
    return `the receipt is for segment ${fields.number} of probe ${fields.probe}, not for the one that was sent`;
  }
  return {
    number: expected.number,
    sha256: expected.sha256,
    challenge: challengeOf(await sha256(text)),
    t2AtMs: parseInstant(fields.t2) ?? 0,
    t3AtMs: parseInstant(fields.t3) ?? 0,
  };
}

function receiptFields(entry: LaneEntry) {
  return entry.content.type === 'receipt' ? entry.content.fields : null;
}
