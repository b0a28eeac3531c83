import type { MailRecord } from '../../rules/mail/mail.ts';
import type { Keep } from '../keep.ts';
import { HASH_PREFIX } from '../public/released-outage.ts';
import type { Line } from '../store/store.ts';

/** The words behind hashes, for the owner; what was erased or never came is not there. */
export function wordsOf(
  { admin }: Pick<Keep, 'admin'>,
  line: Line,
  hashes: Iterable<string | null>,
): Map<string, string> {
  const words = new Map<string, string>();
  for (const hash of hashes) {
    if (hash === null || words.has(hash) || !hash.startsWith(HASH_PREFIX)) continue;
    const kept = admin.showValue(hash.slice(HASH_PREFIX.length));
    if (kept !== null && kept.value !== null && kept.line === line.id) words.set(hash, kept.value);
  }
  return words;
}

/** What stands for personal values in the record of a mail. */
export function hashesOf(mail: MailRecord): (string | null)[] {
  const { smtpReply, queueId, host, sightings, reports } = mail;
  return [
    smtpReply,
    queueId,
    host,
    ...sightings.flatMap(({ folderName, headers, hops }) => [
      folderName,
      headers,
      ...hops.flatMap(({ by, from, domain, id }) => [by, from, domain, id]),
    ]),
    ...reports.flatMap(({ reportingMta, remoteMta, diagnostic }) => [reportingMta, remoteMta, diagnostic]),
  ];
}
