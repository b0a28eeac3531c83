import type { MailBound, MailPlace, MailState, MailVerdict } from '../../rules/mail/mail.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { formatDuration } from './format.ts';
import { formatClock, formatLocal, localDay } from './local-time.ts';
import type { MailNowView } from './mail-views.ts';
import type { LineView, PageContext } from './views.ts';
import { mailWords } from './wording-mail.ts';
import { type MailEnds, mailTerms, termOf } from './wording-mail-terms.ts';

/** A route as pages name it: by its accounts, to strangers by its own name. */
export type RouteNames = { name: string; from: string | null; to: string | null };

/** The look of a verdict: the shape and colour of a state of the line; mail has none of those states itself. */
export const MAIL_LOOKS: Record<MailVerdict, State> = {
  'mail-ok': 'up',
  'mail-delayed': 'degraded',
  'mail-blocked': 'down',
  'mail-unreachable': 'down',
  'mail-bouncing': 'down',
  'mail-to-junk': 'degraded',
  'mail-lost': 'down',
  'mail-unreadable': 'unknown',
  'mail-config-error': 'unknown',
  'mail-not-tested': 'unknown',
  'mail-unknown': 'unknown',
};

/** Strangers are told nothing of the owner's logins: for them there was no test. */
export function shownVerdict({ reader }: PageContext, verdict: MailVerdict): MailVerdict {
  const isOwn = verdict === 'mail-config-error' || verdict === 'mail-unreadable';
  return isOwn && reader === 'visitor' ? 'mail-not-tested' : verdict;
}

export function shownState({ reader }: PageContext, state: MailState): MailState {
  return state === 'config-error' && reader === 'visitor' ? 'not-tested' : state;
}

/** So long after the last look nothing is said of now; strangers are told later, at most by an hour. */
const STALE_MS = { own: 1_800_000, visitor: 5_400_000 };

/** Nobody has looked into the mailbox for long, or what was seen has not reached the server. */
export function isStale({ builtAtMs, reader }: PageContext, { asOfMs }: Pick<MailNowView, 'asOfMs'>): boolean {
  return asOfMs !== null && builtAtMs - asOfMs > (reader === 'visitor' ? STALE_MS.visitor : STALE_MS.own);
}

/** The look of a route: what nobody looks at any more is not called well. */
export function lookOf(context: PageContext, now: MailNowView): State {
  const look = MAIL_LOOKS[shownVerdict(context, now.verdict)];
  return look === 'up' && (now.blind !== null || isStale(context, now)) ? 'unknown' : look;
}

/** Whether something is wrong that readers should be told on other pages. */
export function isTold(context: PageContext, now: MailNowView): boolean {
  const verdict = shownVerdict(context, now.verdict);
  return (
    verdict === 'mail-config-error' ||
    verdict === 'mail-unreadable' ||
    (MAIL_LOOKS[verdict] !== 'up' && MAIL_LOOKS[verdict] !== 'unknown')
  );
}

/** `Von gmx an telekom`. */
export function routeTitle({ language }: PageContext, { name, from, to }: RouteNames): string {
  const terms = mailTerms[language];
  return from === null || to === null ? terms.titleByName(name) : terms.title(from, to);
}

/** `von gmx an telekom`, within a sentence. */
export function wayText({ language }: PageContext, { name, from, to }: RouteNames): string {
  const terms = mailTerms[language];
  return from === null || to === null ? terms.wayByName(name) : terms.way(from, to);
}

export function endsOf({ language }: PageContext, { from, to }: RouteNames): MailEnds {
  const terms = mailTerms[language];
  return { sender: terms.sender(from), receiver: terms.receiver(to) };
}

