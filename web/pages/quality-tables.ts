import { html } from 'hono/html';
import type { QualityHour } from '../../rules/outage/derived.ts';
import { formatCount } from './format.ts';
import { link } from './layout.ts';
import { formatDay, type Markup } from './local-time.ts';
import { table } from './table.ts';
import type { Language, PageContext } from './views.ts';
import { formatKbit, formatTenthDb } from './witness-values.ts';
import type { QualityPageView, QualitySums } from './witness-views.ts';
import { qualityWords } from './wording-quality.ts';

/** Each local day, newest first, with a link to it. */
export function qualityDayTable(context: PageContext, view: QualityPageView): Markup {
  const { language } = context;
  const { columns, table: caption } = qualityWords[language].errors;
  const { day, ...rest } = columns;
  return table({
    caption,
    columns: [{ label: day }, ...Object.values(rest).map((label) => ({ label, isNumber: true }))],
    rows: view.days.toReversed().map((sums) => ({
      cells: [
        html`<a href="${link(context, `/lines/${view.line.id}/days/${sums.day}`)}">${formatDay(sums.day, language)}</a>`,
        ...sumCells(sums, language),
      ],
    })),
  });
}

/** In the order of the columns. */
function sumCells(sums: QualitySums, language: Language): string[] {
  const margin = (value: number | null) => (value === null ? '–' : formatTenthDb(value, language));
  const count = (value: number | null) => (value === null ? '–' : formatCount(value, language));
  return [
    margin(sums.downMarginMin),
    margin(sums.upMarginMin),
    count(sums.crcErrors),
    count(sums.crcErrorsFar),
    count(sums.fecErrors),
    count(sums.fecErrorsFar),
    count(sums.erroredSecs),
    count(sums.severelyErroredSecs),
    count(sums.resyncs),
    count(sums.reconnects),
  ];
}

/** Each hour of the local day over the whole period. */
export function qualityHourTable(context: PageContext, view: QualityPageView): Markup {
  const { language } = context;
  const words = qualityWords[language];
  const number = (label: string) => ({ label, isNumber: true });
  return table({
    caption: words.hours.table,
    columns: [
      { label: words.hours.hour },
      number(words.errors.columns.reconnects),
      number(words.errors.columns.resyncs),
      number(words.errors.columns.crc),
      number(words.errors.columns.marginDown),
    ],
    rows: view.hoursOfDay.map(({ hour, reconnects, resyncs, crcErrors, downMarginMin }) => ({
      cells: [
        words.hours.hourName(...hourNames(hour)),
        formatCount(reconnects, language),
        formatCount(resyncs, language),
        crcErrors === null ? '–' : formatCount(crcErrors, language),
        downMarginMin === null ? '–' : formatTenthDb(downMarginMin, language),
      ],
    })),
  });
}

/** 3 → `03`, `04`. */
export function hourNames(hour: number): [string, string] {
  return [String(hour).padStart(2, '0'), String(hour + 1).padStart(2, '0')];
}

type RateKey = 'downRateKbit' | 'upRateKbit' | 'downMaxKbit' | 'upMaxKbit' | 'downAttenuation' | 'upAttenuation';

/** The rate of each direction now and at worst, against what the router took to be attainable; null = none was named. */
export function rateTable(context: PageContext, { hours }: QualityPageView): Markup | null {
  const { language } = context;
  const words = qualityWords[language].rates;
  if (!hours.some(({ downRateKbit, upRateKbit }) => downRateKbit !== null || upRateKbit !== null)) return null;
  const { direction, latest, lowest, attainable, attenuation } = words.columns;
  const number = (label: string) => ({ label, isNumber: true });
  const row = (label: string, keys: [RateKey, RateKey, RateKey]) => {
    const [rates, most, loss] = keys.map((key) => known(hours, key));
    const kbit = (value: number | undefined) => (value === undefined ? '–' : formatKbit(value, language));
    const lastLoss = loss?.at(-1);
    return {
      cells: [
        label,
        kbit(rates?.at(-1)),
        kbit(rates?.length ? Math.min(...rates) : undefined),
        kbit(most?.at(-1)),
        lastLoss === undefined ? '–' : formatTenthDb(lastLoss, language),
      ],
    };
  };
  return table({
    caption: words.title,
    isCards: true,
    columns: [{ label: direction }, number(latest), number(lowest), number(attainable), number(attenuation)],
    rows: [
      row(words.down, ['downRateKbit', 'downMaxKbit', 'downAttenuation']),
      row(words.up, ['upRateKbit', 'upMaxKbit', 'upAttenuation']),
    ],
  });
}

function known(hours: QualityHour[], key: RateKey): number[] {
  return hours.map((hour) => hour[key]).filter((value) => value !== null);
}
