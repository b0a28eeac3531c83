import { afterEach, expect, test } from 'vitest';
import { type Fault, SIMULATED_ROUTE, simulateMail } from '../rules/mail/simulated-mail.ts';
import type { Method } from '../rules/method.ts';
import { BundleRefused } from '../server/export/bundle/bundle-ask.ts';
import { openFakeProbe } from './fakes/fake-probe.ts';
import {
  bundleFor,
  deliver,
  type History,
  measure,
  openHistory,
  type Run,
  slowMethod,
  toldOf,
} from './fakes/honest-history.ts';
import { withHashes, withMailTargets } from './fakes/honest-mail.ts';

/** Mail across the edges of a bundle, made when the server knew of much that came after it: never called broken. */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_AT_MS = Date.UTC(2026, 10, 1, 23); // midnight in Berlin
const DAYS = 10;
const ROUND_MS = 600_000;
const at = (day: number, hour: number) => START_AT_MS + day * DAY_MS + hour * HOUR_MS;

/** A round each ten minutes: outages are looked for elsewhere. */
function mailMethod(): Method {
  const slow = slowMethod();
  const targets = slow.targets.map((target) => ({ ...target, spacingMs: ROUND_MS / 2 }));
  return withMailTargets({ ...slow, roundMs: ROUND_MS, targets });
}

let history: History;
afterEach(() => history.kept.remove());

/** Ten days of mail, and the figures of the seventh and eighth, made after the last. Bundles begin two days before. */
async function findingsOf(faults: Fault[], methodOf: (run: number) => Method = () => mailMethod()) {
  history = openHistory(START_AT_MS - HOUR_MS, openFakeProbe(3));
  const { events } = simulateMail({ seed: 8, fromAtMs: START_AT_MS, hours: DAYS * 24, faults });
  const mail = { events: events.map(withHashes), next: 0, mayForget: () => false };
  for (const run of [0, 1]) {
    await measure(history, { ...runOf(run), method: methodOf(run), mail }, [], async (atMs) => {
      await deliver(history, atMs + 2000);
      history.kept.clock.nowMs = atMs + 3000;
      history.kept.keep.heads.sealNow();
    });
  }
  const made = await bundleFor(history, '2026-11-08', '2026-11-09');
  if (made instanceof BundleRefused) throw made;
  return (await toldOf(made)).filter((code) => code.startsWith('mail') || code.includes(':'));
}

function runOf(run: number): Run {
  const fromAtMs = START_AT_MS + run * 5.5 * DAY_MS;
  return {
    bootId: 'b'.repeat(32),
    runId: '0f3c9a1be27d4c5'.padEnd(16, String(run)),
    fromAtMs,
    toAtMs: run === 0 ? fromAtMs + 5.5 * DAY_MS - ROUND_MS : START_AT_MS + DAYS * DAY_MS,
    firstTickMs: fromAtMs - START_AT_MS + 100_000,
    method: mailMethod(),
    closedBy: 'shutdown',
    clock: () => ({ offByMs: 0, says: 'sync' }),
    isStamped: false,
    missing: null,
    unmeasured: [],
  };
}

const hold = (fromAtMs: number, toAtMs: number): Fault => ({ kind: 'hold', at: 'hand-over', fromAtMs, toAtMs });
/** Of every bundle with mail; and the store knew when it was made that the mailbox was watched after the bundle. */
const USUAL = ['mail-places-not-recomputed', 'mail-watched-later'];

test('mail that was held within the period is computed again, to the millisecond', async () => {
  expect(await findingsOf([hold(at(6, 3), at(6, 7)), { kind: 'junk', fromAtMs: at(7, 3), toAtMs: at(7, 5) }])).toEqual(
    USUAL,
  );
});

test('held since before the bundle: what began before is a note', async () => {
  expect(await findingsOf([hold(at(3, 20), at(6, 9))])).toEqual(['mail-delay-open', ...USUAL].sort());
});

test('held beyond its end: mails that came after it are named in a note', async () => {
  const told = await findingsOf([hold(at(7, 15), at(8, 20))]);
  expect(told).toEqual(['mail-delay-open', 'mail-figures-open', 'mail-open', ...USUAL].sort());
});

test('never seen, bounced, refused and blind, at the edges and in between', async () => {
  const kinds = ['lose', 'bounce', 'refuse', 'blind', 'unreachable', 'greylist'] as const;
  const faults = kinds.flatMap((kind, index): Fault[] => {
    const spans = [at(4, 1 + 3 * index), at(6, 2 + 3 * index), at(7, 3 + 3 * index)];
    return spans.map((fromAtMs) => {
      const span = { fromAtMs, toAtMs: fromAtMs + 2 * HOUR_MS };
      return kind === 'greylist' ? { kind, ...span, delayMs: 1_500_000 } : { kind, ...span };
    });
  });
  const told = await findingsOf(faults);
  expect(told.filter((one) => one.includes(':'))).toEqual([]);
});

test('limits of a route that were changed meanwhile are told', async () => {
  const stricter = (run: number): Method => {
    const method = mailMethod();
    return run === 0 ? method : { ...method, mail: { routes: [{ ...SIMULATED_ROUTE, lateMs: 300_000 }] } };
  };
  const told = await findingsOf([hold(at(4, 3), at(4, 7)), hold(at(6, 3), at(6, 7))], stricter);
  expect(told.filter((one) => one.includes(':'))).toEqual([]);
  expect(told).toContain('mail-limits-changed');
});
