import type { Judged } from './mail-judgement.ts';

/**
 * So many in trouble open a stretch, without so many in a row that are well between them, and as many in a row end it: a
 * provider that holds every other mail is not well in between.
 */
const TROUBLES_TO_OPEN = 2;
const WELL_TO_END = 2;

export type Stretch = {
  /** In the order in which they were handed over; the first one opened it. */
  members: Judged[];
  /** A mail held up by what may have been greylisting was handed over meanwhile. */
  hasSuspects: boolean;
  /** The last one that was well before; null: none is known. */
  lastWell: Judged | null;
  /** The first of those that ended it; null while it lasts. */
  firstWell: Judged | null;
};

type Machine = { pending: Judged[]; lastWell: Judged | null; open: Stretch | null; wells: Judged[] };

/**
 * Stretches of one track, from its mails in order. One opens with two troubles that lie so close, or with one that is enough
 * alone, and ends when nothing of it waits any more and two fresh ones in a row were well; what is in trouble while something of
 * it still waits belongs to it. `restsBefore[n]`: nothing is open, and no single trouble may yet open one, when mail n comes, so that the mails from there on give
 * the same stretches without those before, as long as mail n itself is well.
 */
export function stretchesOf(judged: readonly Judged[]): { stretches: Stretch[]; restsBefore: boolean[] } {
  const machine: Machine = { pending: [], lastWell: null, open: null, wells: [] };
  const stretches: Stretch[] = [];
  const restsBefore = judged.map((one) => {
    if (machine.open && drainedAtMs(machine.open) <= one.atMs) endIfWell(machine);
    const isRest = machine.open === null && machine.pending.length === 0;
    const opened = take(machine, one);
    if (opened) stretches.push(opened);
    return isRest;
  });
  endIfWell(machine);
  return { stretches, restsBefore };
}

/** The stretch that this mail opened, if it did. */
function take(machine: Machine, one: Judged): Stretch | null {
  if (one.is === 'neutral') {
    if (machine.open && one.record.timed?.isGreylistSuspect) machine.open.hasSuspects = true;
    return null;
  }
  if (one.is === 'well') {
    machine.wells.push(one);
    const isOver = machine.pending.length === 0 || machine.wells.length >= WELL_TO_END;
    if (!machine.open && isOver) Object.assign(machine, { pending: [], wells: [], lastWell: one });
    return null;
  }
  machine.wells = [];
  if (machine.open) {
    machine.open.members.push(one);
    return null;
  }
  machine.pending.push(one);
  if (machine.pending.length < TROUBLES_TO_OPEN && !one.isAlone) return null;
  machine.open = { members: machine.pending, hasSuspects: false, lastWell: machine.lastWell, firstWell: null };
  machine.pending = [];
  return machine.open;
}

function endIfWell(machine: Machine): void {
  const { open, wells } = machine;
  if (!open || wells.length < WELL_TO_END || drainedAtMs(open) === Number.POSITIVE_INFINITY) return;
  open.firstWell = wells[0] ?? null;
  Object.assign(machine, { open: null, wells: [], pending: [], lastWell: wells.at(-1) ?? null });
}

/** Nothing of it waits any more from then on; infinite while something does. */
function drainedAtMs({ members }: Stretch): number {
  return Math.max(...members.map(({ untilLatestAtMs }) => untilLatestAtMs ?? Number.POSITIVE_INFINITY));
}
