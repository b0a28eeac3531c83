import { html } from 'hono/html';
import { addDays } from '../../rules/outage/calendar-days.ts';
import { callout } from './form.ts';
import { formatCount, formatDuration, formatPercent } from './format.ts';
import { link, renderPage } from './layout.ts';
import { exportLinks, section } from './line-page.ts';
import type { Markup } from './local-time.ts';
import { routeBanner } from './mail-banner.ts';
import { mailFigure } from './mail-figure.ts';
import { boundText, routeTitle, wayText } from './mail-reading.ts';
import { mailSetupPart } from './mail-setup-part.ts';
import { delayTable, mailDayTable, newestMails } from './mail-tables.ts';
import type { MailPageView, MailRouteView } from './mail-views.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { mailWords } from './wording-mail.ts';

const DAY_MS = 86_400_000;
/** Days that the buttons offer. */
const PERIOD_DAYS = [1, 7, 30, 90];

/** `/lines/LINE/mail`: how long mails take, which wait, and where. */
export function mailPage(context: PageContext, view: MailPageView): string {
  const words = mailWords[context.language];
  const common = commonWords[context.language];
  const { line } = view;
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: [
      { label: common.nav.allLines, path: '/' },
      { label: line.name, path: `/lines/${line.id}` },
    ],
    zone: line.zone,
    eventsHref: `/events?line=${line.id}`,
    main: html`<header class="head"><h1>${words.title}</h1><p>${line.name}, ${common.lineAt(line.provider)}</p></header>
<p>${words.lead}</p>
${view.routes.length === 0 ? nothingPart(context, view) : routesPart(context, view)}
<p class="buttons"><a class="button" href="${link(context, `/lines/${line.id}`)}">${words.back}</a></p>`,
  });
}

/** A visitor is not told how to set up somebody else's probe. */
function nothingPart(context: PageContext, view: MailPageView): Markup {
  return context.reader === 'visitor'
    ? html`<p>${mailWords[context.language].hidden}</p>`
    : mailSetupPart(context, view.line);
}

function routesPart(context: PageContext, view: MailPageView): Markup {
  const words = mailWords[context.language];
  return html`${sharedPart(context, view)}
${view.routes.map((route) => routeBanner(context, view.line, route))}
${periodLinks(context, view)}
${view.routes.map((route) => routeSection(context, view, route))}
${section('method', words.method.title, methodPart(context, view))}
${section('evidence', words.exports.title, exportsPart(context, view))}`;
}

/** The common part of routes that fail: whoever has one mailbox in all of them is the likelier reason. */
function sharedPart(context: PageContext, view: MailPageView): Markup[] {
  const words = mailWords[context.language];
  return view.shared.map(({ account, routes }) => {
    const names = routes.map((name) => {
      const route = view.routes.find((one) => one.name === name);
      const title = route ? wayText(context, route) : name;
      return html`<a href="#route-${name}">${title}</a>`;
    });
    const list = names.map((name, index) => html`${separator(context, index, names.length)}${name}`);
    const [before, after] = words.shared.text('\u0000', account).split('\u0000');
    return callout('warning', html`<p><strong>${words.shared.title}.</strong> ${before}${list}${after}</p>`);
  });
}

function separator({ language }: PageContext, index: number, count: number): string {
  if (index === 0) return '';
  return index === count - 1 ? ` ${mailWords[language].and} ` : ', ';
}

function periodLinks(context: PageContext, view: MailPageView): Markup {
  const words = mailWords[context.language];
  const links = PERIOD_DAYS.map((days) => {
    const fromDay = addDays(view.toDay, 1 - days);
    const look = fromDay === view.fromDay ? html`class="button main" aria-current="page"` : html`class="button"`;
    const href = link(context, `/lines/${view.line.id}/mail?from=${fromDay}&to=${view.toDay}`);
    return html`<a ${look} href="${href}">${words.days(days)}</a>`;
  });
  return html`<nav class="buttons" aria-label="${words.periods}">${links}</nav>`;
}

function routeSection(context: PageContext, view: MailPageView, route: MailRouteView): Markup {
  const words = mailWords[context.language];
  const title = words.figures.title(routeTitle(context, route));
  return section(
    `times-${route.name}`,
    title,
    html`${figuresPart(context, route)}
${hasSomething(route) ? coursePart(context, view, route) : html`<p>${words.figures.none}</p>`}
<h3>${words.delays.title}</h3>
${delayTable(context, view, route)}
<h3>${words.mails.title}</h3>
${newestMails(context, view, route)}`,
  );
}

/** Slots without a mail are something to see as well. */
function hasSomething({ figures, openAcceptedAtMs }: MailRouteView): boolean {
  return figures.count + figures.notTested + openAcceptedAtMs.length > 0;
}

function figuresPart(context: PageContext, { figures }: MailRouteView): Markup {
  const { language } = context;
  const words = mailWords[language].figures;
  const untested =
    figures.testedRatio === null ? '–' : formatPercent(Math.max(0, 1 - figures.testedRatio), 1, language);
  const pairs: [string, string][] = [
    [words.median, boundText(context, figures.medianMs)],
    [words.p95, boundText(context, figures.p95Ms)],
    [words.max, boundText(context, figures.maxMs)],
    [words.count, formatCount(figures.count, language)],
    [words.open, formatCount(figures.open, language)],
    [words.untested, untested],
  ];
  const hasBounds = [figures.medianMs, figures.p95Ms, figures.maxMs].some((bound) => bound?.isAtLeast);
  return html`<dl class="facts figures">${pairs.map(([label, value]) => html`<div><dt>${label}</dt><dd><strong>${value}</strong></dd></div>`)}</dl>
${hasBounds ? html`<p class="quiet">${words.bound}</p>` : ''}`;
}

function coursePart(context: PageContext, view: MailPageView, route: MailRouteView): Markup {
  const words = mailWords[context.language].drawing;
  return html`${mailFigure(context, view, route)}
<details><summary>${words.table}</summary>${mailDayTable(context, view, route)}<p><a href="${route.dataHref}">${words.asData}</a></p></details>`;
}

function methodPart(context: PageContext, view: MailPageView): Markup {
  const words = mailWords[context.language].method;
  const length = (ms: number) => formatDuration(ms, context.language);
  const paces = view.routes.map((route) =>
    words.pace({
      way: wayText(context, route),
      every: length(route.spacingMs),
      prompt: length(route.promptMs),
      late: length(route.lateMs),
      lost: Math.round(route.lostMs / DAY_MS),
    }),
  );
  return html`<p>${words.how}</p><ul>${paces.map((pace) => html`<li>${pace}</li>`)}</ul><p>${words.open} ${words.blind}</p>
<h3>${words.limits}</h3><ul>${words.notSaid.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

function exportsPart(context: PageContext, view: MailPageView): Markup {
  const words = mailWords[context.language].exports;
  if (!view.isEvidenceVisible) return html`<p>${words.hidden}</p>`;
  const base = `/lines/${view.line.id}/evidence.csv?from=${view.fromDay}&to=${view.toDay}`;
  return html`<p>${words.explain}</p>
<p class="buttons"><a class="button" href="${base}&amp;table=mails">${words.mails}</a> <a class="button" href="${base}&amp;table=mail-delays">${words.delays}</a></p>
<p>${words.all}</p>${exportLinks(context, view.line.id, view)}`;
}
