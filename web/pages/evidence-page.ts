import { html } from 'hono/html';
import {
  aboutBytes,
  checkPart,
  figuresPart,
  notSaidPart,
  offer,
  periodText,
  statementPart,
  tableLinks,
} from './evidence-parts.ts';
import type { EvidenceFigures, EvidencePageView, MakingView } from './evidence-views.ts';
import { callout, problemSummary, selectField, textField } from './form.ts';
import { formatBounds, formatPercent, formatRange } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatLocal, type Markup } from './local-time.ts';
import { beginAtMs } from './outage-table.ts';
import type { OutageEntryView, PageContext } from './views.ts';
import { formatBytes } from './witness-values.ts';
import { commonWords } from './wording-common.ts';
import { type EvidenceWords, evidenceWords } from './wording-evidence.ts';

/** `/lines/LINE/evidence`: choose a period or an outage, see figures and size, then download. Needs no JavaScript. */
export function evidencePage(context: PageContext, view: EvidencePageView): string {
  const words = evidenceWords[context.language];
  const { line, figures } = view;
  const problems = view.problem === null ? [] : [{ name: fieldOf(view), text: words.problem[view.problem] }];
  return renderPage(context, {
    title: words.title(line.name),
    trail: trailOf(context, view),
    zone: line.zone,
    eventsHref: null,
    main: html`<header class="head"><h1>${words.title(line.name)}</h1><p>${commonWords[context.language].lineAt(line.provider)}</p></header>
${problemSummary(words.refused, problems)}<p>${words.lead}</p>
${section('choose', words.choose.title, choosePart(context, view))}
${figures === null ? '' : measured(context, view, figures)}`,
  });
}

/** Where the refused choice stands; of an outage that is gone there may be no field. */
function fieldOf({ problem, outages }: EvidencePageView): 'from' | 'outage' {
  return problem === 'outage' && outages.length > 0 ? 'outage' : 'from';
}

function trailOf({ language }: PageContext, { line }: Pick<EvidencePageView, 'line'>) {
  return [
    { label: commonWords[language].nav.allLines, path: '/' },
    { label: line.name, path: `/lines/${line.id}` },
  ];
}

function measured(context: PageContext, view: EvidencePageView, figures: EvidenceFigures): Markup {
  const words = evidenceWords[context.language];
  return html`${section('figures', `${words.figures.title}: ${periodText(context, figures)}`, html`${outageLead(context, view)}${figuresPart(context, figures)}`)}
${section('files', words.files.title, filesPart(context, view, figures))}
${morePart(context, view, figures)}
${section('check', words.check.title, checkPart(context, view))}
${section('limits', words.notSaid.title, html`${notSaidPart(context)}${statementPart(context)}`)}`;
}

/** Where else something of the case stands. */
function morePart(context: PageContext, { line }: EvidencePageView, { fromDay, toDay }: EvidenceFigures): Markup {
  const { more } = evidenceWords[context.language];
  const period = `from=${fromDay}&to=${toDay}`;
  const links: [string, string][] = [
    [`/lines/${line.id}/months`, more.months],
    ...(context.reader === 'visitor' ? [] : [[`/lines/${line.id}/technician?${period}`, more.technician] as const]),
    ...(context.reader === 'owner'
      ? ([
          [`/owner/lines/${line.id}/statements`, more.statements],
          [`/owner/lines/${line.id}/files`, more.files],
        ] as const)
      : []),
  ].map(([path = '', label = '']) => [link(context, path), label]);
  const buttons = links.map(([href, label]) => html` <a class="button" href="${href}">${label}</a>`);
  return section('more', more.title, html`<p class="buttons">${buttons}</p>`);
}

/** Of a chosen outage its own bounds come first; the figures below are those of its days. */
function outageLead(context: PageContext, { line, outage }: EvidencePageView): Markup | string {
  if (outage === null) return '';
  const text = formatBounds(outage.downMinMs, outage.downMaxMs, context.language);
  const href = link(context, `/lines/${line.id}/outages/${outage.id}`);
  return html`<p class="lead"><a href="${href}">${outageName(context, outage, line.zone)}</a>: ${text}</p>`;
}

