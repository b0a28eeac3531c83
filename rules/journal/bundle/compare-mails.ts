import { parseInstant } from '../../instant.ts';
import type { MailRecord } from '../../mail/mail.ts';
import type { RouteCheck } from './check-mail.ts';
import { compareValues } from './compare-values.ts';
import { mailPart, type SaidMail } from './mail-figures-json.ts';
import { CLOCKS_KNOWN_MS, mayBeNarrowed } from './mail-margin.ts';

/** What is told again after a restart, or late, may have happened so long before the last round of the bundle. */
const TOLD_LATE_MS = 86_400_000;
/** Of a mail, what rests on no clock of the mailbox server. */
const CLOCKLESS = ['id', 'outcome', 'acceptedAt', 'folder', 'reason', 'tokenSha256'] as const;
/** Outcomes that a later word may still change. */
const CHANGING = ['submitting', 'uncertain', 'unknown'];

/**
 * Each mail of the period as the document has it, against what rounds and lane tell of it. Returns the numbers of those that
 * only what came before or after the bundle can decide; what contradicts the bundle differs.
 */
export function compareMails(check: RouteCheck): number[] {
  const { said, name, records } = check;
  if (said.mailsLeftOut > 0) return [];
  const ours = new Map(records.map((record) => [record.number, record]));
  const open: number[] = [];
  for (const one of said.mails.filter(({ route }) => route === name)) {
    const record = ours.get(one.number);
    ours.delete(one.number);
    if (record === undefined) {
      if (isTellableLater(check, one)) open.push(one.number);
      else check.differ(`mails ${one.number}`, one.id, 'no such mail');
    } else if (!isAsComputed(check, one, record)) open.push(one.number);
  }
  for (const { number, outcome, id } of ours.values()) {
    // handed over before the bundle, or never told: no figure rests on it
    if (outcome !== 'unknown') check.differ(`mails ${number}`, null, id);
  }
  return open;
}

/** False: it can't be known here. What differs though it can be known is told. */
function isAsComputed(check: RouteCheck, said: SaidMail, record: MailRecord): boolean {
  const { route, watchedUntilMs, differ } = check;
  const differences: Parameters<RouteCheck['differ']>[] = [];
  compareValues(`mails ${said.number}`, said, mailPart(record, route, watchedUntilMs), (...one) => {
    differences.push(one);
  });
  if (differences.length === 0) return true;
  if (isMoreTold(check, said, record) || isNarrowed(check, said, record)) return false;
  for (const one of differences) differ(...one);
  return true;
}

/** A slot that went by is told when the probe runs again; everything else right after it happened, but for a restart. */
function isTellableLater({ measuredAtMs }: RouteCheck, { outcome, acceptedAt, plannedAt }: SaidMail): boolean {
  if (outcome === 'not-tested') return true;
  return isLate(acceptedAt ?? plannedAt, measuredAtMs);
}

/** Whether the document tells more of it, that came after the bundle or when it ended, and denies nothing that is in here. */
function isMoreTold({ measuredAtMs }: RouteCheck, said: SaidMail, record: MailRecord): boolean {
  const isOutcomeOpen = said.outcome !== record.outcome && CHANGING.includes(record.outcome);
  const isSame = said.outcome === record.outcome;
  if (!isSame && !(isOutcomeOpen && isLate(said.acceptedAt ?? said.plannedAt, measuredAtMs))) return false;
  if (isSame && said.acceptedAt !== null && parseInstant(said.acceptedAt) !== record.acceptedAtMs) return false;
  const seenAts = said.sightings.map(({ arrivedLatestAt }) => arrivedLatestAt);
  const known = record.sightings.every(({ arrivedLatestAtMs }) =>
    seenAts.some((at) => parseInstant(at) === arrivedLatestAtMs),
  );
  const toldAts = [...seenAts, ...said.reports.map(({ at }) => at)];
  const knownAts = new Set([
    ...record.sightings.map((one) => one.arrivedLatestAtMs),
    ...record.reports.map((one) => one.atMs),
  ]);
  const later = toldAts.filter((at) => !knownAts.has(parseInstant(at) ?? Number.NaN));
  return known && (later.length > 0 || isOutcomeOpen) && later.every((at) => isLate(at, measuredAtMs));
}

function isLate(at: string | null, measuredAtMs: number): boolean {
  const atMs = parseInstant(at ?? '');
  return atMs !== null && atMs >= measuredAtMs - TOLD_LATE_MS;
}

/** Whether only the clock of the mailbox server, as mails outside of the bundle tell of it, makes the difference. */
function isNarrowed(check: RouteCheck, said: SaidMail, record: MailRecord): boolean {
  const { told, measuredAtMs, isWhole, route, watchedUntilMs } = check;
  const atMs = record.acceptedAtMs;
  if (atMs === null || !mayBeNarrowed(record, route)) return false;
  const isEarly = !isWhole && atMs - (told.fromAtMs ?? atMs) <= CLOCKS_KNOWN_MS;
  if (!isEarly && measuredAtMs - atMs > CLOCKS_KNOWN_MS) return false;
  const computed = mailPart(record, route, watchedUntilMs);
  return CLOCKLESS.every((field) => said[field] === computed[field]) && isWithin(said, record);
}

/** The arrival lies within what the bundle leaves open. */
function isWithin({ arrivedEarliestAt, arrivedLatestAt }: SaidMail, { sightings }: MailRecord): boolean {
  const [from, to] = [parseInstant(arrivedEarliestAt ?? ''), parseInstant(arrivedLatestAt ?? '')];
  if (from === null || to === null) return false;
  return sightings.some((one) => from >= one.arrivedEarliestAtMs && to <= one.arrivedLatestAtMs);
}
