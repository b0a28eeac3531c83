import { createHash } from 'node:crypto';
import { type PersonalValue, personalValueText } from '../rules/wire/upload.ts';

/** What stands in a round or a method in place of a personal value: `hash:` and 64 hex digits. */
export function hashOfPersonal(value: PersonalValue): string {
  return `hash:${createHash('sha256').update(personalValueText(value)).digest('hex')}`;
}
