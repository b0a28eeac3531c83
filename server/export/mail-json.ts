import { formatInstant } from '../../rules/instant.ts';
import type { MailHop, MailRecord, MailReport, MailRouteNow, MailSighting, TimedHop } from '../../rules/mail/mail.ts';
import { mailFigures } from '../../rules/mail/mail-figures.ts';
import { mailDelayJson, mailRowJson } from '../figures/mail.ts';
import { instantOrNull } from '../figures/outages.ts';
import { mailRowView } from '../views/mail-view.ts';
import type { MailCase } from './gather-mail.ts';

/** Printed where the document speaks of mails. */
export const MAIL_ACCOUNTING_RULE = [
  'A test mail is measured from the final 250 of the submission server (with which it took responsibility, RFC 5321 section 4.2.5) to the moment in which it was seen in the mailbox. The arrival is an interval: latencyMinMs reaches to the end of the last complete look without the mail, latencyMaxMs to the sighting; after a blind period it is narrowed by the date of the mailbox server.',
  'Percentiles hold mails that are still on their way with the time that has passed (Kaplan and Meier); a figure with isAtLeast is a lower bound. Mails that may have been greylisted, were given back or whose clocks were doubtful stand in no percentile.',
  'A mail is overdue when it has not been seen lateMs after its acceptance, by a mailbox that was looked at then, and presumed lost after lostMs. A delay is two overdue mails in a row, or one that waited for stuckMs. What was never seen may also have been taken out of the mailbox by a rule or another device: no side is named for it.',
  'A slot in which the line was down, nobody could look into the mailbox or the probe did not run is not tested: neither prompt nor late. Test mails never change the state or the down time of the line.',
  'Which part of the way held a mail follows from the stamps of the servers on its way, each corrected by what its clock is usually off. Where only the stretch between two providers is known to be slow nobody is named: a queue and a receiver that puts mails off look the same.',
];

/** Test mails of the period. Words of servers and names of hosts are null for strangers, and once they were erased. */
export function mailPart({ routes, delays, mails, mailsLeftOut, words }: MailCase) {
  return {
    routes: routes.map((now) => {
      const own = mails.filter(({ route }) => route === now.route);
      return routeJson(now, mailsLeftOut > 0 ? null : own);
    }),
    delays: delays.map((delay) => ({ route: delay.route, ...mailDelayJson(delay) })),
    mails: mails.flatMap((record) => {
      const now = routes.find(({ route }) => route === record.route);
      return now ? [mailJson(record, now, words)] : [];
    }),
    mailsLeftOut,
  };
}

/** `mails` null: they are too many to be read for a document. */
function routeJson({ route, settings, asOfMs }: MailRouteNow, mails: MailRecord[] | null) {
  const { name: _name, ...limits } = settings;
  return { route, ...limits, asOfAt: instantOrNull(asOfMs), figures: mails && mailFigures(mails, settings, asOfMs) };
}

type Words = MailCase['words'];

function mailJson(record: MailRecord, now: MailRouteNow, words: Words) {
  return {
    route: record.route,
    number: record.number,
    ...mailRowJson(mailRowView(record, now)),
    plannedAt: instantOrNull(record.plannedAtMs),
    outcome: record.outcome,
    reason: record.reason,
    stage: record.stage,
    replyCode: record.replyCode,
    status: record.status,
    smtpReply: words(record.smtpReply),
    queueId: words(record.queueId),
    host: words(record.host),
    tokenSha256: record.tokenSha256,
    submit: record.submit,
    isClockDoubtful: record.isClockDoubtful,
    place: record.timed && { leg: record.timed.place.leg, side: record.timed.place.side },
    sightings: record.sightings.map((sighting) => sightingJson(sighting, record.timed?.hops ?? [], words)),
    reports: record.reports.map((report) => reportJson(report, words)),
  };
}

function sightingJson(sighting: MailSighting, timed: readonly TimedHop[], words: Words) {
  return {
    reader: sighting.reader,
    mailbox: sighting.mailbox,
    folder: sighting.folder,
    folderName: words(sighting.folderName),
    arrivedEarliestAt: formatInstant(sighting.arrivedEarliestAtMs),
    arrivedLatestAt: formatInstant(sighting.arrivedLatestAtMs),
    internalDateAt: instantOrNull(sighting.internalDateAtMs),
    matchedBy: sighting.matchedBy,
    sizeBytes: sighting.sizeBytes,
    headersSha256: sighting.headers?.replace(/^hash:/, '') ?? null,
    hops: sighting.hops.map((hop) => hopJson(hop, timed.find((one) => one.hop === hop.hop) ?? null, words)),
  };
}

function hopJson(
  { hop, stampAtMs, by, from, id, protocol, owner, isAnchor }: MailHop,
  timed: TimedHop | null,
  words: Words,
) {
  return {
    hop,
    stampAt: instantOrNull(stampAtMs),
    by: words(by),
    from: words(from),
    id: words(id),
    protocol,
    owner,
    isAnchor,
    clockOffsetMs: timed?.clockOffsetMs ?? null,
    clockErrorMs: timed?.clockErrorMs ?? null,
    correctedAt: instantOrNull(timed?.atMs ?? null),
    gapMs: timed?.gapMs ?? null,
    leg: timed?.leg ?? null,
    side: timed?.side ?? null,
  };
}

function reportJson({ action, atMs, status, retryUntilAtMs, ...hashes }: MailReport, words: Words) {
  return {
    action,
    at: formatInstant(atMs),
    status,
    reportingMta: words(hashes.reportingMta),
    remoteMta: words(hashes.remoteMta),
    diagnostic: words(hashes.diagnostic),
    retryUntilAt: instantOrNull(retryUntilAtMs),
  };
}
