import type { QualityHour } from '../../rules/outage/derived.ts';
import type { Database } from './open-database.ts';

/** Columns in the order of the table, each with the key of {@link QualityHour} that it holds. */
const COLUMNS: Record<keyof QualityHour, string> = {
  fromAtMs: 'from_at_ms',
  readings: 'readings',
  downMarginMin: 'down_margin_min_tenth_db',
  downMarginMean: 'down_margin_mean_tenth_db',
  upMarginMin: 'up_margin_min_tenth_db',
  upMarginMean: 'up_margin_mean_tenth_db',
  downAttenuation: 'down_attenuation_tenth_db',
  upAttenuation: 'up_attenuation_tenth_db',
  downRateKbit: 'down_rate_kbit',
  upRateKbit: 'up_rate_kbit',
  downMaxKbit: 'down_max_kbit',
  upMaxKbit: 'up_max_kbit',
  crcErrors: 'crc_errors',
  crcErrorsFar: 'crc_errors_far',
  fecErrors: 'fec_errors',
  fecErrorsFar: 'fec_errors_far',
  erroredSecs: 'errored_secs',
  severelyErroredSecs: 'severely_errored_secs',
  resyncs: 'resyncs',
  reconnects: 'reconnects',
};
const KEYS = Object.keys(COLUMNS);
const SELECTED = Object.entries(COLUMNS)
  .map(([key, column]) => `${column} AS ${key}`)
  .join(', ');

/** Hours of quality of the lines: 24 rows a day at most, kept for ever. */
export function openQualityRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.quality_hours`;
  const names = Object.values(COLUMNS).join(', ');
  const insert = database.prepare(
    `INSERT OR REPLACE INTO ${table} (line, ${names}) VALUES (@line, ${KEYS.map((key) => `@${key}`).join(', ')})`,
  );
  const remove = database.prepare<[string, number]>(`DELETE FROM ${table} WHERE line = ? AND from_at_ms > ?`);
  const select = database.prepare<[string, number, number], QualityHour>(
    `SELECT ${SELECTED} FROM ${table} WHERE line = ? AND from_at_ms >= ? AND from_at_ms < ? ORDER BY from_at_ms`,
  );
  return {
    write: (line: string, hour: QualityHour) => void insert.run({ line, ...hour }),
    /** Removes what begins after that. */
    cut: (line: string, settledFromAtMs: number) => void remove.run(line, settledFromAtMs),
    /** Hours that begin in [fromAtMs, toAtMs), oldest first. */
    within: (line: string, fromAtMs: number, toAtMs: number): QualityHour[] => select.all(line, fromAtMs, toAtMs),
  };
}
