import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHeads } from '../../rules/journal/heads.ts';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { openServerKey, type ServerKey } from '../../server/server-key.ts';
import { makeOwnCertificate, makeOwnStamp, type OwnCertificate, TIME_STAMPING } from '../fakes/own-stamps.ts';
import { bundleOf, fillSample, SAMPLE_FROM_AT_MS, SAMPLE_LINE } from '../fakes/sample-bundle.ts';
import { type Members, type Sign, unpacked, withManifest } from './evidence-parts.ts';

/** Somebody who gives time stamps: a root, and a certificate of his. */
export type Authority = { root: OwnCertificate; signer: OwnCertificate; rootPem: string };

/** A genuine bundle, and everything that an owner who runs the server himself has to forge it with. */
export type Genuine = {
  /** With manifest, something for a report, and on each head a stamp of an authority that the reader trusts. */
  members: Members;
  server: ServerKey;
  probe: { id: string; publicKey: string; sign: Sign };
  authority: Authority;
  /** The root of the authority, for openssl. */
  rootFile: string;
  close: () => void;
};

/** As the sample's probe, see sample-bundle.ts. */
const PROBE_SECRET = Buffer.alloc(32, 77);
const HOURS = 5;
/** Over midnight in Berlin, so that there are two days. */
const OUTAGE_AT_MS = SAMPLE_FROM_AT_MS + 3.5 * 3_600_000 + 3_210;
const STAMP_AFTER_MS = 2000;

/** What the provider says of it, ten minutes short at both ends. */
const LETTER = {
  line: SAMPLE_LINE,
  title: 'Answer to the complaint',
  source: 'Letter of 5 October',
  attachment: null,
  exactToMs: 60_000,
  zone: 'Europe/Berlin',
  rows: [
    {
      kind: 'outage' as const,
      fromAtMs: OUTAGE_AT_MS + 10 * 60_000,
      toAtMs: OUTAGE_AT_MS + 31 * 60_000,
      text: 'Port was reset.',
    },
  ],
};

/** An evening with test mails and an outage, of which the owner said later that it was at home, and the provider something else. */
export async function makeGenuine(): Promise<Genuine> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-genuine-'));
  const close = () => rmSync(folder, { recursive: true, force: true });
  try {
    const options = { hours: HOURS, language: 'en' as const, outageAtMs: OUTAGE_AT_MS, hasMail: true };
    await fillSample(folder, {
      ...options,
      before: (keep) => {
        const [outage] = keep.store.outages(SAMPLE_LINE, 0, Number.MAX_SAFE_INTEGER);
        if (!outage) throw new Error('bug: the sample has no outage');
        keep.statements.enter(LETTER);
        keep.annotations.add(SAMPLE_LINE, outage, { kind: 'home', text: 'The cable was loose.' });
      },
    });
    const { zip } = await bundleOf(folder, options);
    const server = openServerKey(join(folder, 'server'));
    const authority = makeAuthority('Test stamps');
    const rootFile = join(folder, 'root.pem');
    writeFileSync(rootFile, authority.rootPem);
    const parts = new Map(unpacked(zip)).set('report.pdf', Buffer.from('%PDF-1.7\n% stands for the report\n'));
    const members = withManifest(stamped(parts, authority), server);
    return { members, server, probe: identityFromSecret(PROBE_SECRET), authority, rootFile, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** `toMs`: when the certificate that signs stamps ends; `root`: who vouches for it. */
export function makeAuthority(name: string, more: { toMs?: number; root?: OwnCertificate } = {}): Authority {
  const { toMs, root = makeOwnCertificate({ name: `${name} root`, issuer: null, isCa: true }) } = more;
  const purposes = { issuer: root, purposes: [TIME_STAMPING] };
  const signer = makeOwnCertificate({ name, ...purposes, ...(toMs !== undefined && { toMs }) });
  const base64 = Buffer.from(root.bytes)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  return { root, signer, rootPem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n` };
}

/** Each head with a stamp of the authority, two seconds after it was made, in place of those it had. */
export function stamped(members: Members, authority: Authority): Members {
  const whole: Members = new Map();
  for (const [name, bytes] of members) {
    if (name.endsWith('.tsr')) continue;
    whole.set(name, bytes);
    const [, head] = /^(heads\/\d+\.txt)\.sshsig$/.exec(name) ?? [];
    if (head) whole.set(`${head}.test.tsr`, stampOf(members.get(head) ?? Buffer.alloc(0), authority));
  }
  return whole;
}

function stampOf(head: Buffer, { signer }: Authority): Buffer {
  const parsed = parseHeads(head.toString('latin1'));
  if (typeof parsed === 'string') throw new Error(`bug: a head that ${parsed}`);
  return Buffer.from(
    makeOwnStamp({
      data: head,
      signer,
      stampedAtMs: parsed.atMs + STAMP_AFTER_MS,
    }),
  );
}
