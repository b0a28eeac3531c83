import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkMail } from '../rules/journal/bundle/check-mail.ts';
import type { MailTold } from '../rules/journal/bundle/mail-log.ts';
import { foldMailEvents } from '../rules/mail/fold-mail.ts';
import type { MailDelay } from '../rules/mail/mail.ts';
import type { MailEvent } from '../rules/mail/mail-event.ts';
import { mailAtMs } from '../rules/mail/mail-record.ts';
import { type Fault, SIMULATED_ROUTE, simulateMail } from '../rules/mail/simulated-mail.ts';
import { type EvidenceJson, evidenceSchema } from '../rules/wire/evidence.ts';
import { mailPart } from '../server/export/mail-json.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LINE = 'home';
const FROM_AT_MS = Date.UTC(2026, 9, 1);
const PERIOD = { fromAtMs: FROM_AT_MS + 2 * DAY_MS, toAtMs: FROM_AT_MS + 6 * DAY_MS };
const ROUTE = { ...SIMULATED_ROUTE, spacingMs: 1_800_000 };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const at = (hours: number) => PERIOD.fromAtMs + hours * HOUR_MS;
/** Held, lost and refused; and nothing for the last day. */
const FAULTS: Fault[] = [
  { kind: 'hold', at: 'receiver', fromAtMs: at(10), toAtMs: at(13) },
  { kind: 'blind', fromAtMs: at(40), toAtMs: at(41) },
  { kind: 'refuse', fromAtMs: at(60), toAtMs: at(62) },
  { kind: 'junk', fromAtMs: at(80), toAtMs: at(83) },
];
const WORLD = simulateMail({ seed: 5, fromAtMs: FROM_AT_MS, hours: 7 * 24, faults: FAULTS, route: ROUTE });
const UNTIL_AT_MS = WORLD.untilAtMs;
type Mail = NonNullable<EvidenceJson['mail']>;

/** What a server says that has all of it. */
const DOCUMENT = documentOf();
const said = (): Mail => structuredClone(DOCUMENT);

function documentOf(): Mail {
  const folded = foldMailEvents(LINE, ROUTE, WORLD.events, { sha256 });
  const { fromAtMs, toAtMs } = PERIOD;
  const mails = folded.records.filter((one) => mailAtMs(one) >= fromAtMs && mailAtMs(one) < toAtMs);
  const isInPeriod = (one: MailDelay) => one.startEarliestAtMs < toAtMs && (one.endLatestAtMs ?? toAtMs) > fromAtMs;
  const delays = folded.delays.filter(isInPeriod);
  const part = mailPart({ routes: [folded.now], delays, mails, mailsLeftOut: 0, words: () => null });
  return evidenceSchema.shape.mail.parse(JSON.parse(JSON.stringify(part))) ?? expect.fail('no mail');
}

/** What a bundle tells that holds the events from `fromAtMs` to `toAtMs`. */
function told(fromAtMs = FROM_AT_MS, toAtMs = UNTIL_AT_MS): MailTold {
  const events = WORLD.events.filter(({ atMs }) => atMs >= fromAtMs && atMs <= toAtMs);
  const watched = events.filter(({ event }) => event === 'watching').map(({ atMs }) => atMs);
  return {
    events: new Map([['in', events.filter((event): event is MailEvent => event.role === 'mail')]]),
    routes: new Map([['in', [ROUTE]]]),
    watchedUntilMs: new Map([[ROUTE.to, Math.max(...watched)]]),
    fromAtMs,
    isFull: false,
  };
}

function findingsOf(mail: Mail, bundle: MailTold, { isWhole = false, measuredAtMs = UNTIL_AT_MS } = {}) {
  const given = { line: LINE, period: PERIOD, asOfMs: UNTIL_AT_MS, measuredAtMs, isWhole, sha256 };
  return checkMail({ said: mail, told: bundle, ...given })
    .filter(({ code }) => code !== 'mail-places-not-recomputed')
    .map(({ kind, code, what }) => ({ kind, code, what }));
}

