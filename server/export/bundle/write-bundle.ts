import { join } from 'node:path';
import { shortFingerprint } from '../../../rules/journal/heads.ts';
import type { ServerKey } from '../../server-key.ts';
import { openBundleReads } from '../../store/bundle-reads.ts';
import type { KeptEntry } from '../../store/raw-table.ts';
import type { EvidenceCase } from '../gather-case.ts';
import { laneEndIn } from '../lane-end.ts';
import type { StartedReport } from '../launch-report.ts';
import type { Reading } from '../reading.ts';
import { restoresIn } from '../restores.ts';
import type { BundleAsk } from './bundle-ask.ts';
import { bundleIndex } from './bundle-index.ts';
import { type BundleRange, chooseRange } from './choose-range.ts';
import type { DayPart, DayTask } from './day-part.ts';
import { makeDayParts } from './day-threads.ts';
import { LAST_BLOCK } from './deflate-pieces.ts';
import { bundleCase, derivedMembers } from './derived-members.ts';
import { type MemberWriter, openMembers } from './members.ts';
import { readmeText } from './readme.ts';
import type { ReadmeFacts } from './readme-commands.ts';
import { release } from './release.ts';
import {
  eventsMember,
  fileMembers,
  headFiles,
  keyMembers,
  lastStamped,
  type Member,
  type MemberSource,
  methodMembers,
  stampRootsMember,
  textMembers,
  valuesMember,
} from './source-members.ts';
import { openSpool } from './spool.ts';
import { openZip, type ZipSink } from './zip-writer.ts';

/** What is made elsewhere and goes along. */
export type BundleExtras = {
  /** `report.pdf`: begun once the range is known, finished with the hashes of the raw data. null: none goes along. */
  report: ((range: BundleRange) => StartedReport) | null;
  /** `verify.mjs`, `verify.html`. */
  verifiers: readonly Member[];
  /** PEM, one certificate each: authorities that are trusted besides those of Node. */
  stampRoots: readonly string[];
};

/** So many bytes of texts that are not packed are handed on at once. */
const ROWS_BYTES = 1_000_000;

export type BundleJob = BundleExtras & {
  ask: BundleAsk;
  sink: ZipSink;
  /** For what waits; on the disk, emptied at the end. */
  temporaryDir: string;
  /** 0…1, by the bytes of the days; never falls. */
  progress: (ratio: number) => void;
};

export type MadeBundle = { bytes: number; members: number; manifestSha256: string; asOfAtMs: number };

/**
 * Writes `evidence.zip` from front to back (members and their order: rules/wire/bundle.ts). The same period of the same
 * data gives the same bytes. Throws {@link BundleRefused} before the first byte.
 */
export async function writeBundle({ store, key }: Reading, job: BundleJob): Promise<MadeBundle> {
  const { ask, stampRoots } = job;
  const reads = openBundleReads(store.database);
  const source: MemberSource = { store, reads, serverPublicKey: key.publicKey, stampRoots };
  const range = chooseRange(source, ask);
  const report = job.report?.(range) ?? null;
  try {
    return await writeMembers(source, range, { job, key, report });
  } finally {
    report?.stop();
  }
}

type Writing = { job: BundleJob; key: ServerKey; report: StartedReport | null };

