import { html } from 'hono/html';
import { callout, choiceField, form, problemSummary, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import type { Markup } from './local-time.ts';
import type { PublishingView, SiteView } from './publish-views.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { type PublishWords, publishWords } from './wording-publishing.ts';

const IMPRINT_ROWS = 5;
const IMPRINT_MOST = 4000;

/** `/owner/lines/LINE/publishing`: two switches, how far behind, and what strangers then see. */
export function publishingPage(context: PageContext, view: PublishingView): string {
  const words = publishWords[context.language];
  const { line, values } = view;
  const path = `/owner/lines/${line.id}/publishing`;
  return renderPage(context, {
    title: words.title(line.name),
    eventsHref: null,
    trail: [
      { label: commonWords[context.language].nav.owner, path: '/owner' },
      { label: line.name, path: `/owner/lines/${line.id}` },
    ],
    main: html`<h1>${words.title(line.name)}</h1>
${view.isSaved ? callout('done', html`<p>${words.saved[savedWord(view)]}</p>`) : ''}${summary(words, view.problems)}
<p>${words.lead}</p>
<p><a class="button" href="${link(context, `${path}/preview`)}">${words.preview}</a></p>
<p class="quiet">${words.previewNote}</p>
${form({
  action: link(context, path),
  button: words.button,
  body: html`${switches(words, view)}${delayField(words, view)}${view.asksForLegal ? html`<h2>${words.legal.title}</h2><p>${words.legal.text}</p>${legalFields(words, view)}${skipField(words, values.skip)}` : ''}`,
})}
<section aria-labelledby="shown"><h2 id="shown">${words.shown.title}</h2><p>${words.shown.lead}</p><ul>${words.shown.items.map((item) => html`<li>${item}</li>`)}</ul><h3>${words.notShown.title}</h3><ul>${words.notShown.items.map((item) => html`<li>${item}</li>`)}</ul></section>
${snippets(context, view)}`,
  });
}

/** `/owner/site`: who answers for what is published. */
export function sitePage(context: PageContext, view: SiteView): string {
  const words = publishWords[context.language];
  return renderPage(context, {
    title: words.site.title,
    eventsHref: null,
    trail: [{ label: commonWords[context.language].nav.owner, path: '/owner' }],
    main: html`<h1>${words.site.title}</h1>
${view.isSaved ? callout('done', html`<p>${words.site.saved}</p>`) : ''}${summary(words, view.problems)}
<p>${words.legal.text}</p>
${form({ action: link(context, '/owner/site'), button: words.site.button, body: legalFields(words, view) })}
${view.isAnythingPublished ? html`<p><a href="${link(context, '/imprint')}">${commonWords[context.language].footer.imprint}</a> · <a href="${link(context, '/privacy')}">${commonWords[context.language].footer.privacyNotice}</a></p>` : html`<p class="quiet">${words.site.notYet}</p>`}`,
  });
}

function savedWord({ values }: PublishingView): 'nothing' | 'live' | 'evidence' | 'both' {
  if (values.live) return values.evidence ? 'both' : 'live';
  return values.evidence ? 'evidence' : 'nothing';
}

function summary(words: PublishWords, problems: PublishingView['problems']): Markup | string {
  const entries = Object.entries(problems).map(([name, problem]) => ({ name, text: words.problem[problem] }));
  return problemSummary(words.problems, entries);
}

function switches(words: PublishWords, { values }: PublishingView): Markup {
  const field = (name: 'live' | 'evidence') =>
    choiceField({
      name,
      kind: 'checkbox',
      label: words.switch[name].label,
      values: values[name] ? ['on'] : [],
      choices: [{ value: 'on', label: words.switch[name].choice, hint: words.switch[name].hint }],
    });
  return html`${field('live')}${field('evidence')}`;
}

/** The risk of showing a line really live stands beside the choice, before it is made. */
function delayField(words: PublishWords, { values, delays, problems }: PublishingView): Markup {
  return choiceField({
    name: 'delay',
    kind: 'radio',
    label: words.delay.label,
    hint: words.delay.hint,
    problem: problems.delay === undefined ? null : words.problem[problems.delay],
    values: [String(values.delayMinutes)],
    choices: delays.map((minutes) => ({
      value: String(minutes),
      label: minutes === 0 ? words.delay.none : words.delay.minutes(minutes),
      ...(minutes === 0 && { hint: words.delay.warning }),
    })),
  });
}

function legalFields(words: PublishWords, { values, problems }: Pick<SiteView, 'values' | 'problems'>): Markup {
  const { imprint, contact } = words.legal;
  const problem = (name: 'imprint' | 'contact') =>
    problems[name] === undefined ? null : words.problem[problems[name]];
  return html`${textField({ name: 'imprint', ...imprint, value: values.imprint, rows: IMPRINT_ROWS, maxLength: IMPRINT_MOST, problem: problem('imprint') })}${textField({ name: 'contact', ...contact, type: 'email', autocomplete: 'email', value: values.contact, maxLength: 254, problem: problem('contact') })}`;
}

function skipField(words: PublishWords, isSkipped: boolean): Markup {
  const { label, choice, hint } = words.legal.skip;
  return choiceField({
    name: 'skip',
    kind: 'checkbox',
    label,
    values: isSkipped ? ['on'] : [],
    choices: [{ value: 'on', label: choice, hint }],
  });
}

/** What to paste elsewhere; only where strangers reach something by it. */
function snippets(context: PageContext, { line, publicUrl }: PublishingView): Markup | string {
  const { snippet } = publishWords[context.language];
  if (!line.isLivePublished) return '';
  if (publicUrl === null) return callout('next', html`<h2>${snippet.title}</h2><p>${snippet.noAddress}</p>`);
  const page = `${publicUrl}/lines/${line.id}`;
  const query = `lang=${context.language}`;
  const state = `${page}/badge.svg?${query}`;
  const available = `${page}/badge.svg?${query}&period=30d`;
  const texts: [string, string][] = [
    ['HTML', `<a href="${page}"><img src="${state}" alt="${snippet.alt}" height="20"></a>`],
    ['Markdown', `[![${snippet.alt}](${state})](${page})`],
    [
      snippet.ratio,
      `<a href="${page}"><img src="${available.replace('&', '&amp;')}" alt="${snippet.altRatio}" height="20"></a>`,
    ],
    [snippet.shields, `${page}/badge.json?${query}`],
    [snippet.feed, `${page}/feed.atom?${query}`],
  ];
  const images = html`<p><img src="/lines/${line.id}/badge.svg?${query}" alt="${snippet.alt}" height="20"> <img src="/lines/${line.id}/badge.svg?${query}&amp;period=30d" alt="${snippet.altRatio}" height="20"></p>`;
  return html`<section aria-labelledby="snippets"><h2 id="snippets">${snippet.title}</h2>${images}${texts.map(
    ([label, text]) => html`<h3>${label}</h3><pre><code>${text}</code></pre>`,
  )}<p class="quiet">${snippet.colours}</p></section>`;
}
