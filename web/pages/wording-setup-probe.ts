import type { Language } from './views.ts';

/** Sentences of the page on which a probe joins. */
export type ProbeWords = {
  title: (name: string) => string;
  what: string;
  make: string;
  paste: { title: string; here: string; text: string; once: (until: string) => string; needs: string };
  project: { title: string; text: string };
  check: string;
  reach: { near: string; bound: string };
  waiting: { title: string; text: string; look: string };
  joined: { title: string; text: string; late: string };
  seen: {
    title: string;
    text: string;
    connected: string;
    silent: string;
    firstTitle: string;
    silentTargets: string;
  };
  facts: {
    at: string;
    backEnd: string;
    answered: string;
    answeredOf: (answered: string, asked: string) => string;
    gateway: string;
    clock: string;
    joinedAt: string;
    lastContact: string;
    never: string;
  };
  gateway: Record<'answered' | 'silent' | 'not-asked', string>;
  clock: Record<'sync' | 'holdover' | 'unsync' | 'stepped', string>;
  next: { alarm: string; lines: string; line: string };
  replace: { title: string; text: string; button: string; stillMeasuring: string };
};

const de: ProbeWords = {
  title: (name) => `Messstelle für „${name}“`,
  what: 'Die Messstelle ist ein kleines Programm auf einem Gerät zu Hause, das immer läuft: ein Raspberry Pi, ein Heimserver, ein alter Rechner mit Linux. Auf einer FRITZ!Box läuft sie nicht.',
  make: 'Befehl erzeugen',
  paste: {
    title: 'Diesen Befehl auf dem Gerät zu Hause eingeben',
    here: 'Diesen Befehl auf diesem Gerät eingeben',
    text: 'Ein Tipp markiert ihn ganz. Danach misst das Gerät, auch nach jedem Neustart.',
    once: (until) => `Er gilt für ein einziges Gerät und bis ${until}.`,
    needs: 'Gebraucht werden ein 64-Bit-Linux und Node.js 24.',
  },
  project: {
    title: 'Linewitness liegt dort schon als Ordner',
    text: 'Im Ordner von Linewitness:',
  },
  check: 'Prüfsumme der Datei (SHA-256), für den Vergleich mit sha256sum:',
  reach: {
    near: 'Diese Seite wurde über eine Adresse geöffnet, die nur auf diesem Gerät gilt; der Befehl geht deshalb nur hier. Für ein anderes Gerät die Seite unter der Adresse öffnen, unter der es diesen Server erreicht.',
    bound:
      'Dieser Server ist nur auf diesem Gerät zu erreichen; der Befehl geht deshalb nur hier. Damit andere Geräte ihn erreichen, startet man ihn mit HOST=0.0.0.0 (im Heimnetz) oder mit PUBLIC_URL (im Internet).',
  },
  waiting: {
    title: 'Messstelle noch nicht gesehen',
    text: 'Diese Seite merkt von selbst, wenn sie sich meldet.',
    look: 'Jetzt nachsehen',
  },
  joined: {
    title: 'Messstelle gesehen, die erste Messung steht noch aus',
    text: 'Sie ist angemeldet. Ihre erste Messung kommt in etwa zwei Minuten.',
    late: 'Seit mehr als fünf Minuten ist nichts gekommen. Läuft das Messprogramm? Auf dem Gerät sagt einer dieser Befehle, was geht:',
  },
  seen: {
    title: 'Messstelle gesehen',
    text: 'Das ist ihre erste Messung:',
    connected: 'Die Messstelle ist verbunden',
    silent: 'Die Messstelle meldet sich nicht',
    firstTitle: 'Ihre erste Messung',
    silentTargets: 'Kein Ziel im Internet hat geantwortet. Auf dem Gerät sagt einer dieser Befehle, woran es liegt:',
  },
  facts: {
    at: 'Wann',
    backEnd: 'Messverfahren',
    answered: 'Antworten',
    answeredOf: (answered, asked) => `${answered} von ${asked} Zielen im Internet`,
    gateway: 'Eigener Router',
    clock: 'Uhr des Geräts',
    joinedAt: 'Angemeldet seit',
    lastContact: 'Letzter Kontakt',
    never: 'noch keiner',
  },
  gateway: { answered: 'antwortet', silent: 'antwortet nicht', 'not-asked': 'wird nicht gefragt' },
  clock: {
    sync: 'geht richtig',
    holdover: 'ging zuletzt richtig',
    unsync: 'noch nicht gestellt; Zeiten werden nach der Uhr dieses Servers berichtigt',
    stepped: 'wurde gerade gestellt',
  },
  next: {
    alarm: 'Weiter: Alarm einrichten',
    lines: 'Zu meinen Anschlüssen',
    line: 'Zur Seite des Anschlusses',
  },
  replace: {
    title: 'Messstelle ersetzen',
    text: 'Für ein neues Gerät einen neuen Befehl erzeugen. Sobald es sich meldet, löst es das bisherige ab; alles Gemessene bleibt.',
    button: 'Befehl für ein neues Gerät',
    stillMeasuring: 'Bis sich die neue Messstelle meldet, misst die bisherige weiter.',
  },
};

