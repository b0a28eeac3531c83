import { formatBase64, parseBase64 } from '../base64.ts';

/**
 * SSHSIG: signatures that `ssh-keygen -Y verify` checks (openssh-portable, PROTOCOL.sshsig), with Ed25519 keys only:
 *
 *     -----BEGIN SSH SIGNATURE-----
 *     base64, 70 characters a line, of
 *       "SSHSIG" | uint32 1 | string public key | string namespace | string reserved | string hash | string signature
 *     -----END SSH SIGNATURE-----
 *
 * What is signed is not the message but {@link sshsigPreimage}: the namespace keeps a signature of one purpose from being
 * shown for another. Every `string` is a length (uint32, big endian) and as many bytes.
 */
export type SshsigHash = 'sha256' | 'sha512';

/** Hash of bytes; both names must be known. */
export type HashBytes = (hash: SshsigHash, bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
/** Raw Ed25519 (RFC 8032): 64 bytes of signature, 32 bytes of key. */
export type VerifyBytes = (
  bytes: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
) => boolean | Promise<boolean>;

/** `publicKey`: raw 32 bytes, `signature`: raw 64 bytes over {@link sshsigPreimage}. */
export type Sshsig = { publicKey: Uint8Array; namespace: string; hash: SshsigHash; signature: Uint8Array };

const MAGIC = 'SSHSIG';
const KEY_TYPE = 'ssh-ed25519';
const BEGIN = '-----BEGIN SSH SIGNATURE-----\n';
const END = '\n-----END SSH SIGNATURE-----\n';
const LINE_LENGTH = 70;
/** Far above what one Ed25519 signature takes (about 300 characters). */
const MAX_LENGTH = 2000;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

function sshString(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? ascii(content) : content;
  return concat([uint32(bytes.length), bytes]);
}

/** The bytes that the key signs. `digest`: hash of the message by `hash`. */
export function sshsigPreimage(namespace: string, hash: SshsigHash, digest: Uint8Array): Uint8Array {
  return concat([ascii(MAGIC), sshString(namespace), sshString(''), sshString(hash), sshString(digest)]);
}

/** The armored text, as `ssh-keygen -Y sign` writes it. */
export function formatSshsig({ publicKey, namespace, hash, signature }: Sshsig): string {
  const blob = concat([
    ascii(MAGIC),
    uint32(1),
    sshString(publicKeyBlob(publicKey)),
    sshString(namespace),
    sshString(''),
    sshString(hash),
    sshString(concat([sshString(KEY_TYPE), sshString(signature)])),
  ]);
  const lines = formatBase64(blob).match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return `${BEGIN}${lines.join('\n')}${END}`;
}

function publicKeyBlob(publicKey: Uint8Array): Uint8Array {
  return concat([sshString(KEY_TYPE), sshString(publicKey)]);
}

/** Reads the armored text; a sentence says what is wrong. One spelling only: no byte can be changed unseen. Hostile input. */
export function parseSshsig(text: string): Sshsig | string {
  if (text.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (!text.startsWith(BEGIN) || !text.endsWith(END)) return 'is not an armored SSH signature';
  const blob = parseBase64(text.slice(BEGIN.length, -END.length).replaceAll('\n', ''));
  if (blob === null) return 'is not base64';
  const parsed = readBlob(blob);
  if (typeof parsed === 'string') return parsed;
  return formatSshsig(parsed) === text ? parsed : 'is spelled in another way than SSH signatures are';
}

/** Reads strings one after the other; what does not fit is empty, and the whole is compared with its spelling later. */
function openReader(bytes: Uint8Array): (take?: number) => Uint8Array {
  let at = 0;
  const next = (length: number) => {
    const part = bytes.subarray(at, at + length);
    at += length;
    return part;
  };
  return (take) => {
    if (take !== undefined) return next(take);
    const [a = 0, b = 0, c = 0, d = 0] = next(4);
    return next(a * 0x1000000 + b * 0x10000 + c * 0x100 + d);
  };
}

const asText = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, MAX_LENGTH));

function readBlob(blob: Uint8Array): Sshsig | string {
  const read = openReader(blob);
  if (asText(read(MAGIC.length)) !== MAGIC) return 'does not begin with SSHSIG';
  if (asText(read(4)) !== '\0\0\0\x01') return 'is of another version than 1';
  const key = openReader(read());
  const namespace = asText(read());
  read(); // reserved: empty, or the spelling differs
  const hash = asText(read());
  const signed = openReader(read());
  if (asText(key()) !== KEY_TYPE || asText(signed()) !== KEY_TYPE) return 'is not by an Ed25519 key';
  if (hash !== 'sha256' && hash !== 'sha512') return 'uses a hash that SSH signatures do not know';
  if (!/^[!-~]{1,100}$/.test(namespace)) return 'has a namespace that is not 1 to 100 printable characters';
  const [publicKey, signature] = [key(), signed()];
  if (publicKey.length !== 32 || signature.length !== 64) return 'has a key or signature of the wrong length';
  return { publicKey, namespace, hash, signature };
}

/**
 * Checks an armored signature over a message: null when it is by `publicKey` (raw, base64) and for `namespace`, else a
 * sentence without its subject.
 */
export async function verifySshsig(
  signed: { armored: string; message: Uint8Array },
  expected: { publicKey: string; namespace: string },
  tools: { hash: HashBytes; verify: VerifyBytes },
): Promise<string | null> {
  const parsed = parseSshsig(signed.armored);
  if (typeof parsed === 'string') return parsed;
  if (parsed.namespace !== expected.namespace) return `is for the namespace "${parsed.namespace}"`;
  if (formatBase64(parsed.publicKey) !== expected.publicKey) return 'is by another key';
  const digest = await tools.hash(parsed.hash, signed.message);
  const preimage = sshsigPreimage(parsed.namespace, parsed.hash, digest);
  return (await tools.verify(preimage, parsed.signature, parsed.publicKey)) ? null : 'is not a signature of this text';
}

/** `ssh-ed25519 AAAA…`: a public key as OpenSSH writes it. `publicKey`: raw, base64. */
export function sshPublicKey(publicKey: string): string {
  return `${KEY_TYPE} ${formatBase64(publicKeyBlob(parseBase64(publicKey) ?? new Uint8Array()))}`;
}

/** A line of the file `allowed_signers` (ssh-keygen(1)): whose key may sign in which namespaces. */
export function allowedSignersLine(principal: string, namespaces: readonly string[], publicKey: string): string {
  return `${principal} namespaces="${namespaces.join(',')}" ${sshPublicKey(publicKey)}\n`;
}
