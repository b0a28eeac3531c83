import { createHash } from 'node:crypto';
import { type PersonalValue, personalValueText } from '../rules/wire/upload.ts';

/** What stands in a round or a method in place of a personal value: `hash:` and 64 hex digits. */
export function hashOfPersonal(value: PersonalValue): string {
  return `hash:${createHash('sha256').update(personalValueText(value)).digest('hex')}`;
}

/** Of a personal value (rules/wire/upload.ts). */
const PERSONAL_CHARS_MAX = 8000;

/** As `Attempt.personal`: gives the fact that stands in a sample, and `tell`s the value behind it. */
export function personalTeller(
  salt: string,
  tell: (value: PersonalValue) => void,
): (kind: string, text: string) => string {
  return (kind, text) => {
    const value = { kind, salt, value: text.slice(0, PERSONAL_CHARS_MAX) };
    tell(value);
    return hashOfPersonal(value);
  };
}
