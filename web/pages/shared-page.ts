import { html } from 'hono/html';
import { chainFigure } from './chain-figure.ts';
import { dayTable } from './day-bar.ts';
import {
  aboutBytes,
  boundsPart,
  checkPart,
  figuresPart,
  notSaidPart,
  offer,
  periodText,
  statementPart,
  tableLinks,
} from './evidence-parts.ts';
import type { SharedPageView } from './evidence-views.ts';
import { callout } from './form.ts';
import { formatBounds, formatCount } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatDay, formatLocal, localDay, type Markup } from './local-time.ts';
import { methodSection } from './method-section.ts';
import { findingPart, outageNotes } from './outage-finding.ts';
import { beginAtMs, outagesTitle, outageTable } from './outage-table.ts';
import { sampleTable } from './sample-table.ts';
import { timelineFigure } from './timeline-figure.ts';
import type { OutagePageView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords } from './wording-evidence.ts';
import { lineWords } from './wording-line.ts';
import { outageWords } from './wording-outage.ts';
import { sharingWords } from './wording-sharing.ts';
import { witnessWords } from './wording-witness.ts';

/** `/shared/SECRET`: one outage or period for somebody without an account. Nothing here leads to other pages of the line. */
export function sharedPage(context: PageContext, view: SharedPageView): string {
  const { language } = context;
  const words = sharingWords[language].shared;
  const { line, figures, outage } = view;
  const title = titleOf(context, view);
  const until = formatLocal(view.expiresAtMs, line.zone, language, 'minute');
  return renderPage(context, {
    title: `${title}, ${line.name}`,
    zone: line.zone,
    eventsHref: null,
    main: html`<header class="head"><h1>${title}</h1><p>${line.name}, ${commonWords[language].lineAt(line.provider)}</p></header>
<p>${words.intro(until)} <a href="#files">${words.toFiles}</a></p>${view.hasValues ? callout('warning', html`<p>${words.isPrivate}</p>`) : ''}${view.isOutageGone ? callout('warning', html`<p>${words.gone}</p>`) : ''}
${outage === null ? '' : outageParts(context, outage)}
${section('figures', `${evidenceWords[language].figures.title}: ${periodText(context, figures)}`, figuresPart(context, figures))}
${view.timeline === null ? '' : section('timeline', words.course, timelineFigure(context, line, { timeline: view.timeline, description: periodText(context, figures) }))}
${section('outages', outagesTitle(context, view.outages), outagesPart(context, view))}
${view.days.length > 1 ? section('days', words.days, dayTable(context, line, view.days, view.days[0]?.day ?? null, `${words.days}: ${periodText(context, figures)}`)) : ''}
${outage?.method ? section('method', lineWords[language].method.title, methodSection(context, outage.method)) : ''}
${section('files', evidenceWords[language].files.title, filesPart(context, view))}
${section('check', evidenceWords[language].check.title, checkPart(context, view))}
${section('limits', evidenceWords[language].notSaid.title, html`${notSaidPart(context)}${statementPart(context)}`)}
<p class="quiet">${words.privacy}</p>`,
  });
}

function titleOf(context: PageContext, { outage, line, figures }: SharedPageView): string {
  const { language } = context;
  const words = sharingWords[language].shared;
  if (outage === null) {
    const [from, to] = [figures.fromDay, figures.toDay].map((day) => formatDay(day, language));
    return words.titlePeriod(from ?? '', to ?? '');
  }
  const day = formatDay(localDay(beginAtMs(context, outage.outage), line.zone), language);
  if (outage.outage.verdict === 'planned-reconnect') return witnessWords[language].planned.title(day);
  return outage.outage.counts ? words.titleOutage(day) : outageWords[language].titleNotCounted(day);
}

/** The outage that was shared: bounds, finding, chain, and the measurements behind the bounds. */
function outageParts(context: PageContext, view: OutagePageView): Markup {
  const { language } = context;
  const words = outageWords[language];
  const { outage, line } = view;
  const bounds = formatBounds(outage.downMinMs, outage.downMaxMs, language);
  const description = `${words.timeline}: ${bounds}`;
  return html`<p class="lead">${boundsPart(outage.downMinMs, outage.downMaxMs, language, true)}</p>
${outageNotes(context, view)}
${section('finding', words.finding, findingPart(context, view))}
${outage.chain.length > 0 ? section('chain', witnessWords[language].chain.title, chainFigure(context, line, outage)) : ''}
${section('course', words.timeline, timelineFigure(context, line, { timeline: view.timeline, description }))}
${section('samples', words.samples.title, sampleTable(context, view))}`;
}

function outagesPart(context: PageContext, { line, outages, figures }: SharedPageView): Markup {
  const words = sharingWords[context.language].shared;
  if (outages.length === 0) return html`<p>${words.outagesNone}</p>`;
  const isCut = figures.sums.outages + figures.outagesReachingIn > outages.length;
  const cut = html`<p class="quiet">${words.shown(formatCount(outages.length, context.language))}</p>`;
  return html`${outageTable(context, line, outages)}${isCut ? cut : ''}`;
}

function filesPart(context: PageContext, { files, path }: SharedPageView): Markup {
  const { language } = context;
  const { files: words } = evidenceWords[language];
  const zipWay = (href: string) => html`<a class="button main" href="${link(context, href)}">${words.make.zip}</a>`;
  const size = files.zip?.bytes ?? null;
  const zipLabel = size === null ? words.zip.label : `${words.zip.label}, ${words.size(aboutBytes(size, language))}`;
  return html`${files.pdf ? offer(words.pdf, html`<a class="button main" href="${link(context, `${path}/making?kind=pdf`)}">${words.make.pdf}</a>`) : ''}
${files.zip === null ? '' : offer({ ...words.zip, label: zipLabel }, zipWay(`${path}/making?kind=zip`))}
${tableLinks(context, { base: path, query: '', files, hasTicks: false })}`;
}

/** For a link that is wrong, expired or taken back: the same page for all three. */
export function wrongLinkPage(context: PageContext, kind: 'wrong' | 'busy'): string {
  const { title, text } = sharingWords[context.language].shared[kind];
  return renderPage(context, {
    title,
    eventsHref: null,
    main: html`<h1>${title}</h1><p>${text}</p>`,
  });
}
