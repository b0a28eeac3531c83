import { html } from 'hono/html';
import { link, renderPage } from './layout.ts';
import type { Markup } from './local-time.ts';
import type { ErrorView, PageContext } from './views.ts';
import { doorWords } from './wording-door.ts';

/** Error page: what is wrong in the reader's words, and the exact reason where the request can be mended. */
export function errorPage(context: PageContext, view: ErrorView): string {
  const words = doorWords[context.language];
  const { title, text } = words.error[view.status];
  const reason = view.reason === null ? '' : html`<pre lang="en"><code>${view.reason}</code></pre>`;
  const [path, label] = view.status === 401 ? ['/owner/sign-in', words.signIn.button] : ['/', words.backHome];
  return plainPage(
    context,
    title,
    html`<p>${text}</p>${reason}<p><a class="button" href="${link(context, path)}">${label}</a></p>`,
  );
}

/** For who follows a link from another site to a page of the owner: it goes on by itself; `path` with query, without `lang`. */
export function continuePage(context: PageContext, path: string): string {
  const { title, text, button } = doorWords[context.language].onward;
  return plainPage(
    { ...context, path },
    title,
    html`<p>${text}</p><p class="buttons"><a class="button main" href="${link(context, path)}">${button}</a></p>`,
  );
}

function plainPage(context: PageContext, title: string, body: Markup): string {
  return renderPage(context, { title, eventsHref: null, main: html`<h1>${title}</h1>${body}` });
}
