import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { formatInstant } from '../../rules/instant.ts';
import {
  eventChainText,
  formatHeads,
  HEADS_NAMESPACE,
  laneNameText,
  MANIFEST_NAMESPACE,
} from '../../rules/journal/heads.ts';
import { challengeOf, formatLaneEntry, type LaneContent } from '../../rules/journal/lane.ts';
import { closeSegment, formatSegmentHeader } from '../../rules/journal/segment.ts';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { seeded } from '../../rules/outage/seeded.ts';
import { formatRound, type Round } from '../../rules/round.ts';
import { sampleFromCells } from '../../rules/sample.ts';
import type { BundleIndex } from '../../rules/wire/bundle.ts';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { METHOD_TEXTS } from '../../server/demo/simulated-probe.ts';
import { allowedSigners, publicKeyPem } from '../../server/export/bundle/keys.ts';
import { openZip } from '../../server/export/bundle/zip-writer.ts';
import { sha256Hex } from '../../server/probe-key.ts';
import { openServerKey } from '../../server/server-key.ts';

const FROM_AT_MS = Date.UTC(2025, 9, 1);
const DAY_MS = 86_400_000;
const SEGMENT_MS = 90_000;
const ROUND_MS = 5000;
const LINE = 'home';
const SALT = '5a'.repeat(16);
const BOOT_ID = 'b'.repeat(32);
/** Targets 0 to 4 are far and asked in turn each second, 5 is the gateway. */
const [FAR, GATEWAY] = [5, 5];
const LOSS_RATIO = 0.0005;

/**
 * A bundle of many days of a quiet line, signed and chained throughout: segments of 90 s with a far packet and one to the
 * gateway each second, each with its receipt. It has no figures: a verifier computes them, and says that they are missing.
 */
export async function writeSignedDays(file: string, days: number): Promise<void> {
  const keys = openKeys();
  const handle = openSync(file, 'w');
  const zip = openZip(async (bytes) => void writeSync(handle, bytes));
  const manifest: string[] = [];
  const add = async (name: string, bytes: Buffer) => {
    manifest.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
    await zip.add(name, bytes);
  };
  try {
    await writeMembers(keys, days, add);
    const text = manifest.join('');
    await zip.add('MANIFEST.sha256', Buffer.from(text));
    await zip.add('MANIFEST.sha256.sshsig', Buffer.from(keys.server.sshsig(MANIFEST_NAMESPACE, text)));
    await zip.end();
  } finally {
    closeSync(handle);
  }
}

type Add = (name: string, bytes: Buffer) => Promise<void>;

type Keys = ReturnType<typeof openKeys>;

function openKeys() {
  return { server: openServerKey(null), probe: identityFromSecret(Buffer.alloc(32, 90)) };
}

async function writeMembers(keys: Keys, days: number, add: Add): Promise<void> {
  const { server, probe } = keys;
  const lane = openLane(keys);
  lane.write(FROM_AT_MS - 1000, {
    type: 'enrolment',
    fields: {
      probe: probe.id,
      publicKey: probe.publicKey,
      firstNumber: '1',
      firstPreviousSha256: NO_PREVIOUS_SHA256,
      retiredProbe: '-',
    },
  });
  const events = lane.texts.join('');
  const segments = openSegments(keys, lane);
  await add('bundle.json', Buffer.from(`${JSON.stringify(indexOf(keys, days, lane), null, 1)}\n`));
  await add('keys/server.pem', Buffer.from(publicKeyPem(server.publicKey)));
  await add(`keys/probe-${probe.id}.pem`, Buffer.from(publicKeyPem(probe.publicKey)));
  await add('keys/allowed_signers', Buffer.from(allowedSigners(server.publicKey)));
  await add(`method/${sha256Hex(METHOD_TEXTS.full)}.json`, Buffer.from(METHOD_TEXTS.full));
  for (let day = 0; day < days; day += 1) {
    const name = new Date(FROM_AT_MS + day * DAY_MS).toISOString().slice(0, 10);
    await add(`probe/${name}.txt`, Buffer.from(segments.day(), 'latin1'));
  }
  await add('server/lane.txt', Buffer.concat(lane.texts.map((text) => Buffer.from(text, 'latin1'))));
  await add('server/events.txt', Buffer.from(events));
  const head = headOf(keys, days, lane, events);
  await add('heads/00000003.txt', Buffer.from(head));
  await add('heads/00000003.txt.sshsig', Buffer.from(server.sshsig(HEADS_NAMESPACE, head)));
}

/** The log of the server, as it grows. */
function openLane({ server }: Keys) {
  const texts: string[] = [];
  let previousSha256 = NO_PREVIOUS_SHA256;
  return {
    texts,
    lastSha256: () => previousSha256,
    write: (atMs: number, content: LaneContent): void => {
      const entry = { line: LINE, entry: texts.length + 1, previousSha256, atMs, content };
      const text = formatLaneEntry(entry, server.sign);
      texts.push(text);
      previousSha256 = sha256Hex(text);
    },
  };
}
type Lane = ReturnType<typeof openLane>;

