import { formatInstant } from '../../rules/instant.ts';
import { formatBounds } from '../../web/pages/format.ts';
import { formatLocal } from '../../web/pages/local-time.ts';
import type { Language } from '../../web/pages/views.ts';
import { alarmMessageWords } from '../../web/pages/wording-alarm-messages.ts';
import { findingOf } from '../../web/pages/wording-findings.ts';
import type { AlarmEvent, LineEvent, OutageFacts, ServerEvent } from './alarm-event.ts';
import { mailTexts } from './compose-mail.ts';

export type Composed = {
  title: string;
  text: string;
  /** Of the page about it, from the server's root. */
  pagePath: string | null;
  /** What a webhook gets beside the text. */
  facts: unknown;
};

/** The line as messages name it. `lawCountsFromReport`: TKG § 58 holds for its contract. */
export type NamedLine = { id: string; name: string; provider: string; zone: string; lawCountsFromReport: boolean };
type Reader = { language: Language; zone: string; publicUrl: string | null };

/** A message about a line, in the reader's language, with times of the line's zone. */
export function composeLineMessage(event: LineEvent, line: NamedLine, reader: Reader): Composed {
  const clean = { ...line, name: oneLine(line.name), provider: oneLine(line.provider) };
  const [title, ...paragraphs] = lineTexts(event, clean, reader.language);
  const outage = outageOf(event);
  const pagePath = outage === null ? pageOf(event, line) : `/lines/${line.id}/outages/${outage.id}`;
  const reportPath =
    outage?.counts === true && event.kind !== 'outage-withdrawn'
      ? `/owner/lines/${line.id}/reports/new?outage=${outage.id}`
      : null;
  return finish({ title, paragraphs, pagePath, reportPath, facts: factsOf(event) }, reader);
}

function pageOf({ kind }: LineEvent, { id }: NamedLine): string {
  return kind === 'mail-trouble' || kind === 'mail-well' ? `/lines/${id}/mail` : `/lines/${id}`;
}

/** A message about the server itself. */
export function composeServerMessage(event: ServerEvent, reader: Reader): Composed {
  const [title, ...paragraphs] = serverTexts(event, reader);
  return finish({ title, paragraphs, pagePath: '/owner/alarms', reportPath: null, facts: factsOf(event) }, reader);
}

type Parts = {
  title: string;
  paragraphs: string[];
  pagePath: string | null;
  reportPath: string | null;
  facts: unknown;
};

function finish({ title, paragraphs, pagePath, reportPath, facts }: Parts, { language, publicUrl }: Reader): Composed {
  const words = alarmMessageWords[language];
  const links: string[] = [];
  if (publicUrl !== null && reportPath !== null) links.push(`${words.report}: ${publicUrl}${reportPath}`);
  if (publicUrl !== null && pagePath !== null) links.push(`${words.page}: ${publicUrl}${pagePath}`);
  const text = [...paragraphs, links.join('\n')].filter((part) => part !== '').join('\n\n');
  // spaces that do not break are for pages; some mail programs show them as a sign of their own
  return { title: title.replaceAll('\u00a0', ' '), text: text.replaceAll('\u00a0', ' '), pagePath, facts };
}

