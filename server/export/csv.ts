import { commonWords } from '../../web/pages/wording-common.ts';
import { findingOf } from '../../web/pages/wording-findings.ts';
import type { StoredOutage } from '../store/store.ts';
import { type CsvColumn, type CsvDialect, formatTable } from './csv-format.ts';
import type { EvidenceCase } from './gather-case.ts';

/** Outages and days as tables; how they are spelled stands in csv-format.ts. New columns come last. */

type OutageRow = { evidence: EvidenceCase; outage: StoredOutage };

/** An outage that lasts has no end. */
export function outagesCsv(evidence: EvidenceCase, dialect: CsvDialect = 'programs'): string {
  const rows = evidence.outages.map((outage) => ({ evidence, outage }));
  return formatTable(OUTAGE_COLUMNS, rows, { dialect, zone: evidence.line.zone });
}

const OUTAGE_COLUMNS: CsvColumn<OutageRow>[] = [
  { name: 'line', german: 'Anschluss', of: ({ evidence }) => evidence.line.id },
  { name: 'id', german: 'Kennung', kind: 'id', of: ({ outage }) => outage.id },
  { name: 'revision', german: 'Fassung', of: ({ outage }) => outage.revision },
  {
    name: 'startEarliestAt',
    german: 'Beginn frühestens',
    kind: 'earliest',
    of: ({ outage }) => outage.startEarliestAtMs,
  },
  { name: 'startLatestAt', german: 'Beginn spätestens', kind: 'latest', of: ({ outage }) => outage.startLatestAtMs },
  { name: 'endEarliestAt', german: 'Ende frühestens', kind: 'earliest', of: ({ outage }) => outage.endEarliestAtMs },
  { name: 'endLatestAt', german: 'Ende spätestens', kind: 'latest', of: ({ outage }) => outage.endLatestAtMs },
  { name: 'downMinMs', german: 'Ausfall mindestens', kind: 'ms', of: ({ outage }) => outage.downMinMs },
  { name: 'downMaxMs', german: 'Ausfall höchstens', kind: 'ms', of: ({ outage }) => outage.downMaxMs },
  {
    name: 'verdict',
    german: 'Befund',
    of: ({ outage }) => outage.verdict,
    say: ({ outage }) => findingOf(outage.verdict, 'de').title,
  },
  {
    name: 'side',
    german: 'Wo',
    of: ({ outage }) => outage.side,
    say: ({ outage }) => commonWords.de.side[outage.side],
  },
  { name: 'grade', german: 'Belegstufe', of: ({ outage }) => outage.grade },
  { name: 'counts', german: 'zählt', of: ({ outage }) => outage.counts },
  { name: 'final', german: 'endgültig', of: ({ outage }) => outage.final },
  { name: 'flaps', german: 'kurze Unterbrechungen des Ausfalls', of: ({ outage }) => outage.flaps },
  { name: 'lostSamples', german: 'verlorene Messungen', of: ({ outage }) => outage.lostSamples },
  { name: 'startsUnobserved', german: 'davor nicht beobachtet', of: ({ outage }) => outage.startsUnobserved },
  { name: 'endsUnobserved', german: 'danach nicht beobachtet', of: ({ outage }) => outage.endsUnobserved },
  { name: 'rulesVersion', german: 'Regelfassung', of: ({ evidence }) => evidence.rulesVersion },
  { name: 'simulated', german: 'erfundene Messung', of: ({ evidence }) => evidence.isSimulated },
  { name: 'reachable', german: 'über Ersatz erreichbar', of: ({ outage }) => outage.isReachable },
  { name: 'tags', german: 'Vermerke', of: ({ outage }) => outage.tags.join(' ') },
  {
    name: 'attributedTo',
    german: 'nachträglich zugeordnet',
    of: ({ outage }) => outage.attributedTo ?? null,
    say: () => commonWords.de.side.home,
  },
  {
    name: 'provisionalVerdict',
    german: 'vorläufiger Befund',
    of: ({ outage }) => outage.provisional?.verdict ?? null,
    say: ({ outage }) => findingOf(outage.provisional?.verdict ?? 'unknown', 'de').title,
  },
  {
    name: 'provisionalSide',
    german: 'vorläufig wo',
    of: ({ outage }) => outage.provisional?.side ?? null,
    say: ({ outage }) => commonWords.de.side[outage.provisional?.side ?? 'unknown'],
  },
  {
    name: 'chain',
    german: 'Kette',
    of: ({ outage }) => outage.chain.map(({ link, state }) => `${link}=${state}`).join(' '),
  },
];

type DayRow = { evidence: EvidenceCase; day: EvidenceCase['days'][number] };

/** Whole local days; `startsAt` is the local midnight in UTC. `observedMs` is the length of the day less `unknownMs`. */
export function daysCsv(evidence: EvidenceCase, dialect: CsvDialect = 'programs'): string {
  const rows = evidence.days.map((day) => ({ evidence, day }));
  return formatTable(DAY_COLUMNS, rows, { dialect, zone: evidence.line.zone });
}

const DAY_COLUMNS: CsvColumn<DayRow>[] = [
  { name: 'line', german: 'Anschluss', of: ({ evidence }) => evidence.line.id },
  {
    name: 'day',
    german: 'Tag',
    of: ({ day }) => day.day,
    say: ({ day }) => day.day.split('-').reverse().join('.'),
  },
  { name: 'zone', german: 'Zeitzone', of: ({ evidence }) => evidence.line.zone },
  { name: 'startsAt', german: 'beginnt', kind: 'instant', of: ({ day }) => day.startsAtMs },
  { name: 'upMs', german: 'funktionierte', kind: 'ms', of: ({ day }) => day.upMs },
  { name: 'degradedMs', german: 'gestört, aber erreichbar', kind: 'ms', of: ({ day }) => day.degradedMs },
  { name: 'downMinMs', german: 'Ausfall mindestens', kind: 'ms', of: ({ day }) => day.downMinMs },
  { name: 'downMaxMs', german: 'Ausfall höchstens', kind: 'ms', of: ({ day }) => day.downMaxMs },
  { name: 'maintenanceMs', german: 'Zwangstrennung', kind: 'ms', of: ({ day }) => day.maintenanceMs },
  { name: 'unknownMs', german: 'nicht beobachtet', kind: 'ms', of: ({ day }) => day.unknownMs },
  {
    name: 'observedMs',
    german: 'beobachtet',
    kind: 'ms',
    of: ({ day }) => day.upMs + day.degradedMs + day.downMaxMs + day.maintenanceMs,
  },
  { name: 'outages', german: 'Ausfälle', of: ({ day }) => day.outages },
  { name: 'dropouts', german: 'davon unter 3 Minuten', of: ({ day }) => day.dropouts },
  { name: 'rulesVersion', german: 'Regelfassung', of: ({ evidence }) => evidence.rulesVersion },
  { name: 'simulated', german: 'erfundene Messung', of: ({ evidence }) => evidence.isSimulated },
  { name: 'failoverMs', german: 'davon über Ersatz erreichbar', kind: 'ms', of: ({ day }) => day.failoverMs },
];
