import { describe, expect, test } from 'vitest';
import { clockAt, clockSample, isKnownContact, NO_MEMORY, withContact, withHost, withSample } from './host-clocks.ts';
import type { MailHop, MailRecord, MailSighting } from './mail.ts';
import { contactOf, travelOf, trustedHops } from './mail-hops.ts';
import { T0_AT_MS } from './mail-samples.ts';
import type { HopOwner } from './vocabulary.ts';

const HOUR_MS = 3_600_000;

function hop(
  hopNumber: number,
  by: string,
  owner: HopOwner,
  stampAtMs: number | null,
  more: Partial<MailHop> = {},
): MailHop {
  return {
    hop: hopNumber,
    stampAtMs,
    by,
    from: null,
    domain: null,
    id: null,
    protocol: null,
    owner,
    isAnchor: false,
    ...more,
  };
}
function seenAt(atMs: number, hops: MailHop[], more: Partial<MailSighting> = {}): MailSighting {
  return {
    sighting: 0,
    reader: 'probe',
    mailbox: 'telekom',
    folder: 'inbox',
    folderName: null,
    arrivedEarliestAtMs: atMs - 20,
    arrivedLatestAtMs: atMs,
    internalDateAtMs: null,
    matchedBy: 'header',
    sizeBytes: null,
    headers: null,
    isSameClock: true,
    hops,
    ...more,
  };
}
const SENT: Pick<MailRecord, 'acceptedAtMs' | 'submit'> = { acceptedAtMs: T0_AT_MS, submit: { submitMs: 400 } };

/** Clocks of the four hosts, each learned from a mail that took 200 ms a minute before. */
function clocksOff(offMs: Record<string, number>) {
  const owner = (host: string) => (host === 'mx' || host === 'store' ? 'receiver' : 'sender');
  return Object.entries(offMs).reduce(
    (memory, [host, ms]) =>
      withHost(memory, host, owner(host), clockSample(T0_AT_MS - 60_000 + ms, T0_AT_MS - 60_100, T0_AT_MS - 59_900)),
    NO_MEMORY,
  );
}
const RIGHT = clocksOff({ submit: 0, relay: 0, mx: 0, store: 0 });

/** Stamps after the acceptance. */
function way([submitMs, relayMs, mxMs, storeMs]: [number, number, number, number]): MailHop[] {
  return [
    hop(0, 'submit', 'sender', T0_AT_MS + submitMs, { isAnchor: true }),
    hop(1, 'relay', 'sender', T0_AT_MS + relayMs),
    hop(2, 'mx', 'receiver', T0_AT_MS + mxMs, { from: 'relay' }),
    hop(3, 'store', 'receiver', T0_AT_MS + storeMs),
  ];
}

