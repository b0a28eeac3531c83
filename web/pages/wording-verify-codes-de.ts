import type { BundleCode } from '../../rules/journal/bundle/codes.ts';
import { CONTAINER_DE } from './wording-verify-container-de.ts';
import { FIGURES_DE } from './wording-verify-figures-de.ts';
import { HEADS_DE } from './wording-verify-heads-de.ts';
import { JOURNAL_DE } from './wording-verify-journal-de.ts';

type AnyCode = Record<BundleCode, unknown>;

/**
 * What the verifier can find, in German: for each code of rules/journal/bundle/codes-*.ts the same sentence without its
 * subject. Reasons that come from within (`why`) stay English.
 */
export const CODES_DE = { ...CONTAINER_DE, ...JOURNAL_DE, ...HEADS_DE, ...FIGURES_DE } satisfies AnyCode;
