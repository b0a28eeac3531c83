import type { StoredOutage } from '../store/store.ts';

/** Before what stands for a personal value: an address, the path of the packets, lines of the router's log. */
export const HASH_PREFIX = 'hash:';

/**
 * An outage as released evidence tells it: everything that was measured, without what stands for personal values. From a
 * hash alone nobody learns an address, but that it is the same again.
 */
export function withoutPersonalValues(outage: StoredOutage): StoredOutage {
  return {
    ...outage,
    chain: outage.chain.map((link) => ({
      ...link,
      evidence: link.evidence.map((said) => ({ ...said, values: withoutHashes(said.values) })),
    })),
    snapshots: outage.snapshots.map((snapshot) => ({ ...snapshot, facts: withoutHashes(snapshot.facts) })),
  };
}

function withoutHashes<T extends number | string>(values: Record<string, T>): Record<string, T> {
  const kept = Object.entries(values).filter(
    ([, value]) => typeof value !== 'string' || !value.startsWith(HASH_PREFIX),
  );
  return Object.fromEntries(kept);
}