/** Title first, then paragraphs. */
function lineTexts(event: LineEvent, line: NamedLine, language: Language): [string, ...string[]] {
  const words = alarmMessageWords[language];
  const { name, zone } = line;
  const at = (atMs: number) => formatLocal(atMs, zone, language);
  const times = (atMs: number) => ({ at: at(atMs), zone });
  const subject = words.line(line);
  switch (event.kind) {
    case 'outage-began': {
      const said = event.outage.isReachable ? words.failoverBegan : words.outageBegan;
      return [
        said.title(name),
        said.text(subject, times(event.outage.startEarliestAtMs)),
        edgesOf(event.outage, zone, language),
        words.outageBegan.goesOn,
        mustBeReported(event.outage) && line.lawCountsFromReport ? words.outageBegan.reportIt : '',
      ];
    }
    case 'outage-corrected':
      return correctedTexts(event, line, language);
    case 'outage-ended':
      return endedTexts(event, line, language);
    case 'outage-withdrawn':
      return [words.outageWithdrawn.title(name), words.outageWithdrawn.text(subject, times(event.beganAtMs))];
    case 'no-contact':
      return [words.noContact.title(name), words.noContact.text(subject, times(event.sinceAtMs))];
    case 'probe-silent':
      return [words.probeSilent.title(name), words.probeSilent.text(subject, times(event.sinceAtMs))];
    case 'contact-back':
      return backTexts(event, line, language);
    case 'flapping':
      return [
        words.flapping.title(name),
        words.flapping.text(subject, event.interruptions, times(event.sinceAtMs)),
        words.flapping.next,
      ];
    case 'flapping-over':
      return [
        words.flappingOver.title(name),
        words.flappingOver.text(subject, event.interruptions, at(event.sinceAtMs), at(event.lastEndAtMs), zone),
        event.downMaxMs > 0 ? words.flappingOver.sum(formatBounds(event.downMinMs, event.downMaxMs, language)) : '',
      ];
    case 'measurements-lost':
      return [
        words.measurementsLost.title(name),
        words.measurementsLost.text(subject, at(event.fromAtMs), times(event.toAtMs)),
      ];
    case 'mail-trouble':
    case 'mail-well':
      return mailTexts(event, line, language);
  }
}

/** The periods of the law are about a service that fails as a whole, and not through the customer's own fault. */
function mustBeReported({ counts, side, isReachable }: OutageFacts): boolean {
  return counts && side !== 'home' && !isReachable;
}

type Ended = Extract<LineEvent, { kind: 'outage-ended' }>;
type Corrected = Extract<LineEvent, { kind: 'outage-corrected' }>;
type Back = Extract<LineEvent, { kind: 'contact-back' }>;

function endedTexts(event: Ended, line: NamedLine, language: Language): [string, ...string[]] {
  const words = alarmMessageWords[language];
  const { outage } = event;
  const { title, titleLate, titleHome, text, textHome } = words.outageEnded;
  const bounds = formatBounds(outage.downMinMs, outage.downMaxMs, language);
  const notes = [edgesOf(outage, line.zone, language), outage.isFinal ? '' : words.provisional];
  if (outage.side === 'home' && !outage.counts) {
    return [titleHome(line.name), textHome(words.line(line), bounds), ...notes];
  }
  if (outage.isReachable) {
    return [words.failoverEnded.title(line.name), words.failoverEnded.text(words.line(line), bounds), ...notes];
  }
  return [(event.wasAnnounced ? title : titleLate)(line.name), text(words.line(line), bounds), ...notes];
}

function correctedTexts({ outage, said }: Corrected, line: NamedLine, language: Language): [string, ...string[]] {
  const words = alarmMessageWords[language];
  const { title, text, countsNot } = words.outageCorrected;
  const before = findingOf(said.verdict, language).title;
  const now = findingOf(outage.verdict, language).title;
  return [
    title(line.name),
    text(words.line(line), before, now),
    outage.counts ? '' : countsNot,
    edgesOf(outage, line.zone, language),
  ];
}

