/** One message, ready to go out on one path. */
export type Delivery = {
  /** The same for every attempt, so that the other side can tell a repetition. */
  id: string;
  kind: string;
  title: string;
  text: string;
  language: 'de' | 'en';
  createdAtMs: number;
  line: { id: string; name: string } | null;
  /** Page about it; null: the server has no public address, or there is none. */
  url: string | null;
  /** JSON object with what is known beside the text; null: nothing. */
  facts: unknown;
};

/** What came of one attempt. `reply` is the other side's word, or why there is none; short, one line, without secrets. */
export type SendResult =
  | { outcome: 'sent'; reply: string }
  /** Worth another try; not before `retryAfterMs` if the other side said so. */
  | { outcome: 'temporary'; reply: string; retryAfterMs: number | null }
  /** Will be refused again. */
  | { outcome: 'permanent'; reply: string };

const MAX_REPLY_LENGTH = 300;

/** One line without control characters, cut, with every secret in it blackened (also as base64, as SMTP echoes it). */
export function cleanReply(text: string, secrets: readonly (string | null)[] = []): string {
  let clean = text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  for (const secret of secrets) {
    if (!secret) continue;
    for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)]) {
      clean = clean.replaceAll(form, '•••');
    }
  }
  return clean.length > MAX_REPLY_LENGTH ? `${clean.slice(0, MAX_REPLY_LENGTH)}…` : clean;
}

/** The reason in words, with that of its cause where the outer one says nothing. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message === '' ? code || error.name : error.message;
}
