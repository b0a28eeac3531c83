import PostalMime from 'postal-mime';
import { DSN_ACTIONS, type DsnAction } from '../../rules/mail/vocabulary.ts';
import { fieldOf, headerFields } from './header-fields.ts';
import { mailDateAtMs } from './mail-date.ts';
import { tokenIn } from './make-token.ts';
import { withoutComments } from './received.ts';
import type { FoundReport } from './types.ts';

/** What a delivery status notification says of one of our mails. */
export type DsnReport = Omit<FoundReport, 'ref' | 'seenTickMs' | 'headerText'>;

const LONGEST = 1_000;
/** A report of 64 KB in lines of a mail's usual length has half as many. */
const MOST_LINES = 2_000;
const LINE_FEED = 10;

/**
 * Reads a delivery status notification (RFC 3464); null: none, or without a token of a test mail in its Original-Envelope-Id or
 * in the headers it returns. `source` may be cut off at its end. An automatic answer is none. Never rejects.
 */
export async function reportOf(source: Uint8Array): Promise<DsnReport | null> {
  const parts = await partsOf(source);
  const status = parts.find(
    ({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
  );
  if (!status) return null;
  const [message, ...recipients] = blocksOf(status.text);
  const recipient = worstOf(recipients);
  if (!message || !recipient) return null;
  const action = actionOf(recipient);
  if (action === null) return null;
  const token = tokenOf(message, parts);
  if (token === null) return null;
  return {
    token,
    action,
    status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fieldOf(recipient, 'status') ?? '')?.[1] ?? null,
    reportingMta: typedOf(fieldOf(message, 'reporting-mta')),
    remoteMta: typedOf(fieldOf(recipient, 'remote-mta')),
    diagnostic: typedOf(fieldOf(recipient, 'diagnostic-code')),
    arrivalAtMs: dateOf(fieldOf(message, 'arrival-date')),
    retryUntilAtMs: dateOf(fieldOf(recipient, 'will-retry-until')),
  };
}

type Part = { type: string; text: string };
type Fields = ReturnType<typeof headerFields>;

async function partsOf(source: Uint8Array): Promise<Part[]> {
  try {
    const mail = await PostalMime.parse(firstLines(source), { rfc822Attachments: true, forceRfc822Attachments: true });
    return mail.attachments.map(({ mimeType, content }) => ({
      type: mimeType.toLowerCase(),
      text: typeof content === 'string' ? content : new TextDecoder().decode(content),
    }));
  } catch {
    // nested too deep, or no mail at all
    return [];
  }
}

/** The parser takes 10 µs a line, empty ones too, and nothing is measured meanwhile; anybody may send such a mail. */
function firstLines(source: Uint8Array): Uint8Array {
  let end = -1;
  for (let lines = 0; lines < MOST_LINES; lines += 1) {
    end = source.indexOf(LINE_FEED, end + 1);
    if (end < 0) return source;
  }
  return source.subarray(0, end);
}

/** Groups of fields between empty lines: the first of the message, then one for each recipient (RFC 3464 section 2.1). */
function blocksOf(text: string): Fields[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((block) => headerFields(block.replace(/^(\r?\n)+/, '')))
    .filter((fields) => fields.length > 0);
}

/** Test mails have one recipient; of several the failed one counts. */
function worstOf(recipients: Fields[]): Fields | undefined {
  const known = recipients.filter((fields) => actionOf(fields) !== null);
  return known.find((fields) => actionOf(fields) === 'failed') ?? known[0];
}

function actionOf(recipient: Fields): DsnAction | null {
  const word = withoutComments(fieldOf(recipient, 'action') ?? '')
    .trim()
    .toLowerCase();
  return DSN_ACTIONS.find((action) => action === word) ?? null;
}

function tokenOf(message: Fields, parts: readonly Part[]): string | null {
  const envelopeId = tokenIn(fromXtext(fieldOf(message, 'original-envelope-id') ?? ''));
  if (envelopeId !== null) return envelopeId;
  const returned = parts.find(({ type }) =>
    /^(text\/rfc822-headers|message\/(rfc822|global|global-headers))$/.test(type),
  );
  const head = returned?.text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const telling = headerFields(head).filter(isTelling);
  return tokenIn(telling.map(({ value }) => value).join('\n'));
}

function isTelling({ name }: { name: string }): boolean {
  return name === 'x-linewitness-test' || name === 'subject' || name === 'message-id';
}

/** `+2E` for a dot (RFC 3461 section 4). */
function fromXtext(text: string): string {
  return text.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** `dns; mx.example` without its type. */
function typedOf(value: string | null): string | null {
  const text = value
    ?.replace(/^[\w-]+\s*;\s*/, '')
    .trim()
    .slice(0, LONGEST);
  return text === undefined || text === '' ? null : text;
}

function dateOf(value: string | null): number | null {
  return value === null ? null : mailDateAtMs(withoutComments(value));
}
