import { readFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { defaultRouteInterface, type Network, readNetwork } from '../../network.ts';
import { findEchoTool } from '../../path/short-lived-echo.ts';
import { formatTrace, type TraceHop, traceRoute } from '../../path/trace-route.ts';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';
import { type ReadText, readCounters } from './interface-counters.ts';
import { wholeLines } from './whole-lines.ts';

const numericAddress = z.string().refine((text) => isIP(text) !== 0, 'must be a numeric IPv4 or IPv6 address');

export type ReadLog = (signal: AbortSignal) => Promise<string[] | null>;

const settingsSchema = z.strictObject({
  /** Whom the path is followed to: at most one address of each family. */
  toward: z.array(numericAddress).max(2).default([]),
  /** Lines of the router's log, newest first; gives null where it can't be read. null = there is none to ask. */
  readLog: z
    .custom<ReadLog>((given) => typeof given === 'function')
    .nullable()
    .default(null),
  /** Where the line was when there last was a default route: its counters are read when there is none. */
  interface: z.string().nullable().default(null),
});
export type SnapshotSettings = z.infer<typeof settingsSchema>;

/** Whom the parts of a snapshot ask; tests put others in their place. */
export type SnapshotSources = {
  /** `null` where no program of this machine can follow a path. */
  trace(address: string, attempt: Attempt): Promise<TraceHop[] | null>;
  network(): Network;
  readText: ReadText;
  /** So long each part may take. */
  partMs: number;
};

/** Texts by the fact that stands for them, with the kind of personal value that they are. */
type Part = { readings: Record<string, number>; texts: { fact: string; kind: string; text: string }[] };
const PART_MS = 9000;

/**
 * Everything at once that can't be cleared up later. It is made at the onset of an outage, after a minute, each quarter of
 * an hour and at its end, never by its spacing: that stands in the method because one must.
 */
export const snapshotCheck = defineCheck<SnapshotSettings>({
  kind: 'snapshot',
  method:
    'At the onset of an outage, a minute later, each quarter of an hour and at its end, at no other time: the path (one echo request for each of the first 8 hops), the router’s log where a login allows it (lines on DSL, PPP and reconnects), the counters of the own network interface and the own addresses and routes. The latency is what it took.',
  settings: settingsSchema,
  canBeLate: true,
  waitMs: 12_000,
  target: () => ({ address: '-', family: 0 }),
  measure: (settings, attempt) => takeSnapshot(settings, attempt, realSources),
});

/** Never rejects; done within `partMs`. A part that fails, or takes too long, is named and leaves the others as they are. */
export async function takeSnapshot(
  settings: SnapshotSettings,
  attempt: Attempt,
  sources: SnapshotSources,
): Promise<Reading> {
  const startUs = attempt.tickUs();
  const parts = {
    trace: tracePart(settings, attempt, sources),
    log: logPart(settings, attempt.signal),
    place: placePart(settings, sources),
  };
  const taken = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => ({ name, part: await withinTime(part, sources.partMs) })),
  );
  const missing = taken.filter(({ part }) => part === null).map(({ name }) => name);
  if (missing.length === taken.length) return unanswered('tool-error', { error: 'nothing-readable' });
  // all at once, since each hand-over of values costs a write to the disk
  const texts = taken.flatMap(({ part }) => part?.texts ?? []);
  const hashes = texts.map(({ fact, kind, text }): [string, string] => [fact, attempt.personal(kind, text)]);
  const facts = {
    ...(attempt.moment !== null && { moment: attempt.moment }),
    ...Object.fromEntries(hashes),
    ...(missing.length > 0 && { missing: missing.join(':') }),
  };
  const readings = Object.assign({}, ...taken.map(({ part }) => part?.readings));
  return answered(attempt.tickUs() - startUs, { readings, facts });
}

/** `null` when it failed or took too long. */
async function withinTime(part: Promise<Part>, withinMs: number): Promise<Part | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), withinMs);
  });
  // a part that throws is as good as none; the others have been taken all the same
  const first = await Promise.race([part.catch(() => null), tooLong]);
  clearTimeout(timer);
  return first;
}

/** One family after the other: each takes up to eight programs. */
async function tracePart({ toward }: SnapshotSettings, attempt: Attempt, sources: SnapshotSources): Promise<Part> {
  const part: Part = { readings: {}, texts: [] };
  for (const [index, address] of toward.entries()) {
    const hops = await sources.trace(address, attempt);
    if (hops === null) break;
    const text = wholeLines(formatTrace(hops).split('\n'));
    if (index === 0) part.readings = { hops: hops.at(-1)?.distanceHops ?? 0 };
    part.texts.push({ fact: index === 0 ? 'trace' : 'trace6', kind: 'trace', text });
  }
  return part;
}

async function logPart({ readLog }: SnapshotSettings, signal: AbortSignal): Promise<Part> {
  const lines = readLog && (await readLog(signal));
  const texts = lines ? [{ fact: 'routerLog', kind: 'router-log', text: wholeLines(lines) }] : [];
  return { readings: {}, texts };
}

async function placePart(settings: SnapshotSettings, sources: SnapshotSources): Promise<Part> {
  const network = sources.network();
  const { gateways, ownAddresses, tunnel } = network;
  const name = defaultRouteInterface(network) ?? settings.interface;
  const text = wholeLines([
    ...gateways.map(({ family, address, interface: by }) => `IPv${family} default route via ${address} by ${by}`),
    ...(tunnel === null ? [] : [`the default route leads into the tunnel ${tunnel}`]),
    ...(gateways.length === 0 ? ['no default route with a gateway'] : []),
    ...ownAddresses.map((address) => `own address ${address}`),
  ]);
  return {
    readings: name === null ? {} : readCounters(name, sources.readText),
    texts: [{ fact: 'place', kind: 'place', text }],
  };
}

/** Looked for once, when the first path is to be followed. */
let echoTool: ReturnType<typeof findEchoTool> | null = null;

const realSources: SnapshotSources = {
  trace: async (address, { signal, tickUs }) => {
    echoTool ??= findEchoTool();
    const tool = await echoTool;
    if (tool === null || (tool === 'fping' && isIPv6(address))) return null;
    return traceRoute(address, { tool, signal, tickUs });
  },
  network: readNetwork,
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null; // not there: what it would tell is left out
    }
  },
  partMs: PART_MS,
};
