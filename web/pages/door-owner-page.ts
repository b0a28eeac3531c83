import { html } from 'hono/html';
import { stateIcon, stateWords } from './banner.ts';
import { unencryptedWarning } from './door-notes.ts';
import type { OwnerView } from './door-views.ts';
import { buttonForm, callout } from './form.ts';
import { link, renderPage } from './layout.ts';
import { type Markup, timeElement } from './local-time.ts';
import type { LineView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { doorWords } from './wording-door.ts';
import { evidenceWords } from './wording-evidence.ts';
import { headsWords } from './wording-heads.ts';
import { hintWords } from './wording-setup-hints.ts';

/** `/owner`: every line with its state and the next thing to do, and what belongs to the server. */
export function ownerPage(context: PageContext, view: OwnerView): string {
  const words = doorWords[context.language];
  return renderPage(context, {
    title: words.owner.title,
    eventsHref: '/events',
    main: html`<h1>${words.owner.title}</h1>
${view.done === null ? '' : callout('done', html`<p>${words.owner.done[view.done]}</p>`)}
${view.unknownProxy === null ? '' : callout('warning', html`<p>${words.unknownProxy(view.unknownProxy)}</p>`)}
${nextStep(context, view)}
${view.lines.map((entry) => lineCard(context, entry))}
${serverCard(context, view)}`,
  });
}

/** One step at a time: a line first, its probe (on its card), then the alarm; alarms that do not get through come first. */
function nextStep(context: PageContext, { lines, hasAlarmPath, isAlarmFailing }: OwnerView): Markup | string {
  const words = doorWords[context.language].owner;
  if (isAlarmFailing)
    return step(context, 'warning', words.next.alarmFails, '/owner/alarms', words.next.alarmFailsButton);
  if (lines.length === 0) return step(context, 'next', words.none, '/owner/lines/new', words.noneButton);
  const isMeasured = lines.some((entry) => !isUnseen(entry));
  if (hasAlarmPath || !isMeasured) return '';
  return step(context, 'next', words.next.alarm, '/owner/alarms', words.next.alarmButton);
}

function lineCard(context: PageContext, entry: OwnerView['lines'][number]): Markup {
  const { line, now } = entry;
  const common = commonWords[context.language];
  const words = doorWords[context.language].owner;
  const since =
    now.sinceAtMs === null ? '' : html`, ${common.since} ${timeElement(now.sinceAtMs, line.zone, context.language)}`;
  const place = `/owner/lines/${line.id}`;
  const buttons: [string, string][] = [
    [`/lines/${line.id}`, words.view],
    [place, words.settings],
    [`${place}/probe`, words.probe],
    [`${place}/publishing`, words.publishing],
    [`${place}/reports`, words.reports],
    [`/lines/${line.id}/evidence`, evidenceWords[context.language].name],
  ];
  return html`<article class="card">
<h2><a href="${link(context, `/lines/${line.id}`)}">${line.name}</a> <small>${common.lineAt(line.provider)}</small></h2>
<p class="state t-${now.state}">${stateIcon(now.state, 24)}<span><strong>${stateWords(now, context).title}</strong>${since}</span></p>
${lineStep(context, entry)}
<p class="quiet">${words.published[publishedWord(line)]}</p>
${linkButtons(context, buttons)}
</article>`;
}

function lineStep(context: PageContext, entry: OwnerView['lines'][number]): Markup | string {
  const { line, now, report } = entry;
  const { next } = doorWords[context.language].owner;
  if (isUnseen(entry)) return step(context, 'next', next.probe, `/owner/lines/${line.id}/probe`, next.probeButton);
  if (now.outage === null || !now.outage.counts) {
    const { text, button } = hintWords[context.language].step['add-provider'];
    return line.provider === '' ? step(context, 'next', text, `/owner/lines/${line.id}`, button) : '';
  }
  if (report !== null) {
    const [text, button] = report.isDraft ? [next.draft, next.draftButton] : [next.reported, next.reportedButton];
    return step(context, report.isDraft ? 'warning' : 'next', text, `/owner/reports/${report.id}`, button);
  }
  const path = `/owner/lines/${line.id}/reports/new?outage=${now.outage.id}`;
  return step(context, 'warning', next.outage, path, next.outageButton);
}

/** No probe was invited yet, or it has never reported. */
function isUnseen({ now }: OwnerView['lines'][number]): boolean {
  return now.unknownCause === 'no-probe' || (now.measuredAtMs === null && now.lastContactAtMs === null);
}

function publishedWord(line: LineView): 'nothing' | 'live' | 'evidence' | 'both' {
  if (line.isLivePublished) return line.isEvidencePublished ? 'both' : 'live';
  return line.isEvidencePublished ? 'evidence' : 'nothing';
}

function serverCard(context: PageContext, view: OwnerView): Markup {
  const words = doorWords[context.language].owner;
  const buttons: [string, string][] = [
    ...(view.lines.length === 0 ? [] : [['/owner/lines/new', words.newLine] satisfies [string, string]]),
    ['/owner/alarms', words.alarms],
    ['/owner/site', words.site],
    ['/owner/heads', headsWords[context.language].title],
    ['/owner/password', words.changePassword],
  ];
  return html`<section class="card" aria-labelledby="server">
<h2 id="server">${words.server}</h2>
${linkButtons(context, buttons)}
<div class="buttons">${buttonForm({ action: link(context, '/owner/sign-out'), label: words.signOut })}${buttonForm({ action: link(context, '/owner/sign-out-everywhere'), label: words.everywhere })}</div>
<p class="quiet">${words.everywhereText}</p>
${unencryptedWarning(context, view.isUnencrypted)}
</section>`;
}

function step(context: PageContext, kind: 'next' | 'warning', text: string, path: string, button: string): Markup {
  return callout(
    kind,
    html`<p>${text}</p><p class="buttons"><a class="button main" href="${link(context, path)}">${button}</a></p>`,
  );
}

function linkButtons(context: PageContext, buttons: readonly [string, string][]): Markup {
  return html`<div class="buttons">${buttons.map(([path, label]) => html`<a class="button" href="${link(context, path)}">${label}</a>`)}</div>`;
}
