import type { InstantBounds, StatementFinding } from '../../rules/statement/finding.ts';
import type { MeasuredOutage } from '../../rules/statement/measured.ts';
import type { StatementRow } from '../../rules/statement/statement.ts';
import { formatDuration } from './format.ts';
import { formatClock, formatLocal, localDay } from './local-time.ts';
import type { ComparedStatementView } from './statement-views.ts';
import type { Language } from './views.ts';
import { type StatementWords, statementWords } from './wording-statement.ts';

export type Place = { zone: string; language: Language; words: StatementWords };
/** Times that are exact to the minute, or less so, stand without seconds. */
const MINUTE_MS = 60_000;

/** A finding in words: what they say, what was measured, and how the two stand to each other. */
export type FindingRow = { said: string; measured: string; verdict: string; weight: StatementFinding['weight'] };

/** All findings of a statement in the order of their time; `zone` is that of the line. */
export function findingRows(view: ComparedStatementView, zone: string, language: Language): FindingRow[] {
  const place = { zone, language, words: statementWords[language] };
  return view.comparison.findings.map((finding) => {
    const row = finding.row === null ? undefined : view.statement.rows[finding.row];
    const outage = view.measured.outages.find(({ id }) => id === finding.outage);
    return {
      said: row === undefined ? place.words.compare.notSaid : saidText(place, row, view.statement.exactToMs),
      measured: measuredText(place, finding, outage),
      verdict: place.words.weight[finding.weight],
      weight: finding.weight,
    };
  });
}

/** In the quotation marks of the reader's language. */
export function quoted(language: Language, text: string): string {
  return language === 'de' ? `„${text}“` : `“${text}”`;
}

/** `03.11.2026 14:00 bis 16:20, Ausfall: „Port gestört“` */
export function saidText(place: Place, { kind, fromAtMs, toAtMs, text }: StatementRow, exactToMs: number): string {
  const { words, language } = place;
  const precision = exactToMs < MINUTE_MS ? 'second' : 'minute';
  return `${spanText(place, fromAtMs, toAtMs, { between: ` ${words.to} `, precision })}, ${words.kind[kind]}${text === '' ? '' : `: ${quoted(language, text)}`}`;
}

function measuredText(place: Place, finding: StatementFinding, outage: MeasuredOutage | undefined): string {
  const { words, language } = place;
  return words.finding[finding.name]({
    outage: outage === undefined ? '' : outageText(place, outage),
    ours: finding.ours === null ? '' : boundsText(place, finding.ours),
    ms: finding.ms === null ? '' : formatDuration(finding.ms, language, 'down'),
    isTheirsLater: finding.isTheirsLater ?? false,
  });
}

/** From the first packet lost for certain to the last; while it lasts, that it does. */
function outageText(place: Place, { startLatestAtMs, endEarliestAtMs }: MeasuredOutage): string {
  if (endEarliestAtMs !== null)
    return spanText(place, startLatestAtMs, endEarliestAtMs, { between: ` ${place.words.to} `, precision: 'second' });
  return `${formatLocal(startLatestAtMs, place.zone, place.language)}, ${place.words.lasting}`;
}

/** The second time without its day where that is the same. */
function spanText(
  { zone, language }: Place,
  fromAtMs: number,
  toAtMs: number | null,
  { between, precision }: { between: string; precision: 'minute' | 'second' },
): string {
  const from = formatLocal(fromAtMs, zone, language, precision);
  if (toAtMs === null) return from;
  const isSameDay = localDay(fromAtMs, zone) === localDay(toAtMs, zone);
  const to = isSameDay ? formatClock(toAtMs, zone, precision) : formatLocal(toAtMs, zone, language, precision);
  return `${from}${between}${to}`;
}

/** `03.11.2026 16:12:03–16:12:05`; one time where both are the same second. */
function boundsText(place: Place, { earliestAtMs, latestAtMs }: InstantBounds): string {
  const earliest = formatLocal(earliestAtMs, place.zone, place.language);
  const isSame = earliest === formatLocal(latestAtMs, place.zone, place.language);
  return isSame ? earliest : spanText(place, earliestAtMs, latestAtMs, { between: '–', precision: 'second' });
}
