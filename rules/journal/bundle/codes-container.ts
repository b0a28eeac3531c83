/** Findings on the ZIP file, its members and the manifest. See codes.ts. */
export const CONTAINER_CODES = {
  'zip-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => `can't be read as a ZIP file: ${why}` },
  'zip-header-differs': {
    kind: 'broken',
    say: ({ field }: { field: string }) =>
      `has another "${field}" before its data than in the directory of the ZIP file`,
  },
  'zip-overlap': { kind: 'broken', say: (_: NoValues) => 'overlaps with the member before it in the ZIP file' },
  'zip-hidden-bytes': {
    kind: 'broken',
    say: ({ fromByte, bytes }: { fromByte: number; bytes: number }) =>
      `holds ${bytes} bytes from byte ${fromByte} on that belong to no member`,
  },
  'zip-field-unusual': {
    kind: 'note',
    say: ({ field, value, usual }: { field: string; value: number; usual: number }) =>
      `has ${value} as "${field}" in the directory of the ZIP file, where bundles have ${usual}; no reader of its content looks at it`,
  },
  'zip-extra-field': {
    kind: 'note',
    say: ({ id }: { id: number }) =>
      `has an extra field ${id} in the ZIP file that bundles do not have; it is not read`,
  },
  'zip-comment': {
    kind: 'note',
    say: ({ bytes }: { bytes: number }) => `has a comment of ${bytes} bytes in the ZIP file; nobody signed it`,
  },
  'zip-bomb': {
    kind: 'broken',
    say: ({ packed, unpacked }: { packed: number; unpacked: number }) =>
      `claims to unpack from ${packed} to ${unpacked} bytes, which no bundle does; it was not read`,
  },
  'member-name': {
    kind: 'broken',
    say: (_: NoValues) => 'has a name that members of bundles do not have; it was not read',
  },
  'member-twice': {
    kind: 'broken',
    say: (_: NoValues) => 'is there more than once (upper and lower case are the same)',
  },
  'member-encrypted': { kind: 'broken', say: (_: NoValues) => 'is encrypted; it was not read' },
  'member-method': {
    kind: 'broken',
    say: ({ method }: { method: number }) => `is packed by method ${method}, which bundles do not use; it was not read`,
  },
  'member-missing': { kind: 'broken', say: (_: NoValues) => 'is not in the bundle' },
  'member-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => `can't be read: ${why}` },
  'member-too-large': {
    kind: 'broken',
    say: ({ bytes, most }: { bytes: number; most: number }) =>
      `has ${bytes} bytes, more than the ${most} that it may have`,
  },
  'member-changed': {
    kind: 'broken',
    say: ({ expected, found }: { expected: string; found: string }) =>
      `is not what the manifest names: SHA-256 ${found} instead of ${expected}`,
  },
  'member-crc': {
    kind: 'broken',
    say: (_: NoValues) => 'does not have the CRC-32 that the ZIP file names',
  },
  'member-not-in-manifest': {
    kind: 'broken',
    say: (_: NoValues) => 'does not stand in the manifest: nobody signed it',
  },
  'file-not-in-manifest': {
    kind: 'note',
    say: (_: NoValues) =>
      'lies in the folder, but does not belong to the bundle: nobody signed it, and it was not read',
  },
  'manifest-line': {
    kind: 'broken',
    say: (_: NoValues) => 'is not "SHA256  NAME", or names a member twice',
  },
  'manifest-not-signed': {
    kind: 'broken',
    say: ({ why }: { why: string }) => `is not signed by the server: its signature ${why}`,
  },
  'index-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => `is not a description of a bundle: ${why}` },
  'evidence-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => `is not what its schema says: ${why}` },
  'figures-not-computed': {
    kind: 'broken',
    say: ({ why }: { why: string }) => `can't be computed again from these rounds: ${why}`,
  },
  /** Something that nobody thought of; what was found before it still holds. */
  'not-checked-to-the-end': {
    kind: 'broken',
    say: ({ why }: { why: string }) => `could not be checked to the end: ${why}`,
  },
  'too-many-members': {
    kind: 'broken',
    say: ({ count, most }: { count: number; most: number }) =>
      `has ${count} members, more than the ${most} that it may have`,
  },
} as const;

/** Codes whose words need nothing. */
export type NoValues = Record<string, never>;