const en: ProbeWords = {
  title: (name) => `Probe of “${name}”`,
  what: 'The probe is a small program on a device at home that is always on: a Raspberry Pi, a home server, an old computer with Linux. It does not run on a FRITZ!Box.',
  make: 'Make the command',
  paste: {
    title: 'Type this command on the device at home',
    here: 'Type this command on this device',
    text: 'One tap selects all of it. After that the device measures, also after every restart.',
    once: (until) => `It works for one device and until ${until}.`,
    needs: 'It takes a 64-bit Linux and Node.js 24.',
  },
  project: {
    title: 'Linewitness is there already, as a folder',
    text: 'In the folder of Linewitness:',
  },
  check: 'Checksum of the file (SHA-256), to compare with sha256sum:',
  reach: {
    near: 'This page was opened under an address that only holds on this device, so the command only works here. For another device, open the page under the address by which it reaches this server.',
    bound:
      'This server can only be reached on this device, so the command only works here. For other devices to reach it, start it with HOST=0.0.0.0 (home network) or with PUBLIC_URL (internet).',
  },
  waiting: {
    title: 'Probe not seen yet',
    text: 'This page notices by itself when it reports.',
    look: 'Look now',
  },
  joined: {
    title: 'Probe seen, its first measurement is still to come',
    text: 'It has joined. Its first measurement comes in about two minutes.',
    late: 'Nothing has come for more than five minutes. Is the measuring program running? On the device, one of these commands says what works:',
  },
  seen: {
    title: 'Probe seen',
    text: 'This is its first measurement:',
    connected: 'The probe is connected',
    silent: 'The probe does not report',
    firstTitle: 'Its first measurement',
    silentTargets: 'No target on the internet answered. On the device, one of these commands says why:',
  },
  facts: {
    at: 'When',
    backEnd: 'Measured with',
    answered: 'Answers',
    answeredOf: (answered, asked) => `${answered} of ${asked} targets on the internet`,
    gateway: 'Home router',
    clock: 'Clock of the device',
    joinedAt: 'Joined',
    lastContact: 'Last contact',
    never: 'none yet',
  },
  gateway: { answered: 'answers', silent: 'does not answer', 'not-asked': 'is not asked' },
  clock: {
    sync: 'is right',
    holdover: 'was right when last checked',
    unsync: 'not set yet; times are corrected by the clock of this server',
    stepped: 'has just been set',
  },
  next: {
    alarm: 'Next: set up an alarm',
    lines: 'To my lines',
    line: 'To the page of the line',
  },
  replace: {
    title: 'Replace the probe',
    text: 'Make a new command for a new device. As soon as it reports, it takes over from the old one; everything measured stays.',
    button: 'Command for a new device',
    stillMeasuring: 'Until the new probe reports, the old one goes on measuring.',
  },
};

export const probeWords: Record<Language, ProbeWords> = { de, en };
