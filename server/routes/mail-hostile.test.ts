import { expect, test } from 'vitest';
import { mailId } from '../../rules/mail/mail-record.ts';
import { MAIL_EVENTS, MAILBOX_EVENTS } from '../../rules/mail/vocabulary.ts';
import { seeded } from '../../rules/outage/seeded.ts';
import { openFakeProbe, sha256 } from '../../test/fakes/fake-probe.ts';
import { enrolFake, START_AT_MS } from '../../test/fakes/kept.ts';
import { STRANGER, THIS_MACHINE, useKeptSite } from '../../test/fakes/kept-site.ts';
import { mailMethod, mailUpload, naming, type ToldEvent, withTold } from '../../test/fakes/mailing-probe.ts';

const METHOD = mailMethod();
const FROM_MS = START_AT_MS - 60 * 60_000;
const MAILS = 12;
const NUMBERS = [0, 1, 2, 5, 900_000, 10 ** 11, 10 ** 12, START_AT_MS, START_AT_MS + 10 ** 9, Date.UTC(2099, 0)];
const EDGES = [-1, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 253_402_300_800_000, Date.UTC(2200, 0)];
const READINGS = [
  'sighting',
  'hop',
  'blindMs',
  'internalDateAtMs',
  'stampAtMs',
  'eventAtMs',
  'plannedAtMs',
  'submitMs',
];
const STATUS = ['sizeBytes', 'hops', 'replyCode', 'statusClass', 'statusSubject', 'retryUntilAtMs', 'arrivalAtMs'];
const FACTS = ['folder', 'mailbox', 'owner', 'anchor', 'by', 'from', 'action', 'reason', 'stage', 'matchedBy', 'mode'];
const HASHES = ['smtpReply', 'queueId', 'host', 'domain', 'headers', 'reportingMta', 'protocol', 'token', 'folderName'];
const WORDS = ['constructor', 'yes', 'junk', 'sent', 'failed', 'delayed', 'receiver', 'sender', 'gmx', 'login', '-'];

const site = useKeptSite(() => undefined);

function wild(random: () => number, names: readonly string[]): ToldEvent {
  const any = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T; // never empty
  const some = <T>(keys: readonly string[], of: readonly T[]) =>
    Object.fromEntries(keys.filter(() => random() < 0.5).map((key) => [key, any(of)]));
  const numbers = [...NUMBERS, ...NUMBERS, ...EDGES];
  return {
    atMs: FROM_MS + Math.floor(random() * 3_540_000),
    facts: { event: any(names), ...some(FACTS, WORDS), ...some(HASHES, [`hash:${'a'.repeat(64)}`, 'x', 'sha256:1']) },
    readings: { mail: 1 + Math.floor(random() * MAILS), ...some([...READINGS, ...STATUS], numbers) },
  };
}

test.each([
  1, 2, 3,
])('whatever a probe signs of test mails (world %d), every page and export is given', async (seed) => {
  const { kept } = site;
  const probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
  const random = seeded(seed);
  const events = (count: number, names: readonly string[]) => Array.from({ length: count }, () => wild(random, names));
  const told = [
    { role: 'mail' as const, name: 'in', events: events(1500, MAIL_EVENTS) },
    { role: 'mailbox' as const, name: 'gmx', events: events(100, MAILBOX_EVENTS) },
  ];
  const segments = Array.from({ length: 60 }, () =>
    probe.next(withTold(probe.rounds(12, FROM_MS - 60_000), METHOD, told), naming(METHOD)),
  );
  const { answer } = await kept.keep.takeUpload(mailUpload(probe, segments, START_AT_MS, METHOD), null, START_AT_MS);
  expect(answer.error).toBeNull();
  const ids = Array.from({ length: MAILS }, (_, n) => mailId('home', 'in', n + 1, { sha256 }));
  const shown = ids.filter((id) => kept.keep.store.mail('home', id) !== null);
  expect(shown.length).toBeGreaterThan(5);
  kept.clock.nowMs += 3_600_000;
  kept.keep.admin.publish('home', { live: true, evidence: true });
  for (const path of [
    '/',
    '/lines/home',
    '/lines/home/mail',
    '/lines/home/mail?from=2026-01-01',
    '/api/lines/home/mail.json',
    '/lines/home/evidence.json',
    '/lines/home/evidence.csv?table=mails',
    '/lines/home/evidence.csv?table=mail-delays',
    '/metrics',
    ...shown.map((id) => `/lines/home/mail/${id}`),
  ]) {
    for (const from of [THIS_MACHINE, STRANGER]) {
      const { status } = await site.ask(path, { from });
      expect(status, `${path} ${from}`).toBeLessThan(500);
      if (from === THIS_MACHINE && /mail|evidence/.test(path)) expect(status, path).toBe(200);
    }
  }
});
