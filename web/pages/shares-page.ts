import { html } from 'hono/html';
import { outageName } from './evidence-page.ts';
import { periodText } from './evidence-parts.ts';
import type { SharesView, ShareView } from './evidence-views.ts';
import { buttonForm, callout, choiceField, form, problemSummary, selectField, textField } from './form.ts';
import { formatBounds, formatCount } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatDay, formatLocal, type Markup, timeElement } from './local-time.ts';
import { type Row, table } from './table.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords, type SharingWords } from './wording-evidence.ts';
import { sharingWords } from './wording-sharing.ts';

const LABEL_MOST = 100;

/** `/owner/lines/LINE/shares`: read-only links to one outage or period: make, list, take back. */
export function sharesPage(context: PageContext, view: SharesView): string {
  const words = sharingWords[context.language];
  const { line } = view;
  return renderPage(context, {
    title: words.title(line.name),
    trail: [
      { label: commonWords[context.language].nav.owner, path: '/owner' },
      { label: line.name, path: `/lines/${line.id}` },
      { label: evidenceWords[context.language].name, path: `/lines/${line.id}/evidence` },
    ],
    zone: line.zone,
    eventsHref: null,
    main: html`<h1>${words.title(line.name)}</h1>
${view.made === null ? '' : madePart(context, view, view.made)}${view.isRevoked ? callout('done', html`<p>${words.revoked}</p>`) : ''}${problems(context, view)}
<p>${words.lead}</p>
${view.shares.length === 0 ? '' : section('links', words.list.title, sharesPart(context, view))}
<section aria-labelledby="seen"><h2 id="seen">${words.seen.title}</h2><ul>${words.seen.items.map((item) => html`<li>${item}</li>`)}</ul></section>
${section('make', words.make, makeForm(context, view))}`,
  });
}

function madePart(
  context: PageContext,
  { line }: SharesView,
  { origin, path }: NonNullable<SharesView['made']>,
): Markup {
  const { made } = sharingWords[context.language];
  const mail = `mailto:?subject=${encodeURIComponent(made.subject(line.name))}&body=${encodeURIComponent(origin + path)}`;
  return callout(
    'done',
    html`<h2>${made.title}</h2><pre class="command"><code>${origin}${path}</code></pre><p>${made.text}</p><p class="buttons"><a class="button" href="${mail}">${made.mail}</a> <a class="button" href="${link(context, path)}">${made.open}</a></p>`,
  );
}

function problems({ language }: PageContext, view: SharesView): Markup | string {
  const words = sharingWords[language];
  const labels: Record<string, string> = {
    outage: words.what.outage.label,
    from: words.what.from,
    label: words.label.label,
    days: words.days.label,
    language: words.language.label,
  };
  const list = Object.entries(view.problems).map(([name, problem]) => ({
    name,
    text: `${labels[name] ?? name} – ${words.problem[problem]}`,
  }));
  return problemSummary(words.problems, list);
}

function makeForm(context: PageContext, view: SharesView): Markup {
  const words = sharingWords[context.language];
  const { typed } = view;
  const problem = (name: keyof SharesView['problems']) => {
    const found = view.problems[name];
    return found === undefined ? null : words.problem[found];
  };
  const tick = (name: 'raw' | 'values') =>
    choiceField({
      name,
      kind: 'checkbox',
      label: words[name].label,
      values: typed[name] ? ['on'] : [],
      choices: [{ value: 'on', label: words[name].choice, hint: words[name].hint }],
    });
  return form({
    action: link(context, `/owner/lines/${view.line.id}/shares`),
    button: words.button,
    body: html`${outageField(context, view, problem('outage'))}<p class="hint">${words.what.period}</p><div class="pair">${textField({ name: 'from', label: words.what.from, type: 'date', value: typed.from, problem: problem('from') })}${textField({ name: 'to', label: words.what.to, type: 'date', value: typed.to })}</div>${textField({ name: 'label', ...words.label, value: typed.label, isRequired: true, maxLength: LABEL_MOST, problem: problem('label') })}${selectField({ name: 'days', label: words.days.label, value: typed.days, problem: problem('days'), choices: view.dayChoices.map((days) => ({ value: String(days), label: words.days.choice(days) })) })}${selectField({ name: 'language', label: words.language.label, value: typed.language, problem: problem('language'), choices: (['de', 'en'] as const).map((value) => ({ value, label: words.language[value] })) })}${tick('raw')}${tick('values')}`,
  });
}

function outageField(context: PageContext, { line, outages, typed }: SharesView, problem: string | null): Markup {
  const { outage: words, none } = sharingWords[context.language].what;
  const choices = outages.map((outage) => ({
    value: outage.id,
    label: `${outageName(context, outage, line.zone)}, ${formatBounds(outage.downMinMs, outage.downMaxMs, context.language)}`,
  }));
  return selectField({
    name: 'outage',
    ...words,
    value: typed.outage,
    problem,
    choices: [{ value: '', label: none }, ...choices],
  });
}

/** Those that work; the others, which only pile up, are folded away. */
function sharesPart(context: PageContext, view: SharesView): Markup {
  const { list } = sharingWords[context.language];
  const live = view.shares.filter(({ state }) => state === 'live');
  const ended = view.shares.filter(({ state }) => state !== 'live');
  const tableOf = (caption: string, shares: readonly ShareView[]) =>
    shares.length === 0 ? '' : shareTable(context, view, { caption, shares });
  const word = list.ended(ended.length);
  const folded = html`<details><summary>${word}</summary>${tableOf(word, ended)}</details>`;
  return html`${tableOf(list.title, live)}${ended.length === 0 ? '' : folded}`;
}

function shareTable(
  context: PageContext,
  view: SharesView,
  { caption, shares }: { caption: string; shares: readonly ShareView[] },
): Markup {
  const { columns } = sharingWords[context.language].list;
  return table({
    caption,
    isCards: true,
    columns: [columns.label, columns.shows, columns.until, columns.opened, columns.state].map((label) => ({ label })),
    rows: shares.map((share) => shareRow(context, view, share)),
  });
}

function shareRow(context: PageContext, { line }: SharesView, share: ShareView): Row {
  const { language } = context;
  const { list } = sharingWords[language];
  const parts = [...(share.hasRaw ? [list.raw] : []), ...(share.hasValues ? [list.values] : [])];
  const shows = share.outage === null ? periodText(context, share) : list.outageOf(formatDay(share.fromDay, language));
  const lastAtMs = share.lastOpenedAtMs;
  const opened =
    lastAtMs === null
      ? list.never
      : list.opened(formatCount(share.openedCount, language), formatLocal(lastAtMs, line.zone, language, 'minute'));
  const action = link(context, `/owner/lines/${line.id}/shares/${share.id}/revoke`);
  return {
    cells: [
      share.label,
      html`<span>${shows}${parts.map((part) => html` <small class="tag">${part}</small>`)}</span>`,
      timeElement(share.expiresAtMs, line.zone, language, 'minute'),
      opened,
      share.state === 'live' ? revokePart(list, action) : list.state[share.state],
    ],
  };
}

/** In two steps: a link that somebody was given is not taken back by a slip. */
function revokePart(words: SharingWords['list'], action: string): Markup {
  const button = buttonForm({ action, label: words.revoke });
  return html`<details><summary>${words.revoke}</summary><p>${words.revokeText}</p>${button}</details>`;
}
