import type { MailRoute } from '../method.ts';
import type { MailPlace, MailRecord, MailRouteNow } from './mail.ts';
import { placeOfStretch, stretchInputs, tagsOf } from './mail-delay.ts';
import { isBlindSlot, type Judged, type Track } from './mail-judgement.ts';
import { NOWHERE } from './mail-place.ts';
import { mailAtMs } from './mail-record.ts';
import { arrivalOf, mailStateAt, openAgeMs } from './mail-state.ts';
import type { Stretch } from './mail-stretches.ts';
import { decideMail, type MailInputs, type MailRow, NO_MAIL_INPUTS } from './mail-table.ts';
import type { MailboxWatch } from './mail-watch.ts';

export type JudgedRoute = {
  /** In the order in which they were handed over, and what each says of each track. */
  mails: readonly MailRecord[];
  judged: readonly Record<Track, Judged>[];
  /** Stretches that have not ended. */
  open: readonly { track: Track; stretch: Stretch }[];
};
type Oldest = { number: number; acceptedAtMs: number; atLeastMs: number };

/** What is said of a route as of the last instant at which its mailbox was watched. */
export function routeNow(from: JudgedRoute, route: MailRoute, { watchedUntilMs, blind }: MailboxWatch): MailRouteNow {
  const { mails } = from;
  const waiting = mails.flatMap((record) => waitingOf(record, route, watchedUntilMs));
  const oldest = waiting.reduce<Oldest | null>((a, b) => (a && a.acceptedAtMs <= b.acceptedAtMs ? a : b), null);
  const inputs = inputsOf(from, route, { oldest, watchedUntilMs });
  const cause = causeOf(decideMail(inputs), from, oldest);
  const { side } = cause.place;
  const holder = side === 'provider' || side === 'remote' ? side : 'unknown';
  const row = decideMail({ ...inputs, holder });
  const last = mails.at(-1);
  return {
    route: route.name,
    settings: route,
    verdict: row.verdict,
    row: row.number,
    place: { ...cause.place, side: row.side },
    sinceAtMs: cause.sinceAtMs,
    asOfMs: watchedUntilMs,
    blind,
    oldest,
    openMails: waiting.length,
    last: last ? { number: last.number, atMs: mailAtMs(last), state: mailStateAt(last, route, watchedUntilMs) } : null,
    tags: cause.tags,
  };
}

function waitingOf(record: MailRecord, route: MailRoute, watchedUntilMs: number | null): Oldest[] {
  const atLeastMs = openAgeMs(record, route, watchedUntilMs);
  const { number, acceptedAtMs } = record;
  return atLeastMs === null || acceptedAtMs === null ? [] : [{ number, acceptedAtMs, atLeastMs }];
}

type AsOf = { oldest: Oldest | null; watchedUntilMs: number | null };
function inputsOf({ mails, open }: JudgedRoute, route: MailRoute, { oldest, watchedUntilMs }: AsOf): MailInputs {
  const newest = mails.at(-1);
  const way = open.find(({ track }) => track === 'way');
  const ended = mails.findLast((record) => endingOf(record, route, watchedUntilMs) !== 'na');
  const seen = mails.findLast((record) => arrivalOf(record, route));
  return {
    ...NO_MAIL_INPUTS,
    slots: slotsOf(newest, open),
    open: ageWord(oldest?.atLeastMs ?? null, route),
    delay: way ? stretchInputs('way', way.stretch, 'unknown').delay : 'none',
    submission: submissionOf(newestTried(mails)),
    ending: ended ? endingOf(ended, route, watchedUntilMs) : 'na',
    folder: seen ? folderOf(seen, route) : 'na',
  };
}

