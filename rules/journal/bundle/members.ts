import type { Findings } from './findings.ts';

/** One member, not yet read. */
export type Member = {
  name: string;
  /** Unpacked, as the container claims; `open` never gives more. */
  size: number;
  /** CRC-32 that the ZIP file names. */
  crc?: number;
  /** Its bytes piece by piece; rejects with a {@link MemberError} or whatever the source says. */
  open: () => AsyncIterable<Uint8Array>;
};

/** Members by name, in the order of the container. */
export type Container = { kind: 'zip' | 'files'; members: Map<string, Member> };

/** Why a member can't be read, in words without a subject. */
export class MemberError extends Error {}

/**
 * More than any bundle that a server makes: 10,000 heads (`MOST_HEADS` of server/export/bundle/choose-heads.ts) with signature and
 * two stamps, and 20,000 others: three years of days, 1000 files, what the owner wrote. Each costs a quarter of a millisecond.
 */
export const MAX_MEMBERS = 60_000;
const MAX_NAME_LENGTH = 200;
/** Of files in a bundle: no way out of its folder, nothing hidden, nothing that means something to a shell or to Windows. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}$/;

/** Members with good names, once each; the others are told and left out. */
export function namedMembers(members: Iterable<Member>, findings: Findings): Map<string, Member> {
  const byName = new Map<string, Member>();
  const taken = new Set<string>();
  for (const member of members) {
    const shown = member.name.slice(0, MAX_NAME_LENGTH);
    const folded = member.name.toLowerCase();
    if (member.name.length > MAX_NAME_LENGTH || !NAME.test(member.name)) findings.add('member-name', shown, {});
    else if (taken.has(folded)) findings.add('member-twice', shown, {});
    else byName.set(member.name, member);
    taken.add(folded);
  }
  return byName;
}
