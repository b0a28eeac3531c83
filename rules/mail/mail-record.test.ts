import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { seeded } from '../outage/seeded.ts';
import type { MailRecord } from './mail.ts';
import type { MailEvent } from './mail-event.ts';
import { mailAtMs, mailId, mailRecordOf } from './mail-record.ts';
import { acceptedMail, BOOT_A, BOOT_B, sightedMail, T0_AT_MS, told } from './mail-samples.ts';
import { arrivalOf, latencyOf, mailStateAt } from './mail-state.ts';
import { SIMULATED_ROUTE as ROUTE } from './simulated-mail.ts';

const tools = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function recordOf(...events: MailEvent[]): MailRecord {
  const record = mailRecordOf('home', events, tools);
  if (!record) throw new Error('nothing was said');
  return record;
}
const stateOf = (record: MailRecord, watchedUntilMs: number | null = T0_AT_MS + 5 * MINUTE_MS) =>
  mailStateAt(record, ROUTE, watchedUntilMs);

describe('what one mail comes to', () => {
  test('a mail that arrived 4.2 s after the acceptance took 4.18 to 4.2 s', () => {
    const record = recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 4200));
    expect(record).toMatchObject({
      id: mailId('home', 'in', 7, tools),
      tokenSha256: '7'.padStart(64, '0'),
      plannedAtMs: T0_AT_MS - 500,
      outcome: 'accepted',
      acceptedAtMs: T0_AT_MS,
      queueId: 'hash:q7',
      submit: { submitMs: 500 },
    });
    expect(latencyOf(record, ROUTE)).toEqual({ minMs: 4180, maxMs: 4200, isOneNumber: true, isDoubtful: false });
    expect(stateOf(record)).toBe('arrived');
    expect(mailAtMs(record)).toBe(T0_AT_MS);
  });

  test('only taken out, or only a Received line, is no mail', () => {
    expect(mailRecordOf('home', [told(7, 'removed', T0_AT_MS), told(7, 'hop', T0_AT_MS)], tools)).toBeNull();
    expect(mailRecordOf('home', [], tools)).toBeNull();
  });

  test('the server saw it before anybody told of its submission: it waits for that', () => {
    const seen = recordOf(sightedMail(7, T0_AT_MS + 900, { boot: 'server' }));
    expect([seen.outcome, stateOf(seen), latencyOf(seen, ROUTE)]).toEqual(['unknown', 'arrived', null]);
  });

  test('events of other mails and routes change nothing', () => {
    const own = [...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 4200)];
    const foreign = [sightedMail(8, T0_AT_MS + 1), sightedMail(7, T0_AT_MS + 1, { route: 'out' })];
    expect(recordOf(...own, ...foreign)).toEqual(recordOf(...own));
  });

  test('of an event told twice the one that was told when it happened holds', () => {
    const late = told(7, 'accepted', T0_AT_MS + 3000, { boot: BOOT_B, readings: { eventAtMs: T0_AT_MS + 3000 } });
    const again = recordOf(late, ...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 4200));
    expect(again).toEqual(recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 4200)));
  });

  test('any order, and each event any number of times, gives the same record', () => {
    const events = [
      ...acceptedMail(7, T0_AT_MS),
      sightedMail(7, T0_AT_MS + 4200),
      sightedMail(7, T0_AT_MS + 3900, { boot: 'server' }),
      told(7, 'hop', T0_AT_MS + 4200, {
        readings: { sighting: 0, hop: 1 },
        facts: { by: 'hash:mx', owner: 'receiver' },
      }),
      told(7, 'hop', T0_AT_MS + 4200, { readings: { sighting: 0, hop: 0 }, facts: { by: 'hash:s', owner: 'sender' } }),
      told(7, 'report', T0_AT_MS + 9000, { facts: { action: 'failed' } }),
      told(7, 'uncertain', T0_AT_MS + 9000),
    ];
    const once = recordOf(...events);
    const random = seeded(3);
    for (let round = 0; round < 50; round += 1) {
      const shuffled = [...events, ...events].sort(() => random() - 0.5);
      expect(recordOf(...shuffled)).toEqual(once);
    }
    expect(once.sightings.map(({ reader }) => reader)).toEqual(['server', 'probe']);
    expect(once.sightings[1]?.hops.map(({ hop }) => hop)).toEqual([0, 1]);
    expect(once.sightings[0]?.hops).toEqual([]);
  });
});

