import { formatInstant } from '../../instant.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import { counterBefore, type Heads, type LaneEnd, laneName, parseHeads } from '../heads.ts';
import { type Check, fingerprintOf } from './check.ts';
import type { Events } from './check-events.ts';
import { headSignatureProblem } from './check-manifest.ts';
import { openStampCheck } from './check-stamps.ts';
import type { BundleHead } from './report.ts';
import { decodeAscii } from './signed-bytes.ts';

const MAX_HEAD_BYTES = 100_000;
const MAX_SIGNATURE_BYTES = 10_000;
const HEAD = /^heads\/(\d{8,15})\.txt$/;

/**
 * A head as far as it concerns this line. `continues`: the counter of the head that it is chained to; `isRestored`: that is not
 * the one before, it says; `ours`: where its lane ended; null: it does not say.
 */
export type HeadRead = {
  name: string;
  counter: number;
  continues: number;
  isRestored: boolean;
  atMs: number;
  ours: LaneEnd | null;
};
export type HeadsRead = { heads: HeadRead[]; report: BundleHead[] };

/** Reads all heads, oldest first, with their signatures, their chain and the time stamps of outsiders. */
export async function readHeads(check: Check, index: BundleIndex): Promise<HeadsRead> {
  const { reading, findings } = check;
  const stamps = await openStampCheck(check, index);
  const names = reading.names
    .filter((name) => HEAD.test(name))
    .toSorted((a, b) => Number(HEAD.exec(a)?.[1]) - Number(HEAD.exec(b)?.[1]));
  const read: HeadsRead = { heads: [], report: [] };
  const server = await fingerprintOf(check, index.serverPublicKey);
  let before: { heads: Heads; sha256: string; ours: LaneEnd | null } | null = null;
  for (const name of names) {
    const head = await readHead(check, name, index);
    if (head === null) continue;
    const { heads, bytes } = head;
    if (heads.server !== server) findings.add('head-of-other-server', name, { server: heads.server });
    const sha256 = await check.tools.sha256(bytes);
    const ours = await laneEndOf(check, heads, index);
    if (ours === null) findings.add('head-without-line', name, {});
    if (heads.continues !== undefined)
      findings.add('head-restored', name, { before: heads.continues, at: formatInstant(heads.atMs) });
    if (before) checkOrder(check, name, { before, heads, ours });
    before = { heads, sha256, ours };
    const { counter, atMs } = heads;
    const link = { continues: counterBefore(heads), isRestored: heads.continues !== undefined };
    read.heads.push({ name, counter, ...link, atMs, ours });
    const entries = ours?.entries ?? null;
    read.report.push({ counter, atMs, sha256, entries, stamps: await stamps.ofHead(name, bytes, atMs) });
  }
  stamps.end(read.report);
  tellLeftOut(check, read.heads);
  return read;
}

/** Bundles hold the heads around outages and the last of each day: all would be thousands. The others may be asked for. */
function tellLeftOut({ findings }: Check, heads: readonly HeadRead[]): void {
  const [first, last] = [heads[0]?.counter, heads.at(-1)?.counter];
  if (first === undefined || last === undefined) findings.add('heads-none', 'bundle', {});
  else {
    const leftOut = heads.slice(1).map(({ continues }, index) => continues - (heads[index]?.counter ?? 0));
    const count = leftOut.reduce((sum, one) => sum + Math.max(0, one), 0);
    if (count > 0) findings.add('heads-left-out', 'heads', { from: first, to: last, count });
  }
}

async function readHead(
  check: Check,
  name: string,
  index: BundleIndex,
): Promise<{ heads: Heads; bytes: Uint8Array } | null> {
  const { reading, findings, tools } = check;
  const bytes = await reading.whole(name, MAX_HEAD_BYTES);
  if (bytes === null) return null;
  const signatureName = `${name}.sshsig`;
  const armored = await reading.text(signatureName, MAX_SIGNATURE_BYTES);
  if (armored !== null) {
    const why = await headSignatureProblem({ armored, message: bytes }, index.serverPublicKey, tools);
    check.counts.signatures += 1;
    if (why !== null) findings.add('head-not-signed', name, { why });
  }
  const heads = parseHeads(decodeAscii(bytes, tools));
  if (typeof heads === 'string') {
    findings.add('head-unreadable', name, { why: heads.slice(0, 500) });
    return null;
  }
  if (heads.counter !== Number(HEAD.exec(name)?.[1])) findings.add('head-name', name, { counter: heads.counter });
  return { heads, bytes };
}

async function laneEndOf({ tools }: Check, { counter, lanes }: Heads, index: BundleIndex): Promise<LaneEnd | null> {
  const name = await laneName(index.laneSalt, index.line.id, counter, tools.sha256Text);
  return lanes.find((lane) => lane.name === name) ?? null;
}

type Pair = { before: { heads: Heads; sha256: string; ours: LaneEnd | null }; heads: Heads; ours: LaneEnd | null };

function checkOrder({ findings }: Check, name: string, { before, heads, ours }: Pair): void {
  const byMs = before.heads.atMs - heads.atMs;
  if (byMs > 0) findings.add('head-back-in-time', name, { byMs });
  const leftOut = counterBefore(heads) - before.heads.counter;
  // one that continues what is before the one before it leaves that one out
  if (leftOut < 0 || (leftOut === 0 && heads.previousSha256 !== before.sha256))
    findings.add('head-not-chained', name, {});
  if (!ours || !before.ours) return;
  const { entries, events } = before.ours;
  if (ours.entries < entries) findings.add('head-shrinks', name, { entries: ours.entries, before: entries });
  if (ours.events < events) findings.add('head-shrinks', name, { entries: ours.events, before: events });
}

/** Each head vouches for the events up to it, the newest for all of them: so none can be hidden. */
export function checkHeadEvents(
  { findings }: Check,
  heads: readonly HeadRead[],
  { chain, list }: Pick<Events, 'chain' | 'list'>,
): void {
  const here = chain.length - 1;
  for (const [index, { name, ours, isRestored, atMs }] of heads.entries()) {
    if (ours === null) continue;
    const isNewest = index === heads.length - 1;
    const isSame = chain[ours.events] === ours.eventsSha256 && (!isNewest || ours.events === here);
    if (!isSame) findings.add('head-events-differ', name, { said: ours.events, here });
    if (isRestored && ours.entries > 0 && !isTold(list, atMs)) findings.add('head-restored-alone', name, {});
  }
}

/** A server that is restored writes it into each lane and then seals, at one instant: else its owner could jump over heads. */
function isTold(events: Events['list'], headAtMs: number): boolean {
  return events.some(({ content, atMs }) => content.type === 'restored' && atMs === headAtMs);
}
