import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { MANIFEST_NAMESPACE } from '../../rules/journal/heads.ts';
import { signText } from '../../rules/journal/signed-text.ts';
import { openZip } from '../../server/export/bundle/zip-writer.ts';

/** A bundle taken apart, so that it can be forged: the members without the manifest, in their order. */
export type Members = Map<string, Buffer>;
export type Sign = (text: string) => string;
/** Who can sign as the server. */
export type Seal = { sign: Sign; sshsig: (namespace: string, message: string | Uint8Array) => string };

export const MANIFEST = 'MANIFEST.sha256';
const SIGNATURE = `${MANIFEST}.sshsig`;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** All members of a ZIP file that we wrote. */
export function unpacked(zip: Buffer): Members {
  const members: Members = new Map();
  const endAt = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(endAt + 16);
  for (let count = zip.readUInt16LE(endAt + 10); count > 0; count -= 1) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.toString('latin1', at + CENTRAL_BYTES, at + CENTRAL_BYTES + (nameBytes ?? 0));
    const localAt = zip.readUInt32LE(at + 42);
    const dataAt = localAt + LOCAL_BYTES + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
    const data = zip.subarray(dataAt, dataAt + zip.readUInt32LE(at + 20));
    const bytes = zip.readUInt16LE(at + 10) === 0 ? Buffer.from(data) : inflateRawSync(data);
    if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`bug: ${name} was read wrongly`);
    members.set(name, bytes);
    at += CENTRAL_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return members;
}

/** With the manifest as it is. */
export async function packed(members: Members): Promise<Buffer> {
  const parts: Buffer[] = [];
  const zip = openZip(async (bytes) => void parts.push(Buffer.from(bytes)));
  for (const [name, bytes] of members) await zip.add(name, bytes);
  await zip.end();
  return Buffer.concat(parts);
}

/** The manifest made anew; signed again where somebody can. */
export function withManifest(members: Members, seal: Seal | null): Members {
  const kept = [...members].filter(([name]) => name !== MANIFEST && name !== SIGNATURE);
  const manifest = Buffer.from(kept.map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join(''), 'latin1');
  const signature = seal ? Buffer.from(seal.sshsig(MANIFEST_NAMESPACE, manifest)) : members.get(SIGNATURE);
  const signed: [string, Buffer][] = signature ? [[SIGNATURE, signature]] : [];
  return new Map([...kept, [MANIFEST, manifest], ...signed]);
}

/** A copy with one member changed as a text (latin1: byte for byte). Changing nothing is a mistake of the test. */
export function edited(members: Members, name: string, edit: (text: string) => string): Members {
  const before = textOf(members, name);
  const after = edit(before);
  if (after === before) throw new Error(`bug: ${name} was not changed`);
  return new Map(members).set(name, Buffer.from(after, 'latin1'));
}

export function textOf(members: Members, name: string): string {
  const bytes = members.get(name);
  if (!bytes) throw new Error(`bug: the bundle has no ${name}`);
  return bytes.toString('latin1');
}

/** Signed texts that stand one after the other, each beginning with `format`. */
export function splitTexts(text: string, format: string): string[] {
  return text.split(new RegExp(`^(?=${format.replace('/', '\\/')}\\n)`, 'm')).filter((part) => part !== '');
}

/** The same text under another signature. */
export function resigned(text: string, sign: Sign): string {
  return signText(text.slice(0, text.lastIndexOf('signature: ')), sign);
}

export function fieldOf(text: string, name: string): string {
  const match = new RegExp(`^${name}: (.*)$`, 'm').exec(text);
  if (!match) throw new Error(`bug: no "${name}" in the text`);
  return match[1] ?? '';
}

export function withField(text: string, name: string, value: string): string {
  return text.replace(new RegExp(`^${name}: .*$`, 'm'), () => `${name}: ${value}`);
}

/** Each chained to the one before and signed anew, from the `from`-th on. */
export function relinked(texts: readonly string[], from: number, sign: Sign): string[] {
  const linked = [...texts];
  for (let index = Math.max(0, from); index < linked.length; index += 1) {
    const before = linked[index - 1];
    const text = linked[index] ?? '';
    const chained = before === undefined ? text : withField(text, 'previousSha256', sha256(before));
    linked[index] = resigned(chained, sign);
  }
  return linked;
}