/** Which part of the way; to strangers, who see no names, also whether that is the provider that is watched. */
export function placeText(context: PageContext, names: RouteNames, place: MailPlace): string {
  const terms = mailTerms[context.language];
  const { leg, side, account } = place;
  if (isWithin(place)) return terms.within(account);
  const text = isByComparing(place) ? terms.mailbox(endsOf(context, names)) : terms.leg[leg](endsOf(context, names));
  const isSideKnown = side === 'provider' || side === 'remote';
  return names.from === null && isSideKnown ? `${text} (${terms.side[side]})` : text;
}

/** What follows from the place, and what does not. */
export function limitText({ language }: PageContext, place: MailPlace): string {
  const { limit, withinLimit, mailboxLimit } = mailTerms[language];
  if (isByComparing(place)) return mailboxLimit;
  return isWithin(place) ? withinLimit : limit[place.leg];
}

/** Which part it was is not known, but all of the way is one provider's. */
function isWithin({ leg, side }: MailPlace): boolean {
  return side === 'provider' && (leg === 'unknown' || leg === 'hand-over');
}

/** Other routes point at this mailbox; its provider is not proven to hold anything. */
function isByComparing({ leg, side }: MailPlace): boolean {
  return leg === 'receiver' && side === 'unknown';
}

/** What is so now, in one sentence: since when, and what waits. */
export function headline(context: PageContext, line: LineView, now: MailNowView): string {
  const { language } = context;
  const { now: words } = mailWords[language];
  const since = now.sinceAtMs === null ? null : shortTime(context, line, now.sinceAtMs);
  const verdict = shownVerdict(context, now.verdict);
  const sentence = mailTerms[language].verdict[verdict].now({ way: wayText(context, now), since });
  if (isStale(context, now) && now.asOfMs !== null)
    return `${sentence}. ${words.asOf(whenText(context, line, now.asOfMs))}`;
  const isWell = MAIL_LOOKS[verdict] === 'up';
  const asOf = isWell && now.asOfMs !== null ? `; ${words.watchedUntil(whenText(context, line, now.asOfMs))}` : '';
  if (now.oldest === null || now.openMails === 0) return `${sentence}${asOf}.`;
  if (isWell || verdict === 'mail-unknown') return `${sentence}${asOf}. ${words.onTheWay(now.openMails)}`;
  return `${sentence}; ${words.waiting(formatDuration(now.oldest.atLeastMs, language), now.openMails)}.`;
}

/** `um 08:02:11 Uhr`, with the day where it is not that of the page; strangers are told no seconds. */
export function whenText(context: PageContext, { zone }: LineView, atMs: number): string {
  const terms = mailTerms[context.language];
  const clock = formatClock(atMs, zone, context.reader === 'visitor' ? 'minute' : 'second');
  const [day = ''] = formatLocal(atMs, zone, context.language).split(' ');
  return isToday(context, zone, atMs) ? terms.at(clock) : terms.atDay(day, clock);
}

/** The clock alone on the day of the page, else with its day. */
export function shortTime(context: PageContext, { zone }: LineView, atMs: number): string {
  return isToday(context, zone, atMs)
    ? formatClock(atMs, zone, 'minute')
    : formatLocal(atMs, zone, context.language, 'minute');
}

function isToday({ builtAtMs }: PageContext, zone: string, atMs: number): boolean {
  return localDay(atMs, zone) === localDay(builtAtMs, zone);
}

/** `≥ 3 h 12 min` where mails on their way only tell the least; `–` where there is nothing. */
export function boundText({ language }: PageContext, bound: MailBound | null): string {
  if (bound === null) return '–';
  // what is known as the most is rounded up, the least down
  const text = formatDuration(bound.ms, language, bound.isAtLeast ? 'down' : 'up');
  return bound.isAtLeast ? mailWords[language].figures.atLeast(text) : text;
}

/** The reason in words; nothing for one that this version does not know, and to strangers none but that the line was down. */
export function reasonText({ language, reader }: PageContext, reason: string | null): string {
  if (reader === 'visitor' && reason !== 'line-down') return '';
  return termOf(mailTerms[language].reason, reason) ?? '';
}
