import { html } from 'hono/html';
import { callout } from './form.ts';
import { formatCount } from './format.ts';
import { formatLocal, type Markup } from './local-time.ts';
import type { OutagePageView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';
import { outageWords } from './wording-outage.ts';
import { statusWords } from './wording-status.ts';
import { witnessWords } from './wording-witness.ts';

/** What was found, what it means, how sure it is, whether it counts, and what it does not say. */
export function findingPart(context: PageContext, view: OutagePageView): Markup {
  const { language } = context;
  const words = outageWords[language];
  const witness = witnessWords[language];
  const { outage } = view;
  const finding = findingOf(outage.verdict, language);
  const notes = [
    outage.phases.length > 1 ? witness.nearest : '',
    countsText(context, view),
    outage.flaps > 0 ? words.flaps(outage.flaps) : '',
    outage.lostSamples > 0 ? words.lost(formatCount(outage.lostSamples, language)) : '',
    outage.startsUnobserved ? words.unobserved.before : '',
    outage.endsUnobserved ? words.unobserved.after : '',
  ];
  return html`<p><strong>${finding.title}.</strong> ${finding.text}</p>
<p>${finding.meaning}</p>
<dl class="facts"><div><dt>${statusWords[language].banner.where}</dt><dd>${commonWords[language].side[outage.side]}</dd></div>
<div><dt>${words.grade.title}</dt><dd><a href="#grade">${outage.grade}</a></dd></div>
${outage.isReachable ? html`<div><dt>${witness.reachable.title}</dt><dd>${witness.reachable.yes}</dd></div>` : ''}</dl>
<p>${notes.filter((note) => note !== '').join(' ')}</p>
${tagList(context, view)}
<div class="aside"><h3 id="grade">${words.grade.title} ${outage.grade}</h3><p>${outage.isReachable ? witness.reachable.how : words.grade.text[outage.grade]} ${finding.sure}</p></div>
<div class="aside"><h3>${words.notSaid}</h3><p>${words.limits[outage.side]} ${outage.isReachable ? witness.reachable.measured : words.limitsAlways}</p></div>`;
}

function countsText({ language }: PageContext, { outage }: OutagePageView): string {
  if (outage.verdict === 'planned-reconnect') return witnessWords[language].planned.counts;
  return outage.counts ? outageWords[language].counts : outageWords[language].countsNot;
}

/** What has to be known before anything else: not settled yet, said otherwise before, home reachable another way, found at home. */
export function outageNotes(context: PageContext, view: OutagePageView): Markup[] {
  const { language } = context;
  const words = witnessWords[language];
  const { outage } = view;
  const notes: Markup[] = [];
  const text = (kind: 'next' | 'warning', said: string) => notes.push(callout(kind, html`<p>${said}</p>`));
  if (outage.attributedTo === 'home') text('warning', attributionText(context, view));
  if (!outage.final) text('next', provisionalText(context, view));
  if (outage.provisional !== null) {
    const { verdict, side, grade } = outage.provisional;
    text('next', words.before(findingOf(verdict, language).title, commonWords[language].side[side], grade));
  }
  if (outage.isReachable) text('next', words.failover);
  return notes;
}

/** With the owner's reason, where the reader may know it. */
function attributionText({ language }: PageContext, { line, annotations = [] }: OutagePageView): string {
  const words = witnessWords[language].annotation;
  const found = annotations.findLast(({ kind, withdrawnAtMs }) => kind === 'home' && withdrawnAtMs === null);
  if (found === undefined) return words.notCountedUntold;
  return words.notCounted(found.text, formatLocal(found.atMs, line.zone, language, 'minute'));
}

function provisionalText({ language, reader }: PageContext, { outage, method }: OutagePageView): string {
  const words = witnessWords[language].provisional;
  if (outage.endLatestAtMs === null) return words.lasting;
  const isRouterAsked = method?.targets.some(({ role }) => role === 'router') ?? false;
  return isRouterAsked && reader !== 'visitor' ? words.router : outageWords[language].revision.provisional;
}

function tagList(context: PageContext, { outage }: OutagePageView): Markup | string {
  if (outage.tags.length === 0) return '';
  const words = witnessWords[context.language];
  return html`<h3>${words.tags}</h3><ul>${outage.tags.map((tag) => html`<li>${words.tag[tag]}</li>`)}</ul>`;
}
