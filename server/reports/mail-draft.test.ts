import { describe, expect, test } from 'vitest';
import { type Letter, letterText, oneLine, printable } from './letter.ts';
import { mailDraft, mailtoHref } from './mail-draft.ts';

const letter: Letter = {
  language: 'de',
  sender: ['Erika Mustermann', 'Lindenstraße 7', '10115 Berlin'],
  recipient: ['Musternetz GmbH', 'Netzweg 1'],
  date: '22.11.2026',
  madeAtMs: 1_795_305_600_000,
  subject: 'Störungsmeldung: Internetanschluss ohne Verbindung seit 20.11.2026 07:00 Uhr, Vertragsnummer 4711',
  body: 'Sehr geehrte Damen und Herren,\n\n79,99 € je Monat.\n.\nFrom hier',
  mailTo: 'stoerung@example.com',
  mailFrom: 'erika@example.org',
};

function decodedSubject(mail: string): string {
  const header = /^Subject: (.*(?:\r\n .*)*)/m.exec(mail)?.[1] ?? '';
  const words = [...header.matchAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=/g)].map(([, word = '']) => word);
  return words.map((word) => Buffer.from(word, 'base64').toString('utf8')).join('');
}

describe('a mail draft', () => {
  const mail = mailDraft(letter);

  test('opens for writing and says who writes to whom about what', () => {
    expect(mail).toMatch(/^X-Unsent: 1\r\nFrom: erika@example.org\r\nTo: stoerung@example.com\r\nSubject: /);
    expect(decodedSubject(mail)).toBe(letter.subject);
    expect(mail).not.toMatch(/^(Date|Message-ID|Bcc|Cc):/m);
  });

  test('is ASCII in short lines, and its text comes out whole', () => {
    expect(mail).toMatch(/^[\x20-\x7e\r\n]*$/);
    for (const line of mail.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
    const body = Buffer.from(mail.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8');
    expect(body).toBe(
      'Sehr geehrte Damen und Herren,\r\n\r\n79,99 € je Monat.\r\n.\r\nFrom hier\r\nLindenstraße 7\r\n10115 Berlin\r\n',
    );
  });

  test.each([
    'a@b.de\r\nBcc: x@y.de',
    'a@b.de, x@y.de',
    'a@b.de;x@y.de',
    '<a@b.de>',
    'Name <a@b.de>',
    'a@b.de?bcc=x@y.de',
    'a b@c.de',
    '',
  ])('has no recipient when the address is not one plain address (%j)', (mailTo) => {
    expect(mailDraft({ ...letter, mailTo })).not.toMatch(/^To:/m);
    expect(mailtoHref({ ...letter, mailTo })).toMatch(/^mailto:\?subject=/);
  });

  test('as a link carries the same, and nothing that a mail program would take for more', () => {
    const href = mailtoHref({ ...letter, subject: 'a&bcc=x@y.de', body: 'x&to=evil@example.org#' }) ?? '';
    const { searchParams, pathname } = new URL(href);
    expect(pathname).toBe('stoerung@example.com');
    expect([...searchParams.keys()]).toEqual(['subject', 'body']);
    expect(searchParams.get('body')).toContain('x&to=evil@example.org#');
  });

  test('is no link when it is too long for one', () => {
    expect(mailtoHref({ ...letter, body: 'ä'.repeat(3000) })).toBeNull();
  });
});

test('a letter as text has head, subject and text, with lines as every system reads them', () => {
  const text = letterText(letter);
  expect(text).toMatch(/^Erika Mustermann\r\nLindenstraße 7\r\n10115 Berlin\r\n\r\nMusternetz GmbH\r\n/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('what steers a terminal, a mail program or the direction of the text is taken out', () => {
  expect(oneLine(' a\r\nb\u2028c\u0000d\u202ee\u001b[31m ')).toBe('a b c d e [31m');
  expect(printable('a\r\nb\tc\u0007d\u2029e\u2066f')).toBe('a\nb cdef');
});
