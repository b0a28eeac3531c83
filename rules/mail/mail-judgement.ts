import type { MailRoute } from '../method.ts';
import type { MailMemory } from './host-clocks.ts';
import type { MailPlace, MailRecord } from './mail.ts';
import {
  type MailTag,
  NOWHERE,
  type Placed,
  placeOfBounce,
  placeOfRefusal,
  placeOfUnreachable,
  placeOfWaiting,
} from './mail-place.ts';
import { mailAtMs } from './mail-record.ts';
import { arrivalOf, bounceOf, mailStateAt, openAgeMs } from './mail-state.ts';

/**
 * Five things are watched, each for itself, and a mail can be in trouble in one of them only: the way (late, lost, bounced),
 * the submission (refused, unreachable), the owner's settings (login, certificate), the folder (junk), and the mailbox, into
 * which nobody could look when a mail was due (then none is sent).
 */
export const TRACKS = ['way', 'submission', 'settings', 'folder', 'mailbox'] as const;
export type Track = (typeof TRACKS)[number];

export type Trouble = 'late' | 'lost' | 'bounced' | 'refused' | 'unreachable' | 'config-error' | 'junk' | 'unreadable';
/** What a mail says of a track. `neutral`: nothing, it neither begins nor ends anything. */
export type Judged = {
  record: MailRecord;
  /** It was handed over, or could not be. */
  atMs: number;
  is: 'well' | 'neutral' | 'trouble';
  trouble: Trouble | null;
  /** One like this is enough. */
  isAlone: boolean;
  /** How long it was certainly in trouble, and until when at the latest; `untilLatestAtMs` null: it still is. */
  untilEarliestAtMs: number;
  untilLatestAtMs: number | null;
  place: MailPlace;
  tags: MailTag[];
};
/** A mail with what was remembered when it was handed over. */
export type Remembered = { record: MailRecord; memory: MailMemory };

/** What one mail says of each track. `record.timed` stands. */
export function judge(
  { record, memory }: Remembered,
  route: MailRoute,
  watchedUntilMs: number | null,
): Record<Track, Judged> {
  const neutral = neutralOf(record);
  const { outcome } = record;
  const none = { way: neutral, submission: neutral, settings: neutral, folder: neutral, mailbox: neutral };
  // none is sent where nobody could see it arrive
  const tried = { ...none, mailbox: wellAt(record, mailAtMs(record)) };
  const atOutcome = (trouble: Trouble, { place, tags }: Placed): Judged =>
    inTrouble(record, trouble, { atMs: record.outcomeAtMs, untilMs: record.outcomeAtMs, place, tags });
  if (isBlindSlot(record)) return { ...none, mailbox: atOutcome('unreadable', { place: NOWHERE, tags: [] }) };
  if (outcome === 'not-tested') return none;
  if (outcome === 'config-error')
    return { ...tried, settings: atOutcome('config-error', { place: NOWHERE, tags: [] }) };
  if (outcome === 'refused') {
    const refused = atOutcome('refused', placeOfRefusal(record, route));
    return {
      ...tried,
      submission: refused,
      settings: isLoggedIn(record) ? wellAt(record, record.outcomeAtMs) : neutral,
    };
  }
  if (outcome === 'unreachable')
    return { ...tried, submission: atOutcome('unreachable', placeOfUnreachable(record, route, memory)) };
  if (record.acceptedAtMs === null) return tried;
  const accepted = wellAt(record, record.acceptedAtMs);
  const way = judgeWay({ record, memory }, route, watchedUntilMs);
  return {
    ...tried,
    way,
    submission: accepted,
    settings: accepted,
    folder: way.is === 'trouble' ? neutral : judgeFolder(record, route),
  };
}

/** The slot went by because nobody could look into the mailbox, while the line was up. */
export function isBlindSlot({ outcome, reason }: MailRecord): boolean {
  return outcome === 'not-tested' && reason === 'mailbox-blind';
}

/** A refusal of the greeting or of the login itself says nothing of the settings. */
function isLoggedIn({ stage }: MailRecord): boolean {
  return stage === 'mail' || stage === 'rcpt' || stage === 'data' || stage === 'dot';
}

