import { html } from 'hono/html';
import type { MailRecord, MailReport, MailSighting } from '../../rules/mail/mail.ts';
import { arrivalOf } from '../../rules/mail/mail-state.ts';
import { SUBMIT_READINGS } from '../../rules/mail/vocabulary.ts';
import { formatCount, formatDuration } from './format.ts';
import { formatLocal, type Markup, timeElement } from './local-time.ts';
import { shownWords } from './mail-banner.ts';
import type { OneMailView } from './mail-views.ts';
import type { Language, PageContext } from './views.ts';
import { mailTerms, termOf } from './wording-mail-terms.ts';
import { oneMailWords } from './wording-one-mail.ts';

type Step = { atMs: number; title: string; body: Markup | string };
/** A name and its value; ones without a value are left out. */
type Pair = [label: string, value: Markup | string | null];

/** What happened to the mail, in order of time, each with what was said. */
export function lifeList(context: PageContext, view: OneMailView): Markup {
  const { line, record } = view;
  const steps = [
    ...plannedStep(context, record),
    ...outcomeStep(context, view),
    ...overdueStep(context, record),
    ...record.reports.map((report) => reportStep(context, view, report)),
    ...record.sightings.map((sighting) => sightingStep(context, view, sighting)),
  ].sort((one, other) => one.atMs - other.atMs);
  return html`<ol class="life">${steps.map(
    ({ atMs, title, body }) =>
      html`<li><span>${timeElement(atMs, line.zone, context.language)}</span><div><strong>${title}</strong>${body}</div></li>`,
  )}</ol>`;
}

/** The sighting that counts: the first that is no copy of the sender's; as {@link arrivalOf} has it, also without names. */
export function arrivalIn({ record, from, to }: OneMailView): MailSighting | null {
  const shown = record.sightings.filter(({ folder }) => folder !== 'sent');
  return from === null || to === null ? (shown[0] ?? null) : arrivalOf(record, { from, to });
}

/**
 * The words behind a hash, as text. Null: there were none, or the reader is a stranger. Words that were erased are said to
 * be gone by {@link quoted}.
 */
export function personalText({ isOwnerView, values }: OneMailView, hash: string | null): string | null {
  if (hash === null || !isOwnerView) return null;
  const text = values.get(hash);
  return text === undefined ? null : shownWords(text);
}

/** Somebody else's words, set apart from ours; what went wrong in another colour than what went well. */
function quoted(
  context: PageContext,
  view: OneMailView,
  { hash, isTrouble }: { hash: string | null; isTrouble: boolean },
): Markup | string {
  if (hash === null || !view.isOwnerView) return '';
  const words = oneMailWords[context.language];
  const text = personalText(view, hash);
  if (text === null) return html`<p class="quiet">${words.gone}</p>`;
  return html`<p class="quiet">${words.life.said}:</p><blockquote class="said${isTrouble ? ' trouble' : ''}"><pre>${text}</pre></blockquote>`;
}