function backTexts(event: Back, line: NamedLine, language: Language): [string, ...string[]] {
  const words = alarmMessageWords[language];
  const { contactBack } = words;
  const at = (atMs: number) => formatLocal(atMs, line.zone, language);
  const { outages, finding } = event;
  const [only] = outages;
  const said = contactBack.text(words.line(line), at(event.sinceAtMs), at(event.backAtMs), line.zone);
  if (finding !== 'outage') {
    const names = {
      home: 'home',
      'line-worked': 'lineWorked',
      'not-measured': 'notMeasured',
      'not-known': 'notKnown',
    } as const;
    return [contactBack.title(line.name), said, contactBack.finding[names[finding]]];
  }
  const isOver = outages.every(({ downMaxMs }) => downMaxMs !== null);
  const least = outages.reduce((sum, one) => sum + one.downMinMs, 0);
  const most = isOver ? outages.reduce((sum, one) => sum + (one.downMaxMs ?? 0), 0) : null;
  return [
    contactBack.titleOutage(line.name),
    said,
    contactBack.finding.outage(outages.length, formatBounds(least, most, language)),
    only && outages.length === 1 ? edgesOf(only, line.zone, language) : '',
    isOver ? '' : contactBack.finding.outageLasts,
    outages.every(({ isFinal }) => isFinal) ? '' : words.provisional,
  ];
}

/** Begin, end and place, a line each. */
function edgesOf(outage: OutageFacts, zone: string, language: Language): string {
  const words = alarmMessageWords[language];
  const at = (atMs: number) => formatLocal(atMs, zone, language);
  const lines = [words.began(at(outage.startEarliestAtMs), at(outage.startLatestAtMs), zone)];
  if (outage.endEarliestAtMs !== null && outage.endLatestAtMs !== null) {
    lines.push(words.ended(at(outage.endEarliestAtMs), at(outage.endLatestAtMs), zone));
  }
  lines.push(`${words.finding(outage.isFinal)}: ${findingOf(outage.verdict, language).title}`);
  return [...lines, `${words.where}: ${words.side[outage.side]}`].join('\n');
}

function serverTexts(event: ServerEvent, { language, zone }: Reader): [string, ...string[]] {
  const words = alarmMessageWords[language];
  switch (event.kind) {
    case 'disk-filling': {
      const soon = event.fullInDays === null ? '' : words.diskFilling.soon(formatDays(event.fullInDays, language));
      return [
        words.diskFilling.title,
        words.diskFilling.text(formatSize(event.freeBytes, language)),
        soon,
        words.diskFilling.todo,
      ];
    }
    case 'disk-relieved':
      return [words.diskRelieved.title, words.diskRelieved.text(formatSize(event.freeBytes, language))];
    case 'database-damaged':
      return [words.databaseDamaged.title, words.databaseDamaged.text];
    case 'path-broken': {
      const since = { at: formatLocal(event.sinceAtMs, zone, language), zone };
      return [words.pathBroken.title, words.pathBroken.text(event.path, since, event.problem)];
    }
  }
}

/** `3,2 GB`, in steps of 1000 as disks are sold. */
export function formatSize(sizeBytes: number, language: Language): string {
  const [value, unit] = sizeBytes >= 1e9 ? [sizeBytes / 1e9, 'GB'] : [sizeBytes / 1e6, 'MB'];
  const text = value.toFixed(value < 10 ? 1 : 0);
  return `${language === 'de' ? text.replace('.', ',') : text} ${unit}`;
}

function formatDays(days: number, language: Language): string {
  const whole = Math.max(1, Math.floor(days));
  if (language === 'de') return whole === 1 ? '1 Tag' : `${whole} Tagen`;
  return whole === 1 ? '1 day' : `${whole} days`;
}

function outageOf(event: LineEvent): OutageFacts | null {
  if (event.kind === 'outage-began' || event.kind === 'outage-ended' || event.kind === 'outage-corrected') {
    return event.outage;
  }
  return event.kind === 'contact-back' && event.outages.length === 1 ? (event.outages[0] ?? null) : null;
}

/** Instants as RFC 3339, under names without `Ms`, as everywhere in JSON for others. */
function factsOf({ kind: _kind, key: _key, ...rest }: AlarmEvent): unknown {
  return JSON.parse(JSON.stringify(rest), (_name, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) =>
        key.endsWith('AtMs') ? [key.slice(0, -2), typeof one === 'number' ? formatInstant(one) : one] : [key, one],
      ),
    );
  });
}

/** Names are the owner's own text: nothing of them may begin a line of a mail's head. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}
