import type { FoldInput } from '../../outage/derive-line.ts';
import type { FoldBatch } from '../../outage/fold-batch.ts';
import type { Segment } from '../segment.ts';
import type { RecomputeInput } from './recomputed.ts';

/** Boots that are dated anew cost the rounds since their begin again: so many times the whole bundle at most. */
const MOST_AGAIN = 4;
const FEW_SEGMENTS = 20_000;
/** The newest segments are kept, of two hours or so: most boots that are dated anew began in them. More cost memory and time. */
const KEPT_SEGMENTS = 96;

/** Told of each segment that is in, with its place among all, and of where it is begun again from. */
export type Listener = {
  take: (at: number, input: FoldInput, atMsOf: (tickMs: number) => number) => void;
  goBackTo: (at: number) => void;
};

/** Gives segments to the fold, and gives them again where it asks for them. */
export type BatchFeed = {
  take: (segment: Segment) => Promise<void> | undefined;
  /** A method is missing, or there would be no end of reading again: nothing follows. */
  isGivenUp: () => boolean;
};

type Feed = Pick<RecomputeInput, 'methods' | 'reread'> & {
  batch: FoldBatch;
  listener: Listener;
  /** Segments that are in. */
  at: number;
  kept: Segment[];
  taken: number;
  again: number;
  isGivenUp: boolean;
};

export function openFeed(
  batch: FoldBatch,
  { methods, reread }: Pick<RecomputeInput, 'methods' | 'reread'>,
  listener: Listener,
): BatchFeed {
  const feed: Feed = { batch, listener, at: 0, methods, reread, kept: [], taken: 0, again: 0, isGivenUp: false };
  return { take: (segment) => take(feed, segment), isGivenUp: () => feed.isGivenUp };
}

function take(feed: Feed, segment: Segment): Promise<void> | undefined {
  if (feed.isGivenUp) return undefined;
  feed.taken += 1;
  feed.kept.push(segment);
  if (feed.kept.length > KEPT_SEGMENTS) feed.kept.shift();
  const back = takeOne(feed, segment);
  const from = back === null ? null : takeKept(feed, back);
  return from === null ? undefined : takeRead(feed, from);
}

/** Null: it is taken; else the place to go back to. */
function takeOne(feed: Feed, segment: Segment): number | null {
  const method = feed.methods.get(segment.methodSha256);
  if (!method) feed.isGivenUp = true;
  if (!method || feed.isGivenUp) return null;
  const { batch, listener } = feed;
  const back = batch.take({ segment, method });
  if (back) listener.goBackTo(back.goBackTo);
  else listener.take(feed.at, { segment, method }, batch.dating());
  feed.at = back?.goBackTo ?? feed.at + 1;
  return back?.goBackTo ?? null;
}

function takeOneAgain(feed: Feed, segment: Segment): number | null {
  feed.again += 1;
  feed.isGivenUp ||= feed.again > FEW_SEGMENTS + MOST_AGAIN * feed.taken;
  return takeOne(feed, segment);
}

/** Null: all are taken again; else from where on they are to be read, as they are not kept any more. */
function takeKept(feed: Feed, from: number): number | null {
  const firstKept = feed.taken - feed.kept.length;
  for (let at = from; at < feed.taken && !feed.isGivenUp; at += 1) {
    const segment = feed.kept[at - firstKept];
    if (!segment) return at;
    const back = takeOneAgain(feed, segment);
    if (back !== null) at = back - 1;
  }
  return null;
}

async function takeRead(feed: Feed, from: number): Promise<void> {
  let at: number | null = from;
  while (at !== null) at = takeKept(feed, await readFrom(feed, at));
}

/** Reads up to what is kept; returns where it goes on. */
async function readFrom(feed: Feed, from: number): Promise<number> {
  const firstKept = feed.taken - feed.kept.length;
  let at = from;
  for await (const segment of feed.reread(from)) {
    const back = takeOneAgain(feed, segment);
    at += 1;
    if (back !== null) return back;
    if (at >= firstKept || feed.isGivenUp) break;
  }
  if (at === from) feed.isGivenUp = true;
  return at;
}
