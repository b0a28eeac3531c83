import type { BundleIndex } from '../../wire/bundle.ts';

/**
 * What the verifier says of a bundle. `valid`: everything is what was signed, nothing is missing, every figure follows.
 * `gaps`: the same, but something is declared as missing or not measured. `broken`: at least one thing is not what was
 * signed, not chained, or does not follow.
 */
export type BundleStatus = 'valid' | 'gaps' | 'broken';

export type BundleFinding = {
  /** `note`: neither broken nor missing, but to be known (a stamp of an unknown root, a key that nobody vouches for). */
  kind: 'broken' | 'gap' | 'note';
  /** Member, and place in it: `probe/2026-10-18.txt segment 17`, `server/lane.txt entry 42`, `heads/00001042.txt`. */
  where: string;
  /** Closed list, kebab-case; pages translate by it. */
  code: string;
  /** What the words of the code need. */
  values: Record<string, string | number>;
  /** An English sentence without its subject: `is not signed by this probe`. */
  what: string;
};

export type BundleStamp = {
  authority: string;
  /** `trusted`: chain ends in a root given; `unknown-root`: all but that; `broken`: not of this text, or not signed. */
  status: 'trusted' | 'unknown-root' | 'broken';
  stampedAtMs: number | null;
  accuracyMs: number | null;
};
export type BundleHead = {
  counter: number;
  atMs: number;
  sha256: string;
  /** Entries of this line's lane that it vouches for. */
  entries: number | null;
  stamps: BundleStamp[];
};

export type BundleReport = {
  status: BundleStatus;
  /** At most 1000 of each kind, in the order of the members; the rest is counted. */
  findings: BundleFinding[];
  findingsLeftOut: number;
  /** Of `bundle.json`, where it could be read. */
  index: BundleIndex | null;
  /** SHA-256 of `MANIFEST.sha256`: names exactly this bundle. */
  manifestSha256: string | null;
  /** First 32 hex digits of the SHA-256 of the raw public key: to be compared with the page or an earlier letter. */
  serverFingerprint: string | null;
  counts: {
    members: number;
    segments: number;
    rounds: number;
    samples: number;
    laneEntries: number;
    signatures: number;
  };
  heads: BundleHead[];
  /** Computed from the rounds; null where they could not be. JSON of rules/wire/evidence.ts, the parts that follow. */
  recomputed: {
    outages: number;
    downMinMs: number;
    downMaxMs: number;
    unknownMs: number;
    coverageRatio: number;
  } | null;
  /** What no check here can show, as codes; each has its words in README.txt and on the page. */
  notProven: string[];
};
