import { z } from 'zod';
import { parseInstant } from '../../rules/instant.ts';

/** Names of the files of a backup, all of them, in their order: nothing else is ever taken out of one. */
export const BACKUP_FILES = ['linewitness.sqlite', 'server-key.pem'] as const;
export const MANIFEST_FILE = 'manifest.json';

const fileSchema = z.strictObject({
  name: z.enum(BACKUP_FILES),
  sizeBytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The first file of a backup: what follows, and its hashes, as `sha256sum` prints them. */
export const manifestSchema = z.strictObject({
  format: z.literal('linewitness-backup/1'),
  madeAt: z.string().refine((text) => parseInstant(text) !== null),
  serverFingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  files: z
    .array(fileSchema)
    .length(BACKUP_FILES.length)
    .refine((files) => files.every(({ name }, at) => name === BACKUP_FILES[at])),
});
export type Manifest = z.output<typeof manifestSchema>;

/** A manifest is a few hundred bytes. */
export const MAX_MANIFEST_BYTES = 10_000;
