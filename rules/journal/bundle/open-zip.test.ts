import { describe, expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { handMadeBundle, zipOf } from '../../../test/fakes/hand-made-bundle.ts';
import { readManifest } from './check-manifest.ts';
import { openFindings } from './findings.ts';
import { openZip } from './open-zip.ts';
import { openReading } from './reading.ts';
import { bytesInMemory } from './source.ts';
import { verifyBundle } from './verify-bundle.ts';

const tools = nodeTools();
const verify = (zip: Uint8Array) => verifyBundle({ kind: 'zip', bytes: bytesInMemory(zip) }, tools);
const codes = async (zip: Uint8Array) =>
  (await verify(zip)).findings
    .filter(({ where }) => where !== 'derived/evidence.json')
    .map(({ code, where }) => `${code} ${where}`);

const bundle = handMadeBundle({ segments: 2, heads: (heads) => heads.slice(-1) });
const zip = await zipOf(bundle.members);
const USUAL = [
  'simulated bundle.json',
  'settings-not-shown bundle.json',
  'period-not-stamped heads',
  'probe-admitted server/lane.txt entry 1',
];

test('a ZIP as the server writes it is accounted for to the last byte', async () => {
  expect(await codes(zip)).toEqual(USUAL);
});

/** What is found of the container alone, and the members as they unpack: what a changed byte of the ZIP can change. */
async function unpack(bytes: Uint8Array): Promise<{ found: number; members: string }> {
  const findings = openFindings();
  const container = await openZip(bytesInMemory(bytes), tools, findings);
  // most of what is wrong shows before anything is unpacked
  const before = findings.end().findings.length;
  if (container === null || before > 0) return { found: before, members: '' };
  const reading = openReading(container, tools, findings);
  reading.expect((await readManifest(reading, tools, findings)).members);
  await reading.rest();
  const members = [...reading.sha256s].map((pair) => pair.join(' ')).join('\n');
  return { found: findings.end().findings.length, members };
}

test('each changed byte of the file is found, or unpacks to the same members', async () => {
  const original = await unpack(zip);
  expect(original.found).toBe(0);
  const directoryAt = zip.readUInt32LE(zip.length - 6);
  // every byte of the directory; of the data every 23rd, for all of them take a minute
  const places = [...zip.keys()].filter((at) => at >= directoryAt || at % 23 === 0);
  const signature = zip.lastIndexOf('MANIFEST.sha256.sshsig') - 46;
  let unseen = 0;
  for (const at of places) {
    const changed = Buffer.from(zip);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const { found, members } = await unpack(changed);
    if (found > 0 || isOfManifest(at, signature)) continue;
    expect(at, `byte ${at} of the directory`).toBeLessThan(directoryAt);
    // bits that pad compressed data: no reader looks at them, and the members are what they were
    expect(members, `byte ${at}`).toBe(original.members);
    unseen += 1;
  }
  expect(unseen).toBeLessThan(places.length / 200);
});

/** Manifest and signature are not in the manifest: the signature speaks for them (verify-bundle.test.ts). */
function isOfManifest(at: number, signatureEntryAt: number): boolean {
  const manifestAt = zip.readUInt32LE(zip.lastIndexOf('MANIFEST.sha256', signatureEntryAt) - 46 + 42);
  const endAt = zip.readUInt32LE(zip.length - 6);
  return at >= manifestAt && at < endAt;
}

describe('what is hidden in a ZIP', () => {
  test('bytes after its end', async () => {
    expect(await codes(Buffer.concat([zip, Buffer.from('hidden')]))).toContain('zip-hidden-bytes ZIP');
  });

  test('a comment', async () => {
    const changed = Buffer.concat([zip, Buffer.from('said')]);
    changed.writeUInt16LE(4, zip.length - 2);
    expect(await codes(changed)).toContain('zip-comment ZIP');
  });

  test('bytes before its begin', async () => {
    const moved = Buffer.concat([Buffer.from('hidden'), zip]);
    expect(await codes(moved)).toEqual(['zip-unreadable ZIP']);
  });

  test('a member that nobody signed', async () => {
    const members = new Map(bundle.members).set('probe/2026-10-02.txt', Buffer.from('x'));
    expect(await codes(await zipOf(members))).toContain('member-not-in-manifest probe/2026-10-02.txt');
  });

  test('two members of one name: each reader could take another one', async () => {
    const members = new Map(bundle.members).set('BUNDLE.json', Buffer.from('{}'));
    const two = await zipOf(members);
    expect(await codes(two)).toContain('member-twice BUNDLE.json');
  });
});

describe('hostile ZIP files', () => {
  const NAMES = ['../x', '/etc/passwd', 'a/../../b', 'C:\\x', '.hidden', 'a//b', 'a/b/c/d/e', 'x\u00e4', 'dir/'];
  test.each(NAMES)('a member named %j is not read', async (name) => {
    const members = new Map(bundle.members).set('x'.repeat(Buffer.byteLength(name)), Buffer.from('x'));
    const bytes = await zipOf(members);
    const from = Buffer.from('x'.repeat(Buffer.byteLength(name)));
    // the name stands before the data and in the directory
    for (let at = bytes.lastIndexOf(from); at >= 0; at = bytes.lastIndexOf(from, at - 1)) {
      if (
        bytes.readUInt32LE(Math.max(0, at - 30)) === 0x04034b50 ||
        bytes.readUInt32LE(Math.max(0, at - 46)) === 0x02014b50
      )
        bytes.write(name, at);
      if (at === 0) break;
    }
    expect((await codes(bytes)).some((one) => one.startsWith('member-name '))).toBe(true);
  });

  test('a bomb is told by what it claims, and one that lies by what it gives', async () => {
    const members = new Map(bundle.members).set('values.txt', Buffer.alloc(30_000_000));
    const honest = await zipOf(members);
    expect(await codes(honest)).toContain('zip-bomb values.txt');
    const lying = Buffer.from(honest);
    const entryAt = lying.lastIndexOf('values.txt') - 46;
    lying.writeUInt32LE(1000, entryAt + 24);
    lying.writeUInt32LE(1000, lying.readUInt32LE(entryAt + 42) + 22);
    const found = await verify(lying);
    expect(found.findings.map(({ code, where }) => `${code} ${where}`)).toContain('member-unreadable values.txt');
  });

  test('an encrypted member, or one packed in another way, is not read', async () => {
    const at = zip.indexOf('bundle.json') - 30;
    const entryAt = zip.lastIndexOf('bundle.json') - 46;
    const encrypted = Buffer.from(zip);
    encrypted.writeUInt16LE(1, at + 6);
    encrypted.writeUInt16LE(1, entryAt + 8);
    expect(await codes(encrypted)).toContain('member-encrypted bundle.json');
    const other = Buffer.from(zip);
    other.writeUInt16LE(12, at + 8);
    other.writeUInt16LE(12, entryAt + 10);
    expect(await codes(other)).toContain('member-method bundle.json');
  });

  test('members that overlap are told', async () => {
    const overlapping = Buffer.from(zip);
    const entryAt = zip.lastIndexOf('server/lane.txt') - 46;
    const otherAt = zip.readUInt32LE(zip.lastIndexOf('server/events.txt') - 46 + 42);
    overlapping.writeUInt32LE(otherAt, entryAt + 42);
    expect((await codes(overlapping)).some((one) => one.startsWith('zip-overlap'))).toBe(true);
  });

  test.each([0, 1, 21, 22, 100, 5000])('cut after %i bytes, or only noise, it is refused', async (length) => {
    expect(await codes(zip.subarray(0, length))).toEqual(['zip-unreadable ZIP']);
    const noise = Buffer.from(Array.from({ length }, (_, at) => (at * 7919) % 251));
    expect(await codes(noise)).toEqual(['zip-unreadable ZIP']);
  });

  test('a source that can not be read is told', async () => {
    const bytes = { size: zip.length, read: () => Promise.reject(new Error('the disk is gone')) };
    const report = await verifyBundle({ kind: 'zip', bytes }, tools);
    expect(report.status).toBe('broken');
    expect(report.findings[0]?.what).toContain('the disk is gone');
  });
});
