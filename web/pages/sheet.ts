import type { Drawing } from './timeline-drawing.ts';

/**
 * A document without layout, in one language: the page shows it as HTML (sheet-html.ts), the report as PDF. Every text is
 * plain; nothing in it is markup.
 */
export type Sheet = {
  title: string;
  /** Paragraphs that come first. */
  lead: string[];
  blocks: SheetBlock[];
  /** Sentences at the foot, small. */
  foot: string[];
};

export type SheetBlock = { title: string } & (
  | { kind: 'facts'; facts: { label: string; value: string }[] }
  | {
      kind: 'table';
      columns: { label: string; isNumber?: boolean }[];
      /** The first cell of a row is its heading. */
      rows: string[][];
      /** Stands below; empty: nothing. Instead of the table where there is no row. */
      note: string;
    }
  | { kind: 'list'; items: string[] }
  | { kind: 'drawing'; drawing: Drawing; description: string }
);
