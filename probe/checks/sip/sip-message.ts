import { randomBytes } from 'node:crypto';

/** What makes one request ours: who answers must repeat all three. */
export type SipIds = { branch: string; callId: string; tag: string; sequence: number };

/** Of a User-Agent of ours. */
const USER_AGENT = 'linewitness/0.1 (line probe)';
/** RFC 3261 §8.1.1.7: a branch begins so. */
const BRANCH_COOKIE = 'z9hG4bK';
/** A name that stands for nobody (RFC 2606 §2): nothing of the home is told; `rport` makes the answer find us (RFC 3581). */
const OWN_NAME = 'probe.invalid';
const MESSAGE_MAX_BYTES = 65_535;
const HEAD_MAX_CHARS = 16_000;

export function newSipIds(): SipIds {
  const random = (bytes: number) => randomBytes(bytes).toString('hex');
  return { branch: `${BRANCH_COOKIE}${random(12)}`, callId: `${random(16)}@${OWN_NAME}`, tag: random(6), sequence: 1 };
}

/** An OPTIONS request (RFC 3261 §11.1) for the registrar itself; `host` is its name as the owner wrote it. */
export function formatOptions(host: string, ids: SipIds): Buffer {
  const uri = `sip:${host.includes(':') ? `[${host}]` : host}`;
  const lines = [
    `OPTIONS ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${OWN_NAME};rport;branch=${ids.branch}`,
    'Max-Forwards: 70',
    `From: <sip:anonymous@anonymous.invalid>;tag=${ids.tag}`,
    `To: <${uri}>`,
    `Call-ID: ${ids.callId}`,
    `CSeq: ${ids.sequence} OPTIONS`,
    'Accept: application/sdp',
    `User-Agent: ${USER_AGENT}`,
    'Content-Length: 0',
    '',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** Status code of an answer to exactly that request; `null` for anything else, also for what is no SIP. Never throws. */
export function parseSipAnswer(bytes: Buffer, ids: SipIds): number | null {
  if (bytes.length > MESSAGE_MAX_BYTES) return null;
  const text = bytes.subarray(0, HEAD_MAX_CHARS).toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  const [first = '', ...rest] = (end === -1 ? text : text.slice(0, end)).split(/\r?\n/);
  const statusCode = /^SIP\/2\.0 ([1-6]\d\d)(?: |$)/.exec(first)?.[1];
  if (statusCode === undefined) return null;
  const headers = unfold(rest);
  const via = headerOf(headers, 'via', 'v');
  const isOurs =
    headerOf(headers, 'call-id', 'i') === ids.callId &&
    new RegExp(`^${ids.sequence}\\s+OPTIONS$`, 'i').test(headerOf(headers, 'cseq', 'cseq') ?? '') &&
    // the first one is ours: each hop on the way back takes its own off
    via !== null &&
    new RegExp(`;\\s*branch\\s*=\\s*${ids.branch}(?:[;,\\s]|$)`, 'i').test(via);
  return isOurs ? Number(statusCode) : null;
}

/** A line that begins with a blank goes on with the one before (§7.3.1). */
function unfold(lines: readonly string[]): string[] {
  const headers: string[] = [];
  for (const line of lines) {
    const before = headers.length - 1;
    if (/^[ \t]/.test(line) && before >= 0) headers[before] += ` ${line.trim()}`;
    else headers.push(line);
  }
  return headers;
}

/** Value of the first header of that name, long or short (§7.3.3). */
function headerOf(headers: readonly string[], name: string, short: string): string | null {
  for (const header of headers) {
    const colon = header.indexOf(':');
    const given = header.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (given === name || given === short) return header.slice(colon + 1).trim();
  }
  return null;
}
