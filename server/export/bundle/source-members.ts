import { webcrypto, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { formatValues } from '../../../rules/journal/bundle/values-text.ts';
import { checkTimeStamp } from '../../../rules/journal/time-stamp.ts';
import { statementText } from '../../../rules/statement/statement.ts';
import { statementsOf } from '../../statements/statements.ts';
import type { BundleReads } from '../../store/bundle-reads.ts';
import type { Store } from '../../store/open-store.ts';
import type { EvidenceCase } from '../gather-case.ts';
import { chooseHeads } from './choose-heads.ts';
import type { BundleRange } from './choose-range.ts';
import { allowedSigners, publicKeyPem } from './keys.ts';

/** A member that is made in one go. */
export type Member = { name: string; bytes: Uint8Array };
/** Where members come from. `stampRoots`: PEM of authorities that are trusted besides those of Node. */
export type MemberSource = { store: Store; reads: BundleReads; serverPublicKey: string; stampRoots: readonly string[] };

/** Reports and remarks that are so much older belong to the period too. */
const CASE_MARGIN_MS = 14 * 86_400_000;

const text = (name: string, content: string): Member => ({ name, bytes: Buffer.from(content, 'utf8') });

export function keyMembers({ reads, serverPublicKey }: MemberSource, line: string): Member[] {
  return [
    text('keys/server.pem', publicKeyPem(serverPublicKey)),
    ...reads.probes(line).map(({ id, publicKey }) => text(`keys/probe-${id}.pem`, publicKeyPem(publicKey))),
    text('keys/allowed_signers', allowedSigners(serverPublicKey)),
  ];
}

/** `sha256s` in the order of the members. */
export function methodMembers({ store }: MemberSource, sha256s: readonly string[]): Member[] {
  return sha256s.flatMap((sha256) => {
    const method = store.methodText(sha256);
    return method === null ? [] : [text(`method/${sha256}.json`, method)];
  });
}

export function eventsMember({ store }: MemberSource, { line, lastEventEntry }: BundleRange): Member {
  const events = store.heads.events(line.id, lastEventEntry);
  return text('server/events.txt', events.map((event) => event.text).join(''));
}

export type HeadFiles = { counter: number; members: Member[]; stamps: { authority: string; response: Buffer }[] };

/** The heads that go along, with signature and stamps, one after the other. */
export function* headFiles({ store }: MemberSource, range: BundleRange): Generator<HeadFiles> {
  const { line, period, closing, newest, firstAtMs } = range;
  const between = store.heads.between(firstAtMs, closing.atMs + 1);
  const outages = store.read.listedOutages(line.id, period.fromAtMs, period.toAtMs);
  const fromCounter = between[0]?.counter ?? closing.counter;
  const stamped = lastStamped({ store }, range);
  const restored = store.heads.restoredBetween(fromCounter, newest.counter);
  const musts = [closing.counter, newest.counter, ...(stamped === null ? [] : [stamped]), ...restored];
  for (const counter of chooseHeads(between, { outages, zone: line.zone, musts })) {
    const head = store.heads.byCounter(counter);
    if (head === null) throw new Error(`bug: head ${counter} is not there`);
    const name = `heads/${String(counter).padStart(8, '0')}.txt`;
    const stamps = store.heads
      .stampsOf(counter)
      .flatMap(({ authority, response }) => (response === null ? [] : [{ authority, response }]));
    const members = [
      text(name, head.text),
      text(`${name}.sshsig`, head.signature),
      ...stamps.map(({ authority, response }) => ({ name: `${name}.${authority}.tsr`, bytes: response })),
    ];
    yield { counter, members, stamps };
  }
}

/** The head up to which time stamps of others reach: it goes along. null: there is none in the range. */
export function lastStamped(
  { store }: Pick<MemberSource, 'store'>,
  { closing, firstAtMs }: Pick<BundleRange, 'closing' | 'firstAtMs'>,
): number | null {
  const counter = store.heads.lastStamped(closing.counter);
  const head = counter === null ? null : store.heads.byCounter(counter);
  return head === null || head.atMs < firstAtMs ? null : head.counter;
}

/**
 * The roots (PEM, with their names) in which the chains of these stamps end; so that openssl finds them in one file. What
 * Node trusts is what Mozilla trusts: which roots those are can be looked up elsewhere.
 */
export async function stampRootsMember(
  stamps: readonly { data: Uint8Array; response: Uint8Array }[],
  extraRoots: readonly string[],
): Promise<Member | null> {
  const roots = [...rootCertificates, ...extraRoots].map((pem) => new X509Certificate(pem));
  const ders = roots.map(({ raw }) => raw);
  const used = new Map<string, X509Certificate>();
  for (const { data, response } of stamps) {
    const check = await checkTimeStamp(response, { data, nonce: null, roots: ders }, webcrypto.subtle);
    if (check.status !== 'trusted') continue;
    const root = roots.find(
      ({ fingerprint256 }) => fingerprint256.replaceAll(':', '').toLowerCase() === check.rootSha256,
    );
    if (root) used.set(check.rootSha256, root);
  }
  if (used.size === 0) return null;
  const sorted = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  const known = new Set(roots.slice(0, rootCertificates.length).map(({ fingerprint256 }) => fingerprint256));
  const noteOf = (root: X509Certificate) =>
    known.has(root.fingerprint256) ? '' : '# named by the owner of the server\n';
  const lines = sorted.map(
    ([sha256, root]) => `# ${nameOf(root)}\n# SHA-256 ${sha256}\n${noteOf(root)}${root.toString().trim()}\n`,
  );
  return text('keys/tsa-roots.pem', lines.join(''));
}

function nameOf({ subject }: X509Certificate): string {
  return subject.replaceAll(/[^\x20-\x7e]+/g, ', ').slice(0, 300);
}

/** Words behind salted hashes that stand in this bundle; null: there are none. */
export function valuesMember({ reads }: MemberSource, line: string, named: ReadonlySet<string>): Member | null {
  const shown = [...reads.values(line)].filter(({ sha256 }) => named.has(sha256));
  return shown.length === 0 ? null : text('values.txt', formatValues(shown));
}

/** Texts of the owner about this period, and the statements that the figures name; a hash that two entries hold stands once. */
export function textMembers({ reads, store }: MemberSource, line: string, { period, owner }: EvidenceCase): Member[] {
  const about = reads
    .ownersTexts(line)
    .filter(({ fromAtMs, toAtMs }) => fromAtMs < period.toAtMs && toAtMs >= period.fromAtMs - CASE_MARGIN_MS);
  const shown = new Set(owner?.statements?.map(({ sha256 }) => sha256));
  const said = statementsOf(store, line)
    .filter(({ sha256 }) => shown.has(sha256))
    .map(({ sha256, statement }) => ({ sha256, text: statementText(statement) }));
  const texts = new Map([...about, ...said].map((one) => [one.sha256, one.text]));
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sha256, content]) => text(`texts/${sha256}.txt`, content));
}

/** The files that the figures name, one after the other: each may have 10 MB. Of an erased one only the hash is left. */
export function* fileMembers({ reads }: MemberSource, { owner }: EvidenceCase): Generator<Member> {
  const names = new Set<string>();
  for (const { id, name, sha256, erased } of owner?.attachments ?? []) {
    const member = `attachments/${sha256}-${plainName(name)}`;
    if (erased || names.has(member)) continue;
    names.add(member);
    yield { name: member, bytes: reads.fileContent(id) };
  }
}

/** Only characters that every file system takes, the ending kept: `Störung vom 3.pdf` → `Storung-vom-3.pdf`. */
export function plainName(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = name
    .slice(0, name.length - ending.length)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60);
  return `${stem || 'file'}${ending}`;
}
