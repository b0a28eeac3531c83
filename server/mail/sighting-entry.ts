import type { FoundHop, FoundMail, FoundReport } from '../../probe/mailbox/types.ts';
import { formatInstant } from '../../rules/instant.ts';
import type { ReaderContent } from '../../rules/mail/reader-events.ts';

/** Takes the words of one kind, gives the hash that stands for them. */
export type Personal = (kind: string, words: string) => string;
/** Instants by the server's clock. */
export type SeenTimes = { seenAtMs: number; arrivedEarliestAtMs: number | null };

/** More lines of `Received` than these are no way that a mail took. */
const MOST_HOPS = 16;
/** What an entry has room for; servers say what they like. */
const MOST_BYTES = 999_999_999_999_999;
const orDash = (text: string | null) => text ?? '-';
const instant = (atMs: number | null) => (atMs === null ? '-' : formatInstant(atMs));

/** What stands in the lane of a mail that was seen. `hops` with their owners. */
export function sightingContent(
  mail: FoundMail,
  hops: readonly FoundHop[],
  { mailbox, tokenSha256, times, personal }: Seeing,
): ReaderContent {
  return {
    type: 'mail-sighting',
    fields: {
      mailbox,
      tokenSha256,
      matchedBy: mail.matchedBy,
      folder: mail.folder,
      folderSha256: personal('mail-folder', mail.folderPath),
      seenAt: formatInstant(times.seenAtMs),
      arrivedEarliestAt: instant(times.arrivedEarliestAtMs),
      internalDateAt: isStamp(mail.internalDateAtMs) ? formatInstant(mail.internalDateAtMs) : '-',
      sizeBytes: String(Math.min(mail.sizeBytes, MOST_BYTES)),
      watched: mail.watched,
      headersSha256: mail.headerText === '' ? '-' : personal('mail-headers', mail.headerText),
      hops:
        hops.length === 0
          ? '-'
          : hops
              .slice(-MOST_HOPS)
              .map((hop) => hopText(hop, personal))
              .join(', '),
    },
  };
}

type Seeing = { mailbox: string; tokenSha256: string; times: SeenTimes; personal: Personal };

/** Cells of `hops`, see LANE_ENTRY_FIELDS. */
function hopText({ stampAtMs, by, from, domain, id, protocol, owner, isAnchor }: FoundHop, personal: Personal): string {
  const hash = (kind: string, words: string | null) => (words === null || words === '' ? '-' : personal(kind, words));
  const spoken = protocol?.toLowerCase() ?? '-';
  return [
    isStamp(stampAtMs) ? formatInstant(stampAtMs) : '-',
    hash('mail-host', by),
    hash('mail-host', from),
    hash('mail-host', domain),
    hash('mail-queue-id', id),
    /^[a-z0-9-]{1,20}$/.test(spoken) ? spoken : '-',
    owner,
    isAnchor ? 'yes' : 'no',
  ].join(' ');
}

/** Hosts write what they like; what no calendar has is none. */
function isStamp(atMs: number | null): atMs is number {
  return atMs !== null && atMs > 0 && atMs < Date.UTC(2200, 0, 1);
}

/** What stands in the lane of a report on a mail. */
export function reportContent(report: FoundReport, { mailbox, tokenSha256, times, personal }: Seeing): ReaderContent {
  const hash = (kind: string, words: string | null) => (words === null || words === '' ? '-' : personal(kind, words));
  return {
    type: 'mail-report',
    fields: {
      mailbox,
      tokenSha256,
      seenAt: formatInstant(times.seenAtMs),
      action: report.action,
      status: /^[245](\.\d{1,3}){2}$/.test(report.status ?? '') ? orDash(report.status) : '-',
      arrivalAt: isStamp(report.arrivalAtMs) ? formatInstant(report.arrivalAtMs) : '-',
      retryUntilAt: isStamp(report.retryUntilAtMs) ? formatInstant(report.retryUntilAtMs) : '-',
      reportingMtaSha256: hash('mail-host', report.reportingMta),
      remoteMtaSha256: hash('mail-host', report.remoteMta),
      diagnosticSha256: hash('mail-diagnostic', report.diagnostic),
      headersSha256: hash('mail-headers', report.headerText),
    },
  };
}
