import { html } from 'hono/html';
import { shortFingerprint } from '../../rules/journal/heads.ts';
import { hashPart } from './hash-part.ts';
import type { AuthorityView, HeadsView, HeadView } from './heads-views.ts';
import { renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { type Markup, timeElement } from './local-time.ts';
import { table } from './table.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { headsWords } from './wording-heads.ts';

/** `/owner/heads`: the seals of all logs, and who outside confirmed when they existed. */
export function headsPage(context: PageContext, view: HeadsView): string {
  const words = headsWords[context.language];
  return renderPage(context, {
    title: words.title,
    trail: [{ label: commonWords[context.language].nav.owner, path: '/owner' }],
    zone: view.zone,
    eventsHref: null,
    main: html`<h1>${words.title}</h1>
<p>${words.lead}</p>
${section('todo', words.todo.title, html`<ul>${words.todo.items.map((item) => html`<li>${item}</li>`)}</ul>`)}
${section('newest', words.newest.title, newestPart(context, view))}
${section('authorities', words.authorities.title, authoritiesPart(context, view))}
${view.heads.length === 0 ? '' : section('heads', words.list.title, listPart(context, view))}`,
  });
}

function newestPart(context: PageContext, { heads, serverFingerprint, zone }: HeadsView): Markup {
  const words = headsWords[context.language].newest;
  const [newest] = heads;
  const row = (label: string, value: Markup | string | number) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const hash = (label: string, hex: string) => html`<div class="wide"><dt>${label}</dt><dd>${hashPart(hex)}</dd></div>`;
  const rows =
    newest === undefined
      ? []
      : [
          row(words.number, newest.counter),
          row(words.at, timeElement(newest.atMs, zone, context.language)),
          hash(words.sha256, newest.sha256),
        ];
  return html`${newest === undefined ? html`<p>${words.none}</p>` : ''}<dl class="facts">${rows}${hash(words.key, serverFingerprint)}</dl>`;
}

function authoritiesPart(context: PageContext, { authorities, zone }: HeadsView): Markup {
  const words = headsWords[context.language];
  const { columns, explain, off, roots, worthNothing, title } = words.authorities;
  if (authorities.length === 0) return html`<p>${explain}</p><p>${off}</p>`;
  const hasUnknown = authorities.some(({ newest }) => newest?.worth === 'unknown');
  return html`<p>${explain}</p>${table({
    caption: title,
    isCards: true,
    columns: [{ label: columns.name }, { label: columns.newest }, { label: columns.state }, { label: columns.problem }],
    rows: authorities.map((authority) => ({ cells: authorityCells(context, authority, zone) })),
  })}<p class="quiet">${words.leaves}${hasUnknown ? html` ${worthNothing} ${roots}` : ''}</p>`;
}

function authorityCells(
  context: PageContext,
  { name, host, newest, problem }: AuthorityView,
  zone: string,
): (Markup | string)[] {
  const { none, number, state, noProblem, failed } = headsWords[context.language].authorities;
  const at = (atMs: number | null) => (atMs === null ? '' : html`, ${timeElement(atMs, zone, context.language)}`);
  const triedWell = newest === null ? '–' : noProblem;
  return [
    html`${name} <small>${host}</small>`,
    newest === null ? none : html`<span>${number(newest.counter)}${at(newest.stampedAtMs)}</span>`,
    newest === null ? '–' : state[newest.worth],
    problem === null ? triedWell : failed(problem),
  ];
}

function listPart(context: PageContext, { heads, zone }: HeadsView): Markup {
  const words = headsWords[context.language];
  const { columns, title, explain, show } = words.list;
  return html`<p>${explain}</p><details><summary>${show(heads.length)}</summary>${table({
    caption: title,
    isCards: true,
    columns: [
      { label: columns.number },
      { label: columns.at },
      { label: columns.why },
      { label: columns.sha256 },
      { label: columns.stamps },
      { label: columns.files },
    ],
    rows: heads.map((head) => ({ cells: headCells(context, head, zone) })),
  })}</details><p><a href="/owner/heads/allowed_signers">${words.signers}</a></p>`;
}

function headCells(context: PageContext, head: HeadView, zone: string): (Markup | string | number)[] {
  const { occasion, text, signature, noStamps, by } = headsWords[context.language].list;
  const path = `/owner/heads/${head.counter}.txt`;
  const stamped = head.stamps.filter(({ stampedAtMs }) => stampedAtMs !== null);
  const files = [
    [path, text],
    [`${path}.sshsig`, signature],
    ...stamped.map(({ authority }) => [`${path}.${authority}.tsr`, authority]),
  ];
  return [
    head.counter,
    timeElement(head.atMs, zone, context.language),
    occasion[head.occasion],
    html`<code>${shortFingerprint(head.sha256)}</code>`,
    stamped.length === 0 ? noStamps : stamped.map(({ authority, root }) => by(authority, root)).join(', '),
    html`<span>${files.map(([href, label], index) => html`${index === 0 ? '' : ' · '}<a href="${href}">${label}</a>`)}</span>`,
  ];
}
