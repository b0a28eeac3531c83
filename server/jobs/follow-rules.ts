import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { rebuild } from '../rebuild.ts';

/**
 * Derives again each line that rules of another version judged, from its raw bytes or its snapshot. Until a line is done
 * its state now is not known, what arrives of it is kept and receipted, and its history stands as it was.
 */
export async function followRules(rebuilding: Parameters<typeof rebuild>[0]): Promise<void> {
  const stale = rebuilding.store.derived.linesOfOtherRules(RULES_VERSION);
  if (stale.length === 0) return;
  for (const line of stale) rebuilding.log('line-of-other-rules', { line, rulesVersion: RULES_VERSION });
  await rebuild(rebuilding, stale);
}
