import { z } from 'zod';
import { NO_PREVIOUS_SHA256, type Sha256Hex, sha256HexSchema } from '../ids.ts';
import { formatInstant, parseInstant } from '../instant.ts';
import { parseHeaderLines } from './signed-text.ts';

/**
 * Heads: where all lanes of a server ended at one moment. In the manner of a C2SP checkpoint (origin, counter, hash), with
 * one line per lane instead of a tree:
 *
 *     linewitness-heads/1
 *     server: 4c1f…                    fingerprint of the server's key, 32 hex digits
 *     counter: 1042                    1, 2, 3, … of this server; after a restore from a backup see {@link counterAfterRestore}
 *     continues: 1041                  only in the first after a restore: the counter of the head that it is chained to
 *     at: 2026-11-22T10:00:00.000Z      the server's clock
 *     previousSha256: 77aa…             hash of the text with the counter before (or `continues`); 64 zeros in the first
 *     lanes: 2
 *     (empty line)
 *     09ab… 51200 5a0e… 12 e3b0…        name, entries, hash of the last entry, events, hash that chains the events
 *     c377… 310 91c2… 3 9f86…
 *
 * ASCII, LF, a final LF; lanes in the order of their names. The file is signed as SSHSIG (`heads.txt.sshsig`, namespace
 * {@link HEADS_NAMESPACE}) and stamped by outsiders (RFC 3161), so it stays as it is:
 *
 *     ssh-keygen -Y verify -f allowed_signers -I server -n linewitness-heads -s heads.txt.sshsig < heads.txt
 *     openssl ts -verify -data heads.txt -in heads.txt.AUTHORITY.tsr -CAfile tsa-roots.pem
 *
 * The name of a lane is other in each file ({@link laneNameText}): who was given the salt of one lane finds that one, and
 * learns of the others only that they exist.
 */
const HEADS_FORMAT = 'linewitness-heads/1';
export const HEADS_NAMESPACE = 'linewitness-heads';
export const MANIFEST_NAMESPACE = 'linewitness-manifest';
/** More lanes than that want `heads/2` (a Merkle tree); a server refuses to seal. */
export const MAX_LANES = 256;

export type LaneEnd = {
  /** 32 hex digits, see {@link laneNameText}. */
  name: string;
  entries: number;
  /** Of the last entry's text; zeros of an empty lane. */
  lastSha256: string;
  /** Entries of the types `LANE_EVENT_TYPES`, and their chain: `sha256(chain before + '\n' + sha256 of the entry + '\n')`. */
  events: number;
  eventsSha256: string;
};
export type Heads = {
  server: string;
  counter: number;
  /** Absent: the counter before. 0: there was no head in the backup. */
  continues?: number | undefined;
  atMs: number;
  previousSha256: string;
  lanes: LaneEnd[];
};

/** The counter of the head that this one is chained to; 0: it is the first. */
export function counterBefore({ counter, continues }: Pick<Heads, 'counter' | 'continues'>): number {
  return continues ?? counter - 1;
}

/**
 * What a server gave out after its backup was made it does not know any more once that was restored. So that no number is
 * given out twice, the first head after a restore has the seconds since 1970 as its counter: more than there were heads.
 */
export function counterAfterRestore(before: number, atMs: number): number {
  return Math.max(before + 2, Math.floor(atMs / 1000));
}

/** What is hashed for the name of a lane in one file; the name is the first 32 hex digits. `salt`: 32 hex digits. */
export function laneNameText(salt: string, line: string, counter: number): string {
  return `${HEADS_FORMAT} lane\n${salt}\n${line}\n${counter}\n`;
}

export async function laneName(salt: string, line: string, counter: number, sha256: Sha256Hex): Promise<string> {
  return (await sha256(laneNameText(salt, line, counter))).slice(0, 32);
}

/** One step of the chain of events; it begins with {@link NO_PREVIOUS_SHA256}. */
export function eventChainText(chainSha256: string, entrySha256: string): string {
  return `${chainSha256}\n${entrySha256}\n`;
}

