import { crc32 } from './crc32.ts';
import type { Findings } from './findings.ts';
import type { Container, Member } from './members.ts';
import { concatBytes } from './signed-bytes.ts';
import type { VerifyProgress, VerifyTools } from './tools.ts';

/** CRC-32 is slow here and shows nothing that SHA-256 does not: only for members up to this. */
const CRC_UP_TO_BYTES = 1_000_000;

/** Reads members, each once; what it reads is hashed on the way and compared with the manifest. */
export type Reading = {
  names: readonly string[];
  has: (name: string) => boolean;
  /** All bytes; null (and told) where it is not there, has more than `most` bytes, or can't be read. */
  whole: (name: string, most: number) => Promise<Uint8Array | null>;
  /** The same as UTF-8 text. */
  text: (name: string, most: number) => Promise<string | null>;
  /** Piece by piece; ends early (and it is told) where it can't be read. */
  pieces: (name: string) => AsyncGenerator<Uint8Array>;
  /** A second time, without hashing. Rejects where it can't be read. */
  again: (name: string) => AsyncIterable<Uint8Array>;
  /** What members must be; from now on they are compared with it. null: there is no manifest. */
  expect: (manifest: ReadonlyMap<string, string> | null) => void;
  /** SHA-256 of what was read so far, by name. */
  sha256s: ReadonlyMap<string, string>;
  /** Reads those that nobody asked for, so that each is compared. */
  rest: () => Promise<void>;
  step: (step: VerifyProgress['step']) => void;
};

export function openReading(container: Container, tools: VerifyTools, findings: Findings): Reading {
  const { members } = container;
  const sha256s = new Map<string, string>();
  const begun = new Set<string>();
  const progress = openProgress(members.values(), tools);
  let expected: ReadonlyMap<string, string> | null = null;
  const compare = (name: string, found: string) => {
    sha256s.set(name, found);
    const hash = expected?.get(name);
    if (hash !== undefined && hash !== found) findings.add('member-changed', name, { expected: hash, found });
  };
  const pieces = async function* (name: string): AsyncGenerator<Uint8Array> {
    const member = members.get(name);
    if (!member || begun.has(name)) return;
    begun.add(name);
    const hash = tools.startSha256();
    let crc = 0;
    try {
      for await (const piece of member.open()) {
        hash.update(piece);
        if (member.size <= CRC_UP_TO_BYTES) crc = crc32(piece, crc);
        progress.add(name, piece.length);
        yield piece;
      }
    } catch (error) {
      findings.add('member-unreadable', name, { why: reasonOf(error) });
      return;
    }
    if (member.crc !== undefined && member.size <= CRC_UP_TO_BYTES && crc !== member.crc)
      findings.add('member-crc', name, {});
    compare(name, hash.hex());
  };
  const whole = async (name: string, most: number) => {
    const member = members.get(name);
    if (!member) {
      findings.add('member-missing', name, {});
      return null;
    }
    if (member.size > most) {
      findings.add('member-too-large', name, { bytes: member.size, most });
      return null;
    }
    const parts: Uint8Array[] = [];
    for await (const piece of pieces(name)) parts.push(piece);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return sha256s.has(name) ? concatBytes(parts, length) : null;
  };
  return {
    names: [...members.keys()],
    has: (name) => members.has(name),
    whole,
    text: async (name, most) => {
      const bytes = await whole(name, most);
      const text = bytes === null ? null : tools.decodeUtf8(bytes);
      if (bytes !== null && text === null) findings.add('member-unreadable', name, { why: 'it is not UTF-8 text' });
      return text;
    },
    pieces,
    again: (name) => members.get(name)?.open() ?? noPieces(),
    expect: (manifest) => {
      expected = manifest;
      if (manifest === null) return;
      for (const name of compareNames(container, manifest, findings)) begun.add(name);
    },
    sha256s,
    rest: async () => {
      for (const name of members.keys()) for await (const _ of pieces(name));
    },
    step: progress.step,
  };
}

/** Names that members of bundles have (rules/wire/bundle.ts). */
const OWN_NAME =
  /^(README\.txt|bundle\.json|values\.txt|report\.pdf|verify\.mjs|verify\.html|(keys|method|probe|server|heads|texts|attachments|derived)\/.+)$/;

/**
 * Tells what stands in one of them only. Returns what is not to be read: files that lie in a folder by chance; what looks
 * like a part of the bundle is not taken for that.
 */
function compareNames(
  { kind, members }: Container,
  manifest: ReadonlyMap<string, string>,
  findings: Findings,
): string[] {
  const unlisted = [...members.keys()].filter((name) => !manifest.has(name) && !isManifest(name));
  const foreign = new Set(kind === 'zip' ? [] : unlisted.filter((name) => !OWN_NAME.test(name)));
  for (const name of unlisted)
    findings.add(foreign.has(name) ? 'file-not-in-manifest' : 'member-not-in-manifest', name, {});
  for (const name of manifest.keys()) if (!members.has(name)) findings.add('member-missing', name, {});
  return [...foreign];
}

async function* noPieces(): AsyncGenerator<Uint8Array> {}

export const MANIFEST = 'MANIFEST.sha256';
export const MANIFEST_SIGNATURE = `${MANIFEST}.sshsig`;
export const isManifest = (name: string): boolean => name === MANIFEST || name === MANIFEST_SIGNATURE;

/** What others threw, in at most one short line of printable characters. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200) || 'nothing more is known';
}

function openProgress(members: Iterable<Member>, { progress }: VerifyTools) {
  let total = 0;
  for (const { size } of members) total += size;
  let done = 0;
  let step: VerifyProgress['step'] = 'open';
  const tell = (member: string) => progress?.({ step, ratio: total === 0 ? 1 : Math.min(1, done / total), member });
  return {
    add: (member: string, bytes: number) => {
      done += bytes;
      tell(member);
    },
    step: (next: VerifyProgress['step']) => {
      step = next;
      tell('');
    },
  };
}
