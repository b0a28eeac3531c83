import { createHash } from 'node:crypto';
import { MANIFEST_NAMESPACE } from '../../../rules/journal/heads.ts';
import type { ServerKey } from '../../server-key.ts';
import type { Member } from './source-members.ts';
import type { DeflatedMember, ZipWriter } from './zip-writer.ts';

/** Puts members into the ZIP and into the manifest, which stands last. */
export type MemberWriter = {
  add(member: Member): Promise<void>;
  addDeflated(member: DeflatedMember & { sha256: string }): Promise<void>;
  /** Lines of the manifest so far whose names fit. */
  linesOf(names: RegExp): string;
  /** Manifest, its signature, the directory. */
  end(): Promise<{ bytes: number; members: number; manifestSha256: string }>;
};

/** In a line of the manifest: after the hash and two spaces. */
const NAME_AT = 66;

export function openMembers(zip: ZipWriter, key: Pick<ServerKey, 'sshsig'>): MemberWriter {
  const lines: string[] = [];
  const note = (name: string, sha256: string) => void lines.push(`${sha256}  ${name}\n`);
  return {
    add: async ({ name, bytes }) => {
      note(name, createHash('sha256').update(bytes).digest('hex'));
      await zip.add(name, bytes);
    },
    addDeflated: async (member) => {
      note(member.name, member.sha256);
      await zip.addDeflated(member);
    },
    linesOf: (names) => lines.filter((line) => names.test(line.slice(NAME_AT))).join(''),
    end: async () => {
      const manifest = Buffer.from(lines.join(''), 'latin1');
      await zip.add('MANIFEST.sha256', manifest);
      await zip.add('MANIFEST.sha256.sshsig', Buffer.from(key.sshsig(MANIFEST_NAMESPACE, manifest), 'latin1'));
      const manifestSha256 = createHash('sha256').update(manifest).digest('hex');
      return { bytes: await zip.end(), members: lines.length + 2, manifestSha256 };
    },
  };
}