function pairList(pairs: Pair[]): Markup | string {
  const known = pairs.filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return '';
  return html`<dl class="inline">${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function plannedStep({ language }: PageContext, { plannedAtMs }: MailRecord): Step[] {
  return plannedAtMs === null ? [] : [{ atMs: plannedAtMs, title: oneMailWords[language].life.planned, body: '' }];
}

/** What the conversation with the submission server came to. */
function outcomeStep(context: PageContext, view: OneMailView): Step[] {
  const { language } = context;
  const words = oneMailWords[language].life;
  const { record } = view;
  const titles: Record<MailRecord['outcome'], string | null> = {
    unknown: null,
    'not-tested': mailTerms[language].state['not-tested'].title,
    submitting: words.submitting,
    uncertain: words.broke,
    accepted: words.accepted,
    refused: words.refused,
    unreachable: words.unreachable,
    'config-error': context.reader === 'visitor' ? mailTerms[language].state['not-tested'].title : words.login,
  };
  const title = titles[record.outcome];
  if (title === null) return [];
  const isStage = record.outcome !== 'accepted' && context.reader !== 'visitor';
  const code = [record.replyCode, record.status].filter((part) => part !== null).join(' ');
  const body = html`${record.outcome === 'accepted' ? html`<p>${words.acceptedHow}</p>` : ''}
${quoted(context, view, { hash: record.smtpReply, isTrouble: record.outcome !== 'accepted' })}
${pairList([
  [words.code, code],
  [words.stage, isStage ? termOf(mailTerms[language].stage, record.stage) : null],
  [words.queueId, personalText(view, record.queueId)],
  [words.host, personalText(view, record.host)],
  [words.parts, partsText(record, language)],
])}`;
  return [{ atMs: record.acceptedAtMs ?? record.outcomeAtMs, title: sentenceCase(title), body }];
}

function partsText({ submit }: MailRecord, language: Language): string | null {
  const parts = SUBMIT_READINGS.flatMap((name) => {
    const ms = Object.hasOwn(submit, name) ? submit[name] : undefined;
    return ms === undefined ? [] : [`${mailTerms[language].part[name]} ${lengthText(ms, language)}`];
  });
  return parts.length === 0 ? null : parts.join(', ');
}

function lengthText(ms: number, language: Language): string {
  return ms < 1000 ? `${formatCount(ms, language)}\u00a0ms` : formatDuration(ms, language);
}

function overdueStep({ language }: PageContext, { overdueAtMs }: MailRecord): Step[] {
  return overdueAtMs === null ? [] : [{ atMs: overdueAtMs, title: oneMailWords[language].life.overdue, body: '' }];
}

/** A delivery status notification: what a provider itself wrote about this mail. */
function reportStep(context: PageContext, view: OneMailView, report: MailReport): Step {
  const { language } = context;
  const words = oneMailWords[language].life;
  const action = termOf(mailTerms[language].action, report.action) ?? report.action;
  const until = report.retryUntilAtMs;
  const body = html`${quoted(context, view, { hash: report.diagnostic, isTrouble: report.action === 'failed' || report.action === 'delayed' })}
${pairList([
  [words.code, report.status],
  [words.by, personalText(view, report.reportingMta)],
  [words.remote, personalText(view, report.remoteMta)],
  [words.retryUntil, until === null ? null : timeElement(until, view.line.zone, language)],
])}`;
  return { atMs: report.atMs, title: words.report(action), body };
}

function sightingStep(context: PageContext, view: OneMailView, sighting: MailSighting): Step {
  const { language } = context;
  const words = oneMailWords[language].life;
  const terms = mailTerms[language];
  const at = (atMs: number) => formatLocal(atMs, view.line.zone, language);
  const arrival = arrivalIn(view);
  const isCounted = sighting === arrival;
  const { internalDateAtMs, sizeBytes } = sighting;
  // the bounds may have been narrowed by what the mail server said of it
  const timed = isCounted ? view.record.timed : null;
  const earliestAtMs = timed?.arrivedEarliestAtMs ?? sighting.arrivedEarliestAtMs;
  const latestAtMs = timed?.arrivedLatestAtMs ?? sighting.arrivedLatestAtMs;
  const isWide = isCounted && latestAtMs - earliestAtMs >= 5000;
  const folderName = personalText(view, sighting.folderName);
  const folder = termOf(terms.folder, sighting.folder) ?? terms.folder.other;
  const body = html`${isWide ? html`<p>${words.arrivedBetween(at(earliestAtMs), at(latestAtMs))}</p>` : ''}
${pairList([
  [words.folder, folderName === null ? folder : `${folder} (${folderName})`],
  [words.mailbox, view.isOwnerView ? sighting.mailbox : null],
  [words.matched, termOf(terms.match, sighting.matchedBy)],
  [
    words.internalDate,
    internalDateAtMs === null ? null : html`${at(internalDateAtMs)} <small>${words.internalDateHow}</small>`,
  ],
  [words.size, sizeBytes === null ? null : words.bytes(formatCount(sizeBytes, language))],
])}
<p class="quiet">${sentenceCase(words.reader[sighting.reader])}. ${sighting.isSameClock ? '' : words.otherClock}</p>`;
  return { atMs: sighting.arrivedLatestAtMs, title: titleOf(sighting, arrival, language), body };
}

function titleOf(sighting: MailSighting, arrival: MailSighting | null, language: Language): string {
  const words = oneMailWords[language].life;
  if (sighting === arrival) return words.seen;
  const isBefore = arrival === null || sighting.arrivedLatestAtMs < arrival.arrivedLatestAtMs;
  return sighting.folder === 'sent' || isBefore ? words.copy : words.seenAgain;
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
