import type { MailRoute } from '../method.ts';
import type { Side } from '../verdict/verdict.ts';
import { hostOwner, type MailMemory } from './host-clocks.ts';
import type { MailLeg, MailPlace, MailRecord, MailReport } from './mail.ts';
import { bounceOf } from './mail-state.ts';

export type PlacedRoute = Pick<MailRoute, 'from' | 'to' | 'provider'>;
/** Tags beside a place; `MailDelay.tags`. */
export const MAIL_TAGS = [
  'provider-admitted', //    the watched provider's own delay report (RFC 3464) says that it holds the mail
  'sender-admitted', //      the same of another provider
  'put-off-by-receiver', //  the sender reports that the receiver put it off: its word alone, it blames nobody
  'possible-greylisting', // a mail beside it was handed over by a host that the receiver may not have known
  'own-settings', //         the reply speaks of the address, the quota or a policy: nobody's fault is said
  'clock-doubtful', //       a clock was not known to be right
  'onset-unseen', //         nothing was well before: it may have begun earlier
  'some-lost',
  'some-bounced',
] as const;
export type MailTag = (typeof MAIL_TAGS)[number];
export type Placed = { place: MailPlace; tags: MailTag[] };

export const NOWHERE: MailPlace = { leg: 'unknown', side: 'unknown', account: null };

/** Who is at that end of a route: the watched provider, or somebody else. */
export function sideOf(end: 'from' | 'to', { provider, from, to }: PlacedRoute): Side {
  const isWatched = provider === end || provider === 'both' || (from === to && provider !== 'none');
  return isWatched ? 'provider' : 'remote';
}

/**
 * What is said of a leg that is proven to have held a mail. The hand-over proves nobody's fault. Neither does `visible`: a
 * mail that a rule, another device or a collecting service puts into the folder later keeps its date (RFC 3501 §2.3.3).
 */
export function placeOfLeg(leg: MailLeg, route: PlacedRoute): MailPlace {
  if (leg === 'submit' || leg === 'sender') return { leg, side: sideOf('from', route), account: route.from };
  if (leg === 'receiver') return { leg, side: sideOf('to', route), account: route.to };
  if (leg === 'visible') return { leg, side: 'unknown', account: route.to };
  return isWithinOneProvider(route)
    ? { leg, side: 'provider', account: route.from === route.to ? route.from : null }
    : { ...NOWHERE, leg };
}

/** All of the way is the watched provider's: whatever leg it was, it was its own. */
function isWithinOneProvider({ from, to, provider }: PlacedRoute): boolean {
  return provider === 'both' || (from === to && provider !== 'none');
}

/** Of a mail that came late, or has not come: `heldIn` by its hops (`unknown` while it is on its way). */
export function placeOfWaiting(record: MailRecord, heldIn: MailLeg, route: PlacedRoute, memory: MailMemory): Placed {
  const delays = record.reports.filter(({ action }) => action === 'delayed');
  // wherever it lay: a full mailbox or a wrong address is its owner's (RFC 3463 X.1, X.2)
  if (delays.some(({ status }) => isOfMailbox(status))) return { place: NOWHERE, tags: ['own-settings'] };
  if (heldIn !== 'unknown' && heldIn !== 'hand-over') return { place: placeOfLeg(heldIn, route), tags: [] };
  if (delays.some((report) => isOwnAdmission(report, record, memory))) return admitted(route);
  const isPutOff = delays.some(({ remoteMta }) => remoteMta !== null);
  return { place: placeOfLeg(heldIn, route), tags: isPutOff ? ['put-off-by-receiver'] : [] };
}

function admitted(route: PlacedRoute): Placed {
  const place = placeOfLeg('sender', route);
  return { place, tags: [place.side === 'provider' ? 'provider-admitted' : 'sender-admitted'] };
}

/**
 * The sender's own host says that its own system holds the mail: no other host is named, and the status is X.3.X, "mail
 * system" (RFC 3463 §3.4), not X.4.X, the way to the other. reference/mail.md §4.
 */
function isOwnAdmission(
  { reportingMta, remoteMta, status }: MailReport,
  record: MailRecord,
  memory: MailMemory,
): boolean {
  return remoteMta === null && subjectOf(status) === 3 && reporterOf(reportingMta, record, memory) === 'sender';
}

