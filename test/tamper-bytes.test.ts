import { expect, test } from 'vitest';
import { checkManifestSignature, readManifest } from '../rules/journal/bundle/check-manifest.ts';
import { openFindings } from '../rules/journal/bundle/findings.ts';
import { openFiles } from '../rules/journal/bundle/open-files.ts';
import { openReading } from '../rules/journal/bundle/reading.ts';
import type { BundleFinding } from '../rules/journal/bundle/report.ts';
import { type BundleFile, bytesInMemory } from '../rules/journal/bundle/source.ts';
import { verifyBundle } from '../rules/journal/bundle/verify-bundle.ts';
import { nodeTools } from '../server/verify/node-tools.ts';
import { handMadeBundle } from './fakes/hand-made-bundle.ts';
import { MANIFEST, type Members, withManifest } from './tamper/evidence-parts.ts';

/**
 * A small bundle, each byte of it changed in turn: found, and its place named. The bytes of the ZIP around the members are
 * those of rules/journal/bundle/open-zip.test.ts.
 */
const tools = nodeTools();
const { members, server } = handMadeBundle({ segments: 2, heads: (heads) => heads.slice(-1) });
const SIGNATURE = `${MANIFEST}.sshsig`;

function filesOf(all: Members): BundleFile[] {
  return [...all].map(([name, bytes]) => ({ name, bytes: bytesInMemory(bytes) }));
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

/** What is found of one member, of the manifest and of its signature. */
async function findingsOf(all: Members, name: string): Promise<BundleFinding[]> {
  const findings = openFindings();
  const wanted = new Map([...all].filter(([one]) => [name, MANIFEST, SIGNATURE].includes(one)));
  const container = openFiles(filesOf(wanted), findings) ?? expect.fail('no files');
  const reading = openReading(container, tools, findings);
  const manifest = await readManifest(reading, tools, findings);
  reading.expect(manifest.members);
  if ([MANIFEST, SIGNATURE].includes(name) && manifest.bytes)
    await checkManifestSignature({ reading, tools, findings }, manifest.bytes, server.publicKey);
  else for await (const _ of reading.pieces(name));
  return findings.end().findings.filter(({ code }) => code !== 'member-missing');
}

test.each([...members.keys()])('each changed byte of %s is found, by anybody', async (name) => {
  const bytes = members.get(name) ?? expect.fail();
  expect(await findingsOf(members, name)).toEqual([]);
  const isList = name === MANIFEST || name === SIGNATURE;
  for (const at of bytes.keys()) {
    const found = await findingsOf(new Map(members).set(name, changed(bytes, at)), name);
    const where = found.filter(({ kind }) => kind === 'broken').map((finding) => finding.where);
    expect(
      where.some((place) => (isList ? place.startsWith(MANIFEST) : place === name)),
      `byte ${at}`,
    ).toBe(true);
  }
});

/** Signed or hashed by others than the manifest. What else is in a bundle the server says, and can say otherwise. */
const SIGNED = /^(probe|server|heads|method|texts)\/|^keys\/.*\.pem$/;

test.each(
  [...members.keys()].filter((name) => SIGNED.test(name)),
)('a changed byte in each line of %s is found, though the list is signed again by the owner', async (name) => {
  const bytes = members.get(name) ?? expect.fail();
  const usual = await codesOf(members);
  let at = 0;
  for (const line of bytes.toString('latin1').split(/(?<=\n)/)) {
    const middle = at + Math.floor((line.length - 1) / 2);
    at += line.length;
    const forged = withManifest(new Map(members).set(name, changed(bytes, middle)), server);
    const more = (await codesOf(forged)).filter((said) => !usual.includes(said));
    expect(more.join(), `byte ${middle}`).toMatch(placeOf(name));
  }
});

async function codesOf(all: Members): Promise<string[]> {
  const { findings } = await verifyBundle({ kind: 'files', files: filesOf(all) }, tools);
  return findings.filter(({ kind }) => kind === 'broken').map(({ code, where }) => `${code} ${where}`);
}

/** Of a signature it is told at what it signs. */
function placeOf(name: string): RegExp {
  return new RegExp(name.replace(/\.sshsig$/, '').replaceAll('.', '\\.'));
}
