import type { Letter } from './letter.ts';

/** Longer ones are cut or refused by mail programs. */
const MAX_MAILTO = 6000;
/** Of base64 in a line (RFC 2045). */
const LINE = 76;
/** Bytes in one encoded word: with `=?UTF-8?B?…?=` around them and the header's name its line stays in 76 (RFC 2047). */
const WORD_BYTES = 39;

/**
 * A mail draft (RFC 5322) for "open in my mail program": `X-Unsent: 1` makes programs open it for writing. Without date
 * and id, which the program that sends it gives. ASCII throughout, so no program can read it wrongly.
 */
export function mailDraft(letter: Letter): string {
  const to = address(letter.mailTo);
  const from = address(letter.mailFrom);
  const headers = [
    'X-Unsent: 1',
    ...(from === null ? [] : [`From: ${from}`]),
    ...(to === null ? [] : [`To: ${to}`]),
    `Subject: ${encodedWords(letter.subject)}`,
    'MIME-Version: 1.0',
    `Content-Language: ${letter.language}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body = Buffer.from(mailText(letter).replaceAll('\n', '\r\n'), 'utf8').toString('base64');
  return `${headers.join('\r\n')}\r\n\r\n${(body.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []).join('\r\n')}\r\n`;
}

/** The same as a link (RFC 6068); null when it would be too long for mail programs. */
export function mailtoHref(letter: Letter): string | null {
  const to = address(letter.mailTo) ?? '';
  const body = encodeURIComponent(mailText(letter).replaceAll('\n', '\r\n'));
  const href = `mailto:${encodeURIComponent(to).replaceAll('%40', '@')}?subject=${encodeURIComponent(letter.subject)}&body=${body}`;
  return href.length > MAX_MAILTO ? null : href;
}

/** The letter with the sender's address below it, where a mail has no letter head. */
function mailText({ body, sender }: Letter): string {
  const [, ...contact] = sender;
  return `${[body, contact.join('\n')].filter((part) => part !== '').join('\n')}\n`;
}

/** Only what is one plain address: no list, no name, no second header. */
function address(text: string): string | null {
  return /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}$/.test(text) ? text : null;
}

/** Plain ASCII as it is, if it fits on a line; all else in base64, cut between characters. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && text.length <= 60 && !text.includes('=?')) return text;
  const words: string[] = [];
  let part = '';
  for (const character of text) {
    if (Buffer.byteLength(part + character) > WORD_BYTES) {
      words.push(part);
      part = '';
    }
    part += character;
  }
  words.push(part);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`).join('\r\n ');
}
