import type { TargetRole } from '../../rules/method.ts';
import type { Language } from './views.ts';
import { lineDe } from './wording-line-de.ts';
import { lineEn } from './wording-line-en.ts';

export type DayCounts = { calm: number; withOutage: number; withDropoutsOnly: number; unobserved: number };

/** Sentences of the page of a line, below its banner. */
export type LineWords = {
  days: {
    title: string;
    summary: (counts: DayCounts) => string;
    legend: { outage: string; notYet: string };
    table: string;
    columns: { down: string; degraded: string; planned: string };
    tooltip: (day: string, outages: number, bounds: string, coverage: string) => string;
    ongoingTooltip: (day: string, bounds: string, coverage: string) => string;
    calmTooltip: (day: string, coverage: string) => string;
    unknownTooltip: (day: string) => string;
    hint: string;
  };
  last24: {
    title: string;
    summary: string;
    found: string;
    columns: { finding: string; state: string; length: string; count: string };
  };
  availability: {
    title: string;
    explain: string;
    columns: { period: string; ratio: string; reachable: string; coverage: string; down: string; source: string };
    /** Where the home was reachable another way while the line was down. */
    reachable: (length: string) => string;
    nothing: string;
    /** Of a line that was never measured. */
    nothingYet: string;
  };
  dropouts: {
    title: string;
    perPeriod: string;
    explain: string;
    columns: { period: string; dropouts: string; bursts: string };
    perDay: string;
    most: (count: string) => string;
  };
  latency: {
    title: string;
    summary: (points: { sent: string; lost: string; share: string }) => string;
    median: string;
    p95: string;
    loss: string;
    none: string;
    table: string;
    columns: { from: string; sent: string; lost: string; min: string; p95: string; max: string };
    asData: string;
  };
  outages: {
    title: string;
    /** Where some do not count against the provider. */
    titleMixed: string;
    none: string;
    columns: { begin: string; length: string; finding: string; where: string; grade: string };
    shown: (shown: string, all: string) => string;
    provisional: string;
    notCounted: string;
    /** Of a planned reconnect. */
    planned: string;
    lasting: string;
  };
  method: {
    title: string;
    every: (spacing: string) => string;
    everySecond: string;
    sending: (method: { far: string; farCount: number; gateway: string | null }) => string;
    deciding: string;
    width: (width: string) => string;
    more: string;
    columns: { target: string; role: string; network: string; backEnd: string; spacing: string };
    role: Record<TargetRole, string>;
    hidden: string;
    software: string;
    late: (lateAfter: string, listen: string) => string;
  };
  exports: {
    make: string;
    title: string;
    explain: string;
    csv: string;
    json: string;
    hidden: string;
    unpublished: string;
  };
};

export const lineWords: Record<Language, LineWords> = { de: lineDe, en: lineEn };
