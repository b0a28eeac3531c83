import { expect, test } from 'vitest';
import { fine, foldItems, LEAD_MS, piece, T0 } from '../../test/fakes/folded-line.ts';
import type { Round } from '../round.ts';
import type { SimulatedLine } from './simulated-line.ts';
import { simulatedMethod } from './simulated-line.ts';

const base = simulatedMethod();
const router = { kind: 'router', backEnd: 'igd', role: 'router', family: 4, network: 'home' } as const;
const clock = { kind: 'ntp', backEnd: 'ntp', role: 'clock', family: 4, network: 'home' } as const;
const METHOD = {
  ...base,
  targets: [
    ...base.targets,
    { ...router, address: 'http://192.168.178.1:49000', spacingMs: 60_000, phaseMs: 400 },
    { ...clock, address: '192.168.178.1', spacingMs: 60_000, phaseMs: 700 },
  ],
};

type Says = (role: string, seconds: number) => Record<string, number>;
/** Rounds in which the router and its clock say something. */
const saying =
  (says: Says) =>
  (round: Round): Round => ({
    ...round,
    samples: round.samples.map((sample) => ({
      ...sample,
      readings: says(METHOD.targets[sample.target]?.role ?? '', Math.round((sample.sentTickMs - T0) / 1000)),
    })),
  });
const watched = (fromS: number, toS: number, says: Says, line: Partial<SimulatedLine> = {}) =>
  piece(fromS, toS, fine, { method: METHOD, edit: saying(says), ...line });
const fold = (...pieces: ReturnType<typeof piece>[]) =>
  foldItems(pieces.flat().map((segment) => ({ segment, method: METHOD })));
const LATER = { runId: '2'.repeat(16), bootId: '2'.repeat(32), firstSequence: 0 };

/** The router's seconds: it started, and its session began, at these seconds. */
const seconds =
  (startS: number, sessionS: number): Says =>
  (role, at): Record<string, number> =>
    role === 'router' ? { deviceUptimeS: at - startS, sessionUptimeS: at - sessionS } : {};

const causesOf = ({ model }: ReturnType<typeof fold>) => model.intervals.map(({ cause }) => cause).slice(2, 3);

test('probe and router that both started in the hole were without power', () => {
  const before = watched(0, 300, seconds(-9000, -8000));
  const after = watched(500, 900, seconds(400, 450), LATER);
  expect(causesOf(fold(before, after))).toEqual(['power-cut-likely']);
});

test('a session that lasted all through the hole proves that the line was up', () => {
  const before = watched(0, 300, seconds(-9000, -8000));
  expect(causesOf(fold(before, watched(500, 900, seconds(-9000, -8000), LATER)))).toEqual(['line-was-up']);
  expect(causesOf(fold(before, watched(500, 900, seconds(-9000, 450), LATER)))).toEqual(['reboot']);
});

test('a hole stays what it was where the router does not speak in time, or never did', () => {
  const silent: Says = () => ({});
  const before = watched(0, 300, seconds(-9000, -8000));
  expect(causesOf(fold(before, watched(500, 900, silent, LATER)))).toEqual(['reboot']);
  expect(causesOf(fold(watched(0, 300, silent), watched(500, 900, seconds(-9000, -8000), LATER)))).toEqual(['reboot']);
});

test('a clock that nobody set is corrected by three words of the router’s that agree, not by two or by a contradiction', () => {
  const YEAR_MS = 31_536_000_000;
  const boot = (offsets: number[]) =>
    fold(
      watched(
        0,
        600,
        (role, at): Record<string, number> => {
          const offsetMs = role === 'clock' ? offsets[Math.floor(at / 60)] : undefined;
          return offsetMs === undefined ? {} : { offsetMs, errorMs: 15, stratum: 3 };
        },
        { wallAtMs: (tick) => tick + LEAD_MS - YEAR_MS, clock: () => 'unsync' },
      ),
    );
  const atOf = (found: ReturnType<typeof fold>) => found.model.intervals[0]?.fromAtMs;
  expect(atOf(boot([YEAR_MS, YEAR_MS + 20, YEAR_MS - 10]))).toBeCloseTo(LEAD_MS + T0, -2);
  expect(atOf(boot([YEAR_MS, YEAR_MS + 20]))).toBe(LEAD_MS + T0 - YEAR_MS);
  expect(atOf(boot([YEAR_MS, 5000, -70_000]))).toBe(LEAD_MS + T0 - YEAR_MS);
});
