import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayOf } from '../../../rules/outage/calendar-days.ts';
import { type Kept, measureOutage, openKept, START_AT_MS } from '../../../test/fakes/kept.ts';
import { sampleCoreUnreachable, sampleSyncLost } from '../../../test/sample-witness-values.ts';
import { coverageOf } from '../../figures/coverage.ts';
import type { StoredOutage } from '../../store/store.ts';
import { type EvidenceCase, gatherCase } from '../gather-case.ts';
import { type FactsInput, objectionFacts } from './facts.ts';
import { objectionsOf } from './objections.ts';

const ZONE = 'Europe/Berlin';
const PERIOD = {
  ...{ fromAtMs: START_AT_MS - 7_200_000, toAtMs: START_AT_MS },
  ...{ fromDay: dayOf(START_AT_MS - 7_200_000, ZONE), toDay: dayOf(START_AT_MS, ZONE) },
};

let kept: Kept;
let input: FactsInput;
beforeEach(async () => {
  kept = openKept();
  await measureOutage(kept.keep);
  const { store, serverPublicKey } = kept.keep;
  const line = store.line('home');
  if (line === null) throw new Error('bug: nothing was measured');
  const evidence = gatherCase({
    ...{ store, line, period: PERIOD, nowMs: START_AT_MS, serverPublicKey },
    annotationsOf: () => [],
  });
  const coverage = coverageOf({ store, line }, PERIOD.fromAtMs, PERIOD.toAtMs);
  input = { evidence, coverage, reports: [], statements: [], hasTexts: true, heads: 0, stamped: 0 };
});
afterEach(() => kept.remove());

const kindOf = (facts: FactsInput, id: string) =>
  objectionsOf(objectionFacts(facts), 'en').find((one) => one.id === id)?.kind;
const withOutages = (outages: StoredOutage[]): FactsInput => ({ ...input, evidence: { ...input.evidence, outages } });
const stored = (outage: Omit<StoredOutage, 'revision'>, change: Partial<StoredOutage> = {}): StoredOutage => ({
  revision: 1,
  ...outage,
  ...change,
});

test('the facts of a case are counted over what counts in it', () => {
  const facts = objectionFacts(input);
  expect(facts).toMatchObject({ counted: 1, zone: ZONE, dropouts: 0, wholeDays: 0, oddDays: 0, planned: 0 });
  expect(facts.unknownMs).toBe(input.coverage.unknownMs);
  expect(facts.downMinMs).toBeGreaterThan(390_000);
  expect(facts.targets).toMatchObject({ isShown: true });
  expect(facts.targets.far).toBeGreaterThan(0);
});

test('what the chain says decides what is answered', () => {
  const clock = { source: 'sync', correctedByMs: 0, errorMs: null } as const;
  const core = stored(sampleCoreUnreachable, { counts: true, side: 'provider', clock });
  const sync = stored(sampleSyncLost, { counts: true, side: 'access', clock });
  expect(kindOf(withOutages([core]), 'house-wiring')).toBe('answered');
  expect(kindOf(withOutages([core, sync]), 'house-wiring')).toBe('partly');
  expect(kindOf(withOutages([sync]), 'house-wiring')).toBe('conceded');
  expect(kindOf(withOutages([sync]), 'customer-software')).toBe('answered');
  expect(kindOf(withOutages([sync]), 'clock-wrong')).toBe('answered');
  // a probe that had lost its own way out would look alike where the router tells of no fault
  expect(kindOf(withOutages([sync]), 'probe-broken')).toBe('answered');
  expect(kindOf(withOutages([core, sync]), 'probe-broken')).toBe('partly');
  const { clock: _known, ...older } = sync;
  expect(kindOf(withOutages([older]), 'clock-wrong')).toBe('conceded');
  const attributed = stored(sampleSyncLost, { counts: false, attributedTo: 'home' });
  expect(objectionFacts(withOutages([attributed]))).toMatchObject({ counted: 0, attributed: 1 });
});

test('a day in the middle of an outage is a whole day, also where the rule takes off what is not certain', () => {
  const [day] = input.evidence.days;
  if (!day) throw new Error('bug: the period has no day');
  const dayMs = 86_400_000;
  const sums = { upMs: 0, degradedMs: 0, maintenanceMs: 0, unknownMs: 0 };
  const down = { ...day, ...sums, downMinMs: dayMs - 1000, downMaxMs: dayMs };
  const [startsAtMs, endsAtMs] = [day.startsAtMs - 3_600_000, day.startsAtMs + dayMs + 3_600_000];
  const long = stored(sampleSyncLost, {
    ...{ counts: true, flaps: 0, startEarliestAtMs: startsAtMs - 1000, startLatestAtMs: startsAtMs },
    ...{ endEarliestAtMs: endsAtMs, endLatestAtMs: endsAtMs + 1000 },
  });
  const wholeDays = (outage: StoredOutage, one = down) =>
    objectionFacts({ ...input, evidence: { ...input.evidence, days: [one], outages: [outage] } }).wholeDays;
  expect(wholeDays(long)).toBe(1);
  expect(wholeDays({ ...long, flaps: 1 })).toBe(0);
  expect(wholeDays({ ...long, counts: false })).toBe(0);
  expect(wholeDays({ ...long, startLatestAtMs: day.startsAtMs + 1 })).toBe(0);
  expect(wholeDays(long, { ...down, downMaxMs: dayMs - 60_000, unknownMs: 60_000 })).toBe(0);
});

test('targets that a reader is not shown are not called missing', () => {
  const methods: EvidenceCase['methods'] = [{ sha256: 'public:x', text: '{"targets":[]}', usedFromAtMs: 0 }];
  const hidden = { ...input, evidence: { ...input.evidence, methods } };
  const found = objectionsOf(objectionFacts(hidden), 'de').find(({ id }) => id === 'targets-down');
  expect(found).toMatchObject({
    kind: 'conceded',
    text: 'Welche Ziele gefragt wurden, ist in dieser Fassung nicht enthalten.',
  });
});
