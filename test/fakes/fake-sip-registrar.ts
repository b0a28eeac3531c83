import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** What a registrar may do with an OPTIONS request. */
export type SipManner =
  | { does: 'answers'; statusCode: number; afterMs?: number }
  | { does: 'answers-short-names' } //  compact header names, folded lines
  | { does: 'wrong-call-id' }
  | { does: 'wrong-branch' }
  | { does: 'wrong-sequence' }
  | { does: 'garbage' }
  | { does: 'from-other-port' }
  | { does: 'asks-back' } //            a request with our own identifiers, as an attacker on the way could send
  | { does: 'nothing' };

export type FakeRegistrar = {
  port: number;
  /** Texts of the requests that came. */
  requests: readonly string[];
  /** How it answers; several for one request, in that order. */
  manners: SipManner[];
  close(): void;
};

/** A SIP registrar on loopback (RFC 3261 §8.2.6), plausible or not as it is told. */
export async function startFakeRegistrar(address = '127.0.0.1', port = 0): Promise<FakeRegistrar> {
  const kind = address.includes(':') ? 'udp6' : 'udp4';
  const socket = createSocket(kind);
  const other = createSocket(kind);
  const requests: string[] = [];
  const fake: FakeRegistrar = {
    port: 0,
    requests,
    manners: [{ does: 'answers', statusCode: 200 }],
    close() {
      socket.close();
      other.close();
    },
  };
  socket.on('message', (bytes, from) => {
    const request = bytes.toString('latin1');
    requests.push(request);
    for (const manner of fake.manners) answerSo(manner, request, from, { socket, other });
  });
  await Promise.all([bound(socket, address, port), bound(other, address, 0)]);
  fake.port = socket.address().port;
  return fake;
}

function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve) => socket.bind(port, address, resolve));
}

function answerSo(
  manner: SipManner,
  request: string,
  from: RemoteInfo,
  sockets: { socket: Socket; other: Socket },
): void {
  const send = (text: string, socket = sockets.socket) =>
    socket.send(Buffer.from(text, 'latin1'), from.port, from.address);
  switch (manner.does) {
    case 'answers': {
      const text = formatAnswer(request, manner.statusCode);
      if (manner.afterMs === undefined) send(text);
      else setTimeout(() => send(text), manner.afterMs).unref();
      return;
    }
    case 'answers-short-names':
      return void send(
        formatAnswer(request, 200)
          .replace(/^Via: (\S+) /m, 'v: $1\r\n ')
          .replace(/^Call-ID:/m, 'i :')
          .replace(/^From:/m, 'f:')
          .replace(/^To:/m, 't:'),
      );
    case 'wrong-call-id':
      return void send(formatAnswer(request, 200).replace(/^Call-ID: ./m, 'Call-ID: x'));
    case 'wrong-branch':
      return void send(formatAnswer(request, 200).replace(/branch=z9hG4bK./, 'branch=z9hG4bKx'));
    case 'wrong-sequence':
      return void send(formatAnswer(request, 200).replace(/^CSeq: \d+/m, 'CSeq: 77'));
    case 'garbage':
      for (const text of ['', '\r\n\r\n', 'SIP/2.0 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n', '\xff'.repeat(1200)])
        send(text);
      return;
    case 'from-other-port':
      return void send(formatAnswer(request, 200), sockets.other);
    case 'asks-back':
      return void send(request);
    case 'nothing':
  }
}

/** §8.2.6.2: Via, From, Call-ID and CSeq are those of the request, To gets a tag. */
function formatAnswer(request: string, statusCode: number): string {
  const header = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(request)?.[1] ?? '';
  return [
    `SIP/2.0 ${statusCode} ${statusCode === 200 ? 'OK' : 'No'}`,
    `Via: ${header('Via')};received=127.0.0.1`,
    `From: ${header('From')}`,
    `To: ${header('To')};tag=fake`,
    `Call-ID: ${header('Call-ID')}`,
    `CSeq: ${header('CSeq')}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
