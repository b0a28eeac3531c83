import type { HopOwner } from './vocabulary.ts';

/**
 * What a host's clock is off by, learned from prompt mails: each honest stamp lies between accepted and seen, so
 * `offsetMs` = stamp − middle (positive: the host is ahead), `errorMs` = half of what lies between + 500, for stamps are cut
 * to whole seconds. reference/mail.md §5.
 */
export type ClockSample = { atMs: number; offsetMs: number; errorMs: number };
export type KnownClock = { offsetMs: number; errorMs: number };

/** A stamp is of some instant in its second: so much more than `errorMs` a single one may be off by. */
export const STAMP_ERROR_MS = 500;
const SAMPLES_MAX = 21;
/** Clocks drift and are set: what is older says nothing. */
const SAMPLE_AGE_MAX_MS = 7 * 86_400_000;
const HOSTS_MAX = 64;
const CONTACTS_MAX = 200;
/** A greylist forgets whom it has not heard of for so long (postgrey: 35 days). */
const CONTACT_AGE_MAX_MS = 35 * 86_400_000;

/** What the mails of a route teach, oldest first. Plain JSON; the newest entry stands last. */
export type MailMemory = {
  hosts: [host: string, owner: HopOwner, samples: ClockSample[]][];
  /** INTERNALDATE of the mailbox, against the instant at which a mail could be seen. */
  internalDate: ClockSample[];
  /** Hosts that have handed mails of this route over, and when last. */
  contacts: [host: string, atMs: number][];
};
export const NO_MEMORY: MailMemory = { hosts: [], internalDate: [], contacts: [] };

/** One reading of a clock by a mail that was certainly on its way from `fromAtMs` to `toAtMs`. */
export function clockSample(stampAtMs: number, fromAtMs: number, toAtMs: number): ClockSample {
  const halfMs = Math.max(0, toAtMs - fromAtMs) / 2;
  return { atMs: toAtMs, offsetMs: stampAtMs - (fromAtMs + halfMs), errorMs: halfMs + STAMP_ERROR_MS };
}

/**
 * The clock at an instant: median of the sharper half of the newest samples; null: no baseline, so nothing is known. A clock
 * that moved between them is known only as well as they agree.
 */
export function clockAt(samples: readonly ClockSample[], atMs: number): KnownClock | null {
  const fresh = samples.filter((one) => Math.abs(atMs - one.atMs) <= SAMPLE_AGE_MAX_MS);
  if (fresh.length === 0) return null;
  const sharp = [...fresh].sort((a, b) => a.errorMs - b.errorMs).slice(0, Math.ceil(fresh.length / 2));
  const offsetMs = medianOf(sharp.map((one) => one.offsetMs));
  const spreadMs = Math.max(...sharp.map((one) => Math.abs(one.offsetMs - offsetMs)));
  return { offsetMs: Math.round(offsetMs), errorMs: Math.ceil(Math.max(spreadMs, ...sharp.map((one) => one.errorMs))) };
}

/** With one sample more; the oldest fall out. */
export function withSample(samples: readonly ClockSample[], sample: ClockSample): ClockSample[] {
  return [...samples, sample].slice(-SAMPLES_MAX);
}

/** What is known of clocks around a mail: by the mails before it, and by the first after it that teaches any. */
export type ClocksAround = { before: MailMemory; after: MailMemory };

export function hostClock({ before, after }: ClocksAround, host: string | null, atMs: number): KnownClock | null {
  return undisturbed(samplesOf(before, host), samplesOf(after, host), atMs);
}

export function internalDateClock({ before, after }: ClocksAround, atMs: number): KnownClock | null {
  return undisturbed(before.internalDate, after.internalDate, atMs);
}

/** A clock that was set between the mails before and the one after is not known in between. */
function undisturbed(before: readonly ClockSample[], after: readonly ClockSample[], atMs: number): KnownClock | null {
  const earlier = clockAt(before, atMs);
  const later = clockAt(after, atMs);
  if (!earlier || !later) return earlier ?? later;
  return Math.abs(earlier.offsetMs - later.offsetMs) <= earlier.errorMs + later.errorMs ? earlier : null;
}

function samplesOf({ hosts }: MailMemory, host: string | null): readonly ClockSample[] {
  return hosts.find(([name]) => name === host)?.[2] ?? [];
}

/** Whose host it is, by the mails that it carried. */
export function hostOwner({ hosts }: MailMemory, host: string | null): HopOwner {
  return hosts.find(([name]) => name === host)?.[1] ?? 'unknown';
}

export function withHost(memory: MailMemory, host: string, owner: HopOwner, sample: ClockSample): MailMemory {
  const before = memory.hosts.find(([name]) => name === host)?.[2] ?? [];
  const others = memory.hosts.filter(([name]) => name !== host);
  return {
    ...memory,
    hosts: [...others, [host, owner, withSample(before, sample)] as const].slice(-HOSTS_MAX).map(asEntry),
  };
}
const asEntry = ([host, owner, samples]: readonly [string, HopOwner, ClockSample[]]): MailMemory['hosts'][number] => [
  host,
  owner,
  samples,
];

export function isKnownContact({ contacts }: MailMemory, host: string, atMs: number): boolean {
  return contacts.some(([name, lastAtMs]) => name === host && atMs - lastAtMs <= CONTACT_AGE_MAX_MS);
}

export function withContact(memory: MailMemory, host: string, atMs: number): MailMemory {
  const others = memory.contacts.filter(([name]) => name !== host);
  const contacts: MailMemory['contacts'] = [...others, [host, atMs]];
  return { ...memory, contacts: contacts.slice(-CONTACTS_MAX) };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
