import type { CodeValues } from '../../rules/journal/bundle/codes.ts';
import type { HEAD_CODES } from '../../rules/journal/bundle/codes-heads.ts';

/** Findings on seals and time stamps. */
export const HEADS_DE: { [C in keyof typeof HEAD_CODES]: (values: CodeValues<C>) => string } = {
  'head-unreadable': ({ why }) => `ist nicht als Siegel lesbar: ${why}`,
  'head-name': ({ counter }) => `hat die Nummer ${counter}, nicht die seines Dateinamens`,
  'head-not-signed': ({ why }) => `ist nicht vom Server unterschrieben; zur Unterschrift: ${why}`,
  'head-of-other-server': ({ server }) => `ist vom Server ${server}`,
  'head-not-chained': () => 'ist nicht mit dem Siegel davor verkettet',
  'head-restored': ({ before, at }) =>
    `setzt das Siegel ${before} fort, mit einem Sprung in der Nummer: Der Server wurde am ${at} aus einer Sicherung wiederhergestellt. Siegel mit Nummern über ${before}, die davor entstanden, sind von einem Protokoll, das es nicht mehr gibt; kein anderes Siegel trägt ihre Nummern`,
  'head-restored-alone': () =>
    'überspringt Nummern, weil der Server aus einer Sicherung wiederhergestellt worden sei, aber das Protokoll dieses Anschlusses sagt davon nichts',
  'head-back-in-time': ({ byMs }) => `entstand nach der Uhr des Servers ${byMs} ms vor dem Siegel davor`,
  'head-without-line': () => 'sagt nichts über das Protokoll dieses Anschlusses',
  'head-shrinks': ({ entries, before }) =>
    `zählt ${entries} Einträge oder Ereignisse im Protokoll, weniger als die ${before} im Siegel davor`,
  'head-lane-differs': ({ entry }) => `bezeugt einen anderen Eintrag ${entry} als den im vorliegenden Protokoll`,
  'head-before-entry': ({ entry, byMs }) =>
    `enthält Eintrag ${entry}, der nach eigener Angabe erst ${byMs} ms später geschrieben wurde`,
  'entry-backdated': ({ counter, byMs }) =>
    `gibt an, ${byMs} ms vor dem Siegel ${counter} geschrieben zu sein, das ihn nicht enthält`,
  'server-clock-back': ({ counter, byMs, entries }) =>
    `ist der erste von ${entries} Einträgen in Folge, die bis zu ${byMs} ms älter sein wollen als das Siegel ${counter} davor: Die Uhr des Servers wurde zurückgestellt, ihre Zeiten beweisen hier nichts`,
  'head-events-differ': ({ said, here }) =>
    `bezeugt ${said} Ereignisse im Protokoll; die hier vorliegenden (${here}) sind andere oder nicht alle`,
  'heads-left-out': ({ from, to, count }) =>
    `von ${from} bis ${to} liegen bei, bis auf ${count}, die der Server auf Verlangen vorzuzeigen hat`,
  'heads-none': () =>
    'enthält kein Siegel: Nichts zeigt, dass das Protokoll nicht abgeschnitten oder neu gemacht wurde',
  'lane-end-unsealed': ({ entry }) =>
    `endet mit Eintrag ${entry}, an dem kein Siegel endet: Das Protokoll kann dort abgeschnitten sein`,
  'period-not-closed': ({ closedAt }) => `reicht weiter als das letzte Siegel hier, das vom ${closedAt} ist`,
  'as-of-differs': ({ said, found }) => `nennt als Stand ${said}, das letzte Siegel ist aber vom ${found}`,
  'stamp-broken': ({ fault, why }) => `ist kein gültiger Zeitstempel: ${why} (${fault})`,
  'stamp-unknown-root': ({ authority }) =>
    `ist ein Zeitstempel, dessen Zertifikate bei „${authority}“ enden, wofür hier niemand bürgt: Er ist so gut wie dieser Name`,
  'stamp-root-of-bundle': ({ root }) =>
    `ist ein Zeitstempel, dessen Wurzelzertifikat (SHA-256 ${root}) nur mit dem Nachweis kam: Vergleichen Sie es mit der Seite der Zeitstempelstelle`,
  'stamp-without-head': () => 'ist ein Zeitstempel für ein Siegel, das nicht im Nachweis ist',
  'stamp-before-head': ({ byMs }) =>
    `wurde ${byMs} ms vor dem Zeitpunkt gestempelt, zu dem das Siegel entstanden sein will`,
  'stamp-late': ({ byMs }) =>
    `wurde ${byMs} ms nach der Zeit gestempelt, die das Siegel nennt: Er zeigt nur, dass es spätestens da bestand`,
  'stamps-sampled': ({ checked, all }) =>
    `sind ${all} Zeitstempel, von denen ${checked} geprüft wurden; alle mit „Jede einzelne Unterschrift prüfen“ (--every-signature)`,
  'signatures-sampled': ({ checked, all }) =>
    `enthält ${all} unterschriebene Texte, von denen ${checked} Unterschriften geprüft wurden; die letzte jeder Kette deckt alle davor`,
  'stamps-end': ({ at }) =>
    `sind bis zu dem vom ${at} von anerkannten Stellen gestempelt; was das Protokoll danach enthält, beruht allein auf der Uhr des Servers`,
  'period-not-stamped': () =>
    'hat keinen anerkannten Zeitstempel eines Dritten: Seine Zeiten beruhen allein auf der Uhr des Servers',
};
