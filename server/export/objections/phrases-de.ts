import { formatCount, formatDuration } from '../../../web/pages/format.ts';
import type { ObjectionFacts } from './facts.ts';

const KIND_NAMES: Record<string, string> = {
  tcp: 'Verbindungsaufbau (TCP)',
  dns: 'Namensabfrage (DNS)',
  http: 'Abruf (HTTP)',
};

/** `bei allen 4 gezählten Ausfällen`. */
export function at(count: number, { counted }: ObjectionFacts): string {
  if (counted === 1) return 'bei dem einen gezählten Ausfall';
  return count === counted
    ? `bei allen ${formatCount(counted, 'de')} gezählten Ausfällen`
    : `bei ${formatCount(count, 'de')} von ${formatCount(counted, 'de')} gezählten Ausfällen`;
}
/** `in 3 von 4 Fällen`; of none too. */
export const ofAll = (count: number, { counted }: ObjectionFacts) =>
  `in ${formatCount(count, 'de')} von ${formatCount(counted, 'de')} Fällen`;
export const least = (ms: number) => formatDuration(ms, 'de', 'down');
export const most = (ms: number) => formatDuration(ms, 'de', 'up');
export const kinds = (names: readonly string[]) => names.map((name) => KIND_NAMES[name] ?? name).join(', ');
/** Time that does not count for a reason; empty where there was none. */
export const notCounted = (ms: number, why: string) =>
  ms === 0 ? '' : ` ${most(ms)} sind aus diesem Grund (${why}) als nicht beobachtet geführt, nicht als Ausfall.`;
export const CHAIN = 'evidence.json: outages, chain; Messzyklen in probe/';
export const METHOD = 'evidence.json: methods; method/';

/** Empty where nothing is to be said. */
export function reachable(facts: ObjectionFacts): string {
  return facts.reachable === 0
    ? ''
    : ` Über eine Ersatzverbindung war die Wohnung ${at(facts.reachable, facts)} erreichbar; dass der Anschluss selbst ausfiel, beruht dort auf Angaben des Routers.`;
}

/** What was made more exact or told later; empty where nothing was. */
export function revised({ revised: count, attributed }: ObjectionFacts): string {
  const notes = [
    ...(count > 0
      ? [
          `${count === 1 ? 'Ein Befund wurde' : `${formatCount(count, 'de')} Befunde wurden`} nach der späteren Auskunft des Routers genauer; beide Fassungen sind angegeben.`,
        ]
      : []),
    ...(attributed > 0
      ? [
          `${attributed === 1 ? 'Einen Ausfall hat' : `${formatCount(attributed, 'de')} Ausfälle hat`} der Inhaber später als zu Hause verursacht eingetragen; die Messwerte sind unverändert.`,
        ]
      : []),
  ];
  return notes.map((note) => ` ${note}`).join('');
}
