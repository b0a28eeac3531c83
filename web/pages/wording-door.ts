import type { Language } from './views.ts';

/** Sentences of the owner's door and of error pages. */
export type DoorWords = {
  redeem: {
    title: string;
    text: string;
    button: string;
    cookie: string;
    problem: Record<'used' | 'expired' | 'unknown', string>;
    again: string;
  };
  owner: {
    title: string;
    text: string;
    lines: string;
    none: string;
    columns: { line: string; live: string; evidence: string };
    yes: string;
    no: string;
    change: string;
    signOut: string;
  };
  error: Record<400 | 401 | 403 | 404 | 405 | 500 | 503, { title: string; text: string }>;
  backHome: string;
};

const de: DoorWords = {
  redeem: {
    title: 'Als Eigentümer anmelden',
    text: 'Dieser Link gilt einmal. Mit dem Knopf melden Sie diesen Browser an; danach sehen Sie alle Anschlüsse dieses Servers.',
    button: 'Diesen Browser anmelden',
    cookie: 'Dafür wird ein Cookie gesetzt, das nur der Anmeldung dient.',
    problem: {
      used: 'Dieser Link wurde schon benutzt.',
      expired: 'Dieser Link ist abgelaufen.',
      unknown: 'Dieser Link ist nicht gültig.',
    },
    again: 'Einen neuen Link gibt der Server aus:',
  },
  owner: {
    title: 'Meine Anschlüsse',
    text: 'Sie sind angemeldet und sehen alles. Andere sehen nur, was hier veröffentlicht ist.',
    lines: 'Anschlüsse und was andere davon sehen',
    none: 'Noch gibt es keinen Anschluss.',
    columns: { line: 'Anschluss', live: 'Zustand sichtbar', evidence: 'Nachweis sichtbar' },
    yes: 'ja',
    no: 'nein',
    change: 'Ändern lässt sich das auf dem Server:',
    signOut: 'Abmelden',
  },
  error: {
    400: { title: 'Diese Anfrage ist nicht zu verstehen', text: 'Ein Teil der Adresse ist falsch geschrieben.' },
    401: {
      title: 'Dafür müssen Sie angemeldet sein',
      text: 'Der Link zur Anmeldung steht in der Ausgabe des Servers.',
    },
    403: { title: 'Das ist hier nicht erlaubt', text: 'Die Anfrage kam nicht von einer Seite dieses Servers.' },
    404: {
      title: 'Das gibt es hier nicht',
      text: 'Entweder ist die Adresse falsch, oder das Gesuchte ist nicht veröffentlicht.',
    },
    405: { title: 'So geht das nicht', text: 'Diese Adresse nimmt diese Art von Anfrage nicht an.' },
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

const en: DoorWords = {
  redeem: {
    title: 'Sign in as the owner',
    text: 'This link works once. The button signs this browser in; after that you see all lines of this server.',
    button: 'Sign this browser in',
    cookie: 'This sets one cookie, which serves the sign-in only.',
    problem: {
      used: 'This link has been used already.',
      expired: 'This link has expired.',
      unknown: 'This link is not valid.',
    },
    again: 'The server prints a new link:',
  },
  owner: {
    title: 'My lines',
    text: 'You are signed in and see everything. Others see only what is published here.',
    lines: 'Lines and what others see of them',
    none: 'There is no line yet.',
    columns: { line: 'Line', live: 'State visible', evidence: 'Evidence visible' },
    yes: 'yes',
    no: 'no',
    change: 'This can be changed on the server:',
    signOut: 'Sign out',
  },
  error: {
    400: { title: 'This request cannot be understood', text: 'Part of the address is misspelt.' },
    401: { title: 'You have to sign in for this', text: 'The link to sign in stands in the output of the server.' },
    403: { title: 'This is not allowed here', text: 'The request did not come from a page of this server.' },
    404: {
      title: 'There is no such thing here',
      text: 'Either the address is wrong, or what you look for is not published.',
    },
    405: { title: 'Not this way', text: 'This address does not take this kind of request.' },
    500: {
      title: 'Something went wrong here',
      text: 'The error stands in the server’s log. Measuring goes on regardless.',
    },
    503: { title: 'Not available right now', text: 'The server is busy. Measuring goes on regardless.' },
  },
  backHome: 'To all lines',
};

export const doorWords: Record<Language, DoorWords> = { de, en };
