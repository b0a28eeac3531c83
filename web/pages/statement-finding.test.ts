import { describe, expect, test } from 'vitest';
import { compareStatement } from '../../rules/statement/compare.ts';
import { type FindingName, STATEMENT_FINDINGS } from '../../rules/statement/finding.ts';
import type { Measured, MeasuredOutage } from '../../rules/statement/measured.ts';
import type { Statement } from '../../rules/statement/statement.ts';
import { statementDrawing } from './statement-drawing.ts';
import { findingRows } from './statement-finding.ts';
import type { ComparedStatementView } from './statement-views.ts';
import { statementWords } from './wording-statement.ts';

const ZONE = 'Europe/Berlin';
const FROM_MS = Date.UTC(2026, 10, 3, 12);
const MINUTE_MS = 60_000;
const outage: MeasuredOutage = {
  ...{ id: 'aaaaaaaaaaaa', verdict: 'dsl-sync-lost', side: 'access', counts: true, flaps: 0, chain: [] },
  ...{ startEarliestAtMs: FROM_MS + 60 * MINUTE_MS, startLatestAtMs: FROM_MS + 60 * MINUTE_MS + 1000 },
  ...{ endEarliestAtMs: Date.UTC(2026, 10, 3, 15, 12, 3, 600), endLatestAtMs: Date.UTC(2026, 10, 3, 15, 12, 4, 600) },
  ...{ startsUnobserved: false, endsUnobserved: false, downMinMs: 120 * MINUTE_MS },
  clock: { source: 'sync', correctedByMs: 0, errorMs: null },
};
const measured: Measured = {
  ...{ fromAtMs: FROM_MS, toAtMs: FROM_MS + 300 * MINUTE_MS, outages: [outage], shortestVisibleMs: 6000 },
  intervals: [
    {
      ...{ fromAtMs: outage.startEarliestAtMs, toAtMs: outage.endLatestAtMs ?? 0, state: 'down' as const },
      ...{ verdict: 'dsl-sync-lost', side: 'access' as const, cause: null },
    },
  ],
};
function view(rows: Statement['rows'], exactToMs: number): ComparedStatementView {
  const statement: Statement = {
    ...{ id: 'bbbbbbbbbbbb', line: 'home', title: 't', source: 's', attachment: null },
    ...{ exactToMs, zone: ZONE, rows, enteredAtMs: 0 },
  };
  const kept = { statement, sha256: '', laneEntry: 1, withdrawnAtMs: null };
  return { ...kept, measured, comparison: compareStatement(statement, measured) };
}
const repaired = {
  kind: 'repaired' as const,
  fromAtMs: Date.UTC(2026, 10, 3, 13, 30),
  toAtMs: null,
  text: 'Port <neu>',
};

describe('a finding in words', () => {
  test('names both times, as exactly as each is told', () => {
    const [row] = findingRows(view([repaired], MINUTE_MS), ZONE, 'de');
    expect(row).toEqual({
      said: '03.11.2026 14:30, entstört: „Port <neu>“',
      measured:
        'Pakete blieben noch mindestens 1\u00a0h 41\u00a0min 3\u00a0s danach ohne Antwort, bis 03.11.2026 16:12:03–16:12:05.',
      verdict: 'Widerspruch',
      weight: 'differs',
    });
    expect(findingRows(view([repaired], 1000), ZONE, 'en')[0]?.said).toBe(
      '2026-11-03 14:30:00, repaired: “Port <neu>”',
    );
  });

  test('is a whole sentence in both languages, with and without what it may be made of', () => {
    const whole = { outage: 'A', ours: 'B', ms: '5\u00a0s', isTheirsLater: true };
    for (const language of ['de', 'en'] as const) {
      for (const name of Object.keys(STATEMENT_FINDINGS) as FindingName[]) {
        for (const parts of [whole, { ...whole, ours: '', isTheirsLater: false }])
          expect([name, statementWords[language].finding[name](parts)]).toEqual([
            name,
            expect.stringMatching(/^\S.*\.$/),
          ]);
      }
    }
  });
});

describe('the drawing', () => {
  test('has the provider above and the measurement below, on one axis', () => {
    const said = {
      kind: 'outage' as const,
      fromAtMs: FROM_MS + 60 * MINUTE_MS,
      toAtMs: FROM_MS + 90 * MINUTE_MS,
      text: '',
    };
    const { marks, height } = statementDrawing(view([said, repaired], MINUTE_MS), ZONE, 'de');
    const down = marks.filter((mark) => mark.kind === 'rect' && mark.state === 'down');
    expect(down.map((mark) => mark.kind === 'rect' && [mark.xRatio, mark.widthRatio])).toEqual([
      [0.2, expect.closeTo(0.1, 6)],
      [0.2, expect.closeTo(132 / 300, 3)],
    ]);
    expect(down.map(({ kind, ...mark }) => 'y' in mark && mark.y > height / 2)).toEqual([false, true]);
    for (const mark of marks) if (mark.kind === 'rect') expect(mark.xRatio + mark.widthRatio).toBeLessThanOrEqual(1);
  });

  test('draws nothing where the provider says nothing, and nothing outside of the window', () => {
    const before = {
      kind: 'outage' as const,
      fromAtMs: FROM_MS - 90 * MINUTE_MS,
      toAtMs: FROM_MS - 60 * MINUTE_MS,
      text: '',
    };
    const late = { ...repaired, kind: 'note' as const };
    const { marks } = statementDrawing(view([before, late], 1000), ZONE, 'de');
    expect(marks.filter((mark) => mark.kind === 'rect' && mark.y < 40)).toEqual([]);
  });
});
