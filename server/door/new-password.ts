import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords.ts';

/** Why a new password is refused. */
export type PasswordProblem = 'too-short' | 'too-long' | 'common' | 'name';

export const MIN_PASSWORD_LENGTH = 10;
/** A passphrase fits; a megabyte to be hashed does not. */
export const MAX_PASSWORD_LENGTH = 200;
/** What has to be left of a password when a name, digits and signs are taken away. */
const MIN_OWN_LETTERS = 4;

/**
 * Length counts, kinds of characters do not (NIST SP 800-63B, 3.1.1.2): refused is what is short, what everybody tries
 * first, and what is little more than a name that stands on the pages. null: it may be used.
 */
export function newPasswordProblem(password: string, names: readonly string[]): PasswordProblem | null {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < MIN_PASSWORD_LENGTH) return 'too-short';
  if (plain.length > MAX_PASSWORD_LENGTH) return 'too-long';
  if (COMMON_PASSWORDS.has(plain) || isMonotonous(plain)) return 'common';
  const word = letters(plain);
  if (COMMON_WORDS.has(word) || isRepeatedCommonWord(word)) return 'common';
  return names.some((name) => isMostly(word, letters(name.normalize('NFKC').toLowerCase()))) ? 'name' : null;
}

/** Few different characters, or all of them next to each other: `aaaaaaaaaa`, `1212121212`, `abcdefghij`. */
function isMonotonous(plain: string): boolean {
  const codes = [...plain].map((character) => character.codePointAt(0) ?? 0);
  if (new Set(codes).size < 4) return true;
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

function isRepeatedCommonWord(word: string): boolean {
  return [2, 3].some((times) => {
    const part = word.slice(0, word.length / times);
    return COMMON_WORDS.has(part) && part.repeat(times) === word;
  });
}

function isMostly(word: string, name: string): boolean {
  if (name.length < 3 || !word.includes(name)) return false;
  return word.replaceAll(name, '').length < MIN_OWN_LETTERS;
}

/** Digits and signs around or between letters make no password better: `P@ssw0rd!!` is `password`. */
function letters(plain: string): string {
  const SPOKEN: Record<string, string> = { '@': 'a', '4': 'a', '0': 'o', '3': 'e', $: 's', '5': 's', '!': 'i' };
  const withoutEnds = plain.replace(/^[^\p{L}@$]+|[^\p{L}@$]+$/gu, '');
  return [...withoutEnds]
    .map((sign) => SPOKEN[sign] ?? sign)
    .join('')
    .replace(/[^\p{L}]/gu, '');
}
