import type { ChainEvidence, ChainLink, DerivedOutage, QualityHour } from '../../rules/outage/derived.ts';
import { HASH_PREFIX, saidText } from './chain-figure.ts';
import { formatBounds, formatCount, formatRange } from './format.ts';
import { formatClock, formatDay, formatLocal, localDay } from './local-time.ts';
import { providerAnswers } from './provider-answers.ts';
import { MAX_SHEET_EVENTS, type TechnicianSheet, type TechnicianView } from './technician-views.ts';
import type { Language } from './views.ts';
import { formatKbit, formatTenthDb, namedValue } from './witness-values.ts';
import type { QualitySums } from './witness-views.ts';
import { type TechnicianWords, technicianWords } from './wording-technician.ts';

type Reader = { language: Language; zone: string; words: TechnicianWords };

/** The technician's page in words and figures; what nobody told stands as not told. */
export function technicianSheet(view: TechnicianView, language: Language): TechnicianSheet {
  const reader = { language, zone: view.line.zone, words: technicianWords[language] };
  return {
    facts: [lineFacts(reader, view), valueFacts(reader, view)],
    tables: [outageTable(reader, view), dayTable(reader, view), eventTable(reader, view)],
    notes: [...reader.words.notes],
  };
}

/** `22.11.2026 14:03:22,812 +01:00` */
function wholeTime({ language, zone }: Reader, atMs: number): string {
  return formatLocal(atMs, zone, language, 'ms');
}

/** Without day and offset where they are those of the first cell: `14:44:10,120`. */
function timeBeside(reader: Reader, atMs: number, firstAtMs: number): string {
  const [day, clock = '', offset] = wholeTime(reader, atMs).split(' ');
  const [firstDay, , firstOffset] = wholeTime(reader, firstAtMs).split(' ');
  return day === firstDay && offset === firstOffset ? clock : wholeTime(reader, atMs);
}

function lineFacts(reader: Reader, view: TechnicianView): TechnicianSheet['facts'][number] {
  const words = reader.words.line;
  const minute = (atMs: number) => formatLocal(atMs, reader.zone, reader.language, 'minute');
  const rows: [string, string][] = [
    [words.line, view.line.name],
    [words.provider, view.line.provider],
    [words.contract, view.contractNumber],
    [words.period, `${minute(view.fromAtMs)} – ${minute(view.toAtMs)}`],
    [words.zone, view.line.zone],
    [words.counted, formatCount(view.outageCount, reader.language)],
  ];
  return { title: words.title, rows: rows.filter(([, value]) => value !== '') };
}

function valueFacts(reader: Reader, view: TechnicianView): TechnicianSheet['facts'][number] {
  const { words, language } = reader;
  const { values } = words;
  const { sums, hours } = view;
  if (sums === null) return { title: values.title, rows: [[values.title, values.untold]] };
  const count = (value: number | null) => (value === null ? '–' : formatCount(value, language));
  const margin = (least: number | null, mean: number | null): string | null =>
    least === null
      ? null
      : values.margin(formatTenthDb(least, language), mean === null ? '–' : formatTenthDb(Math.round(mean), language));
  const rows: [string, string | null][] = [
    [values.downRate, ratesOf(reader, hours, 'downRateKbit', 'downMaxKbit')],
    [values.upRate, ratesOf(reader, hours, 'upRateKbit', 'upMaxKbit')],
    [values.downMargin, margin(sums.downMarginMin, sums.downMarginMean)],
    [values.upMargin, margin(sums.upMarginMin, sums.upMarginMean)],
    [values.attenuation, attenuationOf(reader, hours)],
    [values.crc, sums.crcErrors === null ? null : values.ends(count(sums.crcErrors), count(sums.crcErrorsFar))],
    [values.fec, sums.fecErrors === null ? null : values.ends(count(sums.fecErrors), count(sums.fecErrorsFar))],
    [
      values.errored,
      sums.erroredSecs === null ? null : values.severely(count(sums.erroredSecs), count(sums.severelyErroredSecs)),
    ],
    [values.resyncs, count(sums.resyncs)],
    [values.sessions, count(sums.reconnects)],
  ];
  return { title: values.title, rows: rows.filter((row): row is [string, string] => row[1] !== null) };
}

/** null: the router named no rate of that direction. */
function ratesOf(
  { words, language }: Reader,
  hours: readonly QualityHour[],
  key: 'downRateKbit' | 'upRateKbit',
  most: 'downMaxKbit' | 'upMaxKbit',
): string | null {
  const rates = told(hours, key);
  const latest = rates.at(-1);
  if (latest === undefined) return null;
  const attainable = told(hours, most).at(-1);
  return words.values.rates({
    latest: formatKbit(latest, language),
    lowest: formatKbit(Math.min(...rates), language),
    attainable: attainable === undefined ? '–' : formatKbit(attainable, language),
  });
}

function attenuationOf({ words, language }: Reader, hours: readonly QualityHour[]): string | null {
  const [down, up] = [told(hours, 'downAttenuation').at(-1), told(hours, 'upAttenuation').at(-1)];
  if (down === undefined && up === undefined) return null;
  const text = (value: number | undefined) => (value === undefined ? '–' : formatTenthDb(value, language));
  return words.values.both(text(down), text(up));
}

type Told = 'downRateKbit' | 'upRateKbit' | 'downMaxKbit' | 'upMaxKbit' | 'downAttenuation' | 'upAttenuation';
function told(hours: readonly QualityHour[], key: Told): number[] {
  return hours.map((hour) => hour[key]).filter((value) => value !== null);
}

