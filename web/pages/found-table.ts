import { html } from 'hono/html';
import type { StateInterval } from '../../rules/outage/derived.ts';
import { formatCount, formatDuration } from './format.ts';
import type { Markup } from './local-time.ts';
import { table } from './table.ts';
import { intervalReason } from './timeline-figure.ts';
import type { PageContext, TimelineView } from './views.ts';
import { commonWords } from './wording-common.ts';
import { lineWords } from './wording-line.ts';

/** What was found in a stretch of time beside a line that works: each finding with its state, its time and how often. */
export function foundTable(context: PageContext, timeline: TimelineView): Markup | string {
  const { language } = context;
  const words = lineWords[language].last24;
  const found = sumByReason(context, timeline);
  if (found.length === 0) return '';
  const number = (label: string) => ({ label, isNumber: true });
  const { finding, state, length, count } = words.columns;
  return html`<details><summary>${words.found}</summary>${table({
    caption: words.found,
    isCards: true,
    columns: [{ label: finding }, { label: state }, number(length), number(count)],
    rows: found.map((sum) => ({
      cells: [
        sum.reason,
        commonWords[language].state[sum.state],
        formatDuration(sum.lengthMs, language),
        formatCount(sum.count, language),
      ],
    })),
  })}</details>`;
}

type Sum = { reason: string; state: StateInterval['state']; lengthMs: number; count: number };

/** Longest first. */
function sumByReason(context: PageContext, { fromAtMs, toAtMs, intervals }: TimelineView): Sum[] {
  const sums = new Map<string, Sum>();
  for (const interval of intervals) {
    const lengthMs = Math.min(interval.toAtMs, toAtMs) - Math.max(interval.fromAtMs, fromAtMs);
    if (interval.state === 'up' || lengthMs <= 0) continue;
    const reason = intervalReason(context, interval);
    const key = `${interval.state} ${reason}`;
    const sum = sums.get(key) ?? { reason, state: interval.state, lengthMs: 0, count: 0 };
    sums.set(key, { ...sum, lengthMs: sum.lengthMs + lengthMs, count: sum.count + 1 });
  }
  return [...sums.values()].sort((one, other) => other.lengthMs - one.lengthMs);
}
