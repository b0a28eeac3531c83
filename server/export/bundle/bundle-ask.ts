import type { Language } from '../../../web/pages/views.ts';
import type { AskedPeriod } from '../../period.ts';

/** What of the owner's own goes along. `texts`: what he wrote; `values`: words behind salted hashes; `files`: attachments. */
export type Shows = { texts: boolean; values: boolean; files: boolean };

/** What a bundle is asked for; only owners, and whom they gave a link to, get one. */
export type BundleAsk = { line: string; period: AskedPeriod; language: Language; shows: Shows };

/** It can't be made, for a reason that people are told: `code` is a closed list, the message an English sentence. */
export class BundleRefused extends Error {
  override readonly name = 'BundleRefused';
  readonly code: 'no-head' | 'moved' | 'nothing-kept' | 'other-rules';
  constructor(code: BundleRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}
