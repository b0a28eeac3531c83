import { lineIdSchema } from '../../rules/ids.ts';

/** Part of the owner's paths (`/owner/lines/new`), so no line may be called that. */
const RESERVED = new Set(['new']);
const MAX_LENGTH = 40;
const SPELT_OUT: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', å: 'aa', ł: 'l' };

/** The short name of a new line, made from what its owner calls it: ASCII, and not one of `taken`. */
export function lineIdOf(name: string, taken: (id: string) => boolean): string {
  const base = asciiOf(name) || 'line';
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const id = `${base.slice(0, MAX_LENGTH - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!RESERVED.has(id) && !taken(id)) return id;
  }
}

/** Why a line cannot have that short name; null: it can. */
export function lineIdProblem(id: string): string | null {
  const wrong = lineIdSchema.safeParse(id).error?.issues[0]?.message;
  if (wrong) return `the name of a line ${wrong}`;
  return RESERVED.has(id) ? `the name of a line must not be "${id}"` : null;
}

function asciiOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüßæøåł]/g, (letter) => SPELT_OUT[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
