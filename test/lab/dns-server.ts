import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * A small honest name server (RFC 1035 §4): knows a few names, says NXDOMAIN for all others, over UDP and TCP.
 * It stands for the provider's and the public resolvers of the lab.
 */

const TYPE = { A: 1, NS: 2, AAAA: 28 } as const;
const KNOWN_NAMES = new Set(['example.com', 'example.net', 'example.org', 'linewitness.example']);
const ANSWERS = new Map<number, Buffer>([
  [TYPE.A, Buffer.from([192, 0, 2, 80])],
  [TYPE.AAAA, Buffer.from('20010db8000000000000000000000080', 'hex')],
  [TYPE.NS, Buffer.from('\x01a\x0croot-servers\x03net\x00', 'latin1')],
]);

/** Listens on all given addresses, port 53; resolves when it answers. Lives until the process ends. */
export async function startDnsServer(addresses: readonly string[]): Promise<void> {
  await Promise.all(addresses.flatMap((address) => [listenUdp(address), listenTcp(address)]));
}

/** The answer to one query, or null where it is not a query. Exported for its test. */
export function answerQuery(query: Buffer): Buffer | null {
  if (query.length < 17 || (query.readUInt16BE(2) & 0x8000) !== 0) return null;
  const name = readName(query);
  if (name === null || query.length < name.endOffset + 4) return null;
  const question = query.subarray(12, name.endOffset + 4);
  const type = query.readUInt16BE(name.endOffset);
  const isKnown = name.text === '' ? type === TYPE.NS : KNOWN_NAMES.has(name.text);
  const data = isKnown ? ANSWERS.get(type) : undefined;
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  // response, recursion desired as asked, recursion available; NXDOMAIN (3) for names it does not know
  header.writeUInt16BE(0x8080 | (query.readUInt16BE(2) & 0x0100) | (isKnown || name.text === '' ? 0 : 3), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data ? 1 : 0, 6);
  return Buffer.concat([header, question, ...(data ? [resourceRecord(type, data)] : [])]);
}

function resourceRecord(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name in the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function readName(query: Buffer): { text: string; endOffset: number } | null {
  const labels: string[] = [];
  let offset = 12;
  for (;;) {
    const length = query[offset];
    if (length === undefined || length > 63) return null;
    if (length === 0) return { text: labels.join('.').toLowerCase(), endOffset: offset + 1 };
    labels.push(query.toString('latin1', offset + 1, offset + 1 + length));
    offset += 1 + length;
  }
}

function listenUdp(address: string): Promise<void> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (query, peer) => {
    const answer = answerQuery(query);
    if (answer) socket.send(answer, peer.port, peer.address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(53, address, () => {
      socket.off('error', reject);
      socket.on('error', () => undefined); // an ICMP error of a peer that went away is no trouble of ours
      resolve();
    });
  });
}

function listenTcp(address: string): Promise<void> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const answer = answerQuery(received.subarray(2));
      if (!answer) {
        socket.destroy();
        return;
      }
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.end(Buffer.concat([length, answer]));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 53, host: address }, resolve);
  });
}
