import type { MailRoute } from '../method.ts';
import type { MailDelay, MailPlace } from './mail.ts';
import type { Judged, Track } from './mail-judgement.ts';
import { commonPlace, type MailTag, NOWHERE } from './mail-place.ts';
import { type MailTools, mailId } from './mail-record.ts';
import type { Stretch } from './mail-stretches.ts';
import { decideMail, type MailInputs, NO_MAIL_INPUTS } from './mail-table.ts';

export type Naming = { line: string; route: MailRoute; tools: MailTools };

/** A stretch as it is told. */
export function delayOf(track: Track, stretch: Stretch, { line, route, tools }: Naming): MailDelay {
  const { members, lastWell, firstWell } = stretch;
  const [first] = members;
  const last = members.at(-1);
  if (!first || !last) throw new Error('bug: a stretch without a mail');
  const place = placeOfStretch(members);
  const startLatestAtMs = Math.min(...members.map(({ atMs }) => atMs));
  const endEarliestAtMs = Math.max(...members.map(({ untilEarliestAtMs }) => untilEarliestAtMs));
  const endLatestAtMs = Math.max(firstWell?.untilLatestAtMs ?? 0, ...members.map((one) => one.untilLatestAtMs ?? 0));
  return {
    id: mailId(line, route.name, first.record.number, tools),
    route: route.name,
    verdict: decideMail(stretchInputs(track, stretch, place.side)).verdict,
    place,
    startEarliestAtMs: Math.min(lastWell?.atMs ?? startLatestAtMs, startLatestAtMs),
    startLatestAtMs,
    endEarliestAtMs: firstWell ? endEarliestAtMs : null,
    endLatestAtMs: firstWell ? Math.max(endLatestAtMs, endEarliestAtMs) : null,
    firstMail: first.record.number,
    lastMail: last.record.number,
    mails: members.length,
    missing: members.filter(isMissing).length,
    ...longestOf(members, route),
    tags: tagsOf(track, stretch),
  };
}

/** Where a server speaks of the mailbox itself (full, no such address) in one of its mails, the others are nobody's either. */
export function placeOfStretch(members: readonly Judged[]): MailPlace {
  const isOwn = members.some(({ tags, trouble }) => trouble !== 'refused' && tags.includes('own-settings'));
  return isOwn ? NOWHERE : commonPlace(members.map(({ place }) => place));
}

const isMissing = ({ trouble }: Judged) => trouble === 'lost' || trouble === 'bounced';

/** Latency of the longest one; what was never accepted has none. */
function longestOf(
  members: readonly Judged[],
  route: MailRoute,
): { minLatencyMs: number; maxLatencyMs: number | null } {
  const timed = members.map(({ record, trouble, atMs, untilEarliestAtMs }) => {
    const latency = record.timed?.latency;
    if (trouble === 'lost') return { minMs: route.lostMs, maxMs: null };
    if (trouble === 'late' && !latency) return { minMs: untilEarliestAtMs - atMs, maxMs: null };
    return latency ?? { minMs: 0, maxMs: 0 };
  });
  const isOpen = timed.some(({ maxMs }) => maxMs === null);
  return {
    minLatencyMs: Math.max(...timed.map(({ minMs }) => minMs)),
    maxLatencyMs: isOpen ? null : Math.max(...timed.map(({ maxMs }) => maxMs ?? 0)),
  };
}

/** What the table is asked for a stretch: what most of its mails came to; of two that are as many, the first named. */
export function stretchInputs(track: Track, { members }: Stretch, side: string): MailInputs {
  const holder = side === 'provider' || side === 'remote' ? side : 'unknown';
  const inputs: MailInputs = { ...NO_MAIL_INPUTS, slots: 'tested', holder };
  const count = (trouble: Judged['trouble']) => members.filter((one) => one.trouble === trouble).length;
  if (track === 'settings') return { ...inputs, submission: 'config-error' };
  if (track === 'folder') return { ...inputs, folder: 'junk' };
  if (track === 'mailbox') return { ...inputs, slots: 'blind' };
  if (track === 'submission')
    return { ...inputs, submission: count('refused') >= count('unreachable') ? 'refused' : 'unreachable' };
  const [late, lost, bounced] = [count('late'), count('lost'), count('bounced')];
  if (late >= lost && late >= bounced) return { ...inputs, delay: 'late' };
  return lost >= bounced ? { ...inputs, delay: 'lost' } : { ...inputs, ending: 'bounced' };
}

/** Reasons beside a stretch, each once. */
export function tagsOf(track: Track, { members, hasSuspects, lastWell }: Stretch): MailTag[] {
  const tags = new Set(members.flatMap((one) => one.tags));
  if (track === 'way' && hasSuspects) tags.add('possible-greylisting');
  if (!lastWell) tags.add('onset-unseen');
  if (members.some(({ trouble }) => trouble === 'lost')) tags.add('some-lost');
  if (members.some(({ trouble }) => trouble === 'bounced')) tags.add('some-bounced');
  return [...tags].sort();
}
