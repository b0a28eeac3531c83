import type { MailDelay, MailRecord, MailRouteNow } from '../../rules/mail/mail.ts';
import { arrivalOf } from '../../rules/mail/mail-state.ts';
import { mailRowView } from '../views/mail-view.ts';
import { type CsvColumn, type CsvDialect, formatTable } from './csv-format.ts';
import type { EvidenceCase } from './gather-case.ts';

type MailRow = {
  evidence: EvidenceCase;
  record: MailRecord;
  now: MailRouteNow;
  row: ReturnType<typeof mailRowView>;
  words: (hash: string | null) => string | null;
};

/**
 * One row a mail or slot without one. Cells of hosts and of what servers said are empty for strangers, and where the owner
 * erased the words. `headers` is the salted hash of the head of the mail, as it stands in the signed bytes.
 */
export function mailsCsv(evidence: EvidenceCase, dialect: CsvDialect = 'programs'): string {
  const { mail } = evidence;
  const nows = new Map((mail?.routes ?? []).map((now) => [now.route, now]));
  const words = mail?.words ?? (() => null);
  const rows = (mail?.mails ?? []).flatMap((record) => {
    const now = nows.get(record.route);
    return now ? [{ evidence, record, now, row: mailRowView(record, now), words }] : [];
  });
  return formatTable(MAIL_COLUMNS, rows, { dialect, zone: evidence.line.zone });
}

function headersOf({ record, now }: MailRow): string | null {
  return arrivalOf(record, now.settings)?.headers?.replace(/^hash:/, '') ?? null;
}

const MAIL_COLUMNS: CsvColumn<MailRow>[] = [
  { name: 'line', german: 'Anschluss', of: ({ evidence }) => evidence.line.id },
  { name: 'route', german: 'Strecke', of: ({ record }) => record.route },
  { name: 'from', german: 'von', of: ({ now }) => now.settings.from },
  { name: 'to', german: 'an', of: ({ now }) => now.settings.to },
  { name: 'id', german: 'Kennung', kind: 'id', of: ({ record }) => record.id },
  { name: 'number', german: 'Nummer', of: ({ record }) => record.number },
  { name: 'state', german: 'Stand', of: ({ row }) => row.state },
  { name: 'plannedAt', german: 'geplant', kind: 'instant', of: ({ record }) => record.plannedAtMs },
  { name: 'acceptedAt', german: 'angenommen', kind: 'instant', of: ({ record }) => record.acceptedAtMs },
  { name: 'arrivedEarliestAt', german: 'da frühestens', kind: 'earliest', of: ({ row }) => row.arrivedEarliestAtMs },
  { name: 'arrivedLatestAt', german: 'da spätestens', kind: 'latest', of: ({ row }) => row.arrivedLatestAtMs },
  { name: 'latencyMinMs', german: 'Laufzeit mindestens', kind: 'ms', of: ({ row }) => row.latencyMinMs },
  { name: 'latencyMaxMs', german: 'Laufzeit höchstens', kind: 'ms', of: ({ row }) => row.latencyMaxMs },
  { name: 'folder', german: 'Ordner', of: ({ row }) => row.folder },
  { name: 'outcome', german: 'Ausgang', of: ({ record }) => record.outcome },
  { name: 'reason', german: 'Grund', of: ({ record }) => record.reason },
  { name: 'stage', german: 'Schritt', of: ({ record }) => record.stage },
  { name: 'replyCode', german: 'Antwort (Zahl)', of: ({ record }) => record.replyCode },
  { name: 'status', german: 'Status', of: ({ record }) => record.status },
  { name: 'smtpReply', german: 'Antwort', of: ({ record, words }) => words(record.smtpReply) },
  { name: 'queueId', german: 'Auftrag beim Server', of: ({ record, words }) => words(record.queueId) },
  { name: 'host', german: 'Server', of: ({ record, words }) => words(record.host) },
  { name: 'headersSha256', german: 'Prüfsumme des Kopfes', of: headersOf },
  { name: 'tokenSha256', german: 'Prüfsumme des Kennworts', of: ({ record }) => record.tokenSha256 },
  { name: 'leg', german: 'Abschnitt', of: ({ record }) => record.timed?.place.leg ?? null },
  { name: 'side', german: 'Wo', of: ({ record }) => record.timed?.place.side ?? null },
  { name: 'clockDoubtful', german: 'Uhr zweifelhaft', of: ({ record }) => record.isClockDoubtful },
  { name: 'rulesVersion', german: 'Regelfassung', of: ({ evidence }) => evidence.rulesVersion },
  { name: 'simulated', german: 'erfundene Messung', of: ({ evidence }) => evidence.isSimulated },
];

type DelayRow = { evidence: EvidenceCase; delay: MailDelay };

/** One row a stretch in which a route was not well. */
export function mailDelaysCsv(evidence: EvidenceCase, dialect: CsvDialect = 'programs'): string {
  const rows = (evidence.mail?.delays ?? []).map((delay) => ({ evidence, delay }));
  return formatTable(DELAY_COLUMNS, rows, { dialect, zone: evidence.line.zone });
}

const DELAY_COLUMNS: CsvColumn<DelayRow>[] = [
  { name: 'line', german: 'Anschluss', of: ({ evidence }) => evidence.line.id },
  { name: 'route', german: 'Strecke', of: ({ delay }) => delay.route },
  { name: 'id', german: 'Kennung', kind: 'id', of: ({ delay }) => delay.id },
  { name: 'verdict', german: 'Befund', of: ({ delay }) => delay.verdict },
  { name: 'leg', german: 'Abschnitt', of: ({ delay }) => delay.place.leg },
  { name: 'side', german: 'Wo', of: ({ delay }) => delay.place.side },
  {
    name: 'startEarliestAt',
    german: 'Beginn frühestens',
    kind: 'earliest',
    of: ({ delay }) => delay.startEarliestAtMs,
  },
  { name: 'startLatestAt', german: 'Beginn spätestens', kind: 'latest', of: ({ delay }) => delay.startLatestAtMs },
  { name: 'endEarliestAt', german: 'Ende frühestens', kind: 'earliest', of: ({ delay }) => delay.endEarliestAtMs },
  { name: 'endLatestAt', german: 'Ende spätestens', kind: 'latest', of: ({ delay }) => delay.endLatestAtMs },
  { name: 'mails', german: 'Testmails', of: ({ delay }) => delay.mails },
  { name: 'missing', german: 'davon nie gekommen', of: ({ delay }) => delay.missing },
  { name: 'minLatencyMs', german: 'längste Laufzeit mindestens', kind: 'ms', of: ({ delay }) => delay.minLatencyMs },
  { name: 'maxLatencyMs', german: 'längste Laufzeit höchstens', kind: 'ms', of: ({ delay }) => delay.maxLatencyMs },
  { name: 'tags', german: 'Vermerke', of: ({ delay }) => delay.tags.join(' ') },
  { name: 'rulesVersion', german: 'Regelfassung', of: ({ evidence }) => evidence.rulesVersion },
  { name: 'simulated', german: 'erfundene Messung', of: ({ evidence }) => evidence.isSimulated },
];
