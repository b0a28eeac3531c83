import type { BundleReport } from './report.ts';
import type { BundleSource } from './source.ts';
import type { VerifyOptions, VerifyTools } from './tools.ts';

/**
 * Checks a bundle from end to end and says all that is wrong, missing or to be known, with its place. Hostile input: never
 * throws, memory bounded whatever the bundle claims; the same in Node and in browsers.
 */
export async function verifyBundle(
  source: BundleSource,
  tools: VerifyTools,
  options: VerifyOptions = {},
): Promise<BundleReport> {
  void source;
  void tools;
  void options;
  throw new Error('bug: not written yet');
}
