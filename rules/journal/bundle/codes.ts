import { CONTAINER_CODES } from './codes-container.ts';
import { FIGURE_CODES } from './codes-figures.ts';
import { HEAD_CODES } from './codes-heads.ts';
import { JOURNAL_CODES } from './codes-journal.ts';
import type { BundleFinding } from './report.ts';

/**
 * The closed list of what the verifier can find: code → its kind and an English sentence without its subject, made from
 * the values that the finding carries. Pages translate by code and values (web/verify/wording-*.ts has one for each).
 */
export const BUNDLE_CODES = { ...CONTAINER_CODES, ...JOURNAL_CODES, ...HEAD_CODES, ...FIGURE_CODES };
export type BundleCode = keyof typeof BUNDLE_CODES;
/** The values that the words of a code need. */
export type CodeValues<C extends BundleCode> = Parameters<(typeof BUNDLE_CODES)[C]['say']>[0];

export function bundleFinding<C extends BundleCode>(code: C, where: string, values: CodeValues<C>): BundleFinding {
  const { kind, say } = BUNDLE_CODES[code];
  // the values belong to the code; the compiler can't follow that through the union
  const what = (say as (values: CodeValues<C>) => string)(values);
  return { kind, where, code, values, what };
}

/** What no check of a bundle can show; each has words in README.txt, the PDF and the pages. */
export const NOT_PROVEN = [
  'cable', //        nobody unplugged a cable or switched something off on purpose
  'location', //     where the probe stood, and that it hung on this line
  'dark-rounds', //  rounds of a time without contact were not made up in it: only the time is bracketed
  'server-key', //   to whom the server's key belongs: compare its fingerprint with one from before the dispute
  'server-clock', // the server's clock, where no outsider stamped a head
  'other-probes', // that no other, unpublished server recorded the same line otherwise
  'report', //       what report.pdf and the tables say: that they are as the server signed them, no more
  'packing', //      bytes of the ZIP's compression that unpack to the same; nothing rests on them
] as const;
export type NotProven = (typeof NOT_PROVEN)[number];
