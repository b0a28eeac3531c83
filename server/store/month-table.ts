import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { and, asc, desc, eq } from 'drizzle-orm';
import { monthVersions } from '../../drizzle/evidence-schema.ts';
import type { Drizzle } from './owner-tables.ts';

export type MonthVersionRow = Omit<typeof monthVersions.$inferSelect, 'packedJson'>;

/** Sealed months; written rarely, never changed, never removed. */
export type MonthTable = ReturnType<typeof openMonthTable>;

/** A month of 10,000 outages has some MB. */
const MAX_JSON_BYTES = 50_000_000;

export function openMonthTable(db: Drizzle) {
  const { packedJson, ...summary } = {
    line: monthVersions.line,
    month: monthVersions.month,
    version: monthVersions.version,
    sealedAtMs: monthVersions.sealedAtMs,
    rulesVersion: monthVersions.rulesVersion,
    sha256: monthVersions.sha256,
    previousSha256: monthVersions.previousSha256,
    reason: monthVersions.reason,
    laneEntry: monthVersions.laneEntry,
    packedJson: monthVersions.packedJson,
  };
  const isOf = (line: string, month: string) => and(eq(monthVersions.line, line), eq(monthVersions.month, month));
  return {
    insert: ({ json, ...row }: MonthVersionRow & { json: string }) => {
      const params = { [constants.ZSTD_c_compressionLevel]: 9 };
      const packed = zstdCompressSync(Buffer.from(json, 'utf8'), { params });
      db.insert(monthVersions)
        .values({ ...row, packedJson: packed })
        .run();
    },
    /** All versions of all months of a line: months newest first, versions oldest first. */
    ofLine: (line: string): MonthVersionRow[] =>
      db
        .select(summary)
        .from(monthVersions)
        .where(eq(monthVersions.line, line))
        .orderBy(desc(monthVersions.month), asc(monthVersions.version))
        .all(),
    /** Oldest first. */
    versions: (line: string, month: string): MonthVersionRow[] =>
      db.select(summary).from(monthVersions).where(isOf(line, month)).orderBy(asc(monthVersions.version)).all(),
    /** The exact text whose hash the lane holds. */
    json: (line: string, month: string, version: number): string | null => {
      const row = db
        .select({ packedJson })
        .from(monthVersions)
        .where(and(isOf(line, month), eq(monthVersions.version, version)))
        .get();
      return row ? zstdDecompressSync(row.packedJson, { maxOutputLength: MAX_JSON_BYTES }).toString('utf8') : null;
    },
  };
}
