import type { DerivedOutage } from '../../rules/outage/derived.ts';

/** Stands for a personal value: nothing that strangers are shown may hold it. */
export const FAKE_VALUE_SHA256 = 'd'.repeat(64);
/** A value of the router that only the owner is shown. */
export const FAKE_MARGIN_TENTH_DB = 61;

/** What was seen of each link in an outage that began then, and one snapshot of it. */
export function fakeWitnesses(beganAtMs: number): Pick<DerivedOutage, 'chain' | 'snapshots'> {
  const place = { fromAtMs: beganAtMs + 1000, toAtMs: null, segment: 2130, sequence: 4 };
  const none = { toAtMs: null, segment: null, sequence: null };
  return {
    chain: [
      { link: 'home', state: 'ok', evidence: [] },
      {
        link: 'router',
        state: 'ok',
        evidence: [{ witness: 'gateway', says: 'answered', fromAtMs: beganAtMs, ...none, values: { answers: 495 } }],
      },
      {
        link: 'dsl',
        state: 'ok',
        evidence: [
          {
            ...{ witness: 'router', says: 'sync-up', ...place },
            values: { downMarginTenthDb: FAKE_MARGIN_TENTH_DB, externalAddress4: `hash:${FAKE_VALUE_SHA256}` },
          },
        ],
      },
      { link: 'session', state: 'unknown', evidence: [] },
      { link: 'provider', state: 'unknown', evidence: [] },
      { link: 'internet', state: 'fail', evidence: [] },
    ],
    snapshots: [
      {
        moment: 'onset',
        atMs: beganAtMs + 1000,
        segment: 2130,
        sequence: 4,
        readings: { hops: 1, rxPackets: 77_123_456 },
        facts: { moment: 'onset', trace: `hash:${FAKE_VALUE_SHA256}` },
      },
    ],
  };
}
