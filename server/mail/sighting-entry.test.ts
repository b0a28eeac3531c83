import { expect, test } from 'vitest';
import type { FoundHop, FoundMail } from '../../probe/mailbox/types.ts';
import { LANE_ENTRY_FIELDS } from '../../rules/journal/lane.ts';
import { reportContent, sightingContent } from './sighting-entry.ts';

const HASH = 'a'.repeat(64);
const seeing = {
  mailbox: 'outside',
  tokenSha256: HASH,
  times: { seenAtMs: Date.UTC(2026, 10, 22), arrivedEarliestAtMs: null },
  personal: () => HASH,
};
const place = { ref: { folderPath: 'INBOX', uidValidity: '1', uid: 1 }, seenTickMs: 1, headerText: 'x' };
const AT_MS = [-1, 0, 1, 253_402_300_800_000, 8_640_000_000_000_000, Number.MIN_SAFE_INTEGER];

function hop(stampAtMs: number, protocol: string): FoundHop {
  const words = { by: 'b', from: 'f', domain: 'd', id: 'i' };
  return { hop: 0, stampAtMs, protocol, ...words, owner: 'unknown', isAnchor: false };
}

test.each(
  AT_MS,
)('whatever instant a server names (%d), the entry of a mail and of a report can be read back', (atMs) => {
  const mail: FoundMail = {
    ...place,
    token: 't',
    matchedBy: 'header',
    folder: 'inbox',
    folderPath: 'INBOX\r\ntype: receipt',
    lastEmptyTickMs: null,
    lastEmptyAtMs: null,
    internalDateAtMs: atMs,
    sizeBytes: Number.MAX_SAFE_INTEGER,
    watched: 'idle',
    hops: [],
  };
  const hops = Array.from({ length: 60 }, (_, n) => hop(atMs, ['ESMTPS', 'a b\nx', '', '-'.repeat(99)][n % 4] ?? ''));
  const sighting = sightingContent(mail, hops, seeing);
  expect(LANE_ENTRY_FIELDS['mail-sighting'].safeParse(sighting.fields).error).toBeUndefined();
  const said = { token: 't', action: 'failed' as const, reportingMta: 'a\nb', remoteMta: null, diagnostic: '\r\n' };
  const report = { ...place, ...said, status: '5.1.1\n', arrivalAtMs: atMs, retryUntilAtMs: atMs };
  expect(LANE_ENTRY_FIELDS['mail-report'].safeParse(reportContent(report, seeing).fields).error).toBeUndefined();
});
