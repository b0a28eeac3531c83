import { html } from 'hono/html';
import { stateIcon, stateWords } from './banner.ts';
import { observedText } from './coverage-part.ts';
import { dayBar } from './day-bar.ts';
import { becomeOwner } from './door-notes.ts';
import { formatPercentRange } from './format.ts';
import { link, renderPage } from './layout.ts';
import { type Markup, timeElement } from './local-time.ts';
import { mailHints } from './mail-banner.ts';
import { MAKE_A_LINE, nextStepsPart } from './setup-hints.ts';
import type { IndexView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { lineWords } from './wording-line.ts';
import { statusWords } from './wording-status.ts';

/** `/`: every line the reader may see, or what to do when there is none. */
export function indexPage(context: PageContext, view: IndexView): string {
  const words = statusWords[context.language].index;
  return renderPage(context, {
    title: words.title,
    eventsHref: '/events',
    main:
      view.lines.length === 0
        ? html`${noLines(context)}${ownerNote(context, view)}`
        : html`<h1>${words.title}</h1>${ownerNote(context, view)}${view.lines.map((entry) => lineCard(context, entry))}`,
  });
}

function ownerNote(context: PageContext, view: IndexView): Markup | string {
  return view.isWithoutOwner && context.reader === 'local' && !context.isSimulated ? becomeOwner(context) : '';
}

/** A visitor is not told how to set up somebody else's server. */
function noLines(context: PageContext): Markup {
  const words = statusWords[context.language].index;
  if (context.reader === 'visitor') return html`<h1>${words.noneTitle}</h1><p>${words.noneVisible}</p>`;
  return html`<h1>${words.noneTitle}</h1><p>${words.noneYet}</p>${nextStepsPart(context, [MAKE_A_LINE])}`;
}

function lineCard(context: PageContext, entry: IndexView['lines'][number]): Markup {
  const { line, now } = entry;
  const common = commonWords[context.language];
  const words = lineWords[context.language];
  const { upRatioMin, upRatioMax } = entry.availability;
  const range = formatPercentRange({ min: upRatioMin, max: upRatioMax }, 3, context.language);
  const firstDay =
    entry.days.find((day) => day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs > 0)?.day ?? null;
  const nothing = firstDay === null ? words.availability.nothingYet : words.availability.nothing;
  const since =
    now.sinceAtMs === null ? '' : html`, ${common.since} ${timeElement(now.sinceAtMs, line.zone, context.language)}`;
  const observed = common.coverage(observedText(entry.availability, context.language));
  return html`<article class="card">
<h2><a href="${link(context, `/lines/${line.id}`)}">${line.name}</a> <small>${common.lineAt(line.provider)}</small></h2>
<p class="state t-${now.state}">${stateIcon(now.state, 24)}<span><strong>${stateWords(now, context).title}</strong>${since}</span></p>
${mailHints(context, line, entry.mail)}
${dayBar(context, line, entry.days, firstDay)}
<p class="quiet">${statusWords[context.language].index.ninetyDays}: ${range === null ? nothing : html`<a href="${link(context, `/lines/${line.id}#availability`)}">${range}</a> ${words.availability.columns.ratio.toLowerCase()}, ${observed}`}</p>
</article>`;
}
