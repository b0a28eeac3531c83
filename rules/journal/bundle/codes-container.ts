/** Findings on the ZIP file, its members and the manifest. See codes.ts. */
export const CONTAINER_CODES = {
  'zip-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => `can't be read as a ZIP file: ${why}` },
  'member-changed': {
    kind: 'broken',
    say: ({ expected, found }: { expected: string; found: string }) =>
      `is not what the manifest names: SHA-256 ${found} instead of ${expected}`,
  },
} as const;
