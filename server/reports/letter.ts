import { formatDay, localDay } from '../../web/pages/local-time.ts';
import type { Language } from '../../web/pages/views.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Line } from '../store/store.ts';
import type { FaultReport } from './fault-report.ts';
import { letterWords } from './letter-words.ts';

/** A letter as it goes out, in whatever form. Lines hold no control characters. */
export type Letter = {
  language: Language;
  sender: string[];
  recipient: string[];
  /** Printed date: never earlier than what is written below it. */
  date: string;
  /** When what stands in the letter was last changed, so the same report always gives the same bytes. */
  madeAtMs: number;
  subject: string;
  /** Lines end in `\n`. */
  body: string;
  mailTo: string;
  mailFrom: string;
};

/** `changedAtMs`: when the text was changed after it was reported; null: it was not. */
export function letterOf(report: FaultReport, contract: Contract, line: Line, changedAtMs: number | null): Letter {
  const { reportedAtMs, createdAtMs, updatedAtMs } = report;
  // a report told by telephone may be written down later
  const dateAtMs = reportedAtMs === null ? updatedAtMs : Math.max(reportedAtMs, createdAtMs, changedAtMs ?? 0);
  const { language } = report;
  return {
    language,
    sender: lines(contract.customerName, contract.customerAddress, contract.phone, contract.email),
    recipient: lines(contract.providerAddress === '' ? line.provider : contract.providerAddress),
    date: formatDay(localDay(dateAtMs, line.zone), language).slice(language === 'de' ? 3 : 4),
    madeAtMs: updatedAtMs,
    subject: oneLine(report.subject),
    body: printable(report.body),
    mailTo: oneLine(contract.providerEmail),
    mailFrom: oneLine(contract.email),
  };
}

/** The letter as plain text, lines ended as in files of every system. */
export function letterText(letter: Letter): string {
  const { sender, recipient, date, subject, body, language } = letter;
  const head = [sender.join('\n'), recipient.join('\n'), `${letterWords[language].date}: ${date}`, subject];
  return `${[...head, body].filter((part) => part !== '').join('\n\n')}\n`.replaceAll('\n', '\r\n');
}

function lines(...texts: string[]): string[] {
  return texts
    .flatMap((text) => text.split('\n'))
    .map(oneLine)
    .filter((line) => line !== '');
}

/** Without anything that ends a line or steers a terminal, a mail program or the direction of the text. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** The same for several lines; tabs become spaces. */
export function printable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '');
}
