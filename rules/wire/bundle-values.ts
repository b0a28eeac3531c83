import { z } from 'zod';
import { sha256HexSchema } from '../ids.ts';
import { type PersonalValue, personalValueSchema } from './upload.ts';

/**
 * A line of `values.txt` in a bundle, without its line feed: `SHA256 KIND SALT VALUE`, separated by one space each; VALUE as
 * a JSON string, because it may hold line feeds. The hash is that of `personalValueText` and stands as `hash:SHA256` in
 * the signed rounds.
 */
export type BundleValue = PersonalValue & { sha256: string };

export function formatBundleValue({ sha256, kind, salt, value }: BundleValue): string {
  return `${sha256} ${kind} ${salt} ${JSON.stringify(value)}`;
}

const lineSchema = z.strictObject({ sha256: sha256HexSchema, ...personalValueSchema.shape });

/** null: is not such a line, or is spelled in another way. Hostile input. */
export function parseBundleValue(line: string): BundleValue | null {
  const [sha256, kind, salt] = line.split(' ', 3);
  const text = line.slice(`${sha256} ${kind} ${salt} `.length);
  const parsed = lineSchema.safeParse({ sha256, kind, salt, value: parseString(text) });
  return parsed.success && formatBundleValue(parsed.data) === line ? parsed.data : null;
}

function parseString(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // said by the schema
  }
}
