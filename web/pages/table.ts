import { html, raw } from 'hono/html';
import type { Markup } from './local-time.ts';

export type Column = { label: string; isNumber?: boolean };
export type Cell = Markup | string | number;
export type Row = { id?: string; cells: Cell[] };

export type TableInput = {
  /** Said to screen readers, and shown where `isCaptionShown`. */
  caption: string;
  isCaptionShown?: boolean;
  columns: Column[];
  /** The first cell of a row is its heading. */
  rows: Row[];
  /** A last row that sums up. */
  foot?: Row;
  /** On a phone each row becomes a card with its labels, instead of a table that scrolls. */
  isCards?: boolean;
};

/**
 * A table with scopes. Roles are spelled out where the phone lays rows out as cards, because `display: block` takes
 * them away in some browsers.
 */
export function table(input: TableInput): Markup {
  const caption = html`<caption${input.isCaptionShown ? '' : html` class="hidden"`}>${input.caption}</caption>`;
  const tags = tagsOf(input);
  const head = html`${tags.head}${tags.row}>${input.columns.map(
    (column) => html`<th scope="col"${role(input, 'columnheader')}${number(column)}>${column.label}</th>`,
  )}</tr></thead>`;
  const body = html`${tags.body}${input.rows.map((row) => rowOf(tags, row))}</tbody>`;
  const foot = input.foot ? html`${tags.foot}${rowOf(tags, input.foot)}</tfoot>` : '';
  if (input.isCards) return html`<table class="cards" role="table">${caption}${head}${body}${foot}</table>`;
  return html`<div class="scroll" role="region" aria-label="${input.caption}" tabindex="0"><table>${caption}${head}${body}${foot}</table></div>`;
}

/** Opening tags, made once a table: most of the work of a page is its cells. A row's is left open for its id. */
type Tags = { head: Markup; body: Markup; foot: Markup; row: Markup; heading: Markup; cells: Markup[] };

function tagsOf(input: TableInput): Tags {
  const group = role(input, 'rowgroup');
  return {
    head: html`<thead${group}>`,
    body: html`<tbody${group}>`,
    foot: html`<tfoot${group}>`,
    row: html`<tr${role(input, 'row')}`,
    heading: html`<th scope="row"${role(input, 'rowheader')}>`,
    cells: input.columns.slice(1).map((column) => {
      const label = input.isCards ? html` data-label="${column.label}"` : '';
      return html`<td${role(input, 'cell')}${number(column)}${label}>`;
    }),
  };
}

function rowOf(tags: Tags, row: Row): Markup {
  const [heading = '', ...cells] = row.cells.map(cellText);
  const columns = cells.map((cell, index) => `${tags.cells[index]}${cell}</td>`);
  const id = row.id === undefined ? '' : html` id="${row.id}"`;
  return raw(`${tags.row}${id}>${tags.heading}${heading}</th>${columns.join('')}</tr>`);
}

const SPECIAL = /[&<>'"]/;

/** Escaped like everything else; most cells are numbers with nothing in them to escape, and a page has a thousand. */
function cellText(cell: Cell): string {
  return typeof cell === 'string' && SPECIAL.test(cell) ? String(html`${cell}`) : String(cell);
}

function role(input: TableInput, name: string): Markup | string {
  return input.isCards ? html` role="${name}"` : '';
}

function number(column: Column): Markup | string {
  return column.isNumber ? html` class="num"` : '';
}
