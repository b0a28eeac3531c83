import { formatLocal } from '../../web/pages/local-time.ts';
import type { Keep } from '../keep.ts';
import { NO_ANSWERS } from '../reports/fault-report.ts';
import { DEMO_LINE } from './story.ts';
import type { TruthEvent, World } from './truth.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** When the letter of the provider comes, after the end of the outage. */
const LETTER_AFTER_MS = 2 * DAY_MS;
/** By so much too early the provider says that it was over. */
const REPAIR_SAID_EARLY_MS = 160 * MINUTE_MS;
const TICKET = 'BT-2048-7731';

type Shop = Pick<Keep, 'store' | 'reports' | 'attachments' | 'statements'>;

/** The outage of days, as far as this telling of the story has it. */
export function longOutage({ events }: World): TruthEvent | null {
  return events.find(({ kind, fromAtMs, toAtMs }) => kind === 'line-cut' && toAtMs - fromAtMs > DAY_MS) ?? null;
}

/** When the shopkeeper enters what belongs to the outage. */
export function caseToldAtMs(outage: TruthEvent): number {
  return outage.toAtMs + LETTER_AFTER_MS;
}

/**
 * What the shopkeeper keeps of the long outage: his report by telephone, the letter that the provider wrote, and what it
 * says. Its begin is that of the measurement; by its end packets still failed for hours.
 */
export function tellCase({ store, reports, attachments, statements }: Shop, outage: TruthEvent): void {
  const [found] = store.outages(DEMO_LINE.id, outage.fromAtMs, outage.toAtMs);
  if (!found) throw new Error('bug: the long outage of the story was not found');
  const reportedAtMs = outage.fromAtMs + 95 * MINUTE_MS;
  const { id: report } = reports.draft({
    line: DEMO_LINE.id,
    outage: found.id,
    language: 'de',
    downSinceAtMs: found.startLatestAtMs,
    subject: 'Störungsmeldung: kein Internet im Laden',
    body: `Guten Tag,\n\nseit ${minute(found.startLatestAtMs)} hat der Anschluss kein Internet. Bitte beheben Sie die Störung.`,
    checks: { ...NO_ANSWERS, restart: 'done', lights: 'fault' },
    reachable: '',
    otherPhone: '',
  });
  reports.record(report, {
    channel: 'phone',
    reportedAtMs,
    receivedAtMs: reportedAtMs,
    ticket: TICKET,
    receipt: 'ticket',
    repairedAtMs: null,
    missedAppointments: 1,
    creditedCents: 0,
  });
  const said = whatProviderSays(outage);
  const letter = attachments.add({
    line: DEMO_LINE.id,
    report,
    name: 'Schreiben-Beispiel-Telecom.txt',
    description: 'Antwort auf die Störungsmeldung',
    datedAtMs: outage.toAtMs + DAY_MS,
    bytes: Buffer.from(letterText(said), 'utf8'),
  });
  if (typeof letter === 'string') throw new Error(`the letter of the story was refused: ${letter}`);
  const { fromAtMs, toAtMs } = said;
  statements.enter({
    line: DEMO_LINE.id,
    title: 'Antwort auf die Störungsmeldung',
    source: `Schreiben der ${DEMO_LINE.provider}, Ticket ${TICKET}`,
    attachment: letter.id,
    exactToMs: 5 * MINUTE_MS,
    zone: DEMO_LINE.zone,
    rows: [
      { kind: 'outage', fromAtMs, toAtMs, text: 'Kabelschaden' },
      { kind: 'repaired', fromAtMs: toAtMs, toAtMs: null, text: 'Störung behoben' },
    ],
  });
}

type Said = { fromAtMs: number; toAtMs: number };

/** On five minutes, as people write it. */
function whatProviderSays({ fromAtMs, toAtMs }: TruthEvent): Said {
  const rounded = (atMs: number) => Math.round(atMs / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  return { fromAtMs: rounded(fromAtMs), toAtMs: rounded(toAtMs - REPAIR_SAID_EARLY_MS) };
}

function letterText({ fromAtMs, toAtMs }: Said): string {
  return [
    `${DEMO_LINE.provider}, Kundendienst`,
    `Ihre Störungsmeldung, Ticket ${TICKET}`,
    'Guten Tag,',
    `nach unseren Unterlagen war Ihr Anschluss von ${minute(fromAtMs)} bis ${minute(toAtMs)} wegen eines Kabelschadens gestört. Seitdem ist die Störung behoben.`,
    `Mit freundlichen Grüßen\n${DEMO_LINE.provider}\n`,
  ].join('\n\n');
}

function minute(atMs: number): string {
  return formatLocal(atMs, DEMO_LINE.zone, 'de', 'minute');
}
