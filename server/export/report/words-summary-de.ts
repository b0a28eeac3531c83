import type { ReportWords, SealStamped } from './words.ts';

function stampedText(stamped: SealStamped): string {
  if (stamped === 'newest') return 'Ein fremder Zeitstempel deckt es.';
  return stamped === 'none'
    ? 'Kein Siegel seit Beginn des Zeitraums trägt einen anerkannten fremden Zeitstempel.'
    : `Fremde Zeitstempel reichen bis Nr. ${stamped.counter} vom ${stamped.at}.`;
}

/** The first page in German. */
export const summaryDe: ReportWords['summary'] = {
  claim: 'Nach der Messung war der Anschluss in diesem Zeitraum ausgefallen:',
  none: 'In der beobachteten Zeit kein Ausfall, der zählt.',
  inOutages: (outages, dropouts) => {
    const all = outages === 1 ? 'in 1 Ausfall' : `in ${outages} Ausfällen`;
    return dropouts === 0 ? all : `${all}, davon ${dropouts} kürzer als 3 Minuten (Aussetzer)`;
  },
  onlyReachingIn: (count) =>
    count === 1
      ? 'In 1 Ausfall, der vor dem Zeitraum begann; gezählt ist nur seine Zeit darin.'
      : `In ${count} Ausfällen, die vor dem Zeitraum begannen; gezählt ist nur ihre Zeit darin.`,
  reachingIn: (count) =>
    count === 1
      ? 'Ein weiterer Ausfall begann vor dem Zeitraum; seine Zeit darin ist enthalten.'
      : `${count} weitere Ausfälle begannen vor dem Zeitraum; ihre Zeit darin ist enthalten.`,
  failover: (length) =>
    `Während ${length} davon war das Zuhause über eine Ersatzverbindung erreichbar; der Anschluss selbst war gestört.`,
  lasting: 'Ein Ausfall dauert an; gezählt ist er bis zur letzten Messung im Zeitraum.',
  observed: 'Beobachtet',
  observedText: ({ percent, observed, length, unknown }) =>
    `${percent} (${observed} von ${length}). Nicht beobachtet: ${unknown}; das gilt weder als Betrieb noch als Ausfall.`,
  observedAll: (length) => `100 % (${length})`,
  availability: 'In Betrieb',
  availabilityText: (range) => `${range} der beobachteten Zeit`,
  nothingObserved: 'Die Erreichbarkeit des Anschlusses wurde in diesem Zeitraum nicht gemessen.',
  side: 'Wo, soweit gemessen',
  sideText: (count, range) => `${count === 1 ? '1 Ausfall' : `${count} Ausfälle`}, zusammen ${range}`,
  noSide: '–',
  grade: 'Belegstufe',
  gradeText: (counts) => `${counts}. A: Router und Pakete sagen dasselbe; B: Pakete allein; C: nur spätere Angaben.`,
  longest: 'Längster Ausfall',
  longestText: (bounds, from, isCut) =>
    `${bounds}; ab ${from}${isCut ? ' (ganze Länge, auch außerhalb des Zeitraums)' : ''}`,
  notCounted: 'Nicht gezählt',
  notCountedText: (count) =>
    `${count === 1 ? '1 Unterbrechung' : `${count} Unterbrechungen`}, die nicht gegen den Anbieter zählen (genannt im Kapitel über die Ausfälle)`,
  head: 'Neuestes Siegel',
  headText: ({ counter, at, short, sha256, stamped }) =>
    `Nr. ${counter} vom ${at}, Kurzzeichen ${short}; Prüfsumme (SHA-256) ${sha256}. Siegel: vom Server unterschriebene Liste, wo die Protokolle aller Anschlüsse zu dieser Zeit endeten. ${stampedText(stamped)}`,
  noHead: 'Seit Beginn des Zeitraums gibt es kein Siegel.',
  course: 'Der ganze Zeitraum',
  notProven: {
    title: 'Was das nicht beweist',
    items: [
      'Dass niemand einen Stecker gezogen hat. Lag der Fehler „zwischen Router und Netz des Anbieters“, sind Leitung im Haus und Modem im Router nicht ausgeschlossen; steht nicht fest, wo er lag, auch Router und Heimnetz nicht.',
      'Geschwindigkeit: gemessen ist, ob Pakete ankommen, nicht wie schnell.',
      'Warum der Anschluss ausfiel und wer dafür einsteht.',
      'Etwas über Zeiten, die nicht beobachtet wurden.',
    ],
    more: (chapter) => `Vollständig im Kapitel „${chapter}“.`,
  },
};
