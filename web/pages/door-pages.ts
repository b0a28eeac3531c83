import { html } from 'hono/html';
import { link, renderPage } from './layout.ts';
import type { Markup } from './local-time.ts';
import { table } from './table.ts';
import type { ErrorView, OwnerView, PageContext, RedeemView } from './views.ts';
import { doorWords } from './wording-door.ts';

/** The page behind the owner's one-time link: a button that redeems it, or why it cannot be. */
export function redeemPage(context: PageContext, view: RedeemView): string {
  const words = doorWords[context.language].redeem;
  const { problem } = view;
  // The other language's link must not lose what the one-time link brought.
  const query = view.fields
    .map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const path = query === '' ? context.path : `${view.action}?${query}`;
  const body =
    problem === null
      ? html`<p>${words.text}</p>
<form method="post" action="${view.action}">${view.fields.map((field) => html`<input type="hidden" name="${field.name}" value="${field.value}">`)}<button class="button main">${words.button}</button></form>
<p class="quiet">${words.cookie}</p>`
      : html`<p>${words.problem[problem]}</p><p>${words.again}</p><pre><code>npm run server -- login-link</code></pre>`;
  return plainPage({ ...context, path }, words.title, body);
}

/** What the owner sees after signing in: all lines, and what others see of them. */
export function ownerPage(context: PageContext, view: OwnerView): string {
  const words = doorWords[context.language].owner;
  const { line, live, evidence } = words.columns;
  const yesNo = (value: boolean) => (value ? words.yes : words.no);
  const lines =
    view.lines.length === 0
      ? html`<p>${words.none}</p>`
      : html`${table({
          caption: words.lines,
          isCaptionShown: true,
          columns: [{ label: line }, { label: live }, { label: evidence }],
          rows: view.lines.map((entry) => ({
            cells: [
              html`<a href="${link(context, `/lines/${entry.id}`)}">${entry.name}</a>`,
              yesNo(entry.isLivePublished),
              yesNo(entry.isEvidencePublished),
            ],
          })),
        })}<p>${words.change}</p><pre><code>npm run server -- publish ${view.lines[0]?.id ?? ''} --live
npm run server -- publish ${view.lines[0]?.id ?? ''} --evidence
npm run server -- unpublish ${view.lines[0]?.id ?? ''}</code></pre>`;
  return plainPage(
    context,
    words.title,
    html`<p>${words.text}</p>${lines}<form method="post" action="${view.signOutAction}"><button class="button">${words.signOut}</button></form>`,
  );
}

/** Error page: what is wrong in the reader's words, and the exact reason where the request can be mended. */
export function errorPage(context: PageContext, view: ErrorView): string {
  const words = doorWords[context.language];
  const { title, text } = words.error[view.status];
  const reason = view.reason === null ? '' : html`<pre lang="en"><code>${view.reason}</code></pre>`;
  return plainPage(
    context,
    title,
    html`<p>${text}</p>${reason}<p><a class="button" href="${link(context, '/')}">${words.backHome}</a></p>`,
  );
}

function plainPage(context: PageContext, title: string, body: Markup): string {
  return renderPage(context, { title, eventsHref: null, main: html`<h1>${title}</h1>${body}` });
}
