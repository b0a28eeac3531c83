import { classOfOutcome, type Outcome, type OutcomeClass, type UnreachableSender } from '../sample.ts';
import type { Sight, SightDetails } from './observation.ts';

/** A sample that a late reply may still replace: [tick, target, latency or −1, outcome, sender, segment, sequence, details]. */
export type PendingCells = [
  number,
  string,
  number,
  Outcome,
  UnreachableSender | null,
  number,
  number,
  SightDetails | null,
];

/** What is not settled, with the newest attempt of each target: only one that is no newer may stand there already. */
export type Attempts = {
  pending: PendingCells[];
  newest: Map<string, number>;
  /** Where an attempt (target and tick) stands; made when it is first asked for. */
  places: Map<string, Map<number, number>> | null;
};

export function startAttempts(pending: PendingCells[]): Attempts {
  const attempts: Attempts = { pending: [], newest: new Map(), places: null };
  for (const cells of pending) noteAttempt(attempts, cells);
  return attempts;
}

/** Puts an attempt in, or in the place of what was known of it. */
export function noteAttempt(attempts: Attempts, cells: PendingCells): void {
  const { pending, newest } = attempts;
  const tickMs = cells[0];
  const key = cells[1];
  const newestTickMs = newest.get(key);
  const isNewest = newestTickMs === undefined || tickMs > newestTickMs;
  if (isNewest) newest.set(key, tickMs);
  const place = isNewest ? undefined : placesOf(attempts).get(key)?.get(tickMs);
  if (place === undefined) {
    if (attempts.places) notePlace(attempts.places, cells, pending.length);
    pending.push(cells);
  } else if (isBetter(cells, pending[place])) pending[place] = cells;
}

function placesOf(attempts: Attempts): NonNullable<Attempts['places']> {
  if (attempts.places) return attempts.places;
  attempts.places = new Map();
  for (const [place, cells] of attempts.pending.entries()) notePlace(attempts.places, cells, place);
  return attempts.places;
}

function notePlace(places: NonNullable<Attempts['places']>, [tickMs, key]: PendingCells, place: number): void {
  const ofTarget = places.get(key) ?? new Map<number, number>();
  if (ofTarget.size === 0) places.set(key, ofTarget);
  ofTarget.set(tickMs, place);
}

/** An answer supersedes its loss, never the other way round. */
function isBetter(cells: PendingCells, known: PendingCells | undefined): boolean {
  return !known || RANK[classOfOutcome(cells[3])] > RANK[classOfOutcome(known[3])];
}

/** Which record of the same attempt holds: an answer above all; what turned out never to have been sent is no loss. */
const RANK: Record<OutcomeClass, number> = { answered: 2, 'not-measured': 1, lost: 0 };

/** The samples put in time, oldest first. */
export function toSights(settled: PendingCells[], offsetMs: number): Sight[] {
  const sorted = isInOrder(settled) ? settled : settled.toSorted(compareCells);
  const parts = new Map<string, Parts>();
  return sorted.map((cells) => {
    const target = cells[1];
    const known = parts.get(target);
    const told = known ?? partsOf(target);
    if (!known) parts.set(target, told);
    return toSight(cells, offsetMs, told);
  });
}

function toSight(
  [tickMs, target, latencyUs, outcome, sender, segment, sequence, details]: PendingCells,
  offsetMs: number,
  { role, family }: Parts,
): Sight {
  return {
    atMs: tickMs + offsetMs,
    role,
    family,
    target,
    outcome,
    outcomeClass: classOfOutcome(outcome),
    latencyUs: latencyUs < 0 ? null : latencyUs,
    sender,
    segment,
    sequence,
    answer: typeof details?.['answer'] === 'string' ? details['answer'] : null,
    details,
  };
}

/** By the time of sending; at the same time by name. */
function compareCells(a: PendingCells, b: PendingCells): number {
  return a[0] - b[0] || (a[1] < b[1] ? -1 : 1);
}

/** Whether they are so as sorting would put them. */
function isInOrder(cells: PendingCells[]): boolean {
  for (let at = 1; at < cells.length; at += 1) {
    const [before, now] = [cells[at - 1], cells[at]];
    if (before && now && (before[0] > now[0] || (before[0] === now[0] && before[1] >= now[1]))) return false;
  }
  return true;
}

type Parts = Pick<Sight, 'role' | 'family'>;

/** The key begins with role and family, see {@link targetKey}. */
function partsOf(target: string): Parts {
  const [role, family] = target.split(' ', 2);
  return { role: role as Sight['role'], family: family === '6' ? 6 : 4 }; // written by targetKey
}
