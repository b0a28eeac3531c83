import type { StatementKind, StatementRow } from '../../rules/statement/statement.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { saidText } from './statement-finding.ts';
import type { ComparedStatementView } from './statement-views.ts';
import { timeTicks } from './time-axis.ts';
import { type Drawing, drawTimeline, type Mark } from './timeline-drawing.ts';
import type { Language } from './views.ts';
import { commonWords } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';
import { statementWords } from './wording-statement.ts';

/** Height of the provider's lane with its label, and of the label of ours. */
const LANE_HEIGHT = 30;
const LABEL_HEIGHT = 18;
const OURS_Y = LABEL_HEIGHT + LANE_HEIGHT + LABEL_HEIGHT + 6;
const LEAST_RATIO = 0.004;

const STATE_OF_KIND: Record<StatementKind, State | null> = {
  outage: 'down',
  'sync-lost': 'down',
  'session-lost': 'down',
  'no-outage': 'up',
  'planned-work': 'maintenance',
  repaired: 'up',
  note: null,
};

/** What the provider says above what was measured, on one time axis; where it says nothing, nothing is drawn. */
export function statementDrawing(view: ComparedStatementView, zone: string, language: Language): Drawing {
  const { fromAtMs, toAtMs } = view.comparison;
  const words = statementWords[language];
  const place = { zone, language, words };
  const ours = drawTimeline({
    fromAtMs,
    toAtMs,
    intervals: [...view.measured.intervals],
    ticks: timeTicks({ fromAtMs, toAtMs }, { zone, language }),
    describe: ({ state, verdict }) =>
      state === 'down' ? findingOf(verdict, language).title : commonWords[language].state[state],
  });
  const title = (row: StatementRow) => saidText(place, row, view.statement.exactToMs);
  return {
    height: ours.height + OURS_Y,
    marks: [
      label(words.compare.theirs, LABEL_HEIGHT - 5),
      ...theirMarks(view, title),
      label(words.compare.ours, OURS_Y - 5),
      ...ours.marks.map((mark) => lower(mark, OURS_Y)),
    ],
  };
}

function label(text: string, y: number): Mark {
  return { kind: 'label', xRatio: 0, y, text, anchor: 'start' };
}

/** What was fine lies under what was not, but for the instant of a repair. */
function theirMarks({ statement, comparison }: ComparedStatementView, title: (row: StatementRow) => string): Mark[] {
  const { fromAtMs, toAtMs } = comparison;
  const ratio = (atMs: number) => Math.min(1, Math.max(0, (atMs - fromAtMs) / (toAtMs - fromAtMs)));
  const marks = statement.rows.flatMap((row): Mark[] => {
    const state = STATE_OF_KIND[row.kind];
    const endAtMs = row.kind === 'repaired' ? row.fromAtMs : (row.toAtMs ?? toAtMs);
    if (state === null || endAtMs < fromAtMs || row.fromAtMs > toAtMs) return [];
    const widthRatio = Math.max(ratio(endAtMs) - ratio(row.fromAtMs), LEAST_RATIO);
    const height = row.kind === 'no-outage' ? LANE_HEIGHT / 2 : LANE_HEIGHT;
    const place = { xRatio: Math.min(ratio(row.fromAtMs), 1 - widthRatio), widthRatio };
    return [{ kind: 'rect', ...place, y: LABEL_HEIGHT + LANE_HEIGHT - height, height, state, title: title(row) }];
  });
  const isLow = (mark: Mark) => mark.kind === 'rect' && mark.height < LANE_HEIGHT;
  const isRepair = (mark: Mark) => mark.kind === 'rect' && mark.state === 'up' && !isLow(mark);
  const rest = marks.filter((mark) => !isLow(mark) && !isRepair(mark));
  return [...marks.filter(isLow), ...rest, ...marks.filter(isRepair)];
}

function lower(mark: Mark, byY: number): Mark {
  if (mark.kind === 'line') return { ...mark, fromY: mark.fromY + byY, toY: mark.toY + byY };
  return { ...mark, y: mark.y + byY };
}
