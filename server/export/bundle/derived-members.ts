import { annotationsOf } from '../../annotations/annotations.ts';
import { reportOf } from '../../reports/fault-report.ts';
import { statementsOf } from '../../statements/statements.ts';
import { daysCsv, outagesCsv } from '../csv.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import { evidenceJson } from '../json.ts';
import { attachmentsPart, type OwnerParts, reportsPart, statementsPart } from '../owner-parts.ts';
import type { BundleAsk } from './bundle-ask.ts';
import type { BundleRange } from './choose-range.ts';
import type { Member, MemberSource } from './source-members.ts';

/** The figures of the period as of the closing head: the same data give the same figures whenever they are read. */
export function bundleCase(source: MemberSource, { shows }: BundleAsk, range: BundleRange): EvidenceCase {
  const { store, serverPublicKey } = source;
  const { line: row, period, closing } = range;
  const line = store.read.line(row.id);
  if (line === null) throw new Error(`bug: there is no line ${row.id}`);
  const words = shows.values ? wordsOf(source) : () => null;
  return gatherCase({
    store: store.read,
    line,
    period,
    nowMs: closing.atMs,
    serverPublicKey,
    annotationsOf: (outage) => (shows.texts ? annotationsOf(store, line.id, outage) : []),
    wordsOf: words,
    head: closing,
    owner: ownerParts(source, shows, range),
  });
}

/** The same selection as in the other exports; nothing of it is there that the owner does not show. */
function ownerParts({ store }: MemberSource, shows: BundleAsk['shows'], { line, period }: BundleRange): OwnerParts {
  const reports = reportsPart(store.reports.ofLine(line.id).map(reportOf), period, store.reports.records);
  return {
    ...(shows.texts && { reports, statements: statementsPart(statementsOf(store, line.id), period) }),
    ...(shows.files && { attachments: attachmentsPart(store.attachments.ofLine(line.id), period, reports) }),
  };
}

function wordsOf({ store }: MemberSource): (hash: string | null) => string | null {
  return (hash) => (hash === null ? null : (store.values.find(hash.replace(/^hash:/, ''))?.value ?? null));
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