/** One blind slot is none: after an outage of the line the mailbox is not opened again at once. */
function slotsOf(newest: MailRecord | undefined, open: JudgedRoute['open']): MailInputs['slots'] {
  if (!newest) return 'none';
  if (isBlindSlot(newest) && open.some(({ track }) => track === 'mailbox')) return 'blind';
  return newest.outcome === 'not-tested' ? 'untested' : 'tested';
}
function ageWord(ageMs: number | null, { lateMs, stuckMs }: MailRoute): MailInputs['open'] {
  if (ageMs === null) return 'none';
  if (ageMs < lateMs) return 'waiting';
  return ageMs > stuckMs ? 'stuck' : 'overdue';
}
function newestTried(mails: readonly MailRecord[]): MailRecord | undefined {
  return mails.findLast((record) => submissionOf(record) !== 'na');
}
function submissionOf(record: MailRecord | undefined): MailInputs['submission'] {
  const outcome = record?.outcome;
  const isSaid =
    outcome === 'accepted' || outcome === 'refused' || outcome === 'unreachable' || outcome === 'config-error';
  return isSaid ? outcome : 'na';
}
function endingOf(record: MailRecord, route: MailRoute, watchedUntilMs: number | null): MailInputs['ending'] {
  const state = mailStateAt(record, route, watchedUntilMs);
  if (state === 'arrived' || state === 'arrived-late') return 'arrived';
  if (state === 'bounced') return 'bounced';
  return state === 'presumed-lost' ? 'lost' : 'na';
}
function folderOf(record: MailRecord, route: MailRoute): MailInputs['folder'] {
  return arrivalOf(record, route)?.folder === 'junk' ? 'junk' : 'inbox';
}

type Cause = { place: MailPlace; sinceAtMs: number | null; tags: string[] };
const NO_CAUSE: Cause = { place: NOWHERE, sinceAtMs: null, tags: [] };

/** The stretch or the mail that a verdict rests on. */
function causeOf({ verdict }: MailRow, from: JudgedRoute, oldest: Oldest | null): Cause {
  if (verdict === 'mail-delayed' || verdict === 'mail-lost')
    return stretchCause('way', from) ?? mailCause(from, 'way', ({ number }) => number === oldest?.number);
  if (verdict === 'mail-bouncing')
    return stretchCause('way', from) ?? lastCause(from, 'way', ({ trouble }) => trouble === 'bounced');
  if (verdict === 'mail-to-junk') return stretchCause('folder', from) ?? lastCause(from, 'folder', isTrouble);
  if (verdict === 'mail-config-error') return stretchCause('settings', from) ?? lastCause(from, 'settings', isTrouble);
  if (verdict === 'mail-blocked' || verdict === 'mail-unreachable')
    return stretchCause('submission', from) ?? lastCause(from, 'submission', isTrouble);
  if (verdict === 'mail-unreadable') return stretchCause('mailbox', from) ?? NO_CAUSE;
  if (verdict === 'mail-not-tested') return { ...NO_CAUSE, sinceAtMs: untestedSinceMs(from.mails) };
  return NO_CAUSE;
}
const isTrouble = ({ is }: Judged) => is === 'trouble';

function stretchCause(track: Track, { open }: JudgedRoute): Cause | null {
  const stretch = open.find((one) => one.track === track)?.stretch;
  if (!stretch) return null;
  const sinceAtMs = Math.min(...stretch.members.map(({ atMs }) => atMs));
  return { place: placeOfStretch(stretch.members), sinceAtMs, tags: tagsOf(track, stretch) };
}

function lastCause({ judged }: JudgedRoute, track: Track, isIt: (one: Judged) => boolean): Cause {
  return causeBy(judged.findLast((tracks) => isIt(tracks[track]))?.[track]);
}
function mailCause({ judged }: JudgedRoute, track: Track, isIt: (record: MailRecord) => boolean): Cause {
  return causeBy(judged.find((tracks) => isIt(tracks[track].record))?.[track]);
}
function causeBy(one: Judged | undefined): Cause {
  return one ? { place: one.place, sinceAtMs: one.atMs, tags: one.tags } : NO_CAUSE;
}

/** The first of the slots without a mail since the last that had one. */
function untestedSinceMs(mails: readonly MailRecord[]): number | null {
  const first = mails[mails.findLastIndex(({ outcome }) => outcome !== 'not-tested') + 1];
  return first ? mailAtMs(first) : null;
}
