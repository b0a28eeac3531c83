import { html } from 'hono/html';
import type { Claim, ClaimRow } from '../../rules/law/compensation.ts';
import { TKG_2021 } from '../../rules/law/rules-data.ts';
import { formatEuro } from './format-euro.ts';
import { lawNotes } from './law-notes.ts';
import { link } from './layout.ts';
import { formatDay, type Markup, timeElement } from './local-time.ts';
import type { ClockView } from './report-views.ts';
import { type Row, table } from './table.ts';
import type { PageContext } from './views.ts';
import { lawWords } from './wording-law.ts';

/** A fault that lasts for months has many days: the latest are shown. */
const SHOWN_DAYS = 45;

type CalendarClock = ClockView & { kind: 'calendar-days' };

/** Every step with its day, amount and source; dates; notes. */
export function lawDetails(
  context: PageContext,
  clock: Exclude<ClockView, { kind: 'no-rule' | 'before-report' }>,
  settingsPath: string,
): Markup {
  if (clock.kind === 'calendar-days')
    return html`${facts(context, clock)}${dayTable(context, clock)}${outlook(context, clock)}${dates(context, clock)}${lawNotes(context, clock, settingsPath)}`;
  const { language } = context;
  const words = lawWords[language];
  const notes = [
    ...(clock.isFeeKnown
      ? []
      : [html`${words.notes.feeUnknown} <a href="${link(context, settingsPath)}">${words.settings}</a>`]),
    `${clock.source}. ${words.notes.source(clock.ruleText)}`,
  ];
  const list = html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  if (clock.kind === 'daily-share')
    return html`<p>${words.share.text(String(clock.wholeDays), String(clock.begunDays))}</p>${list}`;
  const next =
    clock.nextAtMs === null
      ? ''
      : html`<dl class="facts"><div><dt>${words.hours.next}</dt><dd>${timeElement(clock.nextAtMs, clock.zone, language, 'minute')}</dd></div></dl>`;
  return html`${next}${list}`;
}

function facts(context: PageContext, clock: CalendarClock): Markup {
  const words = lawWords[context.language].facts;
  const at = (atMs: number) => timeElement(atMs, clock.zone, context.language, 'minute');
  return html`<dl class="facts"><div><dt>${words.reported}</dt><dd>${at(clock.reportedAtMs)}</dd></div>
<div><dt>${words.received}</dt><dd>${at(clock.receivedAtMs)}</dd></div>
<div><dt>${words.repaired}</dt><dd>${clock.repairedAtMs === null ? words.notRepaired : at(clock.repairedAtMs)}</dd></div></dl>`;
}

function dayTable(context: PageContext, { claim }: CalendarClock): Markup {
  const { language } = context;
  const words = lawWords[language].table;
  const { columns } = words;
  const shown = claim.rows.slice(-SHOWN_DAYS);
  const hidden = claim.rows.length - shown.length;
  return html`<h3>${words.title}</h3>${table({
    caption: words.title,
    isCards: true,
    columns: [
      { label: columns.date },
      { label: columns.day, isNumber: true },
      { label: columns.status },
      { label: columns.strict, isNumber: true },
      { label: columns.likely, isNumber: true },
      { label: columns.source },
    ],
    rows: [
      ...shown.map((row) => dayRow(context, row)),
      ...creditRow(context, claim),
      ...appointmentRow(context, claim),
    ],
    foot: {
      cells: [words.sum, '', '', formatEuro(claim.strictCents, language), formatEuro(claim.likelyCents, language), ''],
    },
  })}
${hidden > 0 ? html`<p class="quiet">${words.older(hidden)}</p>` : ''}
<p class="quiet">${words.explain}</p>`;
}

function dayRow({ language }: PageContext, row: ClaimRow): Row {
  return {
    cells: [
      unbroken(formatDay(row.day, language)),
      row.dayNumber < 0 ? '–' : String(row.dayNumber),
      lawWords[language].table.status[row.status],
      formatEuro(row.strictCents, language),
      formatEuro(row.likelyCents, language),
      row.likelyCents > 0 ? unbroken(row.source) : '–',
    ],
  };
}

/** A credit that is larger than the days takes their place in the sum; its row says by how much it is more. */
function creditRow({ language }: PageContext, { rows, creditedCents, isCreditLarger }: Claim): Row[] {
  if (!isCreditLarger.strict && !isCreditLarger.likely) return [];
  const more = (key: 'strictCents' | 'likelyCents') =>
    formatEuro(Math.max(0, creditedCents - rows.reduce((sum, row) => sum + row[key], 0)), language);
  const source = unbroken('TKG § 58 (3) S. 3');
  return [
    {
      cells: [
        '–',
        '–',
        lawWords[language].table.credit,
        `+ ${more('strictCents')}`,
        `+ ${more('likelyCents')}`,
        source,
      ],
    },
  ];
}

/** Missed appointments stand among the days, so that the sum is the sum of what one sees. */
function appointmentRow({ language }: PageContext, { appointmentsCents }: Claim): Row[] {
  if (appointmentsCents === 0) return [];
  const { table: words } = lawWords[language];
  const amount = formatEuro(appointmentsCents, language);
  return [{ cells: ['–', '–', words.appointments, amount, amount, unbroken(TKG_2021.missedAppointment.source)] }];
}

function outlook(context: PageContext, { outlook: days }: CalendarClock): Markup | string {
  if (days.length === 0) return '';
  const { language } = context;
  const words = lawWords[language].outlook;
  const { columns } = words;
  return html`<h3>${words.title}</h3>${table({
    caption: words.title,
    columns: [
      { label: columns.date },
      { label: columns.day, isNumber: true },
      { label: columns.cents, isNumber: true },
      { label: columns.sum, isNumber: true },
    ],
    rows: days.map(({ day, dayNumber, cents, sumCents }) => ({
      cells: [
        unbroken(formatDay(day, language)),
        String(dayNumber),
        formatEuro(cents, language),
        formatEuro(sumCents, language),
      ],
    })),
  })}<p class="quiet">${words.explain}</p>`;
}

function dates(context: PageContext, { deadlines, path }: CalendarClock): Markup {
  const { language } = context;
  const { deadlines: words, table: names } = lawWords[language];
  return html`<h3>${words.title}</h3>${table({
    caption: words.title,
    isCards: true,
    columns: [
      { label: names.columns.date },
      { label: names.columns.day, isNumber: true },
      { label: words.title },
      { label: names.columns.source },
    ],
    rows: deadlines.map(({ kind, day, dayNumber, source }) => ({
      cells: [
        unbroken(formatDay(day, language)),
        dayNumber === null ? '–' : String(dayNumber),
        html`<span><strong>${words.name[kind]}.</strong> ${words.text[kind]}</span>`,
        unbroken(source),
      ],
    })),
  })}
<p class="buttons"><a class="button" href="${path}.ics">${words.calendar}</a></p>`;
}

/** A date, an amount or a paragraph stays on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
