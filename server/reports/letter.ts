import { formatDay, localDay } from '../../web/pages/local-time.ts';
import type { Language } from '../../web/pages/views.ts';
import type { Contract } from '../contracts/contract.ts';
import { isSimulated } from '../figures/method.ts';
import type { Keep } from '../keep.ts';
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

export type LetterSource = {
  report: FaultReport;
  contract: Contract;
  line: Line;
  /** When the text was changed after it was reported; null: it was not. */
  changedAtMs: number | null;
  /** The line was made up: subject and text say so, whatever the owner wrote. */
  isSimulated: boolean;
};

/** The letter about what is kept of a report, written by `letterOf`. */
export function keptLetter({ store, contracts, reports }: Keep, report: FaultReport, line: Line): Letter {
  return letterOf({
    report,
    contract: contracts.of(line.id),
    line,
    changedAtMs: reports.letterChangedAtMs(report.id),
    isSimulated: isSimulated(store, line.id),
  });
}

export function letterOf({ report, contract, line, changedAtMs, isSimulated: isMadeUp }: LetterSource): Letter {
  const { reportedAtMs, createdAtMs, updatedAtMs } = report;
  // a report told by telephone may be written down later
  const dateAtMs = reportedAtMs === null ? updatedAtMs : Math.max(reportedAtMs, createdAtMs, changedAtMs ?? 0);
  const { language } = report;
  const { simulated } = letterWords[language];
  return {
    language,
    sender: lines(contract.customerName, contract.customerAddress, contract.phone, contract.email),
    recipient: lines(contract.providerAddress === '' ? line.provider : contract.providerAddress),
    date: formatDay(localDay(dateAtMs, line.zone), language).slice(language === 'de' ? 3 : 4),
    madeAtMs: updatedAtMs,
    subject: oneLine(`${isMadeUp ? `${simulated.subject}: ` : ''}${report.subject}`),
    body: printable(`${isMadeUp ? `${simulated.text}\n\n` : ''}${report.body}`),
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
