import { formatInstant, parseInstant } from '../../rules/instant.ts';
import type { BundleHead, BundleReport, BundleStamp } from '../../rules/journal/bundle/report.ts';
import { shortFingerprint } from '../../rules/journal/heads.ts';
import { formatBounds, formatCount, formatDuration, formatPercent } from './format.ts';
import { formatLocal } from './local-time.ts';
import { plainText } from './plain-text.ts';
import type { Language } from './views.ts';
import { type VerifyWords, verifyWords } from './wording-verify.ts';

/** A part of the report: names with values, all safe to be printed. */
export type ReportSection = {
  title: string;
  note: string | null;
  /** `isHash`: a checksum or fingerprint, to be compared. */
  rows: { name: string; value: string; isHash?: boolean }[];
  /** Values are whole sentences: one below the other. */
  isList: boolean;
};

/** Of heads the first and the newest ones say most; a month has hundreds. */
const MAX_HEADS = 6;
const MAX_PROBES = 10;

/** What the report says beside its findings: of what it is, figures, keys, heads with their stamps, how much was read. */
export function reportSections(report: BundleReport, language: Language): ReportSection[] {
  const words = verifyWords[language];
  return [
    ...aboutSection(report, words, language),
    figuresSection(report, words, language),
    keysSection(report, words),
    headsSection(report, words, language),
    countsSection(report, words, language),
  ];
}

function aboutSection({ index }: BundleReport, words: VerifyWords, language: Language): ReportSection[] {
  if (index === null) return [];
  const { line, period } = index;
  const at = (text: string) => instantText(parseInstant(text), line.zone, language);
  const named = line.provider === '' ? line.name : `${line.name} (${line.provider})`;
  const rows = [
    { name: words.about.line, value: plainText(named) },
    {
      name: words.about.period,
      value: words.about.fromTo(at(period.fromAt), at(period.toAt)),
    },
    { name: words.about.asOf, value: at(index.asOfAt) },
    { name: words.about.zone, value: plainText(line.zone) },
    {
      name: words.about.rules,
      value: plainText(words.about.versions(String(index.rulesVersion), index.timeZoneData)),
    },
  ];
  return [{ title: words.about.title, note: words.about.note, rows, isList: false }];
}

function figuresSection({ recomputed }: BundleReport, words: VerifyWords, language: Language): ReportSection {
  const { figures } = words;
  if (recomputed === null) return { title: figures.title, note: figures.none, rows: [], isList: false };
  const { outages, downMinMs, downMaxMs, unknownMs, coverageRatio } = recomputed;
  const rows = [
    { name: figures.outages, value: formatCount(outages, language) },
    { name: figures.down, value: formatBounds(downMinMs, downMaxMs, language) },
    { name: figures.unknown, value: formatDuration(unknownMs, language, 'up') },
    { name: figures.observed, value: formatPercent(coverageRatio, 3, language) },
  ];
  return { title: figures.title, note: figures.note, rows, isList: false };
}

function keysSection({ manifestSha256, serverFingerprint, index }: BundleReport, words: VerifyWords): ReportSection {
  const { keys } = words;
  const probes = index?.probes ?? [];
  const rows = [
    { name: keys.server, value: serverFingerprint ?? keys.none, isHash: serverFingerprint !== null },
    ...probes.slice(0, MAX_PROBES).map(({ id }) => ({ name: keys.probe, value: id, isHash: true })),
    { name: keys.manifest, value: manifestSha256 ?? keys.none, isHash: manifestSha256 !== null },
  ];
  return { title: keys.title, note: keys.note, rows, isList: false };
}

function headsSection({ heads, index }: BundleReport, words: VerifyWords, language: Language): ReportSection {
  const zone = index?.line.zone ?? 'UTC';
  const shown = heads.length <= MAX_HEADS ? heads : [...heads.slice(0, 1), ...heads.slice(1 - MAX_HEADS)];
  const rows = shown.map((head) => ({
    name: words.heads.name(head.counter),
    value: headText(head, zone, words, language),
  }));
  const left = heads.length - shown.length;
  const note = left === 0 ? words.heads.note : `${words.heads.note} ${words.heads.more(formatCount(left, language))}`;
  return { title: words.heads.title, note: heads.length === 0 ? words.heads.none : note, rows, isList: true };
}

function headText(head: BundleHead, zone: string, words: VerifyWords, language: Language): string {
  const { atMs, sha256, entries, stamps } = head;
  const parts = [
    words.heads.at(instantText(atMs, zone, language), shortFingerprint(sha256)),
    entries === null ? words.heads.notThisLine : words.heads.entries(formatCount(entries, language)),
    ...(stamps.length === 0 ? [words.heads.noStamp] : stamps.map((stamp) => stampText(stamp, zone, words, language))),
    `SHA-256 ${sha256}`,
  ];
  return plainText(parts.join('; '));
}

function stampText(stamp: BundleStamp, zone: string, words: VerifyWords, language: Language): string {
  const { authority, status, stampedAtMs, accuracyMs } = stamp;
  const when = stampedAtMs === null ? words.heads.noTime : instantText(stampedAtMs, zone, language);
  const exact = accuracyMs === null ? '' : ` (± ${formatDuration(accuracyMs, language, 'up')})`;
  return words.heads.stamp(authority, `${when}${exact}`, words.heads.stampStatus[status]);
}

function countsSection({ counts }: BundleReport, words: VerifyWords, language: Language): ReportSection {
  const keys = ['members', 'segments', 'rounds', 'samples', 'laneEntries', 'signatures'] as const;
  const rows = keys.map((key) => ({ name: words.counts[key], value: formatCount(counts[key], language) }));
  return { title: words.counts.title, note: null, rows, isList: false };
}

/** In the zone of the line; a zone that this machine does not know, or that nobody knows, gives UTC. */
function instantText(atMs: number | null, zone: string, language: Language): string {
  if (atMs === null) return '–';
  try {
    return formatLocal(atMs, zone, language);
  } catch {
    return formatInstant(atMs); // `zone` was written by a stranger
  }
}
