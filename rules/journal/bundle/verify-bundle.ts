import type { BundleIndex } from '../../wire/bundle.ts';
import { type Check, fingerprintOf } from './check.ts';
import { checkEnrolments, readEvents } from './check-events.ts';
import { checkFiles, readValues } from './check-extras.ts';
import { openFigures } from './check-figures.ts';
import { checkHeadEvents, readHeads } from './check-heads.ts';
import { checkKeys, readIndex, readMethods } from './check-index.ts';
import { LANE_MEMBER, readLane } from './check-lane.ts';
import { checkManifestSignature, readManifest } from './check-manifest.ts';
import { readSegments } from './check-segments.ts';
import { checkSettings } from './check-settings.ts';
import { NOT_PROVEN } from './codes.ts';
import { type Findings, openFindings } from './findings.ts';
import { openMailLog } from './mail-log.ts';
import type { Container } from './members.ts';
import { openFiles } from './open-files.ts';
import { openZip } from './open-zip.ts';
import { openReading, reasonOf } from './reading.ts';
import type { BundleHead, BundleReport } from './report.ts';
import type { BundleSource } from './source.ts';
import type { VerifyOptions, VerifyTools } from './tools.ts';

/** What is found out on the way, besides findings. */
type Outcome = Pick<BundleReport, 'index' | 'manifestSha256' | 'serverFingerprint' | 'counts' | 'recomputed'> & {
  heads: BundleHead[];
};

/**
 * Checks a bundle from end to end and says all that is wrong, missing or to be known, with its place. Hostile input: never
 * throws, memory bounded whatever the bundle claims; the same in Node and in browsers.
 */
export async function verifyBundle(
  source: BundleSource,
  tools: VerifyTools,
  options: VerifyOptions = {},
): Promise<BundleReport> {
  const findings = openFindings();
  const outcome: Outcome = {
    index: null,
    manifestSha256: null,
    serverFingerprint: null,
    counts: { members: 0, segments: 0, rounds: 0, samples: 0, laneEntries: 0, signatures: 0 },
    heads: [],
    recomputed: null,
  };
  try {
    const container = await openContainer(source, tools, findings);
    if (container) await checkAll(container, { tools, options, findings }, outcome);
  } catch (error) {
    findings.add('not-checked-to-the-end', 'bundle', { why: reasonOf(error) });
  }
  return { ...findings.end(), ...outcome, notProven: [...NOT_PROVEN] };
}

function openContainer(source: BundleSource, tools: VerifyTools, findings: Findings): Promise<Container | null> {
  return source.kind === 'zip'
    ? openZip(source.bytes, tools, findings)
    : Promise.resolve(openFiles(source.files, findings));
}

async function checkAll(
  container: Container,
  given: Pick<Check, 'tools' | 'options' | 'findings'>,
  outcome: Outcome,
): Promise<void> {
  const { tools, findings } = given;
  const { counts } = outcome;
  const reading = openReading(container, tools, findings);
  const check: Check = { ...given, reading, counts };
  counts.members = reading.names.length;
  reading.step('open');
  const manifest = await readManifest(reading, tools, findings);
  reading.expect(manifest.members);
  outcome.manifestSha256 = manifest.bytes && (await tools.sha256(manifest.bytes));
  const index = await readIndex(check);
  outcome.index = index;
  if (index !== null) {
    outcome.serverFingerprint = await fingerprintOf(check, index.serverPublicKey);
    if (manifest.bytes) await checkManifestSignature(check, manifest.bytes, index.serverPublicKey);
    await checkJournal(check, index, { outcome, laneBytes: container.members.get(LANE_MEMBER)?.size ?? 0 });
  }
  reading.step('members');
  await reading.rest();
}

/** Keys first, then what they signed: events, heads, lane, segments, and what follows from these. */
async function checkJournal(
  check: Check,
  index: BundleIndex,
  { outcome, laneBytes }: { outcome: Outcome; laneBytes: number },
): Promise<void> {
  const { reading } = check;
  await checkKeys(check, index);
  const methods = await readMethods(check, index);
  const values = await readValues(check);
  const events = await readEvents(check, index);
  checkEnrolments(check, index, events);
  await checkSettings(check, index, events);
  reading.step('heads');
  const { heads, report } = await readHeads(check, index);
  outcome.heads = report;
  checkHeadEvents(check, heads, events);
  reading.step('lane');
  const mailLog = openMailLog();
  const seeText = (text: string) => {
    values.see(text);
    mailLog.seeEntry(text);
  };
  const book = await readLane(check, { index, events, heads, seeText }, laneBytes);
  reading.step('segments');
  const figures = openFigures(check, { index, methods, mailLog });
  const { take } = figures;
  await readSegments(check, { index, methods, book, events: events.list, take, seeText: values.see });
  values.end();
  reading.step('figures');
  outcome.recomputed = await figures.end(events);
  await reading.rest();
  checkFiles(check, events);
}
