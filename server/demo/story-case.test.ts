import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBenchKeep } from '../../test/generator/keep-for-bench.ts';
import { statementCase } from '../statements/statement-case.ts';
import { identityFromSecret } from './demo-key.ts';
import { enrolSimulated, fillHistory } from './history.ts';
import { planWorld } from './plan.ts';
import { startPosition } from './simulated-probe.ts';
import { DEMO_LINE, demoStory } from './story.ts';
import { caseToldAtMs, longOutage, tellCase } from './story-case.ts';
import type { World } from './truth.ts';

const HOUR_MS = 3_600_000;
const FROM_AT_MS = Date.UTC(2026, 10, 7);
const CUT = { kind: 'line-cut', at: 'dsl', hasRouterAnswers: true } as const;
/** Two days of the line, with an outage that is long enough for a case. */
const WORLD: World = {
  seed: 5,
  fromAtMs: FROM_AT_MS,
  events: [{ ...CUT, fromAtMs: FROM_AT_MS + 6 * HOUR_MS + 12_300, toAtMs: FROM_AT_MS + 32 * HOUR_MS + 47_600 }],
  lossRatio: 0,
  fullFromAtMs: FROM_AT_MS + 1000 * HOUR_MS,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the case has a report, the letter of the provider, and what it says: that agrees in part', async () => {
  const plan = planWorld(WORLD);
  const outage = longOutage(WORLD);
  if (!outage) throw new Error('bug: the outage is long');
  const clock = { nowMs: FROM_AT_MS };
  const keep = openBenchKeep(folder, clock);
  try {
    const probe = identityFromSecret(Buffer.alloc(32, 5));
    enrolSimulated(keep, DEMO_LINE, probe);
    await fillHistory(keep, { plan, probe, position: startPosition(plan), clock }, FROM_AT_MS + 48 * HOUR_MS);
    clock.nowMs = caseToldAtMs(outage);
    tellCase(keep, outage);
    const line = keep.store.line(DEMO_LINE.id);
    const [report] = keep.reports.ofLine(DEMO_LINE.id);
    const [statement] = keep.statements.ofLine(DEMO_LINE.id);
    const [file] = keep.attachments.ofLine(DEMO_LINE.id);
    if (!line || !report || !statement || !file) throw new Error('bug: a part of the case was not told');
    expect(report).toMatchObject({ state: 'reported', ticket: 'BT-2048-7731', outage: expect.any(String) });
    expect([file.report, statement.statement.attachment]).toEqual([report.id, file.id]);
    const compared = statementCase(keep.store, line, statement, { fromAtMs: 0, toAtMs: clock.nowMs });
    const names = compared?.comparison.findings.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['both-down', 'begin-agrees', 'failed-after-repair']));
  } finally {
    await keep.close();
  }
});

test('the whole story has the outage, and is told until after the letter came', () => {
  const nowMs = Date.UTC(2026, 10, 22, 12);
  const outage = longOutage(demoStory(nowMs));
  expect(outage && caseToldAtMs(outage)).toBeLessThan(nowMs);
  expect(longOutage(demoStory(nowMs, 2))).toBeNull();
});