describe('clocks of hosts', () => {
  test('a host 420 s ahead is known to 0.6 s from one mail of 0.27 s', () => {
    const clock = clockAt([clockSample(T0_AT_MS + 420_000, T0_AT_MS, T0_AT_MS + 270)], T0_AT_MS);
    expect(clock).toEqual({ offsetMs: 419_865, errorMs: 635 });
  });

  test('of many samples the sharper half counts, and one liar does not', () => {
    const honest = [1, 2, 3, 4, 5].map((n) => clockSample(T0_AT_MS + 7000, T0_AT_MS - n, T0_AT_MS + n));
    const slow = [1, 2, 3].map(() => clockSample(T0_AT_MS + 90_000, T0_AT_MS - 100_000, T0_AT_MS + 100_000));
    expect(clockAt([...honest, ...slow], T0_AT_MS)).toEqual({ offsetMs: 7000, errorMs: 504 });
  });

  test('a clock that was set between two mails is known only as well as they agree', () => {
    const set = [0, 60_000].map((ms) => clockSample(T0_AT_MS + ms, T0_AT_MS, T0_AT_MS));
    const clock = clockAt([...set, ...set], T0_AT_MS);
    expect(clock?.errorMs).toBeGreaterThanOrEqual(30_000);
  });

  test('what is older than a week says nothing, and no more is kept than is needed', () => {
    const old = clockSample(T0_AT_MS, T0_AT_MS, T0_AT_MS);
    expect(clockAt([old], T0_AT_MS + 8 * 24 * HOUR_MS)).toBeNull();
    expect(clockAt([], T0_AT_MS)).toBeNull();
    const many = Array.from({ length: 100 }, () => old).reduce(withSample, []);
    expect(many.length).toBe(21);
    const hosts = Array.from({ length: 300 }, (_, n) => `hash:${n}`);
    const memory = hosts.reduce(
      (known, host) => withContact(withHost(known, host, 'other', old), host, T0_AT_MS),
      NO_MEMORY,
    );
    expect([memory.hosts.length, memory.contacts.length]).toEqual([64, 200]);
    expect([isKnownContact(memory, 'hash:299', T0_AT_MS), isKnownContact(memory, 'hash:0', T0_AT_MS)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('lines that are proven', () => {
  test('what lies below the anchor may have been invented', () => {
    const planted = hop(0, 'mx', 'receiver', T0_AT_MS - 20 * 365 * 24 * HOUR_MS);
    const hops = [planted, ...way([0, 0, 0, 0]).map((one) => ({ ...one, hop: one.hop + 1 }))];
    expect(trustedHops(hops).map((one) => one.hop)).toEqual([1, 2, 3, 4]);
  });

  test('without an anchor only the receiver’s own lines at the end are', () => {
    const hops = way([0, 0, 0, 0]).map((one) => ({ ...one, isAnchor: false }));
    expect(trustedHops(hops).map((one) => one.by)).toEqual(['mx', 'store']);
    const planted = hop(9, 'mx', 'receiver', 0);
    expect(trustedHops([planted, ...hops]).map((one) => one.hop)).toEqual([2, 3]);
    expect(trustedHops(hops.map((one) => ({ ...one, owner: 'unknown' })))).toEqual([]);
    expect(contactOf(seenAt(T0_AT_MS, hops))).toBe('relay');
  });
});

describe('which leg held a mail', () => {
  const travelled = (
    ms: number,
    stamps: [number, number, number, number],
    memory = RIGHT,
    more: Partial<MailSighting> = {},
  ) => travelOf(SENT, seenAt(T0_AT_MS + ms, way(stamps), more), { before: memory, after: NO_MEMORY });

  test('a line of the sender’s own came late: the sender', () => {
    expect(travelled(HOUR_MS, [0, 3_599_000, 3_599_000, 3_599_000]).heldIn).toBe('sender');
  });
  test('the receiver’s first line came late: the hand-over, which is nobody’s proven fault', () => {
    const travel = travelled(HOUR_MS, [0, 0, 3_599_000, 3_599_000]);
    expect(travel.heldIn).toBe('hand-over');
    const [submit, sender, handOver, receiver] = travel.legs;
    expect(submit).toEqual({ leg: 'submit', minMs: 400, maxMs: 400 });
    expect(sender?.minMs).toBe(0);
    expect(handOver).toMatchObject({ leg: 'hand-over' });
    expect(handOver?.minMs).toBeGreaterThan(3_596_000);
    expect(receiver?.maxMs).toBeLessThan(5000);
  });
  test('the receiver took it at once and stored it late: the receiver', () => {
    expect(travelled(HOUR_MS, [0, 0, 1000, 3_599_000]).heldIn).toBe('receiver');
  });
  test('of two that held it only one that took most of the time is named', () => {
    expect(travelled(HOUR_MS, [0, 1_200_000, 1_200_000, 3_599_000]).heldIn).toBe('receiver');
    expect(travelled(HOUR_MS, [0, 2_400_000, 2_400_000, 3_599_000]).heldIn).toBe('sender');
    expect(travelled(HOUR_MS, [0, 1_800_000, 1_800_000, 3_599_000]).heldIn).toBe('unknown');
  });
  test('a host that does not tell lets only the two legs beside it be told together', () => {
    const unknown = clocksOff({ submit: 0, mx: 0, store: 0 });
    expect(travelled(HOUR_MS, [0, 3_599_000, 3_599_000, 3_599_000], unknown).heldIn).toBe('hand-over');
    const onlyMx = clocksOff({ submit: 0, relay: 0, mx: 0 });
    expect(travelled(HOUR_MS, [0, 0, 1000, 3_599_000], onlyMx).heldIn).toBe('receiver');
  });
  test('without any clock that is known nothing is said', () => {
    const travel = travelled(HOUR_MS, [0, 0, 1000, 3_599_000], NO_MEMORY);
    expect(travel.heldIn).toBe('unknown');
    expect(travel.hops.every(({ atMs, gapMs }) => atMs === null && gapMs === null)).toBe(true);
  });
  test('a host 420 s ahead makes no gap, and is corrected', () => {
    const memory = clocksOff({ submit: 0, relay: 420_000, mx: 0, store: 0 });
    const { hops, heldIn } = travelled(600_000, [0, 420_000, 599_000, 599_000], memory);
    expect(heldIn).toBe('hand-over');
    expect(hops[1]).toMatchObject({ clockOffsetMs: 420_000, clockErrorMs: 600, gapMs: 0, leg: 'sender' });
    expect(hops[2]?.gapMs).toBeGreaterThan(598_000);
  });
  test('a host that was set since says what cannot be, and is not believed', () => {
    const { hops, heldIn } = travelled(HOUR_MS, [0, 0, -7_000_000, 3_599_000]);
    expect(hops[2]?.atMs).toBeNull();
    expect(heldIn).toBe('unknown');
  });
  test('a host that was set while the mail waited, as the next mail shows, is not believed', () => {
    const sighting = seenAt(T0_AT_MS + HOUR_MS, way([0, 0, 400_000, 3_599_000]));
    expect(travelOf(SENT, sighting, { before: RIGHT, after: RIGHT }).heldIn).toBe('receiver');
    const setBack = clocksOff({ submit: 0, relay: 0, mx: -3_000_000, store: 0 });
    expect(travelOf(SENT, sighting, { before: RIGHT, after: setBack }).heldIn).toBe('unknown');
    expect(travelOf(SENT, sighting, { before: NO_MEMORY, after: RIGHT }).heldIn).toBe('receiver');
  });
  test('of two hosts that contradict each other neither is believed', () => {
    const { hops } = travelled(HOUR_MS, [0, 3_000_000, 1_000_000, 3_599_000]);
    expect(hops.map(({ atMs }) => atMs === null)).toEqual([false, true, true, false]);
  });
  test('a mail that was stored at once and could be seen late: the mailbox', () => {
    const sample = clockSample(T0_AT_MS - 60_000, T0_AT_MS - 60_100, T0_AT_MS - 59_900);
    const travel = travelled(
      HOUR_MS,
      [0, 0, 1000, 2000],
      { ...RIGHT, internalDate: [sample] },
      { internalDateAtMs: T0_AT_MS + 2000 },
    );
    expect(travel.heldIn).toBe('visible');
  });
  test('while nobody watched, nothing is said of how long it took to be visible', () => {
    const blind = travelled(HOUR_MS, [0, 0, 1000, 1000], RIGHT, { arrivedEarliestAtMs: T0_AT_MS });
    expect(blind.heldIn).toBe('unknown');
  });
  test('gaps are between the acceptance and the sighting, whatever is written', () => {
    const { hops, legs } = travelled(1000, [-900_000, 5_000_000, 10 ** 15, -(10 ** 15)]);
    for (const { gapMs, atMs } of hops) {
      expect(gapMs === null || (gapMs >= 0 && gapMs <= 1000)).toBe(true);
      expect(atMs === null || (atMs >= T0_AT_MS && atMs <= T0_AT_MS + 1000)).toBe(true);
    }
    expect(legs.every(({ minMs, maxMs }) => minMs >= 0 && maxMs <= 1000)).toBe(true);
  });
});
