import { assignOwners } from '../mailbox/hop-owners.ts';
import type { FoundHop, FoundMail, FoundReport } from '../mailbox/types.ts';
import type { BookMail } from './book-records.ts';
import type { NewEvent } from './mail-book.ts';
import { statusReadings } from './submit-events.ts';

/** Who looked, and whose hosts are whose. */
export type Finder = { account: string; senderDomains: readonly string[]; receiverDomains: readonly string[] };
/** Hops that are told of a sighting, counted from the receiver. */
const HOPS_MAX = 20;

/** The sighting of a mail and each of its hops. `nowTickMs`, `nowAtMs`: one instant by both clocks. */
export function eventsOfSighting(
  mail: BookMail,
  found: FoundMail,
  finder: Finder,
  now: { tickMs: number; wallAtMs: number },
): NewEvent[] {
  const sighting = mail.nextSighting;
  const common = { route: mail.route, number: mail.number, tickMs: found.seenTickMs };
  const owned = assignOwners(found.hops, { ...finder, queueId: mail.queueId }).slice(-HOPS_MAX);
  return [
    {
      ...common,
      event: 'sighted',
      readings: {
        sighting,
        blindMs: blindMs(mail, found, now),
        ...(found.internalDateAtMs !== null && { internalDateAtMs: Math.round(found.internalDateAtMs) }),
        sizeBytes: found.sizeBytes,
        hops: owned.length,
      },
      facts: { mailbox: finder.account, folder: found.folder, matchedBy: found.matchedBy, watched: found.watched },
      words: { folderName: found.folderPath, headers: found.headerText },
    },
    ...owned.map((hop, index): NewEvent => ({ ...common, event: 'hop', ...hopParts(hop, sighting, index) })),
  ];
}

/** So long before it was seen the mailbox was last known not to hold it: never looked at before, since it was planned. */
function blindMs(mail: BookMail, found: FoundMail, now: { tickMs: number; wallAtMs: number }): number {
  const seenAtMs = now.wallAtMs - (now.tickMs - found.seenTickMs);
  const sincePlannedMs = Math.max(0, seenAtMs - mail.plannedAtMs);
  if (found.lastEmptyTickMs !== null) return Math.max(0, Math.round(found.seenTickMs - found.lastEmptyTickMs));
  if (found.lastEmptyAtMs !== null)
    return Math.max(0, Math.round(Math.min(seenAtMs - found.lastEmptyAtMs, sincePlannedMs)));
  return Math.round(sincePlannedMs);
}

function hopParts(hop: FoundHop, sighting: number, index: number): Pick<NewEvent, 'readings' | 'facts' | 'words'> {
  const { stampAtMs, by, from, id, domain, protocol, owner, isAnchor } = hop;
  return {
    readings: { sighting, hop: index, ...(stampAtMs !== null && { stampAtMs: Math.round(stampAtMs) }) },
    facts: { owner, ...wordOf('protocol', protocol), ...(isAnchor && { anchor: 'yes' }) },
    words: wordsOf({ by, from, id, domain }),
  };
}

/** What a delivery status notification said of a mail. */
export function eventOfReport(mail: BookMail, report: FoundReport): NewEvent {
  const { action, status, reportingMta, remoteMta, diagnostic, arrivalAtMs, retryUntilAtMs, headerText } = report;
  return {
    route: mail.route,
    number: mail.number,
    tickMs: report.seenTickMs,
    event: 'report',
    readings: {
      sighting: mail.nextSighting,
      ...statusReadings(status),
      ...(arrivalAtMs !== null && { arrivalAtMs: Math.round(arrivalAtMs) }),
      ...(retryUntilAtMs !== null && { retryUntilAtMs: Math.round(retryUntilAtMs) }),
    },
    facts: { action },
    words: wordsOf({ reportingMta, remoteMta, diagnostic, headers: headerText }),
  };
}

function wordsOf(given: Record<string, string | null>): Record<string, string> {
  const known = Object.entries(given).flatMap(([key, value]) => (value ? [[key, value] as const] : []));
  return Object.fromEntries(known);
}

/** A fact where it is a short word, nothing else. */
function wordOf(key: string, value: string | null): Record<string, string> {
  const word = value?.toLowerCase() ?? '';
  return /^[a-z0-9:-]{1,40}$/.test(word) ? { [key]: word } : {};
}
