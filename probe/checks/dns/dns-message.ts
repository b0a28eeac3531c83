/**
 * The few parts of RFC 1035 that a check needs: one question for an A or AAAA record, and what the answer says.
 * Answers are hostile input: lengths are checked, compression is followed forward-only with a limit.
 */

const TYPE_A = 1;
const TYPE_AAAA = 28;
const CLASS_IN = 1;

export type DnsAnswer = {
  /** RCODE of the header: 0 no error, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  responseCode: number;
  isTruncated: boolean;
  /** Addresses of the A and AAAA records. */
  addresses: string[];
};

/** The query for the address record of `name` (ASCII labels of 1 to 63 characters; anything else throws: settings are checked). */
export function formatDnsQuery(id: number, name: string, family: 4 | 6): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  const parts: Buffer[] = [];
  for (const label of labels) {
    const bytes = Buffer.from(label, 'ascii');
    if (bytes.length < 1 || bytes.length > 63) throw new Error(`bug: "${label}" is not a label`);
    parts.push(Buffer.from([bytes.length]), bytes);
  }
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(0x0100, 2); // recursion desired
  header.writeUInt16BE(1, 4); // one question
  const tail = Buffer.alloc(5);
  tail.writeUInt16BE(family === 4 ? TYPE_A : TYPE_AAAA, 1);
  tail.writeUInt16BE(CLASS_IN, 3);
  return Buffer.concat([header, ...parts, tail]);
}

/**
 * The answer to exactly that query, or `null` when the datagram is something else (other id, other question, garbage):
 * such datagrams are ignored, the wait goes on (RFC 5452 §9.1).
 */
export function parseDnsAnswer(bytes: Buffer, query: Buffer): DnsAnswer | null {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== query.readUInt16BE(0)) return null;
  const flags = bytes.readUInt16BE(2);
  const isResponse = (flags & 0x8000) !== 0;
  if (!isResponse || bytes.readUInt16BE(4) > 1) return null;
  const responseCode = flags & 0x000f;
  const isTruncated = (flags & 0x0200) !== 0;
  const question = query.subarray(12);
  if (bytes.readUInt16BE(4) === 0) {
    // Some servers refuse without repeating the question; nothing else may come so.
    return responseCode === 0 ? null : { responseCode, isTruncated, addresses: [] };
  }
  if (!isSameQuestion(bytes.subarray(12, 12 + question.length), question)) return null;
  const addresses = readAddresses(bytes, 12 + question.length, bytes.readUInt16BE(6));
  return addresses === null ? null : { responseCode, isTruncated, addresses };
}

/** Names compare without regard to case (RFC 1035 §2.3.3). */
function isSameQuestion(given: Buffer, asked: Buffer): boolean {
  return (
    given.length === asked.length && given.toString('latin1').toLowerCase() === asked.toString('latin1').toLowerCase()
  );
}

function readAddresses(bytes: Buffer, startOffset: number, count: number): string[] | null {
  const addresses: string[] = [];
  let offset = startOffset;
  for (let index = 0; index < count; index++) {
    const afterName = skipName(bytes, offset);
    if (afterName === null || afterName + 10 > bytes.length) return null;
    const type = bytes.readUInt16BE(afterName);
    const lengthBytes = bytes.readUInt16BE(afterName + 8);
    const record = bytes.subarray(afterName + 10, afterName + 10 + lengthBytes);
    if (record.length !== lengthBytes) return null;
    if (type === TYPE_A && lengthBytes === 4) addresses.push([...record].join('.'));
    if (type === TYPE_AAAA && lengthBytes === 16) addresses.push(formatIpv6(record));
    offset = afterName + 10 + lengthBytes;
  }
  return addresses;
}

/** Offset behind the name at `startOffset`; a pointer ends a name (RFC 1035 §4.1.4). */
function skipName(bytes: Buffer, startOffset: number): number | null {
  let offset = startOffset;
  for (let labels = 0; labels < 128; labels++) {
    const length = bytes[offset];
    if (length === undefined) return null;
    if (length === 0) return offset + 1;
    if ((length & 0xc0) === 0xc0) return offset + 2;
    if ((length & 0xc0) !== 0) return null;
    offset += 1 + length;
  }
  return null;
}

function formatIpv6(record: Buffer): string {
  const groups: string[] = [];
  for (let index = 0; index < 16; index += 2) groups.push(record.readUInt16BE(index).toString(16));
  return groups.join(':');
}
