import type { State } from '../../rules/verdict/verdict.ts';
import type { Language, Period } from './views.ts';

export type BadgeValue = State;
/** Names that shields.io knows as well. */
export type BadgeColour = 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'lightgrey';

/** Words of badges and of the feed. */
export type BadgeWords = {
  state: Record<BadgeValue, string>;
  period: Record<Period, string>;
  availability: (percent: string, period: string, coverage: string) => string;
  feed: {
    title: (line: string, lineAt: string) => string;
    subtitle: (delayMinutes: number) => string;
    author: string;
    begin: string;
    end: (bounds: string) => string;
    changed: (revision: number) => string;
    between: (from: string, to: string) => string;
    beginAt: string;
    endAt: string;
    measured: string;
    open: string;
  };
};

const de: BadgeWords = {
  state: {
    up: 'in Betrieb',
    degraded: 'eingeschränkt',
    down: 'Ausfall',
    maintenance: 'Zwangstrennung',
    unknown: 'nicht beobachtet',
  },
  period: { '24h': '24 h', '7d': '7 Tage', '30d': '30 Tage', '90d': '90 Tage', '1y': '1 Jahr' },
  availability: (percent, period, coverage) => `${percent} (${period}, ${coverage} beobachtet)`,
  feed: {
    title: (line, lineAt) => `Ausfälle: ${line}, ${lineAt}`,
    subtitle: (minutes) =>
      minutes === 0
        ? 'Gemessene Ausfälle eines Anschlusses; Zeiten auf 5 Minuten gerundet.'
        : `Gemessene Ausfälle eines Anschlusses; mindestens ${minutes} Minuten später, Zeiten auf 5 Minuten gerundet.`,
    author: 'Betreiber dieser Messung',
    begin: 'Ausfall begann',
    end: (bounds) => `Ausfall beendet: ${bounds}`,
    changed: (revision) => `Angaben zum Ausfall geändert (Fassung ${revision})`,
    between: (from, to) => `zwischen ${from} und ${to}`,
    beginAt: 'Beginn',
    endAt: 'Ende',
    measured: 'Befund',
    open: 'dauert an',
  },
};

const en: BadgeWords = {
  state: {
    up: 'working',
    degraded: 'degraded',
    down: 'outage',
    maintenance: 'planned reconnect',
    unknown: 'not observed',
  },
  period: { '24h': '24 h', '7d': '7 days', '30d': '30 days', '90d': '90 days', '1y': '1 year' },
  availability: (percent, period, coverage) => `${percent} (${period}, ${coverage} observed)`,
  feed: {
    title: (line, lineAt) => `Outages: ${line}, ${lineAt}`,
    subtitle: (minutes) =>
      minutes === 0
        ? 'Measured outages of one line; times rounded to 5 minutes.'
        : `Measured outages of one line; at least ${minutes} minutes later, times rounded to 5 minutes.`,
    author: 'Operator of this measurement',
    begin: 'Outage began',
    end: (bounds) => `Outage over: ${bounds}`,
    changed: (revision) => `Facts of the outage changed (version ${revision})`,
    between: (from, to) => `between ${from} and ${to}`,
    beginAt: 'Begin',
    endAt: 'End',
    measured: 'Finding',
    open: 'still going on',
  },
};

export const badgeWords: Record<Language, BadgeWords> = { de, en };
