import type { BundleFinding, BundleStamp, BundleStatus } from '../../rules/journal/bundle/report.ts';
import type { VerifyProgress } from '../../rules/journal/bundle/tools.ts';
import type { Language } from './views.ts';
import { verifyDe } from './wording-verify-de.ts';
import { verifyEn } from './wording-verify-en.ts';

type FindingKind = BundleFinding['kind'];

/** Words of the page on which a bundle is checked, and of the report on it. Findings: wording-verify-codes.ts. */
export type VerifyWords = {
  title: string;
  lead: string;
  /** Before the file is chosen. */
  promise: string[];
  noScript: string;
  /** A server that was started from source, without a build. */
  notBuilt: string;
  form: {
    file: string;
    fileHint: string;
    drop: string;
    fingerprint: string;
    fingerprintHint: string;
    /** Over what few need. */
    more: string;
    every: string;
    everyHint: string;
    start: string;
    cancel: string;
    again: string;
  };
  steps: Record<VerifyProgress['step'], string>;
  progress: (step: string, percent: string, member: string) => string;
  cancelled: string;
  problems: {
    noFile: string;
    badFingerprint: string;
    /** An address without encryption: browsers then keep their cryptography back. */
    insecure: string;
    oldBrowser: string;
    unreadable: (reason: string) => string;
  };
  otherWays: { title: string; items: string[]; page: string; program: string };
  verdict: Record<BundleStatus, { title: string; meaning: string }>;
  /** In the place of the meaning, of a file that is no package at all. */
  unreadable: string;
  checked: (name: string, size: string) => string;
  /** Whether it is known whose server it was; followed by its fingerprint where that is open. */
  server: { open: string; same: string };
  simulated: string;
  findings: Record<FindingKind, { title: (count: number) => string; meaning: string }> & {
    none: string;
    more: (count: string) => string;
    places: (first: string, count: string) => string;
    leftOut: (count: string) => string;
  };
  /** Parts of a member. */
  places: Record<'segment' | 'entry' | 'line' | 'outage' | 'day', string>;
  about: {
    title: string;
    note: string;
    line: string;
    period: string;
    fromTo: (from: string, to: string) => string;
    asOf: string;
    zone: string;
    rules: string;
    versions: (rules: string, zones: string) => string;
  };
  figures: {
    title: string;
    note: string;
    none: string;
    outages: string;
    down: string;
    unknown: string;
    observed: string;
  };
  keys: { title: string; note: string; none: string; server: string; probe: string; manifest: string };
  heads: {
    title: string;
    note: string;
    none: string;
    more: (count: string) => string;
    name: (counter: number) => string;
    at: (time: string, fingerprint: string) => string;
    entries: (count: string) => string;
    notThisLine: string;
    noStamp: string;
    stamp: (authority: string, time: string, status: string) => string;
    noTime: string;
    stampStatus: Record<BundleStamp['status'], string>;
  };
  counts: {
    title: string;
    members: string;
    segments: string;
    rounds: string;
    samples: string;
    laneEntries: string;
    signatures: string;
  };
  notProven: string;
  /** What every export says of itself. */
  statement: string;
  download: string;
};

export const verifyWords: Record<Language, VerifyWords> = { de: verifyDe, en: verifyEn };
