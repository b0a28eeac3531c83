import {
  chownSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { MailLab } from './lab.ts';

/** Mails of somebody's life in a mailbox, which no test may touch. */

const MAIL_USER = 8;

/** Puts so many read mails straight into the user's inbox, and one of `bigBytes` (sparse: zeros) where that is more than 0. */
export function putForeignMails(lab: MailLab, address: string, count: number, bigBytes = 0): void {
  const inbox = lab.maildir(address);
  for (const path of [dirname(inbox), inbox, ...['cur', 'new', 'tmp'].map((name) => join(inbox, name))]) {
    mkdirSync(path, { recursive: true });
    chownSync(path, MAIL_USER, MAIL_USER);
  }
  const head = (index: number) =>
    `From: a@friend.test\r\nTo: ${address}\r\nSubject: hello ${index}\r\n\r\nHow are you?\r\n`;
  for (let index = 0; index < count; index += 1) {
    const path = join(inbox, 'cur', `1700000000.M${index}P1.friend:2,S`);
    writeFileSync(path, head(index));
    chownSync(path, MAIL_USER, MAIL_USER);
  }
  if (bigBytes === 0) return;
  const path = join(inbox, 'cur', '1700000000.M999999999P1.friend:2,S');
  const file = openSync(path, 'w');
  writeSync(file, head(count));
  ftruncateSync(file, bigBytes);
  closeSync(file);
  chownSync(path, MAIL_USER, MAIL_USER);
}

/** Name (with its flags) and size of every mail in a folder that is not one of ours; sorted. */
export function foreignMails(lab: MailLab, address: string, folder = ''): string[] {
  return ['cur', 'new']
    .flatMap((place) => listed(join(lab.maildir(address), folder, place)))
    .filter(({ name }) => name.includes('.friend'))
    .map(({ name, bytes }) => `${name} ${bytes}`)
    .toSorted();
}

/** How many mails lie in a folder. */
export function mailsIn(lab: MailLab, address: string, folder = ''): number {
  return ['cur', 'new'].reduce((sum, place) => sum + listed(join(lab.maildir(address), folder, place)).length, 0);
}

/** How many of them lie there for longer than so many seconds (the name of a file begins with its second). */
export function oldMailsIn(lab: MailLab, address: string, seconds: number, folder = ''): number {
  const borderAtSeconds = Date.now() / 1000 - seconds;
  return ['cur', 'new']
    .flatMap((place) => listed(join(lab.maildir(address), folder, place)))
    .filter(({ name }) => Number(name.split('.')[0]) < borderAtSeconds).length;
}

function listed(path: string): { name: string; bytes: number }[] {
  try {
    return readdirSync(path).map((name) => ({ name, bytes: statSync(join(path, name)).size }));
  } catch {
    return []; // Dovecot has not made it yet
  }
}
