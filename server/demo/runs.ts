import { hexDigits, mixSeed } from './random.ts';
import type { SimulatedRun, TruthEvent, World } from './truth.ts';

type ProbeOff = Extract<TruthEvent, { kind: 'probe-off' }>;

/** The runs of the simulated probe, in order, without overlap: what lies between the times when it was off. */
export function runsOf(world: World): SimulatedRun[] {
  const runs = [startRun(world, world.fromAtMs, 0, null)];
  for (const off of world.events) {
    if (off.kind !== 'probe-off') continue;
    const last = runs.at(-1);
    if (!last || off.fromAtMs <= last.fromAtMs) throw new Error('bug: the probe was switched off before it ran');
    last.toAtMs = off.fromAtMs;
    last.endsInOrder = !off.isReboot;
    runs.push(startRun(world, off.toAtMs, runs.length, continuesBoot(off, last)));
  }
  return runs;
}

function continuesBoot(off: ProbeOff, last: SimulatedRun): SimulatedRun | null {
  return off.isReboot ? null : last;
}

function startRun(world: World, fromAtMs: number, index: number, boot: SimulatedRun | null): SimulatedRun {
  return {
    fromAtMs,
    toAtMs: null,
    runId: hexDigits(mixSeed(world.seed, index, 1), 16),
    bootId: boot?.bootId ?? hexDigits(mixSeed(world.seed, index, 2), 32),
    // a small board needs about 40 s from power to its first round
    bootedAtMs: boot?.bootedAtMs ?? fromAtMs - 40_000,
    endsInOrder: false,
  };
}
