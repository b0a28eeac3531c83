import { parseInstant } from '../instant.ts';
import { type LaneContent, parseLaneEntry } from '../journal/lane.ts';
import type { MailboxEvent, MailEvent } from './mail-event.ts';

/** What the server's own reader of mailboxes wrote into the lane. */
export type ReaderContent = Extract<LaneContent, { type: 'mail-sighting' | 'mail-report' | 'mail-watch' }>;
export type ReaderEntry = { entry: number; content: ReaderContent };
type Found = Exclude<ReaderContent, { type: 'mail-watch' }>;
/** A mail, or a report on one, and when it was seen. */
export type SeenByReader = { atMs: number; content: Found };

/** Instead of a boot id: the server's clock stamped it. */
const SERVER_BOOT = 'server';
/** The server counts what it saw of a mail from here on, so that it is never taken for the same as what the probe saw. */
const FIRST_SIGHTING = 1000;

/** The entry, where it is one of the reader's; null for others, and for what is no entry. */
export function readerEntryOf(laneText: string): ReaderEntry | null {
  if (!/^type: mail-(sighting|report|watch)$/m.test(laneText)) return null;
  const parsed = parseLaneEntry(laneText);
  if (typeof parsed === 'string') return null;
  const { entry, content } = parsed.entry;
  return isReaders(content) ? { entry, content } : null;
}

function isReaders(content: LaneContent): content is ReaderContent {
  return content.type === 'mail-sighting' || content.type === 'mail-report' || content.type === 'mail-watch';
}

export function watchEventOf({ fields }: Extract<ReaderContent, { type: 'mail-watch' }>): MailboxEvent {
  const { mailbox, observedAt, state } = fields;
  const facts = state === 'watching' ? { event: state } : { event: 'blind', reason: state };
  const told = { atMs: instantOf(observedAt), boot: SERVER_BOOT, isClockKnown: true, readings: {}, facts };
  return { ...told, role: 'mailbox', mailbox, event: state === 'watching' ? 'watching' : 'blind' };
}

export function seenByReader(content: Found): SeenByReader {
  return { atMs: instantOf(content.fields.seenAt), content };
}

/** The events of a mail that its sightings by the server come to. */
export function eventsOfSightings(found: readonly SeenByReader[], mail: { route: string; mail: number }): MailEvent[] {
  return found.flatMap(({ atMs, content }, index): MailEvent[] => {
    const sighting = FIRST_SIGHTING + index;
    const clock = { atMs, boot: SERVER_BOOT, isClockKnown: true };
    const about = { ...clock, role: 'mail' as const, ...mail };
    return content.type === 'mail-report'
      ? [{ ...about, event: 'report' as const, ...reportOf(content.fields, sighting) }]
      : [
          { ...about, event: 'sighted' as const, ...sightedOf(content.fields, sighting, atMs) },
          ...hopsOf(content.fields.hops).map((hop, at) => ({
            ...about,
            event: 'hop' as const,
            readings: { sighting, hop: at, ...hop.readings },
            facts: hop.facts,
          })),
        ];
  });
}

type Told = Pick<MailEvent, 'readings' | 'facts'>;

function sightedOf(
  fields: Extract<Found, { type: 'mail-sighting' }>['fields'],
  sighting: number,
  seenAtMs: number,
): Told {
  const { mailbox, folder, matchedBy, watched } = fields;
  return {
    readings: {
      sighting,
      sizeBytes: Number(fields.sizeBytes),
      ...number('blindMs', fields.arrivedEarliestAt, (atMs) => seenAtMs - atMs),
      ...number('internalDateAtMs', fields.internalDateAt),
    },
    facts: {
      mailbox,
      folder,
      matchedBy,
      watched,
      ...hash('folderName', fields.folderSha256),
      ...hash('headers', fields.headersSha256),
    },
  };
}

function reportOf(fields: Extract<Found, { type: 'mail-report' }>['fields'], sighting: number): Told {
  const [statusClass, statusSubject, statusDetail] = fields.status.split('.').map(Number);
  const status = fields.status === '-' ? {} : { statusClass, statusSubject, statusDetail };
  return {
    readings: {
      sighting,
      ...Object.fromEntries(Object.entries(status).filter((pair): pair is [string, number] => pair[1] !== undefined)),
      ...number('arrivalAtMs', fields.arrivalAt),
      ...number('retryUntilAtMs', fields.retryUntilAt),
    },
    facts: {
      mailbox: fields.mailbox,
      action: fields.action,
      ...hash('reportingMta', fields.reportingMtaSha256),
      ...hash('remoteMta', fields.remoteMtaSha256),
      ...hash('diagnostic', fields.diagnosticSha256),
      ...hash('headers', fields.headersSha256),
    },
  };
}

/** The cells of {@link LANE_ENTRY_FIELDS} `hops`. */
function hopsOf(text: string): Told[] {
  if (text === '-') return [];
  return text.split(', ').map((hop) => {
    const [
      stamp = '-',
      by = '-',
      from = '-',
      domain = '-',
      id = '-',
      protocol = '-',
      owner = 'unknown',
      anchor = 'no',
    ] = hop.split(' ');
    return {
      readings: number('stampAtMs', stamp),
      facts: {
        ...hash('by', by),
        ...hash('from', from),
        ...hash('domain', domain),
        ...hash('id', id),
        ...(protocol !== '-' && { protocol }),
        owner,
        anchor,
      },
    };
  });
}

function number(key: string, instant: string, of: (atMs: number) => number = (atMs) => atMs): Record<string, number> {
  return instant === '-' ? {} : { [key]: of(instantOf(instant)) };
}

function hash(key: string, sha256: string): Record<string, string> {
  return sha256 === '-' ? {} : { [key]: `hash:${sha256}` };
}

function instantOf(text: string): number {
  const atMs = parseInstant(text);
  if (atMs === null) throw new Error(`bug: the kept instant ${text} is none`);
  return atMs;
}
