import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { formatInstant } from '../../rules/instant.ts';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { STATEMENT } from '../../rules/wire/evidence-format.ts';
import {
  MONTH_FORMAT,
  type MonthDocument,
  type MonthFigures,
  type MonthReason,
  monthDocumentSchema,
} from '../../rules/wire/month.ts';
import { isSimulated } from '../figures/method.ts';
import type { LaneWriter } from '../lane-writer.ts';
import type { Log } from '../log.ts';
import { sha256Hex } from '../probe-key.ts';
import type { MonthVersionRow } from '../store/month-table.ts';
import type { Store } from '../store/open-store.ts';
import type { Line } from '../store/store.ts';
import { monthEdges, monthOf, nextMonth } from './calendar-months.ts';
import { changeOf, monthFigures } from './month-figures.ts';

const DAY_MS = 86_400_000;
/** Not before: verdicts of the last days of a month may still become final, and probes deliver late. */
export const GRACE_MS = 5 * DAY_MS;
/** A month of which not all arrived is not waited for longer. */
export const LONGEST_WAIT_MS = 30 * DAY_MS;
/** Sealed months are derived again and compared after this, and at once after the owner wrote something. */
const COMPARE_EVERY_MS = 6 * 3_600_000;

export type MonthSealing = {
  store: Store;
  lane: LaneWriter;
  nowMs: () => number;
  log: Log;
  onCommit: (lines: Iterable<string>) => void;
};

/** Seals months that are complete, and new versions of those that look different now. */
export function openMonthSealer(sealing: MonthSealing) {
  const { store, nowMs } = sealing;
  /** By line: when all of its months were compared, and how much the owner had written. */
  const compared = new Map<string, { atMs: number; events: number }>();

  async function lookAt(line: Line, signal: AbortSignal): Promise<void> {
    const { events } = store.heads.eventsEnd(line.id);
    const before = compared.get(line.id);
    const comparesAll = !before || before.events !== events || nowMs() - before.atMs >= COMPARE_EVERY_MS;
    const months = store.months.ofLine(line.id);
    for (const { month, reason } of completeMonths(sealing, line)) {
      if (signal.aborted) return;
      const last = months.findLast((row) => row.month === month) ?? null;
      if (last !== null && !comparesAll && last.rulesVersion === RULES_VERSION) continue;
      sealIfChanged(sealing, line, { month, reason, last });
      await yieldToOthers();
    }
    if (comparesAll) compared.set(line.id, { atMs: nowMs(), events: store.heads.eventsEnd(line.id).events });
  }

  return {
    step: async (signal: AbortSignal): Promise<void> => {
      const stale = new Set(store.derived.linesOfOtherRules(RULES_VERSION));
      for (const line of store.read.lines()) if (!stale.has(line.id)) await lookAt(line, signal);
    },
  };
}

/**
 * From the month of the first measurement to that of the last: those that are over for {@link GRACE_MS} and of which
 * something later arrived (a probe delivers in order), or that were waited for long enough. Oldest first.
 */
function completeMonths({ store, nowMs }: MonthSealing, line: Line): { month: string; reason: MonthReason }[] {
  const firstAtMs = store.read.firstMeasuredAtMs(line.id);
  const measuredAtMs = store.read.current(line.id)?.measuredAtMs ?? null;
  if (firstAtMs === null || measuredAtMs === null) return [];
  const months: { month: string; reason: MonthReason }[] = [];
  const lastMonth = monthOf(measuredAtMs, line.zone);
  for (let month = monthOf(firstAtMs, line.zone); month <= lastMonth; month = nextMonth(month)) {
    const overForMs = nowMs() - monthEdges(month, line.zone).toAtMs;
    const hasArrived = measuredAtMs >= monthEdges(month, line.zone).toAtMs;
    if (overForMs < (hasArrived ? GRACE_MS : LONGEST_WAIT_MS)) break;
    months.push({ month, reason: hasArrived ? 'complete' : 'waited' });
  }
  return months;
}

type Due = { month: string; reason: MonthReason; last: MonthVersionRow | null };

function sealIfChanged(sealing: MonthSealing, line: Line, { month, reason, last }: Due): void {
  const { store, nowMs, log } = sealing;
  const figures = monthFigures(store.read, line, month);
  const change = last === null ? reason : changeOf(sealedDocument(store, last).figures, figures);
  if (change === null) return;
  const isSealed = store.write(() => {
    const row = store.books.line(line.id);
    // another process may have been faster
    const newest = store.months.versions(line.id, month).at(-1) ?? null;
    if (row === null || newest?.version !== last?.version) return false;
    const document = documentOf(store, line, { month, reason: change, last, figures, sealedAtMs: nowMs() });
    const json = `${JSON.stringify(document, null, 1)}\n`;
    const sha256 = sha256Hex(json);
    const { version, previousSha256 } = document;
    const fields = { month, version: String(version), sha256, previousVersionSha256: previousSha256 ?? '-' };
    const { entry } = sealing.lane.append(row, { type: 'month', fields }, nowMs());
    const rulesVersion = figures.rules.version;
    const kept = { line: line.id, month, version, sealedAtMs: nowMs(), rulesVersion, sha256, previousSha256 };
    store.months.insert({ ...kept, reason: change, laneEntry: entry, json });
    return true;
  });
  if (!isSealed) return;
  log('month-sealed', { line: line.id, month, version: (last?.version ?? 0) + 1, reason: change });
  sealing.onCommit([line.id]);
}

function documentOf(
  store: Store,
  line: Line,
  { month, reason, last, figures, sealedAtMs }: Due & { figures: MonthFigures; sealedAtMs: number },
): MonthDocument {
  return {
    format: MONTH_FORMAT,
    statement: STATEMENT.en,
    simulated: isSimulated(store.read, line.id),
    line: line.id,
    month,
    version: (last?.version ?? 0) + 1,
    previousSha256: last?.sha256 ?? null,
    reason,
    sealedAt: formatInstant(sealedAtMs),
    figures,
  };
}

/** What stands in a version. Throws when the database was changed by hand: its hash is in the lane. */
export function sealedDocument(store: Pick<Store, 'months'>, row: MonthVersionRow): MonthDocument {
  const json = store.months.json(row.line, row.month, row.version);
  if (json === null || sha256Hex(json) !== row.sha256) {
    throw new Error(`bug: version ${row.version} of ${row.month} of line ${row.line} is not what was sealed`);
  }
  return monthDocumentSchema.parse(JSON.parse(json));
}
