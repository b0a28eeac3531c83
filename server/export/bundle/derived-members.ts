import { annotationsOf } from '../../annotations/annotations.ts';
import { daysCsv, outagesCsv } from '../csv.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import { wordsIn } from '../gather-mail.ts';
import { evidenceJson } from '../json.ts';
import { probeAsOf } from '../lane-end.ts';
import { ownerPartsOf, ownersBooks } from '../owner-parts.ts';
import type { BundleAsk } from './bundle-ask.ts';
import type { BundleRange } from './choose-range.ts';
import type { Member, MemberSource } from './source-members.ts';

/** The figures of the period as of the closing head: the same data give the same figures whenever they are read. */
export function bundleCase(source: MemberSource, { shows }: BundleAsk, range: BundleRange): EvidenceCase {
  const { store, serverPublicKey } = source;
  const { line: row, period, closing, lastEntry } = range;
  const line = store.read.line(row.id);
  if (line === null) throw new Error(`bug: there is no line ${row.id}`);
  return gatherCase({
    store: store.read,
    line,
    period,
    nowMs: closing.atMs,
    serverPublicKey,
    annotationsOf: (outage) => (shows.texts ? annotationsOf(store, line.id, outage) : []),
    ...(shows.values && { wordsOf: wordsIn(store.values.find, line.id) }),
    head: closing,
    probe: probeAsOf(store, line.id, lastEntry),
    owner: ownerPartsOf(ownersBooks(store), { read: store.read, line, period, shows }),
  });
}

/** What follows from the signed data, in the forms that people and programs read. */
export function derivedMembers(evidence: EvidenceCase): Member[] {
  const member = (name: string, text: string): Member => ({
    name: `derived/${name}`,
    bytes: Buffer.from(text, 'utf8'),
  });
  return [
    member('evidence.json', evidenceJson(evidence)),
    member('days.csv', daysCsv(evidence)),
    member('outages.csv', outagesCsv(evidence)),
    member('days.excel-de.csv', daysCsv(evidence, 'excel-de')),
    member('outages.excel-de.csv', outagesCsv(evidence, 'excel-de')),
  ];
}
