import { html } from 'hono/html';
import { backEndName } from './banner.ts';
import { buttonForm, callout } from './form.ts';
import { formatCount } from './format.ts';
import { link, renderPage } from './layout.ts';
import { formatLocal, type Markup, timeElement } from './local-time.ts';
import { nextStepsPart } from './setup-hints.ts';
import type { FirstMeasurementView, ProbeCommandView, ProbePageView } from './setup-views.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { probeWords } from './wording-setup-probe.ts';

type Joined = NonNullable<ProbePageView['probe']>;

/** How often a page without JavaScript looks again while a probe has joined and not delivered. */
const LOOK_AGAIN_SECONDS = 5;

/**
 * `/owner/lines/LINE/probe`: how a probe joins, and what came of it. While a command stands here the page does not load
 * itself again without JavaScript: that would take away what was just selected; a link looks instead.
 */
export function probePage(context: PageContext, view: ProbePageView): string {
  const words = probeWords[context.language];
  const { line, command, probe } = view;
  const title = words.title(line.name);
  const isAwaited = command === null && probe !== null && !probe.hasDelivered;
  return renderPage(context, {
    title,
    eventsHref: `/events?line=${line.id}`,
    ...(isAwaited && { refreshSeconds: LOOK_AGAIN_SECONDS }),
    trail: [
      { label: commonWords[context.language].nav.owner, path: '/owner' },
      { label: line.name, path: `/lines/${line.id}` },
    ],
    main: html`<h1>${title}</h1>
<div id="probe-command">${command === null ? '' : commandPart(context, view, command)}</div>
<div id="probe-state" role="status">${statePart(context, view)}</div>
${command === null && probe?.hasDelivered ? whatNext(context, view) : ''}
${probe === null ? '' : replacePart(context, view)}`,
  });
}

/** Finding a silent probe comes before going on; everything else comes after it. The alarm has a button of its own. */
function whatNext(context: PageContext, view: ProbePageView): Markup {
  const others = nextStepsPart(
    context,
    view.steps.filter(({ kind }) => kind !== 'add-alarm'),
  );
  const onwards = onwardsPart(context, view);
  return isSilent(view) ? html`${others}${onwards}` : html`${onwards}${others}`;
}

function isSilent({ steps }: ProbePageView): boolean {
  return steps.some(({ kind }) => kind === 'probe-silent');
}

function commandPart(context: PageContext, view: ProbePageView, command: ProbeCommandView): Markup {
  const words = probeWords[context.language];
  const until = formatLocal(command.expiresAtMs, view.line.zone, context.language, 'minute');
  const reach = command.reach === 'everywhere' ? '' : callout('warning', html`<p>${words.reach[command.reach]}</p>`);
  const project = html`<p>${words.project.text}</p>${commandText(command.project)}`;
  if (command.single === null) {
    const title = command.reach === 'everywhere' ? words.paste.title : words.paste.here;
    return html`<h2>${title}</h2>${project}<p class="quiet">${words.paste.text} ${words.paste.once(until)}</p>${reach}`;
  }
  return html`<h2>${words.paste.title}</h2>${commandText(command.single.command)}
<p class="quiet">${words.paste.text} ${words.paste.once(until)} ${words.paste.needs}</p>${reach}
<p class="quiet">${words.check} <code>${command.single.sha256}</code></p>
<details><summary>${words.project.title}</summary>${project}</details>`;
}

/** A tap selects all of it; the focus lets a keyboard do the same. */
function commandText(text: string): Markup {
  return html`<pre class="command" tabindex="0"><code>${text}</code></pre>`;
}

function statePart(context: PageContext, view: ProbePageView): Markup {
  const words = probeWords[context.language];
  const { command, probe } = view;
  if (command !== null) {
    const look = html`<p><a class="button" href="${link(context, context.path)}">${words.waiting.look}</a></p>`;
    const still = probe === null ? '' : html`<p>${words.replace.stillMeasuring}</p>`;
    return html`<h2>${words.waiting.title}</h2><p>${words.waiting.text}</p>${still}${look}`;
  }
  if (probe === null) {
    return html`<p>${words.what}</p>${buttonForm({ action: link(context, context.path), label: words.make, isMain: true })}`;
  }
  if (!probe.hasDelivered)
    return html`<h2>${words.joined.title}</h2><p>${words.joined.text}</p>${lateNote(context, probe)}${nowFacts(context, view, probe)}`;
  return seenPart(context, view, probe);
}

