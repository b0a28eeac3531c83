import { parseBase64 } from '../../base64.ts';
import type { BundleCode } from './codes.ts';
import type { Findings } from './findings.ts';
import type { Reading } from './reading.ts';
import type { BundleReport } from './report.ts';
import type { SignedBytes } from './signed-bytes.ts';
import { ALL_SIGNATURES_UP_TO, type VerifyOptions, type VerifyTools } from './tools.ts';

/** What all checks of one bundle share. */
export type Check = {
  reading: Reading;
  tools: VerifyTools;
  options: VerifyOptions;
  findings: Findings;
  counts: BundleReport['counts'];
};

/** In a large bundle so many signatures of a member kind are checked, spread evenly, besides those that carry chains. */
const SAMPLED = 2000;
/** A signature with its text: where it stands, what is signed, by whom. */
export type Signed = { where: string; bytes: Uint8Array; signature: string; publicKey: Uint8Array };

/**
 * Signatures of one chain. In large bundles only some are checked, but always the first, the last, and those before and
 * after a place where the chain is broken: each covers, by the hashes, all that come before it.
 */
export type ChainSignatures = ReturnType<typeof openChainSignatures>;

/** `all`: how many texts there will be about. */
export function openChainSignatures(
  { tools, options, findings, counts }: Check,
  code: Extract<BundleCode, 'segment-not-signed' | 'lane-not-signed'>,
  all: number,
) {
  const isAll = options.everySignature === true || all <= ALL_SIGNATURES_UP_TO;
  const stride = isAll ? 1 : Math.ceil(all / SAMPLED);
  let taken = 0;
  let checked = 0;
  let last: (Signed & { isOwn: boolean }) | null = null;
  const check = async ({ where, bytes, signature, publicKey }: Signed) => {
    checked += 1;
    counts.signatures += 1;
    const raw = parseBase64(signature);
    if (raw === null || !(await tools.verify(bytes, raw, publicKey))) findings.add(code, where, {});
  };
  const flush = async () => {
    if (last !== null) await check(last);
    last = null;
  };
  return {
    /** `isAlone`: it covers nothing of what came before it, or nothing after covers it: it and the one before are checked. */
    take: async (signed: Signed, isAlone: boolean): Promise<void> => {
      if (isAlone) await flush();
      taken += 1;
      if (isAlone || taken % stride === 1 || stride === 1) {
        last = null;
        await check(signed);
      } else last = { ...signed, isOwn: false };
    },
    /** Who reads goes on to other bytes: what waits for its check is kept without those around it. */
    keep: (): void => {
      if (last !== null && !last.isOwn) last = { ...last, bytes: last.bytes.slice(), isOwn: true };
    },
    /** The end of the chain. */
    flush,
    counts: () => ({ taken, checked }),
  };
}

/** SHA-256 of each text of a batch, in order. */
export async function hashAll(texts: readonly SignedBytes[], { sha256 }: VerifyTools): Promise<string[]> {
  const hashes: (string | Promise<string>)[] = texts.map(({ bytes }) => sha256(bytes));
  return hashes.some((hash) => typeof hash !== 'string') ? Promise.all(hashes) : (hashes as string[]);
}

/** First 32 hex digits of the SHA-256 of a raw key. */
export async function fingerprintOf({ tools }: Check, publicKey: string): Promise<string> {
  return (await tools.sha256(parseBase64(publicKey) ?? new Uint8Array())).slice(0, 32);
}
