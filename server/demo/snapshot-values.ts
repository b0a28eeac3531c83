import { createHash } from 'node:crypto';
import { type PersonalValue, personalValueText } from '../../rules/wire/upload.ts';
import { DEMO_LINE } from './story.ts';
import type { TruthEvent } from './truth.ts';

type SnapshotMoment = 'onset' | 'minute' | 'end';

/** Salts are random in a real probe; here nothing is personal. */
const SALT = '0'.repeat(32);

/** Facts of a snapshot; path and log lines by their hashes, as everywhere. */
export function snapshotFacts(outage: TruthEvent, moment: SnapshotMoment): Record<string, string> {
  const hashes = snapshotValues(outage, moment).map((value) => `hash:${sha256(personalValueText(value))}`);
  const [trace = '', routerLog = ''] = hashes;
  return { moment, trace, routerLog };
}

/** The values of a story's outages that these segments name. */
export function valuesNamedIn(events: TruthEvent[], segments: readonly string[]): PersonalValue[] {
  const naming = segments.filter((text) => text.includes('"routerLog"'));
  if (naming.length === 0) return [];
  const values = known.get(events) ?? valuesByHash(events);
  known.set(events, values);
  return [...values].flatMap(([hash, value]) => (naming.some((text) => text.includes(hash)) ? [value] : []));
}

/** Of each story once: it names a few hundred, and is told in hundreds of uploads. */
const known = new WeakMap<TruthEvent[], Map<string, PersonalValue>>();

function valuesByHash(events: TruthEvent[]): Map<string, PersonalValue> {
  const values = events
    .filter(({ kind }) => kind === 'line-cut')
    .flatMap((outage) => (['onset', 'minute', 'end'] as const).flatMap((moment) => snapshotValues(outage, moment)));
  return new Map(values.map((value) => [sha256(personalValueText(value)), value]));
}

function snapshotValues(outage: TruthEvent, moment: SnapshotMoment): [trace: PersonalValue, log: PersonalValue] {
  return [
    { kind: 'trace', salt: SALT, value: moment === 'end' ? WHOLE_PATH : SHORT_PATH },
    { kind: 'router-log', salt: SALT, value: logLines(outage, moment) },
  ];
}

const STAMP = new Intl.DateTimeFormat('de-DE', { timeZone: DEMO_LINE.zone, dateStyle: 'short', timeStyle: 'medium' });

/** A line each: distance, address, µs; addresses for documentation. */
const SHORT_PATH = '1 192.168.178.1 640\n2 *\n3 *\n4 *';
const WHOLE_PATH = [
  '1 192.168.178.1 610',
  '2 192.0.2.1 7210',
  '3 192.0.2.17 7890',
  '4 *',
  '5 198.51.100.65 9420',
  '6 198.51.100.1 11460',
].join('\n');

function logLines(outage: TruthEvent, moment: SnapshotMoment): string {
  const at = (atMs: number) => STAMP.format(atMs);
  const isDsl = outage.kind === 'line-cut' && outage.at === 'dsl';
  const lost = isDsl
    ? `${at(outage.fromAtMs)} DSL antwortet nicht (Keine DSL-Synchronisierung).`
    : `${at(outage.fromAtMs)} PPPoE-Fehler: Zeitüberschreitung.`;
  const begin = [lost, `${at(outage.fromAtMs + 1000)} Internetverbindung wurde getrennt.`];
  const end = [
    ...(isDsl
      ? [`${at(outage.toAtMs - 9000)} DSL ist verfügbar (DSL-Synchronisierung besteht mit 54120/11350 kbit/s).`]
      : []),
    `${at(outage.toAtMs)} Internetverbindung wurde erfolgreich hergestellt.`,
  ];
  return [...begin, ...(moment === 'end' ? end : [])].join('\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
