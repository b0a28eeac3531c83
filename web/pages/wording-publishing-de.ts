import type { PublishWords } from './wording-publishing.ts';

/** German sentences of the owner's pages on publishing. */
export const publishWordsDe: PublishWords = {
  title: (name) => `Veröffentlichen: ${name}`,
  lead: 'Solange beide Schalter aus sind, sieht außer Ihnen niemand etwas von diesem Anschluss. Was Sie veröffentlichen, können Sie jederzeit zurücknehmen; es ist dann sofort weg.',
  preview: 'Ansehen, was Fremde sähen',
  previewNote: 'Die Vorschau zeigt genau die Seite, die Fremde mit den gespeicherten Einstellungen sehen.',
  button: 'Speichern',
  saved: {
    nothing: 'Gespeichert. Dieser Anschluss ist nicht veröffentlicht.',
    live: 'Gespeichert. Zustand und Verlauf sind veröffentlicht.',
    evidence: 'Gespeichert. Nur der Nachweis ist veröffentlicht.',
    both: 'Gespeichert. Zustand, Verlauf und Nachweis sind veröffentlicht.',
  },
  problems: 'Noch nicht gespeichert:',
  problem: {
    'imprint-missing': 'Das Impressum fehlt. Tragen Sie es ein, oder kreuzen Sie an, dass Sie keines brauchen.',
    'contact-missing': 'Die E-Mail-Adresse für Rückfragen fehlt.',
    'too-long': 'Der Text ist zu lang: höchstens 4000 Zeichen.',
    controls: 'Der Text enthält Steuerzeichen.',
    'not-a-mail': 'Das ist keine E-Mail-Adresse wie name@example.org.',
    delay: 'Diese Verzögerung gibt es nicht.',
  },
  switch: {
    live: {
      label: 'Zustand und Verlauf',
      hint: 'Zustand, Ausfälle, Verfügbarkeit, Antwortzeiten; dazu Plakette und Feed.',
      choice: 'Für alle sichtbar',
    },
    evidence: {
      label: 'Nachweis',
      hint: 'Downloads mit sekundengenauen Zeiten, den Zielen der Messung und der Kennung der Messstelle.',
      choice: 'Für alle sichtbar',
    },
  },
  delay: {
    label: 'Wie viel später Fremde den Zustand sehen',
    hint: 'Gerundet werden die Zeiten in jedem Fall auf 5 Minuten. Sie selbst sehen immer alles sofort.',
    minutes: (minutes) => `${minutes} Minuten später`,
    none: 'Ohne Verzögerung',
    warning:
      'Ohne Verzögerung sehen Fremde sofort, wann der Anschluss aus ist. Daraus lassen sich Gewohnheiten und Abwesenheit ablesen, etwa wenn Sie den Router zum Verreisen ausschalten.',
  },
  legal: {
    title: 'Wer dafür verantwortlich ist',
    text: 'Wer Seiten für die Öffentlichkeit bereithält, braucht in Deutschland meist ein Impressum (§ 5 Digitale-Dienste-Gesetz): Name, Anschrift, E-Mail-Adresse. Rein private Seiten können ausgenommen sein; wo die Grenze liegt, ist umstritten. Dies ist keine Rechtsberatung.',
    imprint: {
      label: 'Impressum',
      hint: 'Name und Anschrift, wie sie unter /imprint stehen sollen. Für alle sichtbar, sobald etwas veröffentlicht ist.',
    },
    contact: {
      label: 'E-Mail-Adresse für Rückfragen',
      hint: 'Steht auf den Seiten zu Impressum und Datenschutz.',
    },
    skip: {
      label: 'Ohne Impressum',
      hint: 'Etwa weil nur Familie und Freunde diese Adresse kennen.',
      choice: 'Ich habe geprüft, dass ich kein Impressum brauche',
    },
  },
  shown: {
    title: 'Was Fremde dann sehen',
    lead: 'Der Name des Anschlusses und der Anbieter sind öffentlich. Steht im Namen Ihre Anschrift, ändern Sie ihn vorher in den Einstellungen.',
    items: [
      'ob ein Anschluss bei diesem Anbieter funktioniert, verzögert wie oben gewählt',
      'Ausfälle mit gemessener Dauer; Beginn und Ende auf 5 Minuten gerundet',
      'die Ursache eines Ausfalls erst, wenn sie feststeht',
      'Verfügbarkeit, Aussetzer und Antwortzeiten der letzten Tage, Wochen und Monate',
    ],
  },
  notShown: {
    title: 'Was Fremde nicht sehen',
    items: [
      'Störungen im eigenen Heimnetz, Neustarts und eine stumme Messstelle: alles heißt „nicht beobachtet“',
      'Adressen, Router, Namensserver, Ziele der Messung und die Messstelle selbst',
      'Vertrag, Alarme und Störungsmeldungen',
    ],
  },
  snippet: {
    title: 'Zum Einbauen in andere Seiten',
    noAddress:
      'Damit andere diese Seiten erreichen, braucht der Server eine öffentliche Adresse (Einstellung PUBLIC_URL). Danach stehen hier Plakette und Feed zum Kopieren.',
    alt: 'Zustand des Anschlusses',
    altRatio: 'Verfügbarkeit des Anschlusses',
    ratio: 'Verfügbarkeit in 30 Tagen',
    shields: 'Für shields.io (JSON)',
    feed: 'Feed der Ausfälle (Atom)',
    colours:
      'Farben der Verfügbarkeit: grün ab 99,9 %, gelb ab 99 %, orange ab 95 %, darunter rot; grau, wenn weniger als die Hälfte beobachtet wurde. Zahlen sind abgerundet.',
  },
  site: {
    title: 'Impressum und Kontakt',
    saved: 'Gespeichert.',
    button: 'Speichern',
    notYet: 'Noch ist kein Anschluss veröffentlicht; bis dahin sieht diese Angaben niemand.',
  },
};
