import { SUBJECT_START, TOKEN_HEADER } from '../../rules/mail/vocabulary.ts';
import type { TestMail } from './types.ts';

/** `atMs`: wall clock, stands in the `Date` line. */
export type TestMailParts = { token: string; from: string; to: string; atMs: number };

/**
 * A test mail: plain ASCII below 1.5 KB, no link, says what it is and whom to ask, and that no program should answer it
 * (RFC 3834 section 5; `X-Auto-Response-Suppress` is what Exchange reads).
 */
export function composeTestMail({ token, from, to, atMs }: TestMailParts): TestMail {
  for (const address of [from, to]) {
    if (!/^[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+$/.test(address))
      throw new Error(`bug: ${address} in a mail`);
  }
  const lines = [
    `From: Linewitness <${from}>`,
    `To: <${to}>`,
    `Subject: ${SUBJECT_START} ${token}`,
    `Date: ${mailDate(atMs)}`,
    `Message-ID: <${token}@${from.split('@').at(-1)}>`,
    `${TOKEN_HEADER}: ${token}`,
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: All',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    'Content-Transfer-Encoding: 7bit',
    '',
    ...body(from),
    '',
    token,
    '',
  ];
  return { token, from, to, text: lines.join('\r\n') };
}

function body(from: string): string[] {
  return [
    'Dies ist eine Testmail. Sie misst, wie lange eine Mail auf diesem Weg',
    'unterwegs ist, und wird danach wieder entfernt. Bitte nicht beantworten.',
    `Fragen dazu bitte an den Inhaber dieser Adresse: ${from}`,
    '',
    'This is a test mail. It measures how long a mail takes on this route and',
    'is removed afterwards. Please do not reply. Whoever owns this address can',
    `answer questions: ${from}`,
  ];
}

/** `Sun, 22 Nov 2026 11:02:03 +0000` (RFC 5322 section 3.3). */
function mailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