function reporterOf(reportingMta: string | null, record: MailRecord, memory: MailMemory) {
  if (reportingMta === null) return 'unknown';
  return reportingMta === record.host ? 'sender' : hostOwner(memory, reportingMta);
}

/** Of a mail that was given back. */
export function placeOfBounce(record: MailRecord, route: PlacedRoute, memory: MailMemory): Placed {
  const report = bounceOf(record);
  if (!report) return { place: NOWHERE, tags: [] };
  if (subjectOf(report.status) === null || isOwnSettings(report.status))
    return { place: NOWHERE, tags: ['own-settings'] };
  if (isOwnAdmission(report, record, memory)) return { place: placeOfLeg('sender', route), tags: [] };
  const isReceivers = reporterOf(report.reportingMta, record, memory) === 'receiver' && report.remoteMta === null;
  return { place: placeOfLeg(isReceivers ? 'receiver' : 'hand-over', route), tags: [] };
}

/** Of a submission that was refused (4xx, 5xx). */
export function placeOfRefusal(refusal: MailRecord, route: PlacedRoute): Placed {
  if (isOwnSystem(refusal)) return { place: placeOfLeg('submit', route), tags: [] };
  const isOwn = subjectOf(refusal.status) === null ? (refusal.replyCode ?? 0) >= 500 : isOwnSettings(refusal.status);
  return { place: { ...NOWHERE, leg: 'submit' }, tags: isOwn ? ['own-settings'] : [] };
}

/**
 * The server says that it cannot by itself: X.3.X, "mail system" (RFC 3463 §3.4), or without a status one of the replies
 * that mean it (RFC 5321 §4.2.3; 454 by RFC 4954 §4.7). Network (X.4), protocol (X.5) and what is not defined (X.0) may be
 * the receiver's, or of who sent it.
 */
function isOwnSystem({ status, replyCode }: Pick<MailRecord, 'status' | 'replyCode'>): boolean {
  const subject = subjectOf(status);
  return subject === null ? [421, 451, 452, 454].includes(replyCode ?? 0) : subject === 3;
}

/**
 * Of a submission server that was not there while the line was up. Only one that took the connection and then failed is
 * proven to be at fault, and only where mails of this route came before, so that port and encryption are right: names and
 * ports may be blocked at home or by the access (routers come with lists of allowed mail servers).
 */
export function placeOfUnreachable(
  { reason }: MailRecord,
  route: PlacedRoute,
  { contacts, hosts }: MailMemory,
): Placed {
  const hasWorked = contacts.length + hosts.length > 0;
  const isProven = hasWorked && (reason === 'greeting' || reason === 'closed' || reason === 'protocol');
  return { place: isProven ? placeOfLeg('submit', route) : { ...NOWHERE, leg: 'submit' }, tags: [] };
}

/** Address, mailbox (quota), content or policy (RFC 3463 X.1, X.2, X.6, X.7), or what is not defined (X.0). */
function isOwnSettings(status: string | null): boolean {
  return [0, 1, 2, 6, 7].includes(subjectOf(status) ?? -1);
}
function isOfMailbox(status: string | null): boolean {
  return [1, 2].includes(subjectOf(status) ?? -1);
}
function subjectOf(status: string | null): number | null {
  const subject = /^\d+\.(\d+)\.\d+$/.exec(status ?? '')?.[1];
  return subject === undefined ? null : Number(subject);
}

/**
 * Of several mails in trouble: the place that at least half of those have which were located, when no other account is
 * proven as well; else only the leg they agree on.
 */
export function commonPlace(places: readonly MailPlace[]): MailPlace {
  const located = places.filter(({ leg, side }) => leg !== 'unknown' || side !== 'unknown');
  const blamed = located.filter(({ side }) => side !== 'unknown');
  const [first] = blamed;
  const isOneAccount = blamed.every(({ account, side }) => account === first?.account && side === first?.side);
  if (first && isOneAccount && blamed.length * 2 >= located.length) return mostOf(blamed) ?? first;
  const legs = new Set(located.map(({ leg }) => leg));
  const [leg = 'unknown'] = legs;
  return { ...NOWHERE, leg: !first && legs.size === 1 ? leg : 'unknown' };
}

function mostOf(places: readonly MailPlace[]): MailPlace | null {
  const counts = new Map<MailLeg, number>();
  for (const { leg } of places) counts.set(leg, (counts.get(leg) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return places.find(({ leg }) => counts.get(leg) === most) ?? null;
}