describe('states', () => {
  const open = recordOf(...acceptedMail(7, T0_AT_MS));
  test('a mail that is on its way is accepted, overdue and presumed lost as far as the mailbox was watched', () => {
    expect(stateOf(open, null)).toBe('accepted');
    expect(stateOf(open, T0_AT_MS + 15 * MINUTE_MS - 1)).toBe('accepted');
    expect(stateOf(open, T0_AT_MS + 15 * MINUTE_MS)).toBe('overdue');
    expect(stateOf(open, T0_AT_MS + 7 * DAY_MS - 1)).toBe('overdue');
    expect(stateOf(open, T0_AT_MS + 7 * DAY_MS)).toBe('presumed-lost');
  });

  test('one that was given up arrives after all, late', () => {
    const back = recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 9 * DAY_MS));
    expect(stateOf(back, T0_AT_MS + 9 * DAY_MS)).toBe('arrived-late');
    expect(latencyOf(back, ROUTE)?.maxMs).toBe(9 * DAY_MS);
  });

  test('one that arrived while nobody watched is late only if it certainly was', () => {
    const blind = (blindMs: number) =>
      recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 180 * MINUTE_MS, { readings: { blindMs } }));
    expect(stateOf(blind(170 * MINUTE_MS))).toBe('arrived');
    expect(stateOf(blind(10 * MINUTE_MS))).toBe('arrived-late');
    expect(latencyOf(blind(170 * MINUTE_MS), ROUTE)?.isOneNumber).toBe(false);
    expect(latencyOf(blind(10 * MINUTE_MS), ROUTE)?.isOneNumber).toBe(true);
  });

  test('junk has arrived, and the folder says where', () => {
    const junk = recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 900, { facts: { folder: 'junk' } }));
    expect([stateOf(junk), arrivalOf(junk, ROUTE)?.folder]).toEqual(['arrived', 'junk']);
  });

  test('the copy among the sent mails, or in the sender’s own mailbox, is no arrival', () => {
    const sent = sightedMail(7, T0_AT_MS + 300, { facts: { folder: 'sent' } });
    const reply = sightedMail(7, T0_AT_MS + 400, { readings: { sighting: 1 }, facts: { mailbox: 'gmx' } });
    const record = recordOf(...acceptedMail(7, T0_AT_MS), sent, reply);
    expect([stateOf(record), record.sightings.length]).toEqual(['accepted', 2]);
    expect(mailStateAt(record, { ...ROUTE, from: 'telekom' }, T0_AT_MS)).toBe('arrived');
  });

  test('given back, and seen all the same: it arrived, and the report is kept', () => {
    const report = told(7, 'report', T0_AT_MS + 9000, {
      readings: { statusClass: 5, statusSubject: 1, statusDetail: 1 },
      facts: { action: 'failed' },
    });
    const bounced = recordOf(...acceptedMail(7, T0_AT_MS), report);
    expect([stateOf(bounced), bounced.reports[0]?.status]).toEqual(['bounced', '5.1.1']);
    const both = recordOf(...acceptedMail(7, T0_AT_MS), report, sightedMail(7, T0_AT_MS + 9500));
    expect([stateOf(both), both.reports.length]).toEqual(['arrived', 1]);
  });

  test('broken after the dot it is uncertain, then unconfirmed, and never lost', () => {
    const [submitting] = acceptedMail(7, T0_AT_MS);
    if (!submitting) throw new Error('no event');
    const record = recordOf(submitting, told(7, 'uncertain', T0_AT_MS + 1600));
    expect([stateOf(record), stateOf(record, T0_AT_MS + 8 * DAY_MS)]).toEqual(['uncertain', 'unconfirmed']);
    const seen = recordOf(submitting, told(7, 'uncertain', T0_AT_MS + 1600), sightedMail(7, T0_AT_MS + 4400));
    expect([stateOf(seen), latencyOf(seen, ROUTE)]).toMatchObject(['arrived', { minMs: 0, maxMs: 4900 }]);
  });

  test('what the submission came to', () => {
    const refused = (replyCode: number) => stateOf(recordOf(told(7, 'refused', T0_AT_MS, { readings: { replyCode } })));
    expect([refused(451), refused(550)]).toEqual(['refused-temporary', 'refused']);
    for (const event of ['unreachable', 'config-error', 'not-tested', 'submitting'] as const)
      expect(stateOf(recordOf(told(7, event, T0_AT_MS)))).toBe(event);
    expect(stateOf(recordOf(told(7, 'submitting', T0_AT_MS), told(7, 'not-tested', T0_AT_MS + 1)))).toBe('not-tested');
    expect(stateOf(recordOf(...acceptedMail(7, T0_AT_MS), told(7, 'uncertain', T0_AT_MS + 1)))).toBe('accepted');
  });
});