async function writeMembers(
  source: MemberSource,
  range: BundleRange,
  { job, key, report }: Writing,
): Promise<MadeBundle> {
  const { ask } = job;
  const evidence = bundleCase(source, ask, range);
  const members = openMembers(openZip(job.sink), key);
  const roots = await usedRoots(source, range);
  const facts = readmeFacts({ source, range, evidence, job }, { fingerprint: key.fingerprint, roots });
  await addAll(members, [
    {
      name: 'README.txt',
      bytes: Buffer.from(readmeText(facts, ask.language)),
    },
    {
      name: 'bundle.json',
      bytes: Buffer.from(`${JSON.stringify(bundleIndex(source, ask, range, evidence.isSimulated), null, 1)}\n`),
    },
    ...keyMembers(source, range.line.id),
    ...(roots ? [roots] : []),
  ]);
  const named = await addSignedData(source, range, members, job);
  const pdf = report?.finish(members.linesOf(/^(probe|server|heads)\//)) ?? null;
  if (ask.shows.values) await addAll(members, [valuesMember(source, range.line.id, named) ?? []].flat());
  if (ask.shows.texts) await addAll(members, textMembers(source, range.line.id, evidence));
  await addAll(members, fileMembers(source, evidence));
  await addAll(members, derivedMembers(evidence));
  if (pdf !== null) await members.add({ name: 'report.pdf', bytes: await pdf });
  await addAll(members, job.verifiers);
  return { ...(await members.end()), asOfAtMs: range.closing.atMs };
}

async function addAll(members: MemberWriter, all: Iterable<Member>): Promise<void> {
  for (const member of all) await members.add(member);
}

/** Methods, days, lane, events, heads. Returns the hashes of personal values that stand in them. */
async function addSignedData(
  source: MemberSource,
  range: BundleRange,
  members: MemberWriter,
  { ask, temporaryDir, progress }: BundleJob,
): Promise<ReadonlySet<string>> {
  const { line, firstEntry, lastEntry, days } = range;
  const methods = new Set(source.reads.methodsBetween(line.id, firstEntry, lastEntry));
  await addAll(members, methodMembers(source, [...methods]));
  const lane = await openSpool(join(temporaryDir, 'lane'));
  const found = { methods: new Set<string>(), values: new Set<string>() };
  try {
    let index = 0;
    for await (const part of makeDayParts(dayTasks(source, range, ask.shows.values), days.length)) {
      const day = days[index++]?.day ?? '';
      if (part.segments.bytes > 0) await members.addDeflated(dayMember(day, part));
      await lane.add(part.lane);
      for (const bytes of [...part.segments.pieces, ...part.lane.pieces, ...part.lane.texts]) release(bytes);
      for (const sha256 of part.methods) if (!methods.has(sha256)) found.methods.add(sha256);
      for (const sha256 of part.values) found.values.add(sha256);
      progress(doneRatio(range, index));
    }
    await members.addDeflated(lane.member('server/lane.txt'));
  } finally {
    await lane.close();
  }
  // of segments without rounds: no figure needs them, but they are named
  await addAll(members, methodMembers(source, [...found.methods].sort()));
  await members.add(eventsMember(source, range));
  for (const head of headFiles(source, range)) await addAll(members, head.members);
  return found.values;
}

function doneRatio({ days }: BundleRange, done: number): number {
  const sum = (some: BundleRange['days']) => some.reduce((bytes, { aboutBytes }) => bytes + aboutBytes, 0);
  return sum(days.slice(0, done)) / Math.max(1, sum(days));
}

/** Read one day at a time, when it is asked for. */
function* dayTasks(
  { store, reads }: MemberSource,
  { line, days }: BundleRange,
  wantsValues: boolean,
): Generator<DayTask> {
  for (const { packs, firstEntry, lastEntry } of days) {
    const packed = packs.map((entry) => ({ packed: reads.pack(line.id, entry), firstEntry: entry }));
    const open = Math.max(firstEntry, line.packedEntries + 1);
    const rows = [...joined(store.raw.entries(line, open, lastEntry))];
    yield { packs: packed, rows, firstEntry, lastEntry, wantsValues };
  }
}

/** The texts in a few buffers, which cost nothing to hand on; a segment stands before its receipt. They are ASCII. */
function* joined(entries: Iterable<KeptEntry>): Generator<DayTask['rows'][number]> {
  let texts = Buffer.alloc(0);
  let ends: number[] = [];
  for (const { laneText, segmentText } of entries) {
    for (const text of segmentText === null ? [laneText] : [segmentText, laneText]) {
      if ((ends.at(-1) ?? 0) + text.length > texts.length) {
        if (ends.length > 0) yield { texts, ends };
        texts = Buffer.allocUnsafeSlow(Math.max(ROWS_BYTES, text.length));
        ends = [];
      }
      const from = ends.at(-1) ?? 0;
      ends.push(from + texts.write(text, from, 'latin1'));
    }
  }
  if (ends.length > 0) yield { texts, ends };
}

function dayMember(day: string, { segments }: DayPart) {
  const { pieces, bytes, sha256, crc32 } = segments;
  const parts = [...pieces, LAST_BLOCK];
  const deflatedBytes = parts.reduce((sum, part) => sum + part.length, 0);
  return { name: `probe/${day}.txt`, bytes, sha256, crc32, deflatedBytes, parts };
}

/** Of the first and the last stamp of each authority: its root seldom changes. */
async function usedRoots(source: MemberSource, range: BundleRange): Promise<Member | null> {
  const first = new Map<string, { data: Buffer; response: Buffer }>();
  const last = new Map<string, { data: Buffer; response: Buffer }>();
  for (const { members, stamps } of headFiles(source, range)) {
    const data = Buffer.from(members[0]?.bytes ?? []);
    for (const { authority, response } of stamps) {
      if (!first.has(authority)) first.set(authority, { data, response });
      last.set(authority, { data, response });
    }
  }
  return stampRootsMember([...first.values(), ...last.values()], source.stampRoots);
}

type ReadmeInput = { source: MemberSource; range: BundleRange; evidence: EvidenceCase; job: BundleJob };

function readmeFacts(
  { source, range, evidence, job }: ReadmeInput,
  { fingerprint, roots }: { fingerprint: string; roots: Member | null },
): ReadmeFacts {
  const { line, period, closing, salt } = range;
  const { entries, lastSha256 } = laneEndIn(closing, line.id, salt);
  const { counter, sha256 } = closing;
  return {
    lineName: line.name,
    lineId: line.id,
    provider: line.provider,
    zone: line.zone,
    isSimulated: evidence.isSimulated,
    fromAtMs: period.fromAtMs,
    toAtMs: period.toAtMs,
    asOfAtMs: closing.atMs,
    serverFingerprint: fingerprint,
    closing: { counter, sha256, short: shortFingerprint(sha256), entries, lastSha256 },
    laneSalt: salt,
    restores: restoresIn(source.store.heads.events(line.id, range.lastEventEntry)),
    segment: exampleSegment(source, range, evidence),
    stamps: roots === null ? stampsOf(source, range) : 'trusted',
    lastStamped: lastStamped(source, range),
    hasReport: job.report !== null,
    hasVerifier: job.verifiers.length > 0,
  };
}

function stampsOf(source: MemberSource, range: BundleRange): 'unknown' | 'none' {
  for (const { stamps } of headFiles(source, range)) if (stamps.length > 0) return 'unknown';
  return 'none';
}

/** The segment that bears the begin of the first counted outage; else the first one. */
function exampleSegment(
  { store, reads }: MemberSource,
  range: BundleRange,
  { outages }: EvidenceCase,
): ReadmeFacts['segment'] {
  const { line, days, firstEntry, lastEntry } = range;
  const first = outages.find(({ counts, bounds }) => counts && bounds.firstBad !== null);
  const number = first?.bounds.firstBad?.segment;
  for (const probe of number === undefined ? [] : reads.probes(line.id)) {
    const entry = reads.entryNear(probe.id, number ?? 0);
    const day = days.find(
      (stretch) => entry !== null && entry >= stretch.firstEntry && entry <= stretch.lastEntry,
    )?.day;
    if (day !== undefined) return { member: `probe/${day}.txt`, probe: probe.id, number: number ?? 0, bears: 'outage' };
  }
  for (const { segmentText } of store.raw.entries(line, firstEntry, lastEntry)) {
    const named = /^probe: ([0-9a-f]{32})\nnumber: (\d+)$/m.exec(segmentText ?? '');
    if (named)
      return { member: `probe/${days[0]?.day}.txt`, probe: named[1] ?? '', number: Number(named[2]), bears: 'begin' };
  }
  return null;
}
