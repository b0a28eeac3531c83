import { shortFingerprint } from '../../rules/journal/heads.ts';
import type { Side } from '../../rules/verdict/verdict.ts';
import { formatBounds, formatPercent } from '../../web/pages/format.ts';
import { formatLocal } from '../../web/pages/local-time.ts';
import { CHECK_NAMES, type CheckAnswers } from '../../web/pages/report-views.ts';
import type { Language } from '../../web/pages/views.ts';
import { findingOf } from '../../web/pages/wording-findings.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Line, StoredOutage } from '../store/store.ts';
import { type LetterWords, letterWords } from './letter-words.ts';

export type LetterFacts = {
  language: Language;
  line: Line;
  contract: Contract;
  /** null: nothing was measured. */
  outage: StoredOutage | null;
  downSinceAtMs: number;
  /** Share of the time since the begin that was observed, 0…1; null: nothing was. */
  observedRatio: number | null;
  checks: CheckAnswers;
  reachable: string;
  otherPhone: string;
  /** The newest seal of the logs; whoever has the letter can show later what stood in them. null: none yet. */
  head: LetterHead | null;
  /** Whether TKG § 58 holds for the line now. */
  isGermanLaw: boolean;
  nowMs: number;
};

/** The whole hash: whoever owns the logs could make two seals that agree in a short one. */
export type LetterHead = { counter: number; atMs: number; sha256: string };

/** The draft of a fault report: subject, and the letter from salutation to name. The owner edits it before it goes out. */
export function draftLetter(facts: LetterFacts): { subject: string; body: string } {
  const words = letterWords[facts.language];
  const asks = askList(facts, words);
  const parts = [
    words.salutation,
    isOver(facts) ? words.openingEnded : words.opening,
    factLines(facts, words).join('\n'),
    [words.measured.title, ...measuredLines(facts, words).map(bullet)].join('\n'),
    triedPart(facts, words),
    [words.asks.title, ...asks.map(bullet)].join('\n'),
    reachPart(facts, words),
    headPart(facts, words),
    `${words.closing}${facts.contract.customerName === '' ? '' : `\n\n${facts.contract.customerName}`}`,
  ];
  return { subject: subjectOf(facts, words), body: plain(parts.filter((part) => part !== '').join('\n\n')) };
}

function subjectOf(facts: LetterFacts, words: LetterWords): string {
  const { outage, contract } = facts;
  const minute = (atMs: number) => formatLocal(atMs, facts.line.zone, facts.language, 'minute');
  const begin = minute(outage?.startLatestAtMs ?? facts.downSinceAtMs);
  const text =
    outage !== null && outage.endEarliestAtMs !== null && isOver(facts)
      ? words.subjectEnded(begin, minute(outage.endEarliestAtMs))
      : words.subject(begin);
  return plain(contract.contractNumber === '' ? text : `${text}, ${words.contract(contract.contractNumber)}`);
}

function factLines(facts: LetterFacts, words: LetterWords): string[] {
  const { line, contract, language, outage } = facts;
  const at = (atMs: number) => formatLocal(atMs, line.zone, language, 'second');
  const rows: [string, string][] = [
    [words.facts.customer, contract.customerName],
    [words.facts.line, [line.name, ...contract.customerAddress.split('\n')].filter((part) => part !== '').join(', ')],
    [words.facts.provider, line.provider],
    [words.facts.contract, contract.contractNumber],
    // what nobody told is not said
    [
      words.facts.services,
      contract.isAssumed ? '' : contract.services.map((service) => words.service[service]).join(', '),
    ],
    [
      words.facts.begin,
      outage === null
        ? words.facts.told(at(facts.downSinceAtMs), line.zone)
        : words.facts.between(at(outage.startEarliestAtMs), at(outage.startLatestAtMs), line.zone),
    ],
    [words.facts.state, stateText(facts, words)],
    [words.facts.length, outage === null ? '' : formatBounds(outage.downMinMs, outage.downMaxMs, language)],
    [
      words.facts.observed,
      facts.observedRatio === null ? '' : words.facts.observedText(formatPercent(facts.observedRatio, 2, language)),
    ],
  ];
  return rows.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`);
}

function stateText({ outage, line, language, nowMs }: LetterFacts, words: LetterWords): string {
  const at = (atMs: number) => formatLocal(atMs, line.zone, language, 'second');
  if (outage === null) return words.facts.lastingTold(at(nowMs));
  const { endEarliestAtMs, endLatestAtMs } = outage;
  if (endEarliestAtMs === null || endLatestAtMs === null)
    return words.facts.lasting(at(outage.bounds.lastBad.sentAtMs));
  if (outage.endsUnobserved) return words.facts.endedUnobserved(at(endEarliestAtMs));
  return words.facts.ended(at(endEarliestAtMs), at(endLatestAtMs));
}

function measuredLines({ outage, language }: LetterFacts, words: LetterWords): string[] {
  if (outage === null) return [words.measured.unknown];
  const finding = findingOf(outage.verdict, language);
  const { home, access, provider, method, grade, provisional } = words.measured;
  const place: Record<Side, string> = { home, access, provider, remote: '', unknown: '' };
  const isOpen = outage.endLatestAtMs !== null && !outage.final;
  return [
    `${finding.title}. ${finding.text}`,
    method,
    place[outage.side],
    grade[outage.grade],
    isOpen ? provisional : '',
  ].filter((line) => line !== '');
}

function triedPart({ checks }: LetterFacts, words: LetterWords): string {
  const lines = CHECK_NAMES.map((name) => words.tried.answers[name][checks[name]] ?? '').filter((line) => line !== '');
  return lines.length === 0 ? '' : [words.tried.title, ...lines.map(bullet)].join('\n');
}

function askList(facts: LetterFacts, words: LetterWords): string[] {
  const asks = facts.isGermanLaw ? { ...words.asks, ...words.asksOfLaw } : words.asks;
  const repair = isOver(facts)
    ? [asks.repairEnded, asks.confirm]
    : [asks.repair, asks.confirm, asks.inform, asks.substitute];
  return [...repair, asks.preserve];
}

function reachPart({ contract, reachable, otherPhone }: LetterFacts, words: LetterWords): string {
  const parts = [
    words.cooperation,
    contract.phone === '' ? '' : words.reach.phone(contract.phone),
    reachable === '' ? '' : words.reach.times(reachable),
    otherPhone === '' ? '' : words.reach.other(otherPhone),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function headPart({ head, line, language }: LetterFacts, words: LetterWords): string {
  if (head === null) return '';
  const at = formatLocal(head.atMs, line.zone, language, 'second');
  return words.head({ counter: head.counter, at, short: shortFingerprint(head.sha256), sha256: head.sha256 });
}

function isOver({ outage }: LetterFacts): boolean {
  return outage !== null && outage.endEarliestAtMs !== null && !outage.endsUnobserved;
}

function bullet(line: string): string {
  return `- ${line}`;
}

/** Spaces that never break are for pages; a letter is read in any program. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