describe('clocks', () => {
  test('a latency between two boots carries two seconds of doubt at each end, one with the server’s one', () => {
    const other = recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 60_000, { boot: BOOT_B }));
    expect(latencyOf(other, ROUTE)).toMatchObject({ minMs: 57_980, maxMs: 62_000, isDoubtful: false });
    const server = recordOf(...acceptedMail(7, T0_AT_MS), sightedMail(7, T0_AT_MS + 60_000, { boot: 'server' }));
    expect(latencyOf(server, ROUTE)).toMatchObject({ minMs: 58_980, maxMs: 61_000, isOneNumber: true });
  });

  test('what was told again is dated by a wall clock, also where the boot is the same', () => {
    const again = sightedMail(7, T0_AT_MS + 60_000, { readings: { eventAtMs: T0_AT_MS + 60_000 } });
    expect(recordOf(...acceptedMail(7, T0_AT_MS), again).sightings[0]?.isSameClock).toBe(false);
  });

  test('with a clock that nothing confirmed a latency of one boot holds, one of two is doubtful', () => {
    const unsure = { isClockKnown: false };
    const same = recordOf(...acceptedMail(7, T0_AT_MS, unsure), sightedMail(7, T0_AT_MS + 4200, unsure));
    expect(latencyOf(same, ROUTE)).toMatchObject({ maxMs: 4200, isDoubtful: false });
    const two = recordOf(...acceptedMail(7, T0_AT_MS, unsure), sightedMail(7, T0_AT_MS + DAY_MS, { boot: BOOT_B }));
    expect(latencyOf(two, ROUTE)).toMatchObject({ isDoubtful: true, isOneNumber: false });
    expect(stateOf(two)).toBe('arrived');
    // the probe waited past the limit by its own ticks: that it came late needs no clock
    const overdue = told(7, 'overdue', T0_AT_MS + 900_000, unsure);
    const late = [...acceptedMail(7, T0_AT_MS, unsure), overdue];
    expect(stateOf(recordOf(...late, sightedMail(7, T0_AT_MS + DAY_MS, { boot: BOOT_B })))).toBe('arrived-late');
    expect(stateOf(recordOf(...late, sightedMail(7, T0_AT_MS + 4200, { boot: 'server' })))).toBe('arrived');
  });

  test('a mail accepted by a clock of 1970 is not overdue, unless the probe itself waited so long', () => {
    const accepted = acceptedMail(7, 1000, { isClockKnown: false });
    expect(stateOf(recordOf(...accepted))).toBe('accepted');
    expect(stateOf(recordOf(...accepted, told(7, 'overdue', 901_000, { isClockKnown: false })))).toBe('overdue');
  });
});

test('whatever is told of a mail, its record is plain, bounded, and its latency never negative', () => {
  const random = seeded(11);
  const any = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T; // never empty
  const names = [
    'submitting',
    'accepted',
    'uncertain',
    'refused',
    'overdue',
    'sighted',
    'hop',
    'report',
    'removed',
  ] as const;
  const numbers = [-1, 0, 1, 7, 2 ** 40, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, T0_AT_MS];
  const words = ['constructor', 'sha256:x', 'yes', 'junk', 'failed', 'hash:1', 'inbox', 'receiver', ''];
  const keys = [
    'sighting',
    'hop',
    'blindMs',
    'internalDateAtMs',
    'stampAtMs',
    'eventAtMs',
    'plannedAtMs',
    'statusClass',
    'submitMs',
  ];
  const factKeys = ['token', 'folder', 'mailbox', 'owner', 'anchor', 'by', 'from', 'action', 'matchedBy'];
  for (let round = 0; round < 400; round += 1) {
    const events = Array.from({ length: 1 + Math.floor(random() * 120) }, () =>
      told(7, any(names), any([...numbers, T0_AT_MS + random() * 1e6]), {
        boot: any([BOOT_A, BOOT_B, 'server']),
        isClockKnown: random() < 0.8,
        readings: Object.fromEntries(keys.filter(() => random() < 0.4).map((key) => [key, any(numbers)])),
        facts: Object.fromEntries(factKeys.filter(() => random() < 0.4).map((key) => [key, any(words)])),
      }),
    );
    const record = mailRecordOf('home', events, tools);
    if (!record) continue;
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(record.sightings.length).toBeLessThanOrEqual(20);
    expect(record.sightings.every(({ hops }) => hops.length <= 50)).toBe(true);
    const latency = latencyOf(record, ROUTE);
    if (latency) expect(latency.minMs >= 0 && latency.maxMs >= latency.minMs, JSON.stringify(latency)).toBe(true);
    stateOf(record, any(numbers));
  }
});
