import type { ReportWords } from './words.ts';

/** What is not proven, and how it is counted, in German. */
export const ruleDe: Pick<ReportWords, 'notProven' | 'rule'> = {
  notProven: {
    text: 'Die Kryptografie zeigt, wann Daten vorlagen und dass sie seither nicht verändert wurden. Sie zeigt nicht, was am anderen Ende des Kabels geschah. Nicht bewiesen ist insbesondere:',
    items: [
      'Dass niemand einen Stecker gezogen oder ein Gerät ausgeschaltet hat. Lag der Fehler zwischen Router und Netz des Anbieters, lassen sich Leitung im Haus, Steckdose und Modem im Router vom Anschluss draußen nicht trennen, weder mit Paketen noch mit dem, was der Router sagt.',
      'Wo die Messstelle stand, und dass sie an diesem Anschluss hing. Dafür sprechen nur die Netze, aus denen ihre Blätter ankamen, und was der Router über die Leitung sagt.',
      'Warum der Anschluss ausfiel, wer dafür einsteht und ob andere Anschlüsse betroffen waren.',
      'Geschwindigkeit. Dafür gilt das Messverfahren der Bundesnetzagentur.',
      'Dass Messstelle und Server unabhängig sind, wenn beide derselben Person gehören. Dann belegen die Bestätigungen des Servers nur die Reihenfolge; eine unabhängige Zeit geben allein die Zeitstempel Dritter und was dem Anbieter vorher geschickt wurde.',
      'Dass Werte aus der Zeit eines Ausfalls nicht erfunden sind, solange kein Dritter etwas davon sah. Erfinden ließe sich, was zwischen zwei Bestätigungen liegt, bei einem Ausfall also seine ganze Dauer; ihre Grenzen sind nur so unabhängig wie die Zeitstempel Dritter davor und danach.',
      'Dass keine zweite Messstelle etwas anderes gesehen hat. Anmeldungen von Messstellen stehen im signierten Protokoll; eine, die nie angemeldet wurde, hinterlässt keine Spur.',
      'Etwas vor Gericht für sich allein: Dies ist eine dokumentierte Messung, kein Sachverständigengutachten und kein zertifiziertes Verfahren.',
      'Was in nicht beobachteter Zeit geschah.',
    ],
    conceded: (count) =>
      count === 1
        ? 'Was der Einwand nennt, der im Kapitel „Einwände und Antworten“ eingeräumt ist.'
        : `Was die ${count} Einwände nennen, die im Kapitel „Einwände und Antworten“ eingeräumt sind.`,
  },
  rule: {
    name: (version) => `Linewitness-Zählregel, Fassung ${version}`,
    text: (version, zoneData) =>
      `Alle Zahlen in diesem Dokument folgen der Linewitness-Zählregel, Fassung ${version}, mit den Zeitzonendaten ${zoneData}. Mit denselben Rohdaten und derselben Fassung ergeben sich dieselben Zahlen.`,
    items: [
      'Ein Ausfall beginnt mit mindestens 5 Versuchen in Folge ohne Antwort (3, wenn ein weiterer Zeuge es bestätigt) und endet, wenn 2 Ziele geantwortet haben.',
      'Eines Ausfalls: „mindestens“ reicht vom ersten bis zum letzten verlorenen Versuch jeder Verlustfolge, abzüglich der Zeit, die der erste schon unterwegs gewesen sein kann; „höchstens“ vom letzten beantworteten Versuch davor bis zur ersten Antwort danach.',
      'Eines Tages: „mindestens“ ist, was davon sicher in den Tag fällt (bei einem Ausfall über Mitternacht wird das Unsichere an jedem seiner Tage abgezogen), nie mehr als „höchstens“; „höchstens“ ist die Zeit zwischen den äußeren Grenzen gezählter Ausfälle. Eines Zeitraums: je die Summe über seine Tage; ein angeschnittener Tag wird über den Teil im Zeitraum summiert.',
      'Ein Ausfall wird an dem Tag und in dem Zeitraum gezählt, in dem sein frühester Beginn liegt (als Aussetzer, wenn er sicher kürzer als 3 Minuten war). Ausfälle, die davor begannen, zählen nicht mit; ihre Zeit im Zeitraum ist in den Summen.',
      'Ein Ausfall, den der Inhaber später zu Hause gefunden hat, steht hier, wie er gemessen wurde, und zählt nicht; seine Zeit ist in jeder Summe „nicht beobachtet“.',
      'Nicht beobachtete Zeit ist weder Betrieb noch Ausfall. Beobachtet = in Betrieb + eingeschränkt + geplante Unterbrechung + Ausfall (höchstens). Verfügbarkeit = (beobachtet − Ausfall) / beobachtet; eingeschränkte und geplante Zeit gelten als verfügbar. War das Zuhause über eine Ersatzverbindung erreichbar, ist der Anschluss trotzdem ausgefallen; diese Zeit wird für sich genannt.',
      'Die Summe aller Zustände ist die Länge der summierten Zeit. Prozentwerte sind abgeschnitten, nie aufgerundet, bis auf die Obergrenze einer Spanne; Untergrenzen werden ab-, Obergrenzen aufgerundet.',
    ],
  },
};
