import { generateKeyPairSync } from 'node:crypto';
import { Journal, type JournalOptions, type SegmentContext } from '../../probe/journal.ts';
import type { JournalDisk } from '../../probe/journal-disk.ts';
import { type ChainEnd, DAY_FILE } from '../../probe/journal-files.ts';
import { recoverJournal } from '../../probe/journal-recovery.ts';
import { type ProbeKey, probeKey, sha256Hex, verifySignature } from '../../probe/key-file.ts';
import { type Log, openLog } from '../../probe/log.ts';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { chainSha256, parseSegment, type Segment } from '../../rules/journal/segment.ts';
import { formatMethod, type Method } from '../../rules/method.ts';
import type { Round } from '../../rules/round.ts';
import type { Outcome } from '../../rules/sample.ts';

/** Small but real journals for tests: a key, rounds, clocks that are turned by hand, and the checks a server makes. */

export const KEY: ProbeKey = newKey();
export function newKey(): ProbeKey {
  return probeKey(generateKeyPairSync('ed25519').privateKey);
}

export const METHOD: Method = {
  format: 'linewitness-method/1',
  software: 'linewitness 0.1.0',
  simulated: true,
  roundMs: 5000,
  lateAfterMs: 2000,
  listenMs: 10_000,
  targets: ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5'].map((address, index) => ({
    kind: 'ping',
    backEnd: 'fping',
    role: 'far',
    family: 4,
    address,
    network: `net-${index}`,
    spacingMs: 5000,
    phaseMs: index * 1000,
  })),
};
export const METHOD_TEXT = formatMethod(METHOD);

export const CONTEXT: SegmentContext = {
  runId: '0f3c9a1be27d4c55',
  bootId: '3b1f0c0a5cf94d3f8a0b7d1e2c4f6a90',
  challenge: null,
  methodSha256: sha256Hex(METHOD_TEXT),
  configSha256: sha256Hex('config'),
};

export const START_AT_MS = 1_795_305_600_000; // 2026-11-22T00:00:00Z

/** A round of five far samples; `outcome` for all of them. */
export function makeRound(sequence: number, outcome: Outcome = 'reply'): Round {
  const tickMs = 100_000 + sequence * 5000;
  return {
    sequence,
    tickMs,
    wallAtMs: START_AT_MS + sequence * 5000,
    clock: 'sync',
    syncAgeMs: 64_000,
    unmeasured: [],
    samples: METHOD.targets.map((_, target) => ({
      target,
      sentTickMs: tickMs + target * 1000,
      outcome,
      latencyUs: outcome === 'reply' ? 12_000 + target : null,
      unreachableSender: null,
      readings: {},
      facts: {},
    })),
  };
}

/** The one method there is in these journals. */
export const knownMethod = async (methodSha256: string) => (methodSha256 === CONTEXT.methodSha256 ? METHOD_TEXT : null);

export class HandClocks {
  nowMs = START_AT_MS;
  bootTickMs = START_AT_MS - 100_000;
  tickMs = () => this.nowMs - this.bootTickMs;
  wallAtMs = () => this.nowMs;
}

export type LogBook = { log: Log; lines: string[] };
export function openLogBook(): LogBook {
  const lines: string[] = [];
  return {
    log: openLog(
      (line) => lines.push(line),
      () => START_AT_MS,
    ),
    lines,
  };
}

export type SmallJournal = { journal: Journal; clocks: HandClocks; sealed: number[]; logBook: LogBook };

export async function openSmallJournal(
  disk: JournalDisk,
  options: Partial<JournalOptions> & { delivered?: ChainEnd | null } = {},
): Promise<SmallJournal> {
  const logBook = openLogBook();
  const { log } = logBook;
  const recovered = await recoverJournal({
    disk,
    key: KEY,
    delivered: options.delivered ?? null,
    methodText: knownMethod,
    log,
  });
  const clocks = new HandClocks();
  const sealed: number[] = [];
  const journal = new Journal({
    disk,
    key: KEY,
    clocks,
    log,
    recovered,
    onSealed: (number) => sealed.push(number),
    ...options,
  });
  return { journal, clocks, sealed, logBook };
}

/** Measures `rounds` rounds from `sequence` on and closes after each `perSegment`. Waits for the disk after each round. */
export async function measure(
  { journal, clocks }: SmallJournal,
  {
    sequence = 0,
    rounds,
    perSegment,
    outcome,
  }: { sequence?: number; rounds: number; perSegment: number; outcome?: Outcome },
): Promise<void> {
  for (let index = 0; index < rounds; index += 1) {
    journal.append(makeRound(sequence + index, outcome), CONTEXT);
    clocks.nowMs += 5000;
    if ((index + 1) % perSegment === 0) journal.close('interval');
    await journal.settled();
  }
}

/** All segment texts on a disk, in the order of their numbers; the open one is left out. */
export async function segmentTexts(disk: JournalDisk): Promise<string[]> {
  const texts: string[] = [];
  for (const { name, sizeBytes } of await disk.list()) {
    if (!DAY_FILE.test(name)) continue;
    texts.push(...splitSegments((await disk.read(name, 0, sizeBytes)).toString('latin1')));
  }
  return texts.sort((a, b) => numberIn(a) - numberIn(b));
}

/** Cut at format lines: on purpose not the program's own way of finding segments. */
export function splitSegments(text: string): string[] {
  const parts = text.split(/(?=^linewitness-segment\/1$)/m);
  return parts.filter((part) => /\nsignature: [A-Za-z0-9+/]{86}==\n$/.test(part));
}

function numberIn(text: string): number {
  return Number(/\nnumber: (\d+)\n/.exec(text)?.[1]);
}

/** What a server checks, purely: signature, order, chain, gaps. Throws with a sentence; gives what it read. */
export function checkChain(
  texts: string[],
  start: ChainEnd = { number: 0, sha256: NO_PREVIOUS_SHA256 },
  publicKey = KEY.publicKey,
): Segment[] {
  let end = start;
  return texts.map((text) => {
    const parsed = parseSegment(text, METHOD.targets.length);
    if (typeof parsed === 'string') throw new Error(`segment after ${end.number} ${parsed}`);
    const { segment, signedText, signature } = parsed;
    if (!verifySignature(signedText, signature, publicKey)) throw new Error(`segment ${segment.number} is not signed`);
    const from = segment.missing?.fromNumber ?? segment.number;
    if (from !== end.number + 1) throw new Error(`segment ${segment.number} (from ${from}) after ${end.number}`);
    if (segment.previousSha256 !== end.sha256) throw new Error(`segment ${segment.number} is not chained`);
    end = { number: segment.number, sha256: chainSha256(segment, sha256Hex(text)) };
    return segment;
  });
}