function judgeWay({ record, memory }: Remembered, route: MailRoute, watchedUntilMs: number | null): Judged {
  const { timed } = record;
  const acceptedAtMs = record.acceptedAtMs ?? record.outcomeAtMs;
  if (timed?.latency) return judgeArrived(record, memory, route);
  if (bounceOf(record)) {
    const placed = placeOfBounce(record, route, memory);
    return inTrouble(record, 'bounced', { atMs: acceptedAtMs, untilMs: acceptedAtMs, ...placed });
  }
  const waiting = placeOfWaiting(record, 'unknown', route, memory);
  if (mailStateAt(record, route, watchedUntilMs) === 'presumed-lost') {
    // one that never came may have been taken out by a rule or another device: only a provider's own word says where it was
    const place = waiting.tags.length > 0 ? waiting.place : NOWHERE;
    const lost = inTrouble(record, 'lost', { atMs: acceptedAtMs, untilMs: acceptedAtMs, ...waiting, place });
    return { ...lost, isAlone: true };
  }
  const ageMs = openAgeMs(record, route, watchedUntilMs) ?? 0;
  if (ageMs < route.lateMs) return neutralOf(record);
  const open = inTrouble(record, 'late', { atMs: acceptedAtMs, untilMs: acceptedAtMs + ageMs, ...waiting });
  return { ...open, untilLatestAtMs: null, isAlone: ageMs > route.stuckMs };
}

function judgeArrived(record: MailRecord, memory: MailMemory, route: MailRoute): Judged {
  const { timed } = record;
  const acceptedAtMs = record.acceptedAtMs ?? record.outcomeAtMs;
  if (!timed?.latency || timed.latency.isDoubtful) return neutralOf(record);
  const { minMs, maxMs } = timed.latency;
  if (maxMs <= route.promptMs) return wellAt(record, acceptedAtMs + maxMs);
  // between the two limits it was slow, and is called late nowhere
  if (mailStateAt(record, route, null) !== 'arrived-late' || timed.isGreylistSuspect) return neutralOf(record);
  const placed = placeOfWaiting(record, timed.place.leg, route, memory);
  const late = inTrouble(record, 'late', { atMs: acceptedAtMs, untilMs: acceptedAtMs + minMs, ...placed });
  return { ...late, untilLatestAtMs: acceptedAtMs + maxMs, isAlone: minMs > route.stuckMs };
}

function judgeFolder(record: MailRecord, route: MailRoute): Judged {
  const arrival = arrivalOf(record, route);
  const latency = record.timed?.latency;
  if (!arrival || !latency || latency.isDoubtful || record.acceptedAtMs === null) return neutralOf(record);
  if (arrival.folder !== 'junk') return wellAt(record, record.acceptedAtMs + latency.maxMs);
  const { acceptedAtMs: atMs } = record;
  const junk = inTrouble(record, 'junk', { atMs, untilMs: atMs + latency.minMs, place: NOWHERE, tags: [] });
  return { ...junk, untilLatestAtMs: atMs + latency.maxMs };
}

function neutralOf(record: MailRecord): Judged {
  const atMs = mailAtMs(record);
  const is = 'neutral';
  return {
    record,
    atMs,
    is,
    trouble: null,
    isAlone: false,
    untilEarliestAtMs: atMs,
    untilLatestAtMs: atMs,
    place: NOWHERE,
    tags: [],
  };
}
function wellAt(record: MailRecord, provenAtMs: number): Judged {
  return { ...neutralOf(record), is: 'well', untilEarliestAtMs: provenAtMs, untilLatestAtMs: provenAtMs };
}
function inTrouble(record: MailRecord, trouble: Trouble, of: Placed & { atMs: number; untilMs: number }): Judged {
  const { atMs, untilMs, place, tags } = of;
  const doubt: MailTag[] = record.isClockDoubtful ? ['clock-doubtful'] : [];
  const until = { untilEarliestAtMs: untilMs, untilLatestAtMs: untilMs };
  return { ...neutralOf(record), atMs, is: 'trouble', trouble, ...until, place, tags: [...tags, ...doubt] };
}
