/** Findings on segments, the lane, events, heads, keys, values and files. See codes.ts. */
export const JOURNAL_CODES = {
  'segment-not-signed': { kind: 'broken', say: (_: Record<never, string>) => 'is not signed by this probe' },
} as const;