/** `02.10.2026 11:30` */
export function outageName(context: PageContext, outage: OutageEntryView, zone: string): string {
  return formatLocal(beginAtMs(context, outage), zone, context.language, 'minute');
}

function choosePart(context: PageContext, page: EvidencePageView): Markup {
  const { choose } = evidenceWords[context.language];
  const path = `/lines/${page.line.id}/evidence`;
  const lang = context.isLanguageChosen ? html`<input type="hidden" name="lang" value="${context.language}">` : '';
  const wrong = problemAt(context, page, 'from');
  const day = (name: 'from' | 'to', label: string, value: string) =>
    textField({ name, label, value, type: 'date', isRequired: true, problem: name === 'from' ? wrong : null });
  const periodForm = html`<form class="form" method="get" action="${path}">${lang}<div class="pair">${day('from', choose.from, page.from)}${day('to', choose.to, page.to)}</div><p class="buttons"><button class="button main">${choose.button}</button></p></form>`;
  return html`${page.outages.length === 0 ? html`<div class="choose">${periodForm}</div>` : html`<div class="split choose">${periodForm}${outageForm(context, page, { path, lang, choose })}</div>`}
${quickLinks(context, page, { path, choose })}${page.outages.length === 0 ? html`<p class="quiet">${choose.noOutages}</p>` : ''}`;
}

function problemAt({ language }: PageContext, page: EvidencePageView, field: 'from' | 'outage'): string | null {
  return page.problem !== null && fieldOf(page) === field ? evidenceWords[language].problem[page.problem] : null;
}

function outageForm(
  context: PageContext,
  page: EvidencePageView,
  { path, lang, choose }: { path: string; lang: Markup | string; choose: EvidenceWords['choose'] },
): Markup {
  const choices = page.outages.map((outage) => ({
    value: outage.id,
    label: `${outageName(context, outage, page.line.zone)}, ${lengthText(context, outage)}`,
  }));
  const problem = problemAt(context, page, 'outage');
  const field = selectField({ name: 'outage', label: choose.outage, value: page.outage?.id ?? '', choices, problem });
  return html`<form class="form" method="get" action="${path}">${lang}${field}<p class="buttons"><button class="button">${choose.outageButton}</button></p></form>`;
}

/** Short enough for a choice, on a phone too: both bounds, or the lower one of what lasts. */
function lengthText({ language }: PageContext, { downMinMs, downMaxMs }: OutageEntryView): string {
  return downMaxMs === null ? formatBounds(downMinMs, null, language) : formatRange(downMinMs, downMaxMs, language);
}

function quickLinks(
  context: PageContext,
  { quick }: EvidencePageView,
  { path, choose }: { path: string; choose: EvidenceWords['choose'] },
): Markup {
  const links = quick.map(
    ({ name, fromDay, toDay }) =>
      html` <a href="${link(context, `${path}?from=${fromDay}&to=${toDay}`)}">${choose[name]}</a>`,
  );
  return html`<p class="quick"><span class="quiet">${choose.quick}:</span>${links}</p>`;
}

function filesPart(context: PageContext, page: EvidencePageView, { fromDay, toDay }: EvidenceFigures): Markup {
  const words = evidenceWords[context.language].files;
  const { line, files } = page;
  const base = `/lines/${line.id}`;
  const query = `from=${fromDay}&to=${toDay}`;
  const makers = html`${files.pdf ? offer(words.pdf, makeButton('pdf', words.make.pdf)) : ''}${files.zip === null ? offer(words.zip, html`${words.zipOwner}`) : offer(zipWords(context, files.zip.bytes), makeButton('zip', words.make.zip))}`;
  const own = context.reader === 'visitor' ? '' : contents(words);
  const lang = html`<input type="hidden" name="lang" value="${context.language}">`;
  const shareHref = `/owner/lines/${line.id}/shares?${page.outage === null ? query : `outage=${page.outage.id}`}`;
  return html`<form method="get" action="${base}/evidence/making">${lang}<input type="hidden" name="from" value="${fromDay}"><input type="hidden" name="to" value="${toDay}">${own}${makers}</form>
${tableLinks(context, { base, query, files, hasTicks: context.reader !== 'visitor' })}
${context.reader === 'owner' ? html`<p class="buttons"><a class="button" href="${link(context, shareHref)}">${evidenceWords[context.language].share}</a></p>` : ''}
<p class="quiet"><a href="/schemas/evidence.json">${words.schemas}</a></p>`;
}

