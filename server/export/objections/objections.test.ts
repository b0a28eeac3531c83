import { describe, expect, test } from 'vitest';
import type { ObjectionFacts } from './facts.ts';
import { JUDGES } from './judge.ts';
import { ANSWERS, type ObjectionId } from './objection.ts';
import { objectionsOf } from './objections.ts';

/** A case in which all went well for the measurement: what can be answered, is. */
const BEST: ObjectionFacts = {
  zone: 'Europe/Berlin',
  counted: 3,
  gatewayOk: 3,
  providerSide: 3,
  routerAgrees: 3,
  notBeyond: 3,
  rented: 3,
  ownTraffic: 0,
  newAddress: 0,
  shortUntold: 0,
  reachable: 0,
  dropouts: 0,
  revised: 0,
  attributed: 0,
  byUser: 0,
  planned: 2,
  downMinMs: 90_000_000,
  wholeDays: 1,
  oddDays: 0,
  clock: { confirmed: 3, byRouter: 0, none: 0, mostErrorMs: 12 },
  observedMs: 86_400_000,
  unknownMs: 0,
  coverageRatio: 1,
  homeMs: 0,
  powerCutMs: 0,
  stallMs: 0,
  vpnMs: 0,
  targets: {
    isShown: true,
    far: 6,
    networks: 3,
    families: [4, 6],
    otherKinds: ['dns'],
    isNumeric: true,
    shortestVisibleMs: 6000,
  },
  hasTexts: true,
  reports: { made: 1, shown: 1, checked: 1, afterMs: 3_600_000 },
  statements: { count: 1, agrees: 2, differs: 1, open: 1, plannedRows: 1 },
  heads: 24,
  stamped: 20,
};
/** The same with nothing to lean on. */
const WORST: ObjectionFacts = {
  ...BEST,
  gatewayOk: 0,
  providerSide: 0,
  routerAgrees: 0,
  notBeyond: 0,
  rented: 0,
  ownTraffic: 1,
  newAddress: 2,
  reachable: 1,
  dropouts: 3,
  revised: 1,
  attributed: 1,
  byUser: 1,
  wholeDays: 0,
  oddDays: 1,
  clock: { confirmed: 0, byRouter: 0, none: 3, mostErrorMs: 0 },
  unknownMs: 3_600_000,
  coverageRatio: 0.9,
  homeMs: 60_000,
  powerCutMs: 60_000,
  stallMs: 60_000,
  vpnMs: 60_000,
  targets: {
    isShown: true,
    far: 1,
    networks: 1,
    families: [4],
    otherKinds: [],
    isNumeric: false,
    shortestVisibleMs: null,
  },
  reports: { made: 0, shown: 0, checked: 0, afterMs: null },
  statements: { count: 0, agrees: 0, differs: 0, open: 0, plannedRows: 0 },
  heads: 0,
  stamped: 0,
};
/** In between, one thing at a time. */
const MIDDLE: ObjectionFacts[] = [
  { ...BEST, hasTexts: false, reports: { made: 0, shown: 0, checked: 0, afterMs: null } },
  { ...BEST, targets: { ...BEST.targets, isShown: false } },
  { ...BEST, gatewayOk: 1, providerSide: 1, routerAgrees: 1, notBeyond: 1, rented: 1, shortUntold: 1 },
  { ...BEST, providerSide: 0, clock: { confirmed: 1, byRouter: 2, none: 0, mostErrorMs: 0 } },
  {
    ...BEST,
    clock: { confirmed: 1, byRouter: 1, none: 1, mostErrorMs: 0 },
    reports: { made: 2, shown: 0, checked: 0, afterMs: 1 },
  },
  { ...BEST, targets: { ...BEST.targets, otherKinds: [] } },
  {
    ...BEST,
    counted: 1,
    gatewayOk: 1,
    providerSide: 0,
    oddDays: 2,
    reports: { made: 2, shown: 1, checked: 2, afterMs: 1 },
  },
];
const ALL = [BEST, WORST, ...MIDDLE];
const kindsOf = (facts: ObjectionFacts) =>
  Object.fromEntries(objectionsOf(facts, 'en').map(({ id, kind }) => [id, kind]));

describe('objections', () => {
  test('are more than twenty, each with words in both languages for every answer that there is', () => {
    const ids = Object.keys(ANSWERS) as ObjectionId[];
    expect(ids.length).toBeGreaterThanOrEqual(30);
    for (const id of ids) {
      const reached = new Set<string>(ALL.map((facts) => JUDGES[id](facts)));
      expect([id, [...reached].toSorted()]).toEqual([id, Object.keys(ANSWERS[id]).toSorted()]);
    }
    for (const language of ['de', 'en'] as const) {
      for (const facts of ALL) {
        for (const { id, text, objection } of objectionsOf(facts, language)) {
          expect(`${id}: ${objection} ${text}`).not.toMatch(/undefined|NaN|null|\[object| {2}/);
          expect([id, text.endsWith('.')]).toEqual([id, true]);
        }
      }
    }
  });

  test('are conceded where nothing was measured, and what is conceded names no proof', () => {
    for (const facts of ALL) {
      for (const { kind, proof } of objectionsOf(facts, 'de'))
        expect([kind, proof === '']).toEqual([kind, kind === 'conceded']);
    }
    const worst = kindsOf(WORST);
    const answered = Object.entries(worst).filter(([, kind]) => kind === 'answered');
    expect(answered.map(([id]) => id)).toEqual(['time-zone']);
  });

  test('that no measurement can answer are conceded in the best of cases too', () => {
    const best = kindsOf(BEST);
    const never = [
      'unplugged',
      'force-majeure',
      'other-customers-fine',
      'speed-fine',
      'substitute-offered',
      'no-certified-method',
    ];
    expect(never.map((id) => best[id])).toEqual(never.map(() => 'conceded'));
    expect([best['invented'], best['server-is-his'], best['vpn-or-mobile']]).toEqual(['partly', 'partly', 'partly']);
  });

  test('are weaker for one outage of which nobody told, whatever holds for the others', () => {
    const some = kindsOf({ ...BEST, gatewayOk: 2, providerSide: 2, routerAgrees: 2 });
    for (const id of ['own-router', 'wifi', 'house-wiring', 'power-cut', 'customer-software'])
      expect([id, some[id]]).toEqual([id, 'partly']);
  });

  test('on outages do not arise where none is counted, those on the measurement not where nothing was observed', () => {
    const none = objectionsOf({ ...WORST, counted: 0, dropouts: 0 }, 'de');
    expect(none.find(({ id }) => id === 'wifi')).toMatchObject({
      kind: 'moot',
      text: 'Im Zeitraum ist kein Ausfall gezählt.',
    });
    expect(none.find(({ id }) => id === 'edited-later')?.kind).toBe('partly');
    const nothing = objectionsOf({ ...WORST, counted: 0, dropouts: 0, observedMs: 0, coverageRatio: 0 }, 'de');
    const rest = nothing.filter(({ kind }) => kind !== 'moot' && kind !== 'conceded').map(({ id }) => id);
    // what is said of the home, the method or the record needs a measurement
    expect(rest).toEqual(['time-zone', 'sampling-gaps']);
    expect(nothing.find(({ id }) => id === 'only-icmp')?.kind).toBe('moot');
  });

  test('on the nightly reconnect are not answered by a router that said nothing', () => {
    expect(kindsOf({ ...BEST, dropouts: 1, shortUntold: 1 })['nightly-reconnect']).toBe('partly');
  });
});
