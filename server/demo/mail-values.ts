import { createHash } from 'node:crypto';
import { type PersonalValue, personalValueText } from '../../rules/wire/upload.ts';
import { hexDigits, mixSeed } from './random.ts';

/** Words that stand as hashes in what is told of a test mail; hosts under names for documentation (RFC 6761). */

type Host = { name: string; domain: string; owner: 'sender' | 'receiver'; clockAheadMs: number; delayMs: number };
const TELECOM = 'beispiel-telecom.example';
const FREEMAIL = 'freemail.example';

/** The submission server of each route, then the hosts on the way: the last puts the mail into the mailbox. */
export const WAYS: { submission: string; hosts: Host[] }[] = [
  {
    submission: `smtp.${FREEMAIL}`,
    hosts: [
      { name: `smtp.${FREEMAIL}`, domain: FREEMAIL, owner: 'sender', clockAheadMs: 0, delayMs: 20 },
      { name: `mx3.${TELECOM}`, domain: TELECOM, owner: 'receiver', clockAheadMs: 0, delayMs: 640 },
      {
        name: `store07.${TELECOM}`,
        domain: TELECOM,
        owner: 'receiver',
        clockAheadMs: 0,
        delayMs: Number.POSITIVE_INFINITY,
      },
    ],
  },
  {
    submission: `mail.${TELECOM}`,
    hosts: [
      { name: `mail.${TELECOM}`, domain: TELECOM, owner: 'sender', clockAheadMs: 0, delayMs: 20 },
      // a host whose clock is wrong: raw stamps would tell of a delay, and of one back in time
      { name: `relay2.${TELECOM}`, domain: TELECOM, owner: 'sender', clockAheadMs: 41_000, delayMs: 380 },
      {
        name: `mx.${FREEMAIL}`,
        domain: FREEMAIL,
        owner: 'receiver',
        clockAheadMs: 0,
        delayMs: Number.POSITIVE_INFINITY,
      },
    ],
  },
];

/** Salts are random in a real probe; here nothing is personal. */
const SALT = '0'.repeat(32);
/** What an upload may name: more than a history's batch holds. */
const KEPT = 20_000;
const made = new Map<string, PersonalValue>();

/** The fact that stands in a sample; the value is kept for the upload that will name it. */
export function hashed(kind: string, value: string): string {
  const personal = { kind, salt: SALT, value };
  const sha256 = sha256Of(personalValueText(personal));
  made.delete(sha256);
  made.set(sha256, personal);
  for (const [oldest] of made) {
    if (made.size <= KEPT) break;
    made.delete(oldest);
  }
  return `hash:${sha256}`;
}

/** The values that these segments name. */
export function mailValuesNamedIn(segments: readonly string[]): PersonalValue[] {
  const named = new Set(
    segments
      .filter((text) => text.includes('"mail":'))
      .flatMap((text) => [...text.matchAll(/"hash:([0-9a-f]{64})"/g)].map(([, sha256 = '']) => sha256)),
  );
  return [...named].flatMap((sha256) => made.get(sha256) ?? []);
}

export function queueIdOf(seed: number, number: number, hop: number): string {
  return hexDigits(mixSeed(seed, number, hop + 60), 11).toUpperCase();
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
