import { type FieldProblem, SERVICES, type Service } from '../../web/pages/setup-views.ts';

/** Checks of what the owner tells about a line. Each returns why a text is refused, or null. Texts come trimmed. */

const MAX_LINE_LENGTH = 80;
const MAX_BLOCK_LENGTH = 500;
/** 9,999.99 a month; more is a slip of the finger. */
const MAX_FEE_CENTS = 999_999;

/**
 * Line breaks of every kind, other controls, and the marks that turn the direction of all text behind them: a name must
 * stay one line of a page, of a letter and of a header of a mail.
 */
const UNFIT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
const UNFIT_IN_A_BLOCK = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** One line of text; may be empty. */
export function lineProblem(text: string): FieldProblem | null {
  if (UNFIT_IN_A_LINE.test(text)) return 'controls';
  return text.length > MAX_LINE_LENGTH ? 'too-long' : null;
}

/** One line that must say something. */
export function nameProblem(text: string): FieldProblem | null {
  // marks that show nothing make no name either
  return /^[\s\p{Cf}]*$/u.test(text) ? 'empty' : lineProblem(text);
}

/** Several lines, such as an address; may be empty. */
export function blockProblem(text: string): FieldProblem | null {
  if (UNFIT_IN_A_BLOCK.test(text)) return 'controls';
  return text.length > MAX_BLOCK_LENGTH ? 'too-long' : null;
}

/** A mail address that may stand in a header; may be empty. */
export function emailProblem(text: string): FieldProblem | null {
  if (text === '') return null;
  const isAddress = text.length <= 254 && /^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
  return isAddress ? null : 'not-an-address';
}

/** Digits as people write them; may be empty. */
export function phoneProblem(text: string): FieldProblem | null {
  return text === '' || /^\+?[0-9 ()/.-]{3,39}$/.test(text) ? null : 'not-a-phone';
}

export function servicesProblem(names: readonly string[]): FieldProblem | null {
  if (names.length === 0) return 'no-service';
  return names.every(isService) ? null : 'not-a-service';
}

export function isService(name: string): name is Service {
  return SERVICES.some((service) => service === name);
}

/** Whether `Intl` knows the zone by that name. */
export function zoneProblem(zone: string): FieldProblem | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
      ? null
      : 'not-a-zone';
  } catch {
    return 'not-a-zone'; // RangeError: that is how Intl says it
  }
}

/**
 * An amount of money in cents: `29,99`, `29.99`, `29`, also with a currency before or after it; null: none was given. One
 * separator only: `1.029` could be one euro or a thousand, so it is refused.
 */
export function readFee(text: string): { cents: number | null } | FieldProblem {
  const plain = text.replaceAll(/[\s\u00A0\u202F]/g, '');
  if (plain === '') return { cents: null };
  const match = /^(?:€|EUR|CHF|Fr\.|£|GBP)?(\d{1,9})(?:[.,](\d{1,2}))?(?:€|EUR|CHF|Fr\.|£|GBP)?$/i.exec(plain);
  if (!match) return 'not-an-amount';
  const cents = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return cents > MAX_FEE_CENTS ? 'amount-too-high' : { cents };
}