describe('mails, figures and delays of a bundle', () => {
  test('are those that the server said, from the begin of the line or from two days before', () => {
    expect(said().delays.map(({ verdict }) => verdict)).toEqual(['mail-delayed', 'mail-blocked', 'mail-to-junk']);
    expect(findingsOf(said(), told(), { isWhole: true })).toEqual([]);
    expect(findingsOf(said(), told())).toEqual([]);
  });

  type Part<T> = { of: (mail: Mail) => T | undefined; change: Partial<T>; says: string };
  const changed = <T>(of: Part<T>['of'], change: Partial<T>, says: string) => ({
    edit: (mail: Mail) => void Object.assign(of(mail) ?? expect.fail('it is not there'), change),
    says,
  });
  const figures = ({ routes }: Mail) => routes[0]?.figures ?? undefined;
  const mail = (at: number) => (all: Mail) => all.mails[at];
  const delay = ({ delays }: Mail) => delays[0];

  test.each([
    changed(figures, { count: 3 }, 'figures count'),
    changed(figures, { open: 3 }, 'figures open'),
    changed(figures, { notTested: 3 }, 'figures notTested'),
    changed(figures, { testedRatio: 0.5 }, 'figures testedRatio'),
    changed(figures, { medianMs: { ms: 1, isAtLeast: false } }, 'figures medianMs'),
    changed(figures, { p95Ms: { ms: 1, isAtLeast: false } }, 'figures p95Ms'),
    changed(figures, { maxMs: { ms: 1, isAtLeast: false } }, 'figures maxMs'),
    changed(mail(50), { latencyMinMs: 7_200_000 }, 'latencyMinMs'),
    changed(mail(50), { latencyMaxMs: 7_200_000 }, 'latencyMaxMs'),
    changed(mail(9), { acceptedAt: '2026-10-03T05:00:00.000Z' }, 'acceptedAt'),
    changed(mail(9), { arrivedLatestAt: '2026-10-03T05:00:00.000Z' }, 'arrivedLatestAt'),
    changed(mail(9), { outcome: 'refused' }, 'outcome'),
    changed(mail(9), { folder: 'junk' }, 'folder'),
    changed(delay, { mails: 99 }, 'mails'),
    changed(delay, { minLatencyMs: 1 }, 'minLatencyMs'),
    changed(delay, { startLatestAt: '2026-10-03T05:00:00.000Z' }, 'startLatestAt'),
    changed(delay, { endEarliestAt: '2026-10-03T23:00:00.000Z' }, 'endEarliestAt'),
    { edit: ({ mails }: Mail) => void mails.splice(40, 1), says: 'mails' },
    { edit: ({ mails }: Mail) => void mails.push({ ...(mails[7] ?? expect.fail()), number: 99_999 }), says: '99999' },
    { edit: ({ delays }: Mail) => void delays.shift(), says: 'delays' },
    {
      edit: ({ delays }: Mail) => void delays.push({ ...(delays[0] ?? expect.fail()), id: '0'.repeat(12) }),
      says: 'delays 000000000000',
    },
  ])('are told where one was changed: $says', ({ edit, says }) => {
    const forged = said();
    edit(forged);
    const [first, ...others] = findingsOf(forged, told()).filter(({ kind }) => kind === 'broken');
    expect(first?.what).toContain(says);
    expect(others.length).toBeLessThan(5);
  });
});

describe('what the bundle does not hold', () => {
  test('of mails that came after its end is a note that names them', () => {
    const endAtMs = at(12);
    const kinds = findingsOf(said(), told(FROM_AT_MS, endAtMs), { measuredAtMs: endAtMs });
    expect(kinds.some(({ code }) => code === 'mail-open')).toBe(true);
  });

  test.each([2, 10.2, 11, 12.9, 14, 41])('wherever it begins, %d hours into the period: no false word', (hours) => {
    const late = { ...told(at(hours)) };
    const later = said();
    const from = at(hours) + 2 * HOUR_MS;
    later.mails = later.mails.filter(({ acceptedAt, plannedAt }) => Date.parse(acceptedAt ?? plannedAt ?? '') >= from);
    const period = { fromAtMs: from, toAtMs: PERIOD.toAtMs };
    later.delays = later.delays.filter(({ endLatestAt }) => Date.parse(endLatestAt ?? '') > from);
    const given = { line: LINE, period, asOfMs: UNTIL_AT_MS, measuredAtMs: UNTIL_AT_MS, isWhole: false, sha256 };
    const findings = checkMail({ said: later, told: late, ...given });
    const broken = findings.filter(({ kind, what }) => kind === 'broken' && !/ figures /.test(what));
    expect(broken.map(({ what }) => what)).toEqual([]);
  });
});
