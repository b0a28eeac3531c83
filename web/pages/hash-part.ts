import { html } from 'hono/html';
import type { Markup } from './local-time.ts';

const GROUP = /.{1,4}/g;

/** A checksum or fingerprint in groups of four, which an eye can compare and a line can break; copied it has no gaps. */
export function hashPart(hex: string): Markup {
  return html`<code class="groups">${(hex.match(GROUP) ?? []).map((group) => html`<span>${group}</span>`)}</code>`;
}