export function formatHeads({ server, counter, continues, atMs, previousSha256, lanes }: Heads): string {
  const sorted = lanes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lines = sorted.map(
    ({ name, entries, lastSha256, events, eventsSha256 }) =>
      `${name} ${entries} ${lastSha256} ${events} ${eventsSha256}\n`,
  );
  return (
    `${HEADS_FORMAT}\nserver: ${server}\ncounter: ${counter}\n${continues === undefined ? '' : `continues: ${continues}\n`}at: ${formatInstant(atMs)}\n` +
    `previousSha256: ${previousSha256}\nlanes: ${lanes.length}\n\n${lines.join('')}`
  );
}

const LANE_LINE = /^([0-9a-f]{32}) (0|[1-9]\d{0,14}) ([0-9a-f]{64}) (0|[1-9]\d{0,14}) ([0-9a-f]{64})$/;
const headSchema = z.strictObject({
  server: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits'),
  counter: z.string().regex(/^[1-9]\d{0,14}$/, 'must be a count from 1'),
  continues: z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/, 'must be a count')
    .optional(),
  at: z.string(),
  previousSha256: sha256HexSchema,
  lanes: z.string().regex(/^(0|[1-9]\d{0,2})$/, 'must be a count'),
});

/** Reads a heads file; signature and stamps are still to be checked. A sentence says what is wrong. Hostile input. */
export function parseHeads(text: string): Heads | string {
  if (text.length > 100_000) return 'is longer than 100,000 characters';
  const bodyAt = text.indexOf('\n\n');
  if (bodyAt < 0) return 'has no header that ends in an empty line';
  const [format, ...lines] = text.slice(0, bodyAt).split('\n');
  if (format !== HEADS_FORMAT) return `line 1 must be "${HEADS_FORMAT}"`;
  const pairs = parseHeaderLines(lines, 2);
  if (typeof pairs === 'string') return pairs;
  const head = headSchema.safeParse(Object.fromEntries(pairs));
  if (!head.success) return z.prettifyError(head.error);
  const atMs = parseInstant(head.data.at);
  if (atMs === null) return '"at" must be an RFC 3339 UTC stamp with milliseconds';
  const lanes = parseLanes(text.slice(bodyAt + 2));
  if (typeof lanes === 'string') return lanes;
  const { server, counter, continues, previousSha256 } = head.data;
  const numbers = { counter: Number(counter), continues: continues === undefined ? undefined : Number(continues) };
  const heads = { server, ...numbers, atMs, previousSha256, lanes };
  return linkProblem(heads) ?? (formatHeads(heads) === text ? heads : 'is spelled in another way than heads are');
}

function linkProblem({ counter, continues, previousSha256 }: Heads): string | null {
  if (continues !== undefined && continues > counter - 2) return 'says that it continues a head that is not before it';
  const isFirst = counterBefore({ counter, continues }) === 0;
  return isFirst && previousSha256 !== NO_PREVIOUS_SHA256 ? 'is the first, but is chained' : null;
}

function parseLanes(body: string): LaneEnd[] | string {
  const lanes: LaneEnd[] = [];
  for (const [index, line] of body.split('\n').slice(0, -1).entries()) {
    const match = LANE_LINE.exec(line);
    if (!match) return `lane ${index + 1} is not "NAME ENTRIES SHA256 EVENTS SHA256"`;
    const [, name = '', entries = '', lastSha256 = '', events = '', eventsSha256 = ''] = match;
    lanes.push({ name, entries: Number(entries), lastSha256, events: Number(events), eventsSha256 });
  }
  return lanes;
}

/** `77aa 01f3 …`: what is printed in letters: the first 16 hex digits of the hash of the heads text, in fours. */
export function shortFingerprint(headsSha256: string): string {
  return (headsSha256.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}

/** The salt of a lane, as bundles give it out. */
export const laneSaltSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits');
