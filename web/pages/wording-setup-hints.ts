import type { NextStepKind } from './setup-views.ts';
import type { Language } from './views.ts';

/** Sentences on what is missing and what to do next; the owner reads them. */
export type HintWords = {
  title: string;
  /** `button` leads to the page that mends it. */
  step: Record<NextStepKind, { title: string; text: string; button: string }>;
  /** What to look at when the probe does not report. */
  checks: string[];
  restart: string;
};

const de: HintWords = {
  title: 'Was als Nächstes zu tun ist',
  step: {
    'make-line': {
      title: 'Den ersten Anschluss anlegen',
      text: 'Name und Anbieter genügen. Danach steht auf der nächsten Seite, wie die Messstelle dazukommt.',
      button: 'Anschluss anlegen',
    },
    'connect-probe': {
      title: 'Eine Messstelle verbinden',
      text: 'Für diesen Anschluss misst noch niemand. Ein Befehl auf einem Gerät zu Hause genügt.',
      button: 'Messstelle verbinden',
    },
    'await-first': {
      title: 'Auf die erste Messung warten',
      text: 'Die Messstelle ist angemeldet, hat aber noch nichts geliefert. Das dauert etwa zwei Minuten; kommt dann nichts, läuft sie nicht.',
      button: 'Zur Messstelle',
    },
    'probe-silent': {
      title: 'Nachsehen, warum die Messstelle schweigt',
      text: 'Der Reihe nach prüfen:',
      button: 'Zur Messstelle',
    },
    'add-alarm': {
      title: 'Einen Alarm einrichten',
      text: 'Noch erfährt niemand davon, wenn der Anschluss ausfällt.',
      button: 'Alarm einrichten',
    },
    'add-provider': {
      title: 'Angaben ergänzen',
      text: 'Der Anbieter ist nicht genannt. Ohne ihn steht auf Seiten und in Schreiben nur „ein Internetanschluss“.',
      button: 'Angaben ergänzen',
    },
    'install-fping': {
      title: 'Genauer messen',
      text: 'Mit dem Programm fping werden Beginn und Ende eines Ausfalls genauer. Auf dem Gerät, das misst:',
      button: 'Zur Messstelle',
    },
  },
  checks: [
    'Hat das Gerät, das misst, Strom, und läuft es?',
    'Ist es noch mit dem Router verbunden, mit Kabel oder WLAN?',
    'Zeigt der Router eine Internetverbindung? Wenn nicht, ist vermutlich der Anschluss gestört: Die Messstelle misst weiter und liefert später nach.',
    'Läuft das Messprogramm? Ein Neustart des Geräts schadet nicht; was gemessen wurde, bleibt erhalten.',
  ],
  restart: 'Danach die Messstelle neu starten; läuft sie als Dienst, dann so:',
};

const en: HintWords = {
  title: 'What to do next',
  step: {
    'make-line': {
      title: 'Add your first line',
      text: 'A name and the provider are enough. The next page then says how the probe joins.',
      button: 'Add a line',
    },
    'connect-probe': {
      title: 'Connect a probe',
      text: 'Nothing measures this line yet. One command on a device at home is enough.',
      button: 'Connect a probe',
    },
    'await-first': {
      title: 'Wait for the first measurement',
      text: 'The probe has joined but not delivered anything yet. That takes about two minutes; if nothing comes by then, it is not running.',
      button: 'To the probe',
    },
    'probe-silent': {
      title: 'Find out why the probe is silent',
      text: 'Check one after the other:',
      button: 'To the probe',
    },
    'add-alarm': {
      title: 'Set up an alarm',
      text: 'Nobody is told yet when the line goes out.',
      button: 'Set up an alarm',
    },
    'add-provider': {
      title: 'Complete the details',
      text: 'The provider is not named. Without it, pages and letters only say “an internet line”.',
      button: 'Complete the details',
    },
    'install-fping': {
      title: 'Measure more exactly',
      text: 'With the program fping, the begin and end of an outage become more exact. On the device that measures:',
      button: 'To the probe',
    },
  },
  checks: [
    'Does the device that measures have power, and is it running?',
    'Is it still connected to the router, by cable or Wi-Fi?',
    'Does the router show an internet connection? If not, the line is probably disturbed: the probe goes on measuring and delivers later.',
    'Is the measuring program running? Restarting the device does no harm; what was measured is kept.',
  ],
  restart: 'Then restart the probe; if it runs as a service, like this:',
};

export const hintWords: Record<Language, HintWords> = { de, en };
