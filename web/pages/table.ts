import { html } from 'hono/html';
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
  const head = html`<thead${role(input, 'rowgroup')}><tr${role(input, 'row')}>${input.columns.map(
    (column) => html`<th scope="col"${role(input, 'columnheader')}${number(column)}>${column.label}</th>`,
  )}</tr></thead>`;
  const body = html`<tbody${role(input, 'rowgroup')}>${input.rows.map((row) => rowOf(input, row))}</tbody>`;
  const foot = input.foot ? html`<tfoot${role(input, 'rowgroup')}>${rowOf(input, input.foot)}</tfoot>` : '';
  if (input.isCards) return html`<table class="cards" role="table">${caption}${head}${body}${foot}</table>`;
  return html`<div class="scroll" role="region" aria-label="${input.caption}" tabindex="0"><table>${caption}${head}${body}${foot}</table></div>`;
}

function rowOf(input: TableInput, row: Row): Markup {
  const cells = row.cells.map((cell, index) => {
    const column = input.columns[index] ?? { label: '' };
    if (index === 0) return html`<th scope="row"${role(input, 'rowheader')}>${cell}</th>`;
    const label = input.isCards ? html` data-label="${column.label}"` : '';
    return html`<td${role(input, 'cell')}${number(column)}${label}>${cell}</td>`;
  });
  return html`<tr${role(input, 'row')}${row.id === undefined ? '' : html` id="${row.id}"`}>${cells}</tr>`;
}

function role(input: TableInput, name: string): Markup | string {
  return input.isCards ? html` role="${name}"` : '';
}

function number(column: Column): Markup | string {
  return column.isNumber ? html` class="num"` : '';
}