function makeButton(kind: 'pdf' | 'zip', label: string): Markup {
  return html`<button class="button main" name="kind" value="${kind}">${label}</button>`;
}

/** What most mailboxes still take as an attachment, which grows by a third on its way. */
const MAIL_BYTES = 15_000_000;

function zipWords({ language }: PageContext, bytes: number | null): { label: string; hint: string } {
  const { zip, size, tooLargeForMail } = evidenceWords[language].files;
  if (bytes === null) return zip;
  const hint = bytes > MAIL_BYTES ? `${zip.hint} ${tooLargeForMail}` : zip.hint;
  return { label: `${zip.label}, ${size(aboutBytes(bytes, language))}`, hint };
}

/** A box that is not ticked sends nothing; the hidden field after it says so, and the first of two counts. */
function contents(words: EvidenceWords['files']): Markup {
  const box = (name: 'texts' | 'files' | 'values', isOn: boolean) =>
    html`<label class="choice"><input type="checkbox" name="${name}" value="1"${isOn ? html` checked` : ''}><span>${words[name].label} <small>${words[name].hint}</small></span></label><input type="hidden" name="${name}" value="0">`;
  return html`<fieldset class="field"><legend>${words.contents}</legend>${box('texts', true)}${box('files', true)}${box('values', false)}</fieldset>`;
}

/** `/lines/LINE/evidence/making`: how far a file is; without JavaScript the page asks again by itself. */
export function makingPage(context: PageContext, making: MakingView): string {
  const words = evidenceWords[context.language].making;
  const { line, state, kind, fromDay, toDay } = making;
  const isOn = state === 'waiting' || state === 'working';
  const trail = [
    ...trailOf(context, making),
    { label: evidenceWords[context.language].title(line.name), path: making.backHref },
  ];
  return renderPage(context, {
    title: state === 'done' ? evidenceWords[context.language].files[kind].label : words.title[kind],
    ...(!context.isShared && { trail }),
    zone: line.zone,
    eventsHref: null,
    ...(isOn && { refreshSeconds: 2 }),
    main: html`<header class="head"><h1>${state === 'done' ? evidenceWords[context.language].files[kind].label : words.title[kind]}</h1><p>${line.name}${fromDay === null || toDay === null ? '' : `, ${periodText(context, { fromDay, toDay })}`}</p></header>
${callout(CALLOUT_OF[state], html`<p>${state === 'failed' ? words.problem[making.problem ?? 'failed'] : words.state[state]}</p>`)}
${isOn ? progressPart(context, making) : ''}
${state === 'done' ? html`<p class="buttons"><a class="button main" href="${making.href}">${words.download(formatBytes(making.bytes ?? 0, context.language))}</a></p>${nextPart(context, kind)}` : ''}
<p><a href="${link(context, making.backHref)}">${words.back}</a></p>
${statementPart(context)}`,
  });
}

/** What to do with the file, once it is there. */
function nextPart(context: PageContext, kind: MakingView['kind']): Markup {
  const words = evidenceWords[context.language].making;
  const check = html` <a href="${link(context, '/verify')}">${words.check}</a>`;
  return html`<p>${words.next[kind]}${kind === 'zip' ? check : ''}</p>`;
}

const CALLOUT_OF = { waiting: 'next', working: 'next', done: 'done', failed: 'warning' } as const;

function progressPart({ language }: PageContext, { ratio }: MakingView): Markup {
  const words = evidenceWords[language].making;
  const percent = ratio === null ? null : formatPercent(ratio, 0, language);
  const bar =
    ratio === null
      ? html`<progress aria-label="${words.state.working}"></progress>`
      : html`<progress max="100" value="${Math.floor(ratio * 100)}" aria-label="${words.state.working}"></progress> ${words.percent(percent ?? '')}`;
  return html`<p class="progress" data-working>${bar}</p><p class="quiet">${words.refresh}</p>`;
}
