import { html } from 'hono/html';
import { addDays } from '../../rules/outage/calendar-days.ts';
import { barFigure } from './bar-figure.ts';
import { coveragePart } from './coverage-part.ts';
import { formatCount } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatDay, formatShortDay, type Markup } from './local-time.ts';
import { marginFigure } from './margin-figure.ts';
import { hasLineValues, readingList } from './quality-reading.ts';
import { hourNames, qualityDayTable, qualityHourTable, rateTable } from './quality-tables.ts';
import type { PageContext } from './views.ts';
import type { QualityPageView } from './witness-views.ts';
import { commonWords } from './wording-common.ts';
import { qualityWords } from './wording-quality.ts';
import { technicianWords } from './wording-technician.ts';

/** As the probe's settings have it (probe/settings.ts). */
const SETTINGS_FILE = 'probe.yaml';
const LOGIN_SETTING = 'router:\n  user: linewitness\n  passwordFile: router-password';
/** Days that the buttons offer. */
const PERIOD_DAYS = [7, 30, 90];

/** `/lines/LINE/quality`: what the router says of the line over time, and what was observed at all. */
export function qualityPage(context: PageContext, view: QualityPageView): string {
  const { language } = context;
  const words = qualityWords[language];
  const { line } = view;
  const lead = words.lead(formatDay(view.fromDay, language), formatDay(view.toDay, language));
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: [
      { label: commonWords[language].nav.allLines, path: '/' },
      { label: line.name, path: `/lines/${line.id}` },
    ],
    zone: line.zone,
    eventsHref: null,
    main: html`<header class="head"><h1>${words.title}</h1><p>${line.name}, ${commonWords[language].lineAt(line.provider)}</p></header>
<p>${lead}</p>
${periodLinks(context, view)}
${view.isEvidenceVisible ? routerParts(context, view) : html`<p>${words.unheard.hidden}</p>`}
${section('coverage', words.coverage.title, coveragePart(context, view.coverage))}
<p class="buttons"><a class="button" href="${link(context, `/lines/${line.id}`)}">${words.back}</a>${
      view.isEvidenceVisible ? html` <a class="button" href="${view.dataHref}">${words.asData}</a>` : ''
    }${technicianLink(context, view)}</p>`,
  });
}

/** The technician's sheet of the same period; strangers have none. */
function technicianLink(context: PageContext, { line, fromDay, toDay }: QualityPageView): Markup | string {
  if (context.reader === 'visitor') return '';
  const path = `/lines/${line.id}/technician?from=${fromDay}&to=${toDay}`;
  return html` <a class="button" href="${link(context, path)}">${technicianWords[context.language].link}</a>`;
}

function periodLinks(context: PageContext, view: QualityPageView): Markup {
  const words = qualityWords[context.language];
  const path = `/lines/${view.line.id}/quality`;
  const links = PERIOD_DAYS.map((days) => {
    const fromDay = addDays(view.toDay, 1 - days);
    const look = fromDay === view.fromDay ? html`class="button main" aria-current="page"` : html`class="button"`;
    return html`<a ${look} href="${link(context, `${path}?from=${fromDay}&to=${view.toDay}`)}">${words.days(days)}</a>`;
  });
  return html`<nav class="buttons" aria-label="${words.periods}">${links}</nav>`;
}

/** What there is to show depends on what the router names: nothing, its state, or the values of the DSL too. */
function routerParts(context: PageContext, view: QualityPageView): Markup {
  const words = qualityWords[context.language];
  const margin = marginFigure(context, view);
  const rates = rateTable(context, view);
  if (!view.isRouterHeard)
    return section('missing', words.unheard.title, missingPart(context, view, words.unheard.none));
  return html`${section('words', words.reading.title, readingList(context, view))}
${margin === null ? '' : section('margin', words.margin.title, margin)}
${rates === null ? '' : section('rates', words.rates.title, html`${rates}<p class="quiet">${words.rates.explain}</p>`)}
${hasLineValues(view) ? section('errors', words.errors.title, errorsPart(context, view)) : ''}
${section('hours', words.hours.title, hoursPart(context, view))}
${hasLineValues(view) ? '' : section('missing', words.unheard.title, missingPart(context, view, words.unheard.noDsl))}`;
}

function errorsPart(context: PageContext, view: QualityPageView): Markup {
  const { language } = context;
  const words = qualityWords[language].errors;
  const most = Math.max(...view.days.map(({ crcErrors }) => crcErrors ?? 0), 0);
  const bars = barFigure({
    caption: `${words.bars}: ${words.most(formatCount(most, language))}`,
    bars: view.days.map(({ day, crcErrors }) => ({
      value: crcErrors,
      title: `${formatDay(day, language)}: ${crcErrors === null ? '–' : formatCount(crcErrors, language)}`,
    })),
    labels: [0, view.days.length - 1].map((index) => ({
      index,
      text: formatShortDay(view.days[index]?.day ?? '', language),
    })),
    look: 'down',
  });
  return html`<p>${words.explain}</p>${bars}
<details><summary>${words.table}</summary>${qualityDayTable(context, view)}</details>`;
}

function hoursPart(context: PageContext, view: QualityPageView): Markup {
  const { language } = context;
  const words = qualityWords[language].hours;
  const [highest] = view.hoursOfDay.toSorted((one, other) => other.reconnects - one.reconnects);
  if (highest === undefined || highest.reconnects === 0) return html`<p>${words.none}</p>`;
  const most = words.most(formatCount(highest.reconnects, language), words.hourName(...hourNames(highest.hour)));
  return html`<p>${words.explain}</p>
${barFigure({
  caption: `${words.reconnects}: ${most}`,
  bars: view.hoursOfDay.map(({ hour, reconnects }) => ({
    value: reconnects,
    title: `${words.hourName(...hourNames(hour))}: ${formatCount(reconnects, language)}`,
  })),
  labels: [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => ({ index: hour, text: String(hour).padStart(2, '0') })),
  look: 'maintenance',
})}
<details><summary>${words.table}</summary>${qualityHourTable(context, view)}</details>`;
}

function missingPart(context: PageContext, view: QualityPageView, why: string): Markup {
  const words = qualityWords[context.language].unheard;
  const owner =
    context.reader === 'visitor'
      ? ''
      : html`<ul>${words.how.map((step) => html`<li>${step}</li>`)}</ul><p>${words.login(SETTINGS_FILE)}</p><pre>${LOGIN_SETTING}</pre><p>${words.secret}</p><p class="buttons"><a class="button" href="${link(context, `/owner/lines/${view.line.id}/probe`)}">${words.owner}</a></p>`;
  return html`<p>${why}</p>${owner}`;
}
