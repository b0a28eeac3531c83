import { statementDrawing } from '../../web/pages/statement-drawing.ts';
import { findingRows } from '../../web/pages/statement-finding.ts';
import type { Drawing } from '../../web/pages/timeline-drawing.ts';
import type { Language } from '../../web/pages/views.ts';
import type { StatementCase } from './statement-case.ts';

/** A statement in words, for the report. `zone` is that of the line. */
export type StatementPart = {
  title: string;
  source: string;
  enteredAtMs: number;
  laneEntry: number;
  sha256: string;
  /** Both on one time axis. */
  drawing: Drawing;
  rows: { said: string; measured: string; verdict: string }[];
};

export function statementPart(one: StatementCase, zone: string, language: Language): StatementPart {
  const { title, source, enteredAtMs } = one.statement;
  return {
    title,
    source,
    enteredAtMs,
    laneEntry: one.laneEntry,
    sha256: one.sha256,
    drawing: statementDrawing(one, zone, language),
    rows: findingRows(one, zone, language).map(({ said, measured, verdict }) => ({ said, measured, verdict })),
  };
}
