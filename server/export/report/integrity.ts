import { parseInstant } from '../../../rules/instant.ts';
import { shortFingerprint } from '../../../rules/journal/heads.ts';
import { formatCount } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { BODY, heading, INK, lead, list, paragraph, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { Text } from '../../pdf/text-lines.ts';
import type { Report } from './frame.ts';
import { PAIRS, pair } from './pairs.ts';
import type { ReportedHead } from './report-case.ts';
import type { IntegrityWords, SealStamped } from './words.ts';

const MOST_IN_NARROW = 999_999;
const TABLE = { ...SMALL, size: 7.4 };

/** Fingerprints, chain ends, seals with the time stamps of outsiders, and how to check without us. */
export function integrityChapter(report: Report): void {
  const { sheet, words } = report;
  for (const text of words.integrity.text) paragraph(sheet, text);
  table(sheet, { columns: PAIRS, rows: keyRows(report), isPairs: true });
  headTable(report);
  heading(sheet, 3, words.integrity.steps);
  paragraph(sheet, words.integrity.stepsText);
  const steps = words.integrity.step.map(({ text, command }): Text => lead(`${text}\n`, command));
  list(sheet, steps.map(commandLast), { isNumbered: true, style: { ...BODY, size: 9 }, between: 4 });
  paragraph(sheet, words.integrity.atOnce);
  paragraph(sheet, words.integrity.outside);
}

/** The words plain, the command bold: it is to be typed. */
function commandLast(step: Text): Text {
  return typeof step === 'string' ? step : step.map(({ text, isBold }) => ({ text, isBold: !isBold }));
}

function keyRows({ words, reportCase }: Report): Text[][] {
  const { integrity, evidence, language } = reportCase;
  const { rows } = words.integrity;
  const at = (atMs: number) => formatLocal(atMs, evidence.line.zone, language);
  const isMany = integrity.probes.length > 1;
  const probes = integrity.probes.flatMap((probe, index) => {
    const retired = probe.retiredAtMs === null ? '' : `, ${rows.retired(at(probe.retiredAtMs))}`;
    const name = rows.probe(isMany ? index + 1 : 0);
    const key = pair(name, `${inFours(probe.fingerprint)} (${rows.enrolled(at(probe.enrolledAtMs))}${retired})`);
    if (probe.lastSegment === null) return [key];
    const { number, sha256 } = probe.lastSegment;
    return [key, pair(rows.segment, rows.segmentText(String(number), sha256))];
  });
  const newest = integrity.heads.at(-1);
  return [
    pair(rows.server, inFours(integrity.serverFingerprint)),
    ...probes,
    ...(integrity.laneEnd === null
      ? []
      : [pair(rows.lane, rows.laneText(String(integrity.laneEnd.entry), integrity.laneEnd.sha256))]),
    ...integrity.restores.map(({ backupAt, at: restoredAt }) =>
      pair(rows.restored, rows.restoredText(at(instantMs(restoredAt)), at(instantMs(backupAt)))),
    ),
    ...(newest === undefined
      ? []
      : [
          pair(rows.head, `${rows.headText(newest.counter, at(newest.atMs))}, SHA-256 ${newest.sha256}`),
          pair(rows.short, [{ text: shortFingerprint(newest.sha256), isBold: true }]),
        ]),
  ];
}

function stampText({ stamp, worth }: IntegrityWords, one: ReportedHead['stamps'][number], at: string): string {
  return stamp(one.authority, at) + worth[one.worth];
}

/** Up to which seal a time stamp of others reaches. */
export function stampedUpTo({ integrity, evidence, language }: Report['reportCase']): SealStamped {
  const { lastStamped, heads } = integrity;
  if (lastStamped === null) return 'none';
  const { counter, atMs } = lastStamped;
  return counter === heads.at(-1)?.counter
    ? 'newest'
    : { counter, at: formatLocal(atMs, evidence.line.zone, language) };
}

/** Of an entry that this server signed. */
const instantMs = (text: string): number => parseInstant(text) ?? 0;

function inFours(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(' ');
}

function headTable({ sheet, words, reportCase }: Report): void {
  const { integrity, evidence, language } = reportCase;
  heading(sheet, 3, words.integrity.heads);
  if (integrity.heads.length === 0) {
    paragraph(sheet, words.integrity.noHeads, { style: { ...BODY, color: INK } });
    return;
  }
  const count = (number: number) => formatCount(number, language);
  const { headCount, stampedCount, otherStampsCount, heads } = integrity;
  const others = otherStampsCount === 0 ? null : count(otherStampsCount);
  const counts = { all: count(headCount), stamped: count(stampedCount), others, shown: heads.length };
  paragraph(sheet, words.integrity.headsText(counts));
  const at = (atMs: number) => formatLocal(atMs, evidence.line.zone, language);
  const stampsOf = ({ stamps }: ReportedHead) =>
    stamps.length === 0
      ? words.integrity.noStamp
      : stamps.map((stamp) => stampText(words.integrity, stamp, at(stamp.stampedAtMs))).join('\n');
  const [newest] = heads.slice(-1);
  if (newest)
    paragraph(
      sheet,
      words.integrity.closing({ counter: newest.counter, at: at(newest.atMs) }, stampedUpTo(reportCase)),
    );
  const columns = words.integrity.columns;
  // numbers of ten digits, after a restore from a backup
  const isLong = heads.some(({ counter }) => counter > MOST_IN_NARROW);
  table(sheet, {
    columns: [
      { label: columns.counter, share: isLong ? 42 : 22 },
      { label: columns.at, share: 72 },
      { label: columns.hash, share: 252 },
      { label: columns.stamps, share: isLong ? 86 : 106 },
    ],
    rows: heads.map((head) => [String(head.counter), at(head.atMs), head.sha256, stampsOf(head)]),
    style: { ...TABLE, size: 6.6 },
  });
}
