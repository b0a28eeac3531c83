import { bestOffsetMs, betterOffsetMs, CLOCK_SOURCES, clockSourceOf, pushedByMs } from './boot-clock.ts';
import type { Intake } from './intake.ts';

/** `replay`: fold again from before the first segment of that boot, with these offsets; see `LineFold.bootOffsets`. */
export type Dated = { kind: 'replay'; bootId: string; bootOffsets: Offsets } | { kind: 'dated'; bootOffsets: Offsets };
type Offsets = Record<string, number>;

const roundsKey = (bootId: string) => `${bootId}/rounds`;
/** Who vouched for the offset of a replay, as a position in {@link CLOCK_SOURCES}. */
const sourceKey = (bootId: string) => `${bootId}/source`;

/**
 * Sets the offset of a boot that begins (`begun`); asks for a replay where the offset of one that goes on is not the best,
 * and where boots before it, whose clocks nothing confirmed, stand in its way.
 */
export function dateBoot(asked: Offsets, intake: Intake, begun: { leftBootId: string | null } | null): Dated {
  const moved = moveUnconfirmed(asked, intake);
  if (moved) return moved;
  const { bootId, roundCount } = intake.clock;
  const decidedOn = asked[roundsKey(bootId)] ?? 0;
  if (begun) {
    intake.clock.askedOffsetMs = asked[bootId] ?? null;
    intake.clock.askedSource = CLOCK_SOURCES[asked[sourceKey(bootId)] ?? -1] ?? null;
    const leastMs = intake.clock.floorAtMs - intake.clock.firstTickMs;
    intake.offsetMs = Math.max(asked[bootId] ?? bestOffsetMs(intake.clock), leastMs);
    const kept = keptOffsets(asked, intake, begun.leftBootId);
    return { kind: 'dated', bootOffsets: { ...kept, [bootId]: intake.offsetMs, [roundsKey(bootId)]: decidedOn } };
  }
  const betterMs = roundCount > decidedOn ? betterOffsetMs(intake.clock, intake.offsetMs) : null;
  if (betterMs === null) return { kind: 'dated', bootOffsets: asked };
  const { source } = clockSourceOf(intake.clock, betterMs);
  const decided = { [bootId]: betterMs, [roundsKey(bootId)]: roundCount };
  return {
    kind: 'replay',
    bootId,
    bootOffsets: { ...asked, ...decided, [sourceKey(bootId)]: CLOCK_SOURCES.indexOf(source) },
  };
}

/** All unconfirmed boots in a row before this one go back by as much. */
function moveUnconfirmed(asked: Offsets, { clock }: Intake): Dated | null {
  const byMs = pushedByMs(clock);
  const [first] = clock.unconfirmed;
  // where its raw data are gone, it can't be moved: it was asked, and is still there
  if (byMs === 0 || !first || asked[first.bootId] === first.offsetMs - byMs) return null;
  const bootOffsets: Offsets = {};
  for (const { bootId, offsetMs, roundCount } of clock.unconfirmed) {
    bootOffsets[bootId] = offsetMs - byMs;
    bootOffsets[roundsKey(bootId)] = roundCount;
  }
  return { kind: 'replay', bootId: first.bootId, bootOffsets };
}

/** In a replay the offsets of the boots that are still to come; else those of boots that may be asked to move. */
function keptOffsets(asked: Offsets, { clock }: Intake, leftBootId: string | null): Offsets {
  const known = clock.unconfirmed.map(({ bootId }) => bootId);
  const isReplay = asked[clock.bootId] !== undefined;
  const isKept = (bootId: string) => known.includes(bootId) || (isReplay && bootId !== leftBootId);
  return Object.fromEntries(Object.entries(asked).filter(([key]) => isKept(key.slice(0, 32))));
}
