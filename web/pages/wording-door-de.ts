import type { DoorWords } from './wording-door.ts';

export const doorWordsDe: DoorWords = {
  signInLink: 'Anmelden',
  ownerLink: 'Verwalten',
  signIn: {
    title: 'Anmelden',
    text: 'Für den Eigentümer dieses Servers. Wer nur lesen will, was veröffentlicht ist, braucht keine Anmeldung.',
    password: 'Passwort',
    button: 'Anmelden',
    cookie: 'Bei der Anmeldung wird ein Cookie gesetzt, das nur dazu dient.',
    forgotten:
      'Passwort vergessen, oder noch keines gesetzt? Auf dem Gerät, auf dem der Server läuft, gibt dieser Befehl einen Link aus, der einmal gilt:',
    missing: 'Bitte geben Sie Ihr Passwort ein.',
    wrong: 'Das Passwort stimmt nicht.',
    wait: (seconds) =>
      `Zu viele Versuche. Bitte versuchen Sie es in ${seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`} noch einmal.`,
    done: {
      'signed-out': 'Sie sind abgemeldet.',
      everywhere: 'Sie sind in allen Browsern abgemeldet. Noch nicht benutzte Links zur Anmeldung gelten nicht mehr.',
    },
  },
  link: {
    title: 'Willkommen zurück',
    setTitle: 'Willkommen',
    text: 'Mit diesem Link werden Sie Eigentümer dieses Servers. Wählen Sie ein Passwort: Damit melden Sie sich künftig an, auch vom Telefon aus.',
    textAgain:
      'Dieser Link gilt einmal und braucht kein Passwort. Wenn Sie Ihr Passwort vergessen haben, wählen Sie hier ein neues; alle anderen Browser werden dann abgemeldet.',
    button: 'Passwort setzen und anmelden',
    buttonAgain: 'Neues Passwort setzen und anmelden',
    onlySignIn: 'Nur anmelden',
    onlySignInText: 'Das bisherige Passwort bleibt.',
    invalid: 'Dieser Link gilt nicht oder nicht mehr: Er ist schon benutzt oder älter als 24 Stunden.',
    again: 'Einen neuen Link gibt auf dem Gerät, auf dem der Server läuft, dieser Befehl aus:',
  },
  newPassword: {
    label: 'Neues Passwort',
    hint: 'Mindestens 10 Zeichen. Mehrere Wörter, die nichts miteinander zu tun haben, sind gut zu merken und schwer zu raten.',
    problem: {
      'too-short': 'Das Passwort muss mindestens 10 Zeichen haben.',
      'too-long': 'Das Passwort darf höchstens 200 Zeichen haben.',
      common: 'Dieses Passwort steht auf den Listen, die jeder zuerst durchprobiert. Bitte wählen Sie ein anderes.',
      name: 'Dieses Passwort ist wenig mehr als ein Name, der auf den Seiten steht. Bitte wählen Sie ein anderes.',
    },
  },
  password: {
    title: 'Passwort ändern',
    text: 'Alle anderen Browser werden danach abgemeldet.',
    old: 'Bisheriges Passwort',
    button: 'Passwort ändern',
    forgotten:
      'Das bisherige Passwort vergessen? Dieser Befehl gibt auf dem Gerät, auf dem der Server läuft, einen Link aus, mit dem Sie ein neues setzen:',
  },
  problems: 'Das hat nicht geklappt:',
  unencrypted: {
    title: 'Diese Verbindung ist nicht verschlüsselt.',
    text: 'Wer im selben Netz mithört, kann mitlesen, auch das Passwort. Im eigenen Heimnetz ist das meist vertretbar, in fremden Netzen nicht.',
    safer: 'So geht es sicherer',
    ways: [
      'auf dem Gerät selbst, unter http://localhost:8080 (oder dem Port, den Sie gesetzt haben);',
      'über einen Tunnel, etwa mit ssh -L 8080:localhost:8080 und dem Namen des Geräts, dann http://localhost:8080;',
      'mit HTTPS, wie es die Anleitung für einen Server im Internet beschreibt (PUBLIC_URL).',
    ],
  },
  unknownProxy: (address) =>
    `Ein Proxy mit der Adresse ${address} leitet Anfragen hierher weiter, aber TRUSTED_PROXY nennt ihn nicht. Deshalb sieht der Server nicht, wer wirklich anfragt, und wer anderswo Passwörter rät, kann auch Sie aufhalten.`,
  owner: {
    title: 'Meine Anschlüsse',
    none: 'Noch gibt es keinen Anschluss. Legen Sie den ersten an: Dafür genügt ein Name.',
    noneButton: 'Anschluss anlegen',
    done: {
      first: 'Ihr Passwort ist gesetzt, und dieser Browser ist angemeldet.',
      'signed-in': 'Sie sind angemeldet.',
      password: 'Das neue Passwort gilt. Alle anderen Browser sind abgemeldet.',
    },
    published: {
      nothing: 'Diesen Anschluss sehen nur Sie.',
      live: 'Öffentlich ist der Zustand, nicht der Nachweis.',
      evidence: 'Öffentlich ist der Nachweis, nicht der Zustand.',
      both: 'Öffentlich sind Zustand und Nachweis.',
    },
    next: {
      probe: 'Hier misst noch nichts.',
      probeButton: 'Messstelle einrichten',
      outage: 'Melden Sie den Ausfall dem Anbieter noch heute: Davon können Ansprüche abhängen.',
      outageButton: 'Störung melden',
      draft: 'Die Störungsmeldung ist entworfen, aber noch nicht als abgeschickt eingetragen.',
      draftButton: 'Entwurf öffnen',
      reported: 'Die Störung ist gemeldet, die Uhr läuft.',
      reportedButton: 'Meldung und Fristen',
      alarm: 'Noch erfährt niemand, wenn ein Anschluss ausfällt.',
      alarmButton: 'Alarm einrichten',
      alarmFails:
        'Alarme kommen auf einem der Wege nicht an. Welcher das ist und woran es liegt, steht auf der nächsten Seite.',
      alarmFailsButton: 'Alarme prüfen',
    },
    view: 'Ansehen',
    settings: 'Einstellungen',
    probe: 'Messstelle',
    publishing: 'Veröffentlichen',
    reports: 'Störungsmeldungen',
    server: 'Dieser Server',
    newLine: 'Weiterer Anschluss',
    alarms: 'Alarme',
    site: 'Impressum und Kontakt',
    changePassword: 'Passwort ändern',
    signOut: 'Abmelden',
    everywhere: 'Überall abmelden',
    everywhereText:
      'Telefon verloren oder an einem fremden Gerät angemeldet? „Überall abmelden“ beendet jede Anmeldung.',
  },
  ranAs: {
    service: 'als Dienst eingerichtet (etwa auf einem Raspberry Pi):',
    docker: 'mit Docker:',
    folder: 'im Ordner des Projekts gestartet:',
  },
  become: {
    title: 'Dieser Server hat noch keinen Eigentümer.',
    text: 'Wer einrichten will, meldet sich einmal mit dem Link an, den das Programm beim Start im Terminal ausgegeben hat.',
    again: 'Den Link noch einmal ausgeben:',
  },
  onward: {
    title: 'Einen Augenblick',
    text: 'Sie kommen von einer anderen Website. Ob Sie angemeldet sind, weiß erst die nächste Seite.',
    button: 'Weiter',
  },
  error: {
    400: { title: 'Diese Anfrage ist nicht zu verstehen', text: 'Ein Teil der Adresse ist falsch geschrieben.' },
    401: {
      title: 'Dafür müssen Sie angemeldet sein',
      text: 'Ihre Anmeldung ist abgelaufen oder wurde beendet. Melden Sie sich an und schicken Sie das Formular dann noch einmal ab.',
    },
    403: { title: 'Das ist hier nicht erlaubt', text: 'Die Anfrage kam nicht von einer Seite dieses Servers.' },
    404: {
      title: 'Das gibt es hier nicht',
      text: 'Entweder ist die Adresse falsch, oder das Gesuchte ist nicht veröffentlicht.',
    },
    405: { title: 'So geht das nicht', text: 'Diese Adresse nimmt diese Art von Anfrage nicht an.' },
    429: {
      title: 'Das war zu oft',
      text: 'Berichte zu machen kostet Rechenzeit. In der letzten Stunde wurden von Ihrem Anschluss aus, oder von allen Besuchern zusammen, schon so viele verlangt, wie dieser Server hergibt. Einen weiteren gibt es in einigen Minuten; die Tabellen (CSV, JSON) jederzeit.',
    },
    500: {
      title: 'Hier ist etwas schiefgegangen',
      text: 'Der Fehler steht im Protokoll des Servers. Gemessen wird davon unabhängig weiter.',
    },
    503: {
      title: 'Gerade nicht verfügbar',
      text: 'Der Server ist gerade beschäftigt. Gemessen wird davon unabhängig weiter.',
    },
  },
  backHome: 'Zu allen Anschlüssen',
};
