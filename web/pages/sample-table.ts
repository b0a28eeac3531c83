import { html } from 'hono/html';
import type { BoundSample } from '../../rules/outage/derived.ts';
import type { Markup } from './local-time.ts';
import { timeElement } from './local-time.ts';
import { type Row, table } from './table.ts';
import type { OutagePageView, PageContext } from './views.ts';
import { failoverWords } from './wording-failover.ts';
import { OUTCOME_NAMES, outageWords } from './wording-outage.ts';

/** The four measurements that carry the bounds of an outage, with where each stands in the signed record. */
export function sampleTable(context: PageContext, view: OutagePageView): Markup {
  const words = outageWords[context.language].samples;
  if (!view.isEvidenceVisible) return html`<p>${words.hidden}</p>`;
  const { columns } = words;
  const labels = [
    columns.sample,
    columns.at,
    columns.carries,
    columns.target,
    columns.outcome,
    columns.sheet,
    columns.row,
  ];
  const explain = view.outage.isReachable ? failoverWords[context.language].samples.explain : words.explain;
  return html`<p>${explain} ${outageWords[context.language].times(view.line.zone)}</p>
${table({ caption: words.title, isCards: true, columns: labels.map((label) => ({ label })), rows: sampleRows(context, view) })}`;
}

function sampleRows(context: PageContext, view: OutagePageView): Row[] {
  const { outage } = view;
  const own = outageWords[context.language].samples;
  const words = outage.isReachable
    ? { ...own, ...failoverWords[context.language].samples }
    : { ...own, waiting: outage.endsUnobserved ? own.missingAfter : own.waiting };
  const { lastGoodBefore, firstBad, lastBad, firstGoodAfter } = outage.bounds;
  const row = (name: string, carries: string, sample: BoundSample, atMs: number): Row => ({
    cells: [
      name,
      timeElement(atMs, view.line.zone, context.language, 'ms'),
      carries,
      sample.target,
      outcomeWords(context, sample.outcome),
      sample.segment,
      sample.sequence,
    ],
  });
  const missing = (name: string, carries: string, atMs: number | null, why: string): Row => ({
    cells: [
      name,
      atMs === null ? '–' : timeElement(atMs, view.line.zone, context.language, 'ms'),
      carries,
      '–',
      why,
      '–',
      '–',
    ],
  });
  const { names, carries } = words;
  return [
    lastGoodBefore
      ? row(names.lastGood, carries.startEarliest, lastGoodBefore, lastGoodBefore.sentAtMs)
      : missing(names.lastGood, carries.startEarliest, outage.startEarliestAtMs, words.missingBefore),
    row(
      names.firstBad,
      // right after an outage the begin is where that ended
      firstBad.sentAtMs === outage.startLatestAtMs || !outage.isReachable ? carries.startLatest : '–',
      firstBad,
      firstBad.sentAtMs,
    ),
    row(names.lastBad, carries.endEarliest, lastBad, lastBad.sentAtMs),
    firstGoodAfter
      ? row(names.firstGood, carries.endLatest, firstGoodAfter, firstGoodAfter.receivedAtMs ?? firstGoodAfter.sentAtMs)
      : missing(
          names.firstGood,
          carries.endLatest,
          outage.endLatestAtMs,
          outage.isReachable && outage.endLatestAtMs !== null ? words.missingAfter : words.waiting,
        ),
  ];
}

/** An outcome of a newer version stands as it is. */
function outcomeWords(context: PageContext, outcome: string): string {
  const name = OUTCOME_NAMES.find((known) => known === outcome);
  return name === undefined ? outcome : outageWords[context.language].outcome[name];
}