/** A first delivery takes a minute or two. */
const LATE_AFTER_MS = 300_000;

function lateNote(context: PageContext, { joinedAtMs }: Joined): Markup | string {
  if (context.builtAtMs - joinedAtMs < LATE_AFTER_MS) return '';
  return callout('warning', html`<p>${probeWords[context.language].joined.late}</p>${CHECK_COMMANDS}`);
}

const CHECK_COMMANDS = html`<pre><code>sudo linewitness-probe check
npm run probe -- check</code></pre>`;

/** What a probe delivered first is news for a while; later it is one of the facts. */
const NEWS_FOR_MS = 3_600_000;

function seenPart(context: PageContext, view: ProbePageView, probe: Joined): Markup {
  const words = probeWords[context.language];
  const first = probe.first === null ? '' : firstFacts(context, view, probe.first);
  const now = nowFacts(context, view, probe);
  if (!isSilent(view) && context.builtAtMs - probe.joinedAtMs < NEWS_FOR_MS) {
    const news = first === '' ? '' : html`<br>${words.seen.text}`;
    return html`${callout('done', html`<p><strong>${words.seen.title}</strong>${news}</p>`)}${first}${now}`;
  }
  const state = isSilent(view)
    ? callout('warning', html`<p><strong>${words.seen.silent}</strong></p>`)
    : callout('done', html`<p><strong>${words.seen.connected}</strong></p>`);
  return html`${state}${now}${first === '' ? '' : html`<details><summary>${words.seen.firstTitle}</summary>${first}</details>`}`;
}

function firstFacts(context: PageContext, { line }: ProbePageView, first: FirstMeasurementView): Markup {
  const { language } = context;
  const words = probeWords[language];
  const { facts } = words;
  const answered = facts.answeredOf(
    formatCount(first.answeredCount, language),
    formatCount(first.askedCount, language),
  );
  const isSilent = first.answeredCount === 0;
  return html`<dl class="facts">
<div><dt>${facts.at}</dt><dd>${timeElement(first.atMs, line.zone, language)}</dd></div>
<div><dt>${facts.backEnd}</dt><dd>${first.backEnds.map((name) => backEndName(name, context)).join(', ')}</dd></div>
<div><dt>${facts.answered}</dt><dd>${answered}</dd></div>
<div><dt>${facts.gateway}</dt><dd>${words.gateway[first.gateway]}</dd></div>
<div><dt>${facts.clock}</dt><dd>${words.clock[first.clock]}</dd></div>
</dl>${
    isSilent
      ? callout(
          'warning',
          html`<p>${words.seen.silentTargets}</p><pre><code>sudo linewitness-probe check
npm run probe -- check</code></pre>`,
        )
      : ''
  }`;
}

function nowFacts(context: PageContext, { line }: ProbePageView, probe: Joined): Markup {
  const { facts } = probeWords[context.language];
  const at = (atMs: number) => timeElement(atMs, line.zone, context.language);
  return html`<dl class="facts">
<div><dt>${facts.joinedAt}</dt><dd>${at(probe.joinedAtMs)}</dd></div>
<div><dt>${facts.lastContact}</dt><dd>${probe.lastContactAtMs === null ? facts.never : at(probe.lastContactAtMs)}</dd></div>
</dl>`;
}

/** One way on: to the alarm while nobody would be told of an outage. */
function onwardsPart(context: PageContext, view: ProbePageView): Markup {
  const words = probeWords[context.language].next;
  const { line, steps } = view;
  const isAlarmMissing = steps.some(({ kind }) => kind === 'add-alarm');
  const [path, label] = isAlarmMissing ? ['/owner/alarms', words.alarm] : ['/owner', words.lines];
  return html`<p class="buttons"><a class="button${isSilent(view) ? '' : ' main'}" href="${link(context, path)}">${label}</a> <a class="button" href="${link(context, `/lines/${line.id}`)}">${words.line}</a></p>`;
}

function replacePart(context: PageContext, { command }: ProbePageView): Markup {
  const { title, text, button } = probeWords[context.language].replace;
  if (command !== null) return html``;
  return html`<details><summary>${title}</summary><p>${text}</p>${buttonForm({ action: link(context, context.path), label: button })}</details>`;
}
