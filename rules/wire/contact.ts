import { z } from 'zod';
import { parseHeaderLines, type SignText, signText, splitSignature } from '../journal/signed-text.ts';
import {
  CONTACT_ANSWER_FORMAT,
  CONTACT_FORMAT,
  type Contact,
  type ContactAnswer,
  contactAnswerSchema,
  contactSchema,
} from './upload.ts';

/** Texts of `POST /api/contact` and of its answer (layout in upload.ts); one spelling only, signed. */

const CONTACT_KEYS = ['probe', 'nonce', 'challenge', 'bootId', 'sentAt', 'waiting'] as const;
const ANSWER_KEYS = ['probe', 'nonce', 'accepted', 'challenge', 'receivedAt', 'answeredAt'] as const;

export function formatContact(contact: Contact, sign: SignText): string {
  return signText(layout(CONTACT_FORMAT, CONTACT_KEYS, contact), sign);
}

export function formatContactAnswer(answer: ContactAnswer, sign: SignText): string {
  return signText(layout(CONTACT_ANSWER_FORMAT, ANSWER_KEYS, answer), sign);
}

/** The signature is still to be checked. A sentence says what is wrong. */
export function parseContact(text: string): Signed<Contact> | string {
  return parse(text, CONTACT_FORMAT, CONTACT_KEYS, contactSchema);
}

/** The signature and the nonce are still to be checked. */
export function parseContactAnswer(text: string): Signed<ContactAnswer> | string {
  return parse(text, CONTACT_ANSWER_FORMAT, ANSWER_KEYS, contactAnswerSchema);
}

type Signed<T> = { content: T; signedText: string; signature: string };

function layout<K extends string>(format: string, keys: readonly K[], content: Record<K, string>): string {
  return `${format}\n${keys.map((key) => `${key}: ${content[key]}\n`).join('')}`;
}

function parse<T extends Record<K, string>, K extends string>(
  text: string,
  format: string,
  keys: readonly K[],
  schema: z.ZodType<T>,
): Signed<T> | string {
  if (text.length > 2000) return 'is longer than 2000 characters';
  const split = splitSignature(text);
  if (typeof split === 'string') return split;
  const [first, ...lines] = split.signedText.slice(0, -1).split('\n');
  if (first !== format) return `line 1 must be "${format}"`;
  const pairs = parseHeaderLines(lines, 2);
  if (typeof pairs === 'string') return pairs;
  const parsed = schema.safeParse(Object.fromEntries(pairs));
  if (!parsed.success) return z.prettifyError(parsed.error);
  return layout(format, keys, parsed.data) === split.signedText
    ? { content: parsed.data, ...split }
    : 'has keys that are missing or out of order';
}