function outageTable(reader: Reader, view: TechnicianView): TechnicianSheet['tables'][number] {
  const { words, language } = reader;
  const { columns, title } = words.outages;
  return {
    title,
    columns: [
      columns.first,
      columns.lastGood,
      columns.last,
      columns.length,
      columns.sync,
      columns.session,
      columns.provider,
    ],
    rows: view.outages.map((outage) => [
      ...timeCells(reader, outage),
      lengthCell(reader, outage),
      linkCell(reader, outage, 'dsl', 'sync-began'),
      linkCell(reader, outage, 'session', 'session-began'),
      providerCell(reader, outage),
    ]),
    note: cutNote(language, words.outages, [view.outages.length, view.outageCount]),
  };
}

/** When packets first did not come through, when they last had, and when they first did again. */
function timeCells(reader: Reader, outage: DerivedOutage): string[] {
  const { unobserved, lasting } = reader.words.outages;
  const { bounds, startLatestAtMs, endLatestAtMs } = outage;
  const good = bounds.lastGoodBefore;
  return [
    wholeTime(reader, startLatestAtMs),
    good === null ? unobserved : timeBeside(reader, good.sentAtMs, startLatestAtMs),
    endLatestAtMs === null ? lasting : endCell(reader, outage, endLatestAtMs),
  ];
}

function endCell(reader: Reader, { startLatestAtMs, bounds }: DerivedOutage, endLatestAtMs: number): string {
  return bounds.firstGoodAfter === null
    ? reader.words.outages.unobserved
    : timeBeside(reader, endLatestAtMs, startLatestAtMs);
}

/** Why there is no row, or that there are more; null where all stand. */
function cutNote(
  language: Language,
  { none, left }: { none: string; left: (shown: string, all: string) => string },
  [shown, all]: [number, number],
): string | null {
  if (shown === 0) return none;
  return shown < all ? left(formatCount(shown, language), formatCount(all, language)) : null;
}

function lengthCell({ language }: Reader, { downMinMs, downMaxMs }: DerivedOutage): string {
  return downMaxMs === null ? formatBounds(downMinMs, null, language) : formatRange(downMinMs, downMaxMs, language);
}

/** What the link was, and from when on it was new. */
function linkCell(
  { words, zone, language }: Reader,
  { chain, startLatestAtMs }: DerivedOutage,
  name: ChainLink['link'],
  began: string,
): string {
  const link = chain.find((one) => one.link === name);
  const state = words.outages.link[link?.state ?? 'unknown'];
  const again = link?.evidence.findLast(({ says }) => says === began);
  if (again === undefined) return state;
  const isSameDay = localDay(again.fromAtMs, zone) === localDay(startLatestAtMs, zone);
  const at = isSameDay ? formatClock(again.fromAtMs, zone) : formatLocal(again.fromAtMs, zone, language);
  return `${state}, ${words.outages.again(at)}`;
}

function providerCell({ words, language }: Reader, { chain, verdict }: DerivedOutage): string {
  return verdict === 'planned-reconnect' ? words.outages.planned : providerAnswers(chain, language);
}

function dayTable({ words, language }: Reader, view: TechnicianView): TechnicianSheet['tables'][number] {
  const { title, columns } = words.days;
  return {
    title,
    columns: [...columns],
    rows: view.days.map(({ day, ...sums }) => [formatDay(day, language), ...sumCells(sums, language)]),
    note: cutNote(language, words.days, [view.days.length, view.dayCount]),
  };
}

/** In the order of the columns. */
function sumCells(sums: QualitySums, language: Language): string[] {
  const margin = (value: number | null) => (value === null ? '–' : formatTenthDb(value, language));
  const count = (value: number | null) => (value === null ? '–' : formatCount(value, language));
  return [
    margin(sums.downMarginMin),
    margin(sums.upMarginMin),
    ...[sums.crcErrors, sums.crcErrorsFar, sums.fecErrors, sums.fecErrorsFar].map(count),
    ...[sums.erroredSecs, sums.severelyErroredSecs, sums.resyncs, sums.reconnects].map(count),
  ];
}

/** What a technician would look for in the log of the router. */
const EVENTS = ['restarted', 'sync-down', 'session-down', 'session-refused', 'session-ended-by-user', 'access-mobile'];

function eventTable(reader: Reader, view: TechnicianView): TechnicianSheet['tables'][number] {
  const { words, language } = reader;
  const { title, columns } = words.events;
  const events = view.outages
    .flatMap(({ chain }) => chain.flatMap(({ evidence }) => evidence))
    .filter(({ witness, says }) => witness === 'router' && EVENTS.includes(says))
    .toSorted((a, b) => a.fromAtMs - b.fromAtMs);
  const shown = events.slice(-MAX_SHEET_EVENTS);
  return {
    title,
    columns: [columns.at, columns.what],
    rows: shown.map((event) => [wholeTime(reader, event.fromAtMs), eventText(event, language)]),
    note: cutNote(language, words.events, [shown.length, events.length]),
  };
}

/** The report and what was said with it (`letzter Fehler: …`). */
function eventText({ says, values }: ChainEvidence, language: Language): string {
  const named = Object.entries(values)
    .filter(([, value]) => !String(value).startsWith(HASH_PREFIX))
    .map(([name, value]) => namedValue(name, value, language));
  return [saidText(says, language), ...named].join('; ');
}
