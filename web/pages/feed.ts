import { formatInstant } from '../../rules/instant.ts';
import { escapeXml } from './badge.ts';
import { formatBounds } from './format.ts';
import { formatLocal } from './local-time.ts';
import type { Language, LineView, OutageEntryView } from './views.ts';
import { badgeWords } from './wording-badge.ts';
import { commonWords } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';
import { witnessWords } from './wording-witness.ts';

export type FeedView = {
  line: LineView;
  language: Language;
  delayMinutes: number;
  /** Counted outages as strangers see them, newest first. */
  outages: OutageEntryView[];
  /** `https://example.org`, or empty: then links are relative to this host. */
  baseUrl: string;
  /** Name of the server in ids that never change. */
  authority: string;
  /** The instant that stands for the feed while it has no entry. */
  emptyAtMs: number;
  /** The feed's own address, from the root. */
  selfPath: string;
};

type Entry = { idPath: string; title: string; atMs: number; href: string; outage: OutageEntryView };

const MOST_ENTRIES = 50;
/** RFC 4151 wants a date on which the name belonged to us; the year of the format will do, and it never changes. */
const TAG_YEAR = 2026;

/**
 * Atom (RFC 4287): one entry for each update of an outage (begin, end with its finding, facts changed). No time of an
 * update stands in an id (RFC 4151), so that nothing is read as new that is not.
 */
export function outageFeed(view: FeedView): string {
  const { line, language, baseUrl } = view;
  const words = badgeWords[language].feed;
  const entries = view.outages
    .flatMap((outage) => entriesOf(view, outage))
    .sort((one, other) => other.atMs - one.atMs)
    .slice(0, MOST_ENTRIES);
  const updatedAtMs = entries[0]?.atMs ?? view.emptyAtMs;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${tagOf(view, `lines/${line.id}`)}</id>
<title>${escapeXml(words.title(line.name, commonWords[language].lineAt(line.provider)))}</title>
<subtitle>${escapeXml(words.subtitle(view.delayMinutes))}</subtitle>
<updated>${formatInstant(updatedAtMs)}</updated>
<author><name>${escapeXml(words.author)}</name></author>
<generator>Linewitness</generator>
<link rel="self" type="application/atom+xml" href="${escapeXml(baseUrl + view.selfPath)}"/>
<link rel="alternate" type="text/html" href="${escapeXml(`${baseUrl}/lines/${line.id}`)}"/>
${entries.map((entry) => entryXml(view, entry)).join('')}</feed>
`;
}

function entriesOf({ line, language, baseUrl }: FeedView, outage: OutageEntryView): Entry[] {
  const words = badgeWords[language].feed;
  const idPath = `lines/${line.id}/outages/${outage.id}`;
  const href = `${baseUrl}/lines/${line.id}/outages/${outage.id}`;
  const entry = (step: string, title: string, atMs: number): Entry => ({
    idPath: `${idPath}/${step}`,
    title,
    atMs,
    href,
    outage,
  });
  const begin = entry('begin', words.begin, outage.startEarliestAtMs);
  if (outage.endLatestAtMs === null || !outage.final) return [begin];
  const bounds = formatBounds(outage.downMinMs, outage.downMaxMs, language);
  const end = entry('end', words.end(bounds), outage.endLatestAtMs);
  if (outage.revision <= 1) return [begin, end];
  return [begin, end, entry(`revision-${outage.revision}`, words.changed(outage.revision), outage.endLatestAtMs)];
}

function entryXml(view: FeedView, { idPath, title, atMs, href, outage }: Entry): string {
  const at = formatInstant(atMs);
  return `<entry>
<id>${tagOf(view, idPath)}</id>
<title>${escapeXml(title)}</title>
<published>${at}</published>
<updated>${at}</updated>
<link rel="alternate" type="text/html" href="${escapeXml(href)}"/>
<content type="text">${escapeXml(contentOf(view, outage, idPath.endsWith('/begin')))}</content>
</entry>
`;
}

/** What was known at that step: an entry of the past is not rewritten by what came later. */
function contentOf({ line, language }: FeedView, outage: OutageEntryView, isBegin: boolean): string {
  const words = badgeWords[language].feed;
  const at = (atMs: number) => formatLocal(atMs, line.zone, language);
  const begin = `${words.beginAt} ${words.between(at(outage.startEarliestAtMs), at(outage.startLatestAtMs))}.`;
  if (isBegin) return begin;
  const { endEarliestAtMs, endLatestAtMs } = outage;
  const end =
    endEarliestAtMs === null || endLatestAtMs === null
      ? words.open
      : words.between(at(endEarliestAtMs), at(endLatestAtMs));
  const finding = findingOf(outage.verdict, language).title;
  const side = commonWords[language].side[outage.side];
  const reachable = outage.isReachable ? ` ${witnessWords[language].failover}` : '';
  return `${begin} ${words.endAt} ${end}. ${words.measured}: ${finding} (${side}).${reachable}`;
}

function tagOf({ authority }: FeedView, path: string): string {
  return escapeXml(`tag:${authority},${TAG_YEAR}:${path}`);
}
