import type { Journal } from './journal.ts';
import { type ChainEnd, firstNumberOf, formatTombstone, isChainedTo } from './journal-files.ts';
import { readBatch } from './journal-read.ts';
import { rechain } from './journal-rechain.ts';
import { bridge } from './journal-repair.ts';
import { type ScannedSegment, scanJournal } from './journal-scan.ts';

/** What has to be sent first so that the server's chain and ours go on together; null: nothing but the next segment. */
export type Meeting = { bridge: ScannedSegment | null };

/**
 * The server has everything through `expected`. Finds out how to go on from there:
 *
 * - our journal holds what follows (the server was restored from an older copy, or receipts were lost): from there;
 * - what follows is gone here too: a tombstone over the gap, made for this server alone;
 * - nothing of ours fits, and nothing of this run was accepted yet: the journal was lost or forgot flushed bytes, it is
 *   chained anew behind the server's end;
 * - otherwise two machines use one key: `fork`.
 */
export async function findMeeting(
  journal: Journal,
  expected: ChainEnd,
  {
    refused,
    fromNumber,
    isRechainAllowed,
  }: { refused: ScannedSegment | null; fromNumber: number; isRechainAllowed: boolean },
): Promise<Meeting | 'fork'> {
  // It asked for exactly what it has just refused: there is nothing better to send.
  if (refused && isChainedTo(expected, refused.header)) return 'fork';
  if (expected.number === journal.sealed.number && expected.sha256 === journal.sealed.sha256) return { bridge: null };
  const [next] = (await readBatch(journal, expected.number + 1, { maxSegments: 1, maxBytes: 65_536 })).segments;
  if (next) {
    if (isChainedTo(expected, next.header)) return { bridge: null };
    const text = textBetween(journal, expected, next);
    if (text !== '') return { bridge: scanJournal(text).segments[0] ?? null };
  }
  if (!isRechainAllowed) return 'fork';
  const isRechained = await rechain(journal, fromNumber, expected);
  if (!isRechained) return 'fork';
  journal.options.log.warn('the journal was behind the server: what was measured since is chained behind its end', {
    fromNumber,
    serverHas: expected.number,
  });
  return { bridge: null };
}

function textBetween(journal: Journal, expected: ChainEnd, { header }: ScannedSegment): string {
  const { key } = journal.options;
  if (firstNumberOf(header) > expected.number + 1) return bridge(expected, header, key, 'disk-limit');
  if (header.resumesSha256 === null || header.number <= expected.number) return '';
  // The server has part of what this tombstone stands for: it stands for the rest.
  const through = { number: header.number, sha256: header.resumesSha256 };
  return formatTombstone(
    { end: expected, through, reason: header.missing?.reason ?? 'disk-limit', context: header },
    key,
  );
}
