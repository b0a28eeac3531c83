import type { OutageJson } from '../../rules/wire/status.ts';
import type { MeasuredHome } from '../lab/measured-home.ts';

/** What really happened, as intervals: a command of the lab takes hold somewhere between two stamps. */
export type Truth = {
  /** Time without a working line, the sum over all its runs. */
  downMinMs: number;
  downMaxMs: number;
  beganFromAtMs: number;
  beganToAtMs: number;
  endedFromAtMs: number;
  endedToAtMs: number;
};

/** What a scenario came to: the truth beside what was said of it. */
export type Finding = {
  scenario: string;
  backEnd: string;
  truth: Truth;
  /** All that the line's list says of this stretch of time, in order; the settled state, after late answers. */
  outages: OutageJson[];
  /** The first answer of the API in which the outage had an end; null where nothing had to be shown. */
  firstShown: OutageJson | null;
  /** From the end of the last cut until the API and the page showed the outage with its end. */
  shownAfterMs: number | null;
  /** State shown last while the fault lasted. */
  stateDuring: string;
};

/** A story that is played in a home, one after the other. */
export type Scenario = { name: string; play(home: MeasuredHome): Promise<Finding> };

/** Rows for people: scenario, back end, true length, bounds, width, shown after. */
export function findingsTable(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => {
    const outage = finding.outages.find(({ counts }) => counts) ?? finding.outages[0];
    const downMaxMs = outage?.downMaxMs ?? null;
    return [
      finding.scenario,
      finding.backEnd,
      `${seconds(finding.truth.downMinMs)}–${seconds(finding.truth.downMaxMs)}`,
      outage ? outage.verdict : 'none',
      outage ? seconds(outage.downMinMs) : '',
      downMaxMs === null ? '' : seconds(downMaxMs),
      outage && downMaxMs !== null ? seconds(downMaxMs - outage.downMinMs) : '',
      finding.shownAfterMs === null ? '' : seconds(finding.shownAfterMs),
    ];
  });
  const head = ['scenario', 'back end', 'true', 'verdict', 'min', 'max', 'width', 'shown after'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}
