import type { PrivacyView } from './publish-views.ts';
import type { Language } from './views.ts';

/** Sentences of imprint and privacy notice. They say what the program does; who changes what it does changes them. */
export type LegalWords = {
  noImprint: string;
  contact: string;
  facts: string;
  privacy: {
    responsible: string;
    visitors: { title: string; text: string[] };
    owner: { title: string; text: (sessionDays: number) => string[] };
    published: { title: string; text: string[]; delay: (minutes: number) => string; evidence: string };
    kept: { title: string; text: (retention: PrivacyView['retention']) => string[] };
    rights: { title: string; text: string[] };
    generated: string;
  };
};

const de: LegalWords = {
  noImprint: 'Für diese Seiten ist kein Impressum hinterlegt.',
  contact: 'Rückfragen und Hinweise auf Fehler',
  facts:
    'Diese Seiten zeigen Messwerte an einem einzelnen Anschluss, mit Verfahren und Lücken. Über den Anbieter im Ganzen sagen sie nichts.',
  privacy: {
    responsible: 'Verantwortlich für diese Seiten:',
    visitors: {
      title: 'Wenn Sie hier lesen',
      text: [
        'Diese Seiten setzen bei Besuchern keine Cookies und laden nichts von Dritten: keine Schriften, keine Zählpixel, keine Skripte.',
        'Das Programm führt kein Protokoll der Aufrufe und schreibt keine Adressen von Besuchern auf. Ihre Adresse wird nur so lange benutzt, wie es für die Antwort nötig ist. Ein vorgeschalteter Dienst des Betreibers (Hosting, Proxy) kann eigene Protokolle führen.',
        'Grundlage ist das berechtigte Interesse, diese Seiten auszuliefern und die Anmeldung zu schützen (Art. 6 Abs. 1 Buchstabe f DSGVO).',
        'Wer versucht, sich als Betreiber anzumelden, wird nach Adresse gezählt, um das Erraten von Passwörtern zu bremsen; das steht nur für kurze Zeit im Arbeitsspeicher.',
        'Wer einen Link des Betreibers zu einem Nachweis öffnet, wird nicht aufgeschrieben; festgehalten wird nur, wie oft der Link geöffnet wurde und wann zuletzt. Falsche Links werden wie falsche Passwörter gezählt.',
      ],
    },
    owner: {
      title: 'Wenn sich der Betreiber anmeldet',
      text: (sessionDays) => [
        `Nur der Betreiber erhält nach der Anmeldung ein Cookie, das ihn angemeldet hält. Es verfällt nach ${sessionDays} Tagen und ist für nichts anderes da.`,
      ],
    },
    published: {
      title: 'Was hier veröffentlicht ist',
      text: [
        'Name und Anbieter der folgenden Anschlüsse, ihr Zustand, Ausfälle, Verfügbarkeit und Antwortzeiten. Zeiten sind auf 5 Minuten gerundet; Adressen und Angaben zum Heimnetz sind nicht dabei.',
      ],
      delay: (minutes) => (minutes === 0 ? 'ohne Verzögerung' : `um ${minutes} Minuten verzögert`),
      evidence: 'der Nachweis mit genauen Zeiten kann heruntergeladen werden',
    },
    kept: {
      title: 'Was gespeichert wird und wie lange',
      text: ({ rawDays, fiveMinuteDays, hourDays }) => [
        `Gemessen wird nur mit eigenen Testpaketen; Inhalte fremder Verbindungen werden nicht erfasst. Die Rohdaten der Messung bleiben mindestens ${rawDays} Tage, Antwortzeiten je 5 Minuten ${fiveMinuteDays} Tage, je Stunde ${hourDays} Tage. Tagessummen und Ausfälle bleiben.`,
      ],
    },
    rights: {
      title: 'Ihre Rechte',
      text: [
        'Wenn hier etwas über Sie steht, können Sie Auskunft, Berichtigung oder Löschung verlangen, der Verarbeitung widersprechen und sich bei einer Datenschutzbehörde beschweren (Art. 15 bis 21 und 77 DSGVO).',
      ],
    },
    generated: 'Diese Seite wird aus den Einstellungen dieses Servers erzeugt.',
  },
};

const en: LegalWords = {
  noImprint: 'No imprint is given for these pages.',
  contact: 'Questions and reports of errors',
  facts:
    'These pages show measurements at one single line, with method and gaps. They say nothing about the provider as a whole.',
  privacy: {
    responsible: 'Responsible for these pages:',
    visitors: {
      title: 'When you read here',
      text: [
        'These pages set no cookies for visitors and load nothing from third parties: no fonts, no tracking pixels, no scripts.',
        'The program keeps no log of requests and writes down no addresses of visitors. Your address is used only as long as it takes to answer. A service that the operator put in front (hosting, proxy) may keep logs of its own.',
        'The basis is the legitimate interest in delivering these pages and protecting the sign-in (Art. 6 (1) (f) GDPR).',
        'Who tries to sign in as the operator is counted by address, to slow down the guessing of passwords; that stands in memory only, for a short time.',
        'Whoever opens a link of the operator to a piece of evidence is not written down; all that is kept is how often the link was opened, and when last. Wrong links are counted like wrong passwords.',
      ],
    },
    owner: {
      title: 'When the operator signs in',
      text: (sessionDays) => [
        `Only the operator gets a cookie after signing in, which keeps the session. It expires after ${sessionDays} days and serves nothing else.`,
      ],
    },
    published: {
      title: 'What is published here',
      text: [
        'Name and provider of the following lines, their state, outages, availability and response times. Times are rounded to 5 minutes; addresses and facts of the home network are not part of it.',
      ],
      delay: (minutes) => (minutes === 0 ? 'without delay' : `delayed by ${minutes} minutes`),
      evidence: 'the evidence with exact times can be downloaded',
    },
    kept: {
      title: 'What is kept and for how long',
      text: ({ rawDays, fiveMinuteDays, hourDays }) => [
        `Only test packets of its own are measured; contents of other connections are not recorded. Raw data of the measurement are kept for at least ${rawDays} days, response times by 5 minutes for ${fiveMinuteDays} days, by hour for ${hourDays} days. Daily sums and outages are kept.`,
      ],
    },
    rights: {
      title: 'Your rights',
      text: [
        'If anything here is about you, you may ask for access, correction or erasure, object to the processing, and complain to a data protection authority (Art. 15 to 21 and 77 GDPR).',
      ],
    },
    generated: 'This page is made from the settings of this server.',
  },
};

export const legalWords: Record<Language, LegalWords> = { de, en };
