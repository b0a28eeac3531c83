import { html } from 'hono/html';
import { type Markup, timeElement } from './local-time.ts';
import { patternDefinitions } from './timeline-svg.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { doorWords } from './wording-door.ts';
import { disclosureWords } from './wording-publish.ts';

export type PageParts = {
  /** Goes before the product's name. */
  title: string;
  main: Markup;
  /** Where the browser part listens for changes of what this page shows; null = the page never changes. */
  eventsHref: string | null;
  /** Without JavaScript the page fetches itself again after this; for pages that wait for something and hold no input. */
  refreshSeconds?: number;
  /** The zone of the line that this page is about. */
  zone?: string;
  /** The Atom feed of what this page shows. */
  feedPath?: string;
  /** Way back, outermost first; the page itself is not in it. */
  trail?: { label: string; path: string }[];
};

/** In the page itself: a browser would ask for `/favicon.ico` otherwise. */
const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'><path d='M2 16h6l3-9 4 15 3-6h2m3 0h3' fill='none' stroke='%231f8a4c' stroke-width='3'/></svg>";

/** A whole page. Holds no style, script or address of another host: the content security policy allows none. */
export function renderPage(context: PageContext, parts: PageParts): string {
  const words = commonWords[context.language];
  const page = html`<!doctype html>
<html lang="${context.language}" data-built-at-ms="${context.builtAtMs}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${parts.title} · Linewitness</title>
${refresh(parts)}<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${context.stylesheetHref}">
${parts.feedPath === undefined ? '' : html`<link rel="alternate" type="application/atom+xml" href="${parts.feedPath}?lang=${context.language}">`}
${context.scriptHref === null ? '' : html`<script type="module" src="${context.scriptHref}"></script>`}
</head>
<body${parts.eventsHref === null ? '' : html` data-events="${parts.eventsHref}"${isDelayed(context) ? html` data-delayed` : ''}`}>
<a class="skip" href="#main">${words.skip}</a>
${header(context)}
<p class="notice offline" role="status">${words.offline}</p>
${context.isSimulated ? html`<aside class="notice">${words.simulated}</aside>` : ''}
${preview(context)}
${patternDefinitions()}
<main id="main" tabindex="-1">
${trail(context, parts.trail ?? [])}
${disclosure(context)}
${parts.main}
</main>
${footer(context, parts.zone ?? context.zone ?? 'UTC')}
</body>
</html>
`;
  // No promise goes into any template, so the whole is a string already.
  return String(page);
}

function refresh({ refreshSeconds }: PageParts): Markup | string {
  if (refreshSeconds === undefined) return '';
  return html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`;
}

/** Path of ours that keeps the chosen language (there are no cookies to keep it). */
export function link(context: PageContext, path: string): string {
  return context.isLanguageChosen ? withLanguage(path, context.language) : path;
}

function withLanguage(path: string, language: string): string {
  const [place = '', anchor] = path.split('#');
  const joined = `${place}${place.includes('?') ? '&' : '?'}lang=${language}`;
  return anchor === undefined ? joined : `${joined}#${anchor}`;
}

function header(context: PageContext): Markup {
  const words = commonWords[context.language];
  const other = words.otherLanguage;
  return html`<header class="top">
<a class="brand" href="${link(context, '/')}"><svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><path class="mark" d="M2 16h6l3-9 4 15 3-6h2m3 0h3"/></svg><span>Linewitness <small>${words.subtitle}</small></span></a>
<nav aria-label="${words.nav.main}">
${ownerLink(context)}
<a href="${withLanguage(context.path, other.code)}" lang="${other.code}" hreflang="${other.code}" aria-label="${other.label}">${other.name}</a>
</nav>
</header>`;
}

/** The door: to the owner's pages, or to the sign-in, which needs no link to itself. */
function ownerLink(context: PageContext): Markup | string {
  const words = doorWords[context.language];
  if (context.isShared) return '';
  if (context.reader === 'owner') return html`<a href="${link(context, '/owner')}">${words.ownerLink}</a>`;
  if (context.path.startsWith('/owner/sign-in')) return '';
  return html`<a href="${link(context, '/owner/sign-in')}">${words.signInLink}</a>`;
}

function trail(context: PageContext, steps: { label: string; path: string }[]): Markup | string {
  if (steps.length === 0) return '';
  return html`<nav class="trail" aria-label="${commonWords[context.language].nav.path}"><ol>${steps.map(
    (step) => html`<li><a href="${link(context, step.path)}">${step.label}</a></li>`,
  )}</ol></nav>`;
}

function footer(context: PageContext, zone: string): Markup {
  const words = commonWords[context.language].footer;
  return html`<footer>
<p>${words.builtAt}: ${timeElement(context.builtAtMs, zone, context.language)} (${zone}) · <a href="${link(context, context.path)}">${words.reload}</a></p>
<p>${words.limits}</p>
<p>${words.privacy}</p>
${context.isPublished ? html`<p><a href="${link(context, '/imprint')}">${words.imprint}</a> · <a href="${link(context, '/privacy')}">${words.privacyNotice}</a></p>` : ''}
</footer>`;
}

function preview(context: PageContext): Markup | string {
  if (context.previewOf === undefined) return '';
  const words = disclosureWords[context.language].preview;
  return html`<aside class="notice">${words.text} <a href="${link(context, context.previewOf)}">${words.back}</a></aside>`;
}

/** A delayed page is not told of changes; it looks by itself now and then. */
function isDelayed({ disclosure: shown }: PageContext): boolean {
  return (shown?.delayMinutes ?? 0) > 0;
}

/** How far behind a page for strangers is. */
function disclosure(context: PageContext): Markup | string {
  if (context.disclosure === undefined) return '';
  const { delayMinutes } = context.disclosure;
  const words = disclosureWords[context.language];
  return html`<p class="quiet">${delayMinutes === 0 ? words.reallyLive : words.delayed(delayMinutes)}</p>`;
}
