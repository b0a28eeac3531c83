import { type PersonalValue, personalValueSchema, personalValueText } from '../../wire/upload.ts';

/**
 * `values.txt`: the personal values that the owner shows, one per line, in the order of their hashes:
 *
 *     SHA256 KIND SALT "VALUE"
 *
 * The value is a JSON string, so that it may hold line feeds. By hand: the hash is
 * `printf 'linewitness-value/1\nKIND\nSALT\nVALUE' | sha256sum`.
 */
export type ShownValue = PersonalValue & { sha256: string };

export function formatValues(values: readonly ShownValue[]): string {
  const sorted = values.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  return sorted.map(({ sha256, kind, salt, value }) => `${sha256} ${kind} ${salt} ${JSON.stringify(value)}\n`).join('');
}

/** Reads one line, without its line feed, and checks its hash. A sentence says what is wrong. Hostile input. */
export function parseValueLine(line: string, sha256Text: (text: string) => string): ShownValue | string {
  const match = /^([0-9a-f]{64}) ([a-z][a-z0-9-]{0,39}) ([0-9a-f]{32}) (".*")$/.exec(line);
  if (!match) return 'is not "SHA256 KIND SALT VALUE"';
  const [, sha256 = '', kind = '', salt = '', quoted = ''] = match;
  const value = personalValueSchema.safeParse({ kind, salt, value: unquote(quoted) });
  if (!value.success) return 'holds a value that is not one';
  if (JSON.stringify(value.data.value) !== quoted) return 'is spelled in another way than values are';
  return sha256Text(personalValueText(value.data)) === sha256 ? { ...value.data, sha256 } : 'does not have this hash';
}

function unquote(quoted: string): unknown {
  try {
    return JSON.parse(quoted);
  } catch {
    return null;
  }
}
