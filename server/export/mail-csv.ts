import type { MailRecord, MailRouteNow } from '../../rules/mail/mail.ts';
import { arrivalOf } from '../../rules/mail/mail-state.ts';
import { mailRowView } from '../views/mail-view.ts';
import { type CsvCell, formatCsv } from './csv.ts';
import { type EvidenceCase, instantText } from './gather-case.ts';

/**
 * One row a mail or slot without one. Cells of hosts and of what servers said are empty for strangers, and where the owner
 * erased the words. `headers` is the salted hash of the head of the mail, as it stands in the signed bytes.
 */
export function mailsCsv(evidence: EvidenceCase): string {
  const { mail } = evidence;
  const nows = new Map((mail?.routes ?? []).map((now) => [now.route, now]));
  const rows = (mail?.mails ?? []).flatMap((record) => {
    const now = nows.get(record.route);
    return now ? [mailRow(evidence, record, now)] : [];
  });
  return formatCsv([MAIL_COLUMNS, ...rows]);
}

function mailRow(
  { line, mail, rulesVersion, isSimulated }: EvidenceCase,
  record: MailRecord,
  now: MailRouteNow,
): CsvCell[] {
  const row = mailRowView(record, now);
  const arrival = arrivalOf(record, now.settings);
  const words = mail?.words ?? (() => null);
  return [
    line.id,
    record.route,
    now.settings.from,
    now.settings.to,
    record.id,
    record.number,
    row.state,
    instantText(record.plannedAtMs),
    instantText(record.acceptedAtMs),
    instantText(row.arrivedEarliestAtMs),
    instantText(row.arrivedLatestAtMs),
    row.latencyMinMs,
    row.latencyMaxMs,
    row.folder,
    record.outcome,
    record.reason,
    record.stage,
    record.replyCode,
    record.status,
    words(record.smtpReply),
    words(record.queueId),
    words(record.host),
    arrival?.headers?.replace(/^hash:/, '') ?? null,
    record.tokenSha256,
    record.timed?.place.leg ?? null,
    record.timed?.place.side ?? null,
    record.isClockDoubtful,
    rulesVersion,
    isSimulated,
  ];
}

const MAIL_COLUMNS = [
  'line',
  'route',
  'from',
  'to',
  'id',
  'number',
  'state',
  'plannedAt',
  'acceptedAt',
  'arrivedEarliestAt',
  'arrivedLatestAt',
  'latencyMinMs',
  'latencyMaxMs',
  'folder',
  'outcome',
  'reason',
  'stage',
  'replyCode',
  'status',
  'smtpReply',
  'queueId',
  'host',
  'headersSha256',
  'tokenSha256',
  'leg',
  'side',
  'clockDoubtful',
  'rulesVersion',
  'simulated',
];

/** One row a stretch in which a route was not well. */
export function mailDelaysCsv({ line, mail, rulesVersion, isSimulated }: EvidenceCase): string {
  const rows = (mail?.delays ?? []).map((delay) => [
    line.id,
    delay.route,
    delay.id,
    delay.verdict,
    delay.place.leg,
    delay.place.side,
    instantText(delay.startEarliestAtMs),
    instantText(delay.startLatestAtMs),
    instantText(delay.endEarliestAtMs),
    instantText(delay.endLatestAtMs),
    delay.mails,
    delay.missing,
    delay.minLatencyMs,
    delay.maxLatencyMs,
    delay.tags.join(' '),
    rulesVersion,
    isSimulated,
  ]);
  return formatCsv([DELAY_COLUMNS, ...rows]);
}

const DELAY_COLUMNS = [
  'line',
  'route',
  'id',
  'verdict',
  'leg',
  'side',
  'startEarliestAt',
  'startLatestAt',
  'endEarliestAt',
  'endLatestAt',
  'mails',
  'missing',
  'minLatencyMs',
  'maxLatencyMs',
  'tags',
  'rulesVersion',
  'simulated',
];
