import type { NotProven } from '../../rules/journal/bundle/codes.ts';
import type { BundleFinding } from '../../rules/journal/bundle/report.ts';
import type { Language } from './views.ts';
import { CODES_DE } from './wording-verify-codes-de.ts';

/**
 * The finding as a sentence without its subject. The verifier speaks English itself; in German its codes have words of
 * their own, and a code of a newer verifier stays English.
 */
export function findingSentence({ code, values, what }: BundleFinding, language: Language): string {
  const german = Object.hasOwn(CODES_DE, code) ? CODES_DE[code as keyof typeof CODES_DE] : null;
  if (language === 'en' || german === null) return what;
  // the values were made for this code
  return (german as (values: BundleFinding['values']) => string)(values);
}

export function notProvenSentence(code: string, language: Language): string {
  const words = NOT_PROVEN_WORDS[language];
  return Object.hasOwn(words, code) ? words[code as NotProven] : code;
}

const NOT_PROVEN_WORDS: Record<Language, Record<NotProven, string>> = {
  de: {
    cable: 'Dass niemand ein Kabel gezogen oder etwas mit Absicht ausgeschaltet hat.',
    location: 'Wo die Messstelle stand, und dass sie an diesem Anschluss hing.',
    'dark-rounds':
      'Dass Messwerte aus einer Zeit ohne Verbindung nicht in dieser Zeit erfunden wurden. Belegt ist nur, zwischen welchen zwei Zeitpunkten sie entstanden sind.',
    'server-key':
      'Wem der Schlüssel des Servers gehört: Vergleichen Sie seinen Fingerabdruck mit einem aus der Zeit vor dem Streit.',
    'server-clock':
      'Dass die Uhr des Servers richtig ging, wo kein Dritter ein Siegel mit einem Zeitstempel versehen hat.',
    'other-probes': 'Dass kein anderer, nicht gezeigter Server denselben Anschluss anders aufgezeichnet hat.',
    report:
      'Dass report.pdf und die Tabellen (CSV) dasselbe sagen: Geprüft ist nur, dass sie so sind, wie der Server sie unterschrieben hat. Nachgerechnet wird derived/evidence.json: Ausfälle, Summen und Tage, Testmails und der Vergleich mit den Angaben des Anbieters; nicht die Texte darin und nicht, was ein Hinweis ausnimmt.',
    packing:
      'Nichts hängt an den Bytes der ZIP-Verpackung, die beim Auspacken dasselbe ergeben; sie sind nicht geschützt.',
  },
  en: {
    cable: 'That nobody pulled a cable or switched something off on purpose.',
    location: 'Where the probe stood, and that it hung on this line.',
    'dark-rounds':
      'That measurements of a time without contact were not made up in that time. It is only shown between which two moments they came into being.',
    'server-key': 'To whom the key of the server belongs: compare its fingerprint with one from before the dispute.',
    'server-clock': 'That the clock of the server was right where no third party stamped a seal.',
    'other-probes': 'That no other server, not shown, recorded the same line in another way.',
    report:
      'That report.pdf and the tables (CSV) say the same: it is only checked that they are as the server signed them. What is computed again is derived/evidence.json: outages, sums and days, test mails, and the comparison with what the provider says; not the words in it, and not what a remark leaves out.',
    packing: 'Nothing rests on the bytes of the ZIP’s packing that unpack to the same; they are not protected.',
  },
};
