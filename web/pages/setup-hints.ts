import { html } from 'hono/html';
import { link } from './layout.ts';
import type { Markup } from './local-time.ts';
import type { NextStep, NextStepKind } from './setup-views.ts';
import type { PageContext } from './views.ts';
import { hintWords } from './wording-setup-hints.ts';

/** What to do on a server without a line. */
export const MAKE_A_LINE: NextStep = { kind: 'make-line', path: '/owner/lines/new' };

/** What is missing, with a way to mend each; nothing for visitors and when all is well. */
export function nextStepsPart(context: PageContext, steps: readonly NextStep[]): Markup | string {
  if (steps.length === 0 || context.reader === 'visitor') return '';
  const words = hintWords[context.language];
  return html`<section class="callout next" aria-labelledby="next"><h2 id="next">${words.title}</h2>${nextStepList(context, steps)}</section>`;
}

/** The same without its heading, for pages that have one already. */
export function nextStepList(context: PageContext, steps: readonly NextStep[]): Markup {
  return html`<ul class="todo">${steps.map((step, index) => nextStep(context, step, index === 0))}</ul>`;
}

/** Only the most urgent one has the main button; what is a matter of taste stays folded. */
function nextStep(context: PageContext, { kind, path }: NextStep, isFirst: boolean): Markup {
  const { title, text, button } = hintWords[context.language].step[kind];
  // a page need not lead to itself
  const way =
    path === context.path
      ? ''
      : html`<p><a class="button${isFirst ? ' main' : ''}" href="${link(context, path)}">${button}</a></p>`;
  if (kind === 'install-fping')
    return html`<li><details><summary>${title}</summary><p>${text}</p>${details(context, kind)}</details></li>`;
  return html`<li><p><strong>${title}</strong><br>${text}</p>${details(context, kind)}${way}</li>`;
}

function details(context: PageContext, kind: NextStepKind): Markup | string {
  const words = hintWords[context.language];
  if (kind === 'probe-silent') return html`<ol>${words.checks.map((check) => html`<li>${check}</li>`)}</ol>`;
  if (kind !== 'install-fping') return '';
  return html`<pre><code>sudo apt install fping</code></pre><p>${words.restart}</p><pre><code>sudo systemctl restart linewitness-probe</code></pre>`;
}
