import { localDay } from '../../web/pages/local-time.ts';
import type { ClockView } from '../../web/pages/report-views.ts';
import type { Language } from '../../web/pages/views.ts';
import { lawWords } from '../../web/pages/wording-law.ts';
import { notFound } from '../app-error.ts';
import { type CalendarEntry, calendarFile } from '../reports/calendar-file.ts';
import type { FaultReport } from '../reports/fault-report.ts';
import type { PdfMaker } from '../reports/launch-pdf.ts';
import { keptLetter, letterText } from '../reports/letter.ts';
import { mailDraft } from '../reports/mail-draft.ts';
import { clockNow } from '../reports/report-page-views.ts';
import type { Site, SiteContext } from '../site.ts';
import type { Line } from '../store/store.ts';

/** In the calendar of the owner: on the day at nine, or days ahead. */
const REMIND_HOURS_BEFORE: Record<string, number> = {
  'data-preservation-ends': 39,
  'bill-dispute-ends': 7 * 24,
  'limitation-ends': 60 * 24,
};
const AT_NINE = -9;

/** `/owner/reports/ID.pdf`, `.txt`, `.eml` and, once it was reported, `.ics`. Nothing is sent to anybody else. */
export async function sendReportFile(site: Site, c: SiteContext, makePdf: PdfMaker): Promise<Response> {
  const [id = '', kind = ''] = (c.req.param('file') ?? '').split('.');
  const report = site.keep.reports.find(id);
  const line = report === null ? null : site.keep.store.line(report.line);
  if (report === null || line === null) throw notFound();
  const letter = keptLetter(site.keep, report, line);
  const name = fileName(report, line);
  if (kind === 'pdf') return sendFile(c, await makePdf(letter), 'application/pdf', `${name}.pdf`);
  if (kind === 'txt') return sendFile(c, letterText(letter), 'text/plain; charset=utf-8', `${name}.txt`);
  if (kind === 'eml') return sendFile(c, mailDraft(letter), 'message/rfc822', `${name}.eml`);
  const clock = clockNow(site, line, report);
  if (clock?.kind !== 'calendar-days') throw notFound();
  const text = calendarFile(calendarEntries(clock, report, line), report.updatedAtMs);
  return sendFile(c, text, 'text/calendar; charset=utf-8', `${name}.ics`);
}

/** `/owner/reports/ID/records/N.txt`: what was recorded, byte for byte, for `sha256sum`. */
export function sendRecordText(site: Site, c: SiteContext): Response {
  const id = c.req.param('id') ?? '';
  const entry = Number((c.req.param('file') ?? '').replace('.txt', ''));
  const text = site.keep.reports.find(id) === null ? null : site.keep.reports.recordText(id, entry);
  if (text === null) throw notFound();
  return sendFile(c, text, 'text/plain; charset=utf-8', `report_${id}_${entry}.txt`);
}

function calendarEntries(
  { deadlines }: ClockView & { kind: 'calendar-days' },
  report: FaultReport,
  line: Line,
): CalendarEntry[] {
  const words = lawWords[report.language];
  return deadlines.map(({ kind, day, source }) => ({
    uid: `${report.id}-${kind}@linewitness`,
    day,
    title: `${words.deadlines.name[kind]}: ${line.name}`,
    text: `${words.deadlines.text[kind]} (${source})\n${report.ticket}\n${words.advice}`,
    remindHoursBefore: REMIND_HOURS_BEFORE[kind] ?? AT_NINE,
  }));
}

const NAMES: Record<Language, string> = { de: 'Stoerungsmeldung', en: 'Fault-report' };

/** ASCII: the name of the line is not in it, its short name is. */
function fileName(report: FaultReport, line: Line): string {
  const day = localDay(report.reportedAtMs ?? report.updatedAtMs, line.zone);
  return `${NAMES[report.language]}_${line.id}_${day}`;
}

function sendFile(c: SiteContext, content: string | Buffer, type: string, name: string): Response {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  });
}
