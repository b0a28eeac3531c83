import { formatMethod } from '../../rules/method.ts';
import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { Keep } from '../../server/keep.ts';
import type { AskedPeriod } from '../../server/period.ts';
import { FAKE_METHOD_TEXT, type FakeProbe, openFakeProbe, ROUND_MS, sha256 } from './fake-probe.ts';
import { enrolFake, type Kept, measureOutage, START_AT_MS } from './kept.ts';
import { mailLife, mailMethod, withTold } from './mailing-probe.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const ZONE = 'Europe/Berlin';

/** States of a line at the edge of what a report can say, each made through the real keep; the clock stands at `START_AT_MS`. */
export const EXTREMES = {
  /** No probe was ever admitted. */
  'never-enrolled': async ({ keep }) => {
    keep.admin.makeLine({ name: 'Home', provider: 'Net' });
    return lastHours(24);
  },
  /** A probe was admitted and never delivered. */
  'never-measured': async ({ keep }) => {
    enrolFake(keep, 'home', openFakeProbe(7));
    return lastHours(24);
  },
  /** It was measured, but not then. */
  'nothing-then': async ({ keep }) => {
    await measureOutage(keep);
    return periodOf(START_AT_MS - 3 * DAY_MS, START_AT_MS - 2 * DAY_MS);
  },
  /** All of the period observed, nothing lost. */
  'no-outage': async (kept) => {
    await measure(kept, [{ fromAtMs: START_AT_MS - 2 * HOUR_MS, hours: 2 }]);
    return lastHours(1.5);
  },
  /** One outage of 400 s, of a period that is mostly not observed. */
  'one-outage': async ({ keep }) => {
    await measureOutage(keep);
    return lastHours(24);
  },
  /** It began within the period and still lasts. */
  lasting: async (kept) => {
    await measure(kept, [{ fromAtMs: START_AT_MS - 2 * HOUR_MS, hours: 2 }], (atMs) => atMs >= START_AT_MS - HOUR_MS);
    return lastHours(2);
  },
  /** The period lies within an outage from its begin to its end. */
  within: async (kept) => {
    await measure(kept, [{ fromAtMs: START_AT_MS - 4 * HOUR_MS, hours: 4 }], (atMs) => isWithin(atMs, 3.5, 0.5));
    return periodOf(START_AT_MS - 3 * HOUR_MS, START_AT_MS - HOUR_MS);
  },
  /** An outage that reaches in at the begin, and one that reaches out at the end. */
  'over-both-edges': async (kept) => {
    const isLost = (atMs: number) => isWithin(atMs, 3.5, 2.5) || isWithin(atMs, 1.5, 0.5);
    await measure(kept, [{ fromAtMs: START_AT_MS - 4 * HOUR_MS, hours: 4 }], isLost);
    return periodOf(START_AT_MS - 3 * HOUR_MS, START_AT_MS - HOUR_MS);
  },
  /** Nobody measured right before and right after the outage. */
  'holes-around': async (kept) => {
    const stretches = [5, 3, 1].map((before) => ({ fromAtMs: START_AT_MS - before * HOUR_MS, hours: 1 }));
    await measure(kept, stretches, (atMs) => isWithin(atMs, 3, 1));
    return lastHours(6);
  },
  /** Test mails are all that is told of it; nothing of the internet was measured then. */
  'mail-alone': async ({ keep }) => {
    const probe = openFakeProbe(7);
    enrolFake(keep, 'home', probe);
    const method = mailMethod();
    const { route, events } = mailLife({ number: 1 }, START_AT_MS - 1_700_000, START_AT_MS - 1_650_000);
    const bare = probe.rounds(720, START_AT_MS - HOUR_MS - 60_000).map((round) => ({ ...round, samples: [] }));
    const rounds = withTold(bare, method, [{ role: 'mail', name: route, events }]);
    const methodText = formatMethod(method);
    const over = { methodSha256: sha256(methodText) };
    const texts = Array.from({ length: 12 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60), over));
    await deliver(keep, probe, texts, methodText);
    return lastHours(24);
  },
} as const satisfies Record<string, (kept: Kept) => Promise<AskedPeriod>>;
export type ExtremeName = keyof typeof EXTREMES;
export const EXTREME_NAMES = Object.keys(EXTREMES) as ExtremeName[]; // the keys of an object of ours

function isWithin(atMs: number, hoursFrom: number, hoursTo: number): boolean {
  return atMs >= START_AT_MS - hoursFrom * HOUR_MS && atMs < START_AT_MS - hoursTo * HOUR_MS;
}

function lastHours(hours: number): AskedPeriod {
  return periodOf(START_AT_MS - hours * HOUR_MS, START_AT_MS);
}

function periodOf(fromAtMs: number, toAtMs: number): AskedPeriod {
  return { fromAtMs, toAtMs, fromDay: dayOf(fromAtMs, ZONE), toDay: dayOf(toAtMs - 1, ZONE) };
}

type Stretch = { fromAtMs: number; hours: number };

/** Rounds of these stretches from one probe, oldest first, delivered at the end. */
async function measure({ keep }: Kept, stretches: Stretch[], isLost: (sentAtMs: number) => boolean = () => false) {
  const probe = openFakeProbe(7);
  enrolFake(keep, 'home', probe);
  const texts = stretches.flatMap(({ fromAtMs, hours }) => {
    const { sequence } = probe.place;
    const rounds = probe.rounds((hours * HOUR_MS) / ROUND_MS, fromAtMs - sequence * ROUND_MS - 60_000, isLost);
    return Array.from({ length: rounds.length / 60 }, (_, n) => probe.next(rounds.slice(n * 60, n * 60 + 60)));
  });
  await deliver(keep, probe, texts, FAKE_METHOD_TEXT);
}

async function deliver(keep: Keep, probe: FakeProbe, segments: string[], method: string): Promise<void> {
  const upload = probe.upload(segments, START_AT_MS, { methods: [method] });
  const { answer } = await keep.takeUpload(upload, '127.0.0.1', START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
}
