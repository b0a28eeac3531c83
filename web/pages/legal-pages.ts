import { html } from 'hono/html';
import { link, renderPage } from './layout.ts';
import type { Markup } from './local-time.ts';
import type { ImprintView, PrivacyView } from './publish-views.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { type LegalWords, legalWords } from './wording-legal.ts';

/** `/imprint`: who is responsible for what is published here, as the owner wrote it. */
export function imprintPage(context: PageContext, view: ImprintView): string {
  const words = legalWords[context.language];
  const title = commonWords[context.language].footer.imprint;
  const text = view.imprint === null ? html`<p>${words.noImprint}</p>` : html`<p>${lines(view.imprint)}</p>`;
  return renderPage(context, {
    title,
    eventsHref: null,
    main: html`<h1>${title}</h1>${text}${contactLine(words, view.contact)}<p class="quiet">${words.facts}</p>`,
  });
}

/** `/privacy`: made from what this server really keeps and shows. */
export function privacyPage(context: PageContext, view: PrivacyView): string {
  const words = legalWords[context.language];
  const { privacy } = words;
  const title = commonWords[context.language].footer.privacyNotice;
  const parts: [string, Markup][] = [
    [privacy.visitors.title, paragraphs(privacy.visitors.text)],
    [privacy.owner.title, paragraphs(privacy.owner.text(view.sessionDays))],
    [privacy.published.title, publishedPart(words, view)],
    [privacy.kept.title, paragraphs(privacy.kept.text(view.retention))],
    [privacy.rights.title, html`${paragraphs(privacy.rights.text)}${contactLine(words, view.contact)}`],
  ];
  const responsible = view.hasImprint
    ? html`<p>${privacy.responsible} <a href="${link(context, '/imprint')}">${commonWords[context.language].footer.imprint}</a>.</p>`
    : '';
  return renderPage(context, {
    title,
    eventsHref: null,
    main: html`<h1>${title}</h1>${responsible}${parts.map(([heading, body]) => html`<h2>${heading}</h2>${body}`)}<p class="quiet">${privacy.generated}</p>`,
  });
}

function publishedPart({ privacy }: LegalWords, view: PrivacyView): Markup {
  const { published } = privacy;
  return html`${paragraphs(published.text)}<ul>${view.lines.map(
    (line) =>
      html`<li>${line.name}${line.provider === '' ? '' : ` (${line.provider})`}: ${published.delay(line.delayMinutes)}${line.isEvidencePublished ? `; ${published.evidence}` : ''}</li>`,
  )}</ul>`;
}

function contactLine(words: LegalWords, contact: string | null): Markup | string {
  return contact === null ? '' : html`<p>${words.contact}: <a href="mailto:${contact}">${contact}</a></p>`;
}

function paragraphs(texts: string[]): Markup {
  return html`${texts.map((text) => html`<p>${text}</p>`)}`;
}

function lines(text: string): Markup {
  return html`${text.split('\n').map((line, index) => html`${index === 0 ? '' : html`<br>`}${line}`)}`;
}
