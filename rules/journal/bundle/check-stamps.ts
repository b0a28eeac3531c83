import { parseBase64 } from '../../base64.ts';
import { formatInstant, parseInstant } from '../../instant.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import { checkTimeStamp, MAX_RESPONSE_BYTES, type TimeStampCheck } from '../time-stamp.ts';
import type { Check } from './check.ts';
import type { BundleHead, BundleStamp } from './report.ts';

const ROOTS = 'keys/tsa-roots.pem';
const MAX_ROOTS_BYTES = 1_000_000;
const STAMP = /^(heads\/\d{8,15}\.txt)\.([a-z0-9][a-z0-9.-]{0,39})\.tsr$/;
/** A check takes some ms; of more than these only a sample is checked, with the oldest and the newest. */
const MAX_STAMPS = 400;
/** Clocks of servers are right to less than that; the server's may be set back once. */
const MAX_EARLY_MS = 60_000;
/** Authorities may be away for a while; what is stamped later says only that it existed by then. */
const LATE_MS = 86_400_000;

type Roots = { trusted: Uint8Array[]; ofBundle: Uint8Array[] };

/** Checks the time stamps of heads, head by head. */
export async function openStampCheck(check: Check, index: BundleIndex) {
  const { reading, findings, options } = check;
  const roots = { trusted: readCertificates(check.tools.stampRoots), ofBundle: await rootsOfBundle(check) };
  const byHead = new Map<string, { name: string; authority: string }[]>();
  let all = 0;
  for (const name of reading.names) {
    const [, head = '', authority = ''] = STAMP.exec(name) ?? [];
    if (head === '') continue;
    all += 1;
    const stamps = byHead.get(head);
    if (stamps) stamps.push({ name, authority });
    else byHead.set(head, [{ name, authority }]);
    if (!reading.has(head)) findings.add('stamp-without-head', name, {});
  }
  const stride = options.everySignature === true ? 1 : Math.ceil(all / MAX_STAMPS);
  const headNames = [...byHead.keys()].toSorted();
  const isSampled = (place: number) => place % stride === 0 || place === headNames.length - 1;
  const sampled = new Set(headNames.filter((_, place) => isSampled(place)));
  const closedAtMs = parseInstant(index.asOfAt);
  let checked = 0;
  return {
    ofHead: async (head: string, data: Uint8Array, atMs: number): Promise<BundleStamp[]> => {
      const stamps: BundleStamp[] = [];
      // who has more authorities than stamps are looked at hides a hostile number of them
      for (const { name, authority } of byHead.get(head)?.slice(0, MAX_STAMPS) ?? []) {
        if (!sampled.has(head) && atMs !== closedAtMs) continue;
        const response = await reading.whole(name, MAX_RESPONSE_BYTES);
        if (response === null) continue;
        checked += 1;
        const found = await checkOne(check, name, { response, data, roots });
        tellTimes(check, name, found.stampedAtMs, atMs);
        stamps.push({ authority, ...found });
      }
      return stamps;
    },
    end: (heads: readonly BundleHead[]): void => {
      if (stride > 1) findings.add('stamps-sampled', 'heads', { checked, all });
      tellCovered(check, heads, index);
    },
  };
}

/** A stamp speaks for what its head ends with, and all before: up to where do those of trusted authorities reach? */
function tellCovered({ findings }: Check, heads: readonly BundleHead[], { lane }: BundleIndex): void {
  let last: BundleHead | null = null;
  for (const head of heads) {
    const isTrusted = head.stamps.some(({ status }) => status === 'trusted');
    const entries = head.entries ?? 0;
    // what a head says of entries that are not in here can't be checked
    if (isTrusted && entries >= lane.firstEntry && entries <= lane.lastEntry) last = head;
  }
  if (last === null) findings.add('period-not-stamped', 'heads', {});
  else if (last.entries !== lane.lastEntry) findings.add('stamps-end', 'heads', { at: formatInstant(last.atMs) });
}

async function checkOne(
  { findings, tools }: Check,
  name: string,
  { response, data, roots }: { response: Uint8Array; data: Uint8Array; roots: Roots },
): Promise<Omit<BundleStamp, 'authority'>> {
  const ask = (from: readonly Uint8Array[]) =>
    checkTimeStamp(response, { data, nonce: null, roots: from }, tools.subtle);
  const found: TimeStampCheck = await ask(roots.trusted);
  if (found.status === 'broken') {
    findings.add('stamp-broken', name, { fault: found.fault, why: found.what });
    return { status: 'broken', stampedAtMs: found.stampedAtMs, accuracyMs: null };
  }
  const { status, stampedAtMs, accuracyMs } = found;
  if (found.status === 'unknown-root') {
    const own = roots.ofBundle.length > 0 ? await ask(roots.ofBundle) : null;
    if (own?.status === 'trusted') findings.add('stamp-root-of-bundle', name, { root: own.rootSha256 });
    else findings.add('stamp-unknown-root', name, { authority: found.lastIssuer });
  }
  return { status, stampedAtMs, accuracyMs };
}

function tellTimes({ findings }: Check, name: string, stampedAtMs: number | null, atMs: number): void {
  if (stampedAtMs === null) return;
  if (atMs - stampedAtMs > MAX_EARLY_MS) findings.add('stamp-before-head', name, { byMs: atMs - stampedAtMs });
  if (stampedAtMs - atMs > LATE_MS) findings.add('stamp-late', name, { byMs: stampedAtMs - atMs });
}

async function rootsOfBundle({ reading }: Check): Promise<Uint8Array[]> {
  return reading.has(ROOTS) ? readCertificates((await reading.text(ROOTS, MAX_ROOTS_BYTES)) ?? '') : [];
}

/** Certificates (DER) of a PEM text; what is none is passed over. */
function readCertificates(pem: string): Uint8Array[] {
  const found = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g);
  return [...found]
    .map(([, body = '']) => parseBase64(body.replace(/\s/g, '')))
    .filter((bytes): bytes is Uint8Array<ArrayBuffer> => bytes !== null);
}