/** The segments of one day after the other, each acknowledged two seconds after its end. */
function openSegments({ probe }: Keys, lane: Lane) {
  const random = seeded(1);
  let [number, sequence, previousSha256] = [1, 0, NO_PREVIOUS_SHA256];
  let challenge: string | null = null;

  function next(): string {
    const fromTickMs = (number - 1) * SEGMENT_MS;
    let text = formatSegmentHeader({
      probe: probe.id,
      number,
      previousSha256,
      runId: 'a'.repeat(16),
      bootId: BOOT_ID,
      challenge,
      methodSha256: sha256Hex(METHOD_TEXTS.full),
      configSha256: 'f'.repeat(64),
      missing: null,
      resumesSha256: null,
    });
    for (let tickMs = fromTickMs; tickMs < fromTickMs + SEGMENT_MS; tickMs += ROUND_MS) {
      text += `${formatRound(roundAt(sequence, tickMs, random))}\n`;
      sequence += 1;
    }
    const signed = closeSegment(text, 'interval', SEGMENT_MS / ROUND_MS, probe.sign);
    previousSha256 = sha256Hex(signed);
    acknowledge(lane, probe.id, number, previousSha256);
    challenge = challengeOf(lane.lastSha256());
    number += 1;
    return signed;
  }
  return {
    day: (): string => Array.from({ length: DAY_MS / SEGMENT_MS }, next).join(''),
  };
}

function acknowledge(lane: Lane, probe: string, number: number, sha256: string): void {
  const atMs = FROM_AT_MS + number * SEGMENT_MS + 2000;
  const [t1, at] = [formatInstant(atMs - 100), formatInstant(atMs)];
  const fields = { probe, number: String(number), sha256, t1, t2: at, t3: at, network: 'loopback' };
  lane.write(atMs, { type: 'receipt', fields });
}

function roundAt(sequence: number, tickMs: number, random: () => number): Round {
  const cells = Array.from({ length: ROUND_MS / 1000 }, (_, second) => {
    const sentMs = second * 1000 + Math.floor(random() * 4);
    const isLost = random() < LOSS_RATIO;
    const far = [second % FAR, sentMs, isLost ? -1 : 9000 + Math.floor(random() * 10_000)];
    return [far, [GATEWAY, sentMs + 500, 400 + Math.floor(random() * 500)]];
  }).flat();
  const samples = cells.map((cell) => {
    const sample = sampleFromCells(cell, tickMs, FAR + 1);
    if (typeof sample === 'string') throw new Error(`bug: ${sample}`);
    return sample;
  });
  const wallAtMs = FROM_AT_MS + tickMs;
  return { sequence, tickMs, wallAtMs, clock: 'sync', syncAgeMs: 60_000, unmeasured: [], samples };
}

function indexOf({ server, probe }: Keys, days: number, lane: Lane): BundleIndex {
  const toAtMs = FROM_AT_MS + days * DAY_MS;
  const dayText = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  return {
    format: 'linewitness-bundle/1',
    language: 'en',
    simulated: true,
    rulesVersion: RULES_VERSION,
    timeZoneData: process.versions['tz'] ?? 'unknown',
    line: { id: LINE, name: 'At home', provider: 'Example Net', zone: 'Etc/UTC' },
    period: {
      fromAt: formatInstant(FROM_AT_MS),
      toAt: formatInstant(toAtMs),
      fromDay: dayText(FROM_AT_MS),
      toDay: dayText(toAtMs - 1),
    },
    asOfAt: formatInstant(toAtMs + 5000),
    serverPublicKey: server.publicKey,
    probes: [{ id: probe.id, publicKey: probe.publicKey }],
    lane: {
      firstEntry: 1,
      lastEntry: lane.texts.length + (days * DAY_MS) / SEGMENT_MS,
      previousSha256: NO_PREVIOUS_SHA256,
    },
    laneSalt: SALT,
    bootOffsets: {},
  };
}

/** The one that closes the bundle. */
function headOf({ server }: Keys, days: number, lane: Lane, event: string): string {
  const counter = 3;
  const entry = {
    name: sha256Hex(laneNameText(SALT, LINE, counter)).slice(0, 32),
    entries: lane.texts.length,
    lastSha256: lane.lastSha256(),
    events: 1,
    eventsSha256: sha256Hex(eventChainText(NO_PREVIOUS_SHA256, sha256Hex(event))),
  };
  const atMs = FROM_AT_MS + days * DAY_MS + 5000;
  return formatHeads({
    server: server.fingerprint,
    counter,
    atMs,
    previousSha256: sha256Hex('an earlier head'),
    lanes: [entry],
  });
}
