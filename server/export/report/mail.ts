import type { MailBound, MailDelay } from '../../../rules/mail/mail.ts';
import { mailFigures } from '../../../rules/mail/mail-figures.ts';
import { formatBounds, formatCount, formatDuration } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { mailTerms } from '../../../web/pages/wording-mail-terms.ts';
import { paragraph, QUIET, SMALL } from '../../pdf/blocks.ts';
import { table } from '../../pdf/table.ts';
import type { EvidenceCase } from '../gather-case.ts';
import type { Report } from './frame.ts';

/** evidence.json has all. */
const MOST_DELAYS = 20;
const TABLE = { ...SMALL, size: 7.4 };

export function hasMail({ mail }: EvidenceCase): boolean {
  return mail !== null && mail.mails.length + mail.delays.length + mail.mailsLeftOut > 0;
}

/** Test mails, short: a supplement, never down time. */
export function mailChapter(report: Report): void {
  const { sheet, words, reportCase } = report;
  const { mail } = reportCase.evidence;
  if (mail === null) return;
  paragraph(sheet, words.mail.text);
  if (mail.mailsLeftOut > 0) paragraph(sheet, words.mail.leftOut(formatCount(mail.mailsLeftOut, reportCase.language)));
  else routeTable(report, mail);
  if (mail.delays.length === 0) paragraph(sheet, words.mail.noDelays);
  else delayTable(report, mail.delays);
}

function routeTable({ sheet, words, reportCase }: Report, { routes, mails }: NonNullable<EvidenceCase['mail']>): void {
  const { language } = reportCase;
  const { route, count, median, longest, open, untested } = words.mail.columns;
  const number = (label: string, share: number) => ({ label, share, isNumber: true });
  const length = (bound: MailBound | null) => {
    if (bound === null) return '–';
    const text = formatDuration(bound.ms, language, bound.isAtLeast ? 'down' : 'up');
    return bound.isAtLeast ? words.mail.atLeast(text) : text;
  };
  table(sheet, {
    columns: [
      { label: route, share: 26 },
      number(count, 12),
      number(median, 18),
      number(longest, 18),
      number(open, 13),
      number(untested, 13),
    ],
    rows: routes.map(({ route: name, settings, asOfMs }) => {
      const own = mails.filter((one) => one.route === name);
      const figures = mailFigures(own, settings, asOfMs);
      const counts = [figures.open, figures.notTested].map((one) => formatCount(one, language));
      return [name, formatCount(figures.count, language), length(figures.medianMs), length(figures.maxMs), ...counts];
    }),
    style: TABLE,
  });
}

function delayTable({ sheet, words, reportCase }: Report, delays: readonly MailDelay[]): void {
  const { language, evidence } = reportCase;
  const { route, begin, end, finding, longest } = words.mail.delayColumns;
  const at = (atMs: number) => formatLocal(atMs, evidence.line.zone, language);
  const shown = delays
    .toSorted((a, b) => b.minLatencyMs - a.minLatencyMs)
    .slice(0, MOST_DELAYS)
    .sort((a, b) => a.startEarliestAtMs - b.startEarliestAtMs);
  if (shown.length < delays.length) paragraph(sheet, words.mail.shown(shown.length, delays.length), { style: QUIET });
  table(sheet, {
    columns: [
      { label: route, share: 14 },
      { label: begin, share: 20 },
      { label: end, share: 20 },
      { label: finding, share: 22 },
      { label: longest, share: 24 },
    ],
    rows: shown.map((delay) => [
      delay.route,
      at(delay.startEarliestAtMs),
      delay.endLatestAtMs === null ? words.mail.lasting : at(delay.endLatestAtMs),
      mailTerms[language].verdict[delay.verdict].title,
      delay.minLatencyMs === 0 ? '–' : formatBounds(delay.minLatencyMs, delay.maxLatencyMs, language),
    ]),
    caption: words.mail.delays,
    style: TABLE,
  });
}
