import { sha512 } from '@noble/hashes/sha2.js';
import { HEADS_NAMESPACE, MANIFEST_NAMESPACE } from '../heads.ts';
import { type HashBytes, verifySshsig } from '../sshsig.ts';
import type { Findings } from './findings.ts';
import { isManifest, MANIFEST, MANIFEST_SIGNATURE, type Reading } from './reading.ts';
import { decodeAscii } from './signed-bytes.ts';
import type { VerifyTools } from './tools.ts';

const MAX_BYTES = 64_000_000;
const MAX_SIGNATURE_BYTES = 10_000;
const LINE = /^([0-9a-f]{64}) {2}([\x21-\x7e]{1,200})$/;

/** The manifest: what each member must be (null: there is none), and its own bytes for its signature. */
export type Manifest = { bytes: Uint8Array | null; members: Map<string, string> | null };

export async function readManifest(reading: Reading, tools: VerifyTools, findings: Findings): Promise<Manifest> {
  const bytes = await reading.whole(MANIFEST, MAX_BYTES);
  if (bytes === null) return { bytes: null, members: null };
  const text = decodeAscii(bytes, tools);
  const members = new Map<string, string>();
  const lines = text.split('\n');
  const last = lines.pop();
  if (last !== '') findings.add('manifest-line', `${MANIFEST} line ${lines.length + 1}`, {});
  for (const [index, line] of lines.entries()) {
    const [, sha256 = '', name = ''] = LINE.exec(line) ?? [];
    if (name === '' || members.has(name) || isManifest(name))
      findings.add('manifest-line', `${MANIFEST} line ${index + 1}`, {});
    else members.set(name, sha256);
  }
  return { bytes, members };
}

/** `serverPublicKey`: raw, base64. */
export async function checkManifestSignature(
  { reading, tools, findings }: { reading: Reading; tools: VerifyTools; findings: Findings },
  manifest: Uint8Array,
  serverPublicKey: string,
): Promise<void> {
  const armored = await reading.text(MANIFEST_SIGNATURE, MAX_SIGNATURE_BYTES);
  if (armored === null) return;
  const expected = { publicKey: serverPublicKey, namespace: MANIFEST_NAMESPACE };
  const why = await verifySshsig({ armored, message: manifest }, expected, sshsigTools(tools));
  if (why !== null) findings.add('manifest-not-signed', MANIFEST_SIGNATURE, { why });
}

/** null: the head is signed by this key; else a sentence without its subject. */
export function headSignatureProblem(
  signed: { armored: string; message: Uint8Array },
  publicKey: string,
  tools: VerifyTools,
): Promise<string | null> {
  return verifySshsig(signed, { publicKey, namespace: HEADS_NAMESPACE }, sshsigTools(tools));
}

function sshsigTools(tools: VerifyTools): Parameters<typeof verifySshsig>[2] {
  const hash: HashBytes = async (name, bytes) =>
    name === 'sha512' ? sha512(bytes) : bytesOfHex(await tools.sha256(bytes));
  return { hash, verify: tools.verify };
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
