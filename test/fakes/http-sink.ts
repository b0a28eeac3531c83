import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the sink answers the next requests. */
export type Mood =
  | { kind: 'ok' }
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'reset' }
  | { kind: 'huge' }
  | { kind: 'silent' };

export type Received = { atMs: number; path: string; headers: IncomingHttpHeaders; body: string };

/** An HTTP server on loopback that keeps what is posted to it, as ntfy and the receiver of a webhook do. Misbehaves on order. */
export type HttpSink = Awaited<ReturnType<typeof openHttpSink>>;

export async function openHttpSink() {
  const received: Received[] = [];
  let mood: Mood = { kind: 'ok' };
  let hugeBytes = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      received.push({ atMs: Date.now(), path: request.url ?? '', headers: request.headers, body });
      answer();
    });
    const answer = () => {
      switch (mood.kind) {
        case 'ok':
          return response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"abc","event":"message"}');
        case 'status':
          return response.writeHead(mood.status, mood.headers).end(mood.body ?? 'no');
        case 'slow':
          return void setTimeout(() => response.writeHead(200).end('at last'), mood.delayMs);
        case 'reset':
          return request.socket.resetAndDestroy();
        case 'huge':
          return pour();
        case 'silent':
          return undefined;
      }
    };
    const pour = () => {
      response.writeHead(200);
      const part = Buffer.alloc(65_536, 'x');
      const more = () => {
        while (!response.destroyed && hugeBytes < 500_000_000) {
          hugeBytes += part.length;
          if (!response.write(part)) return void response.once('drain', more);
        }
      };
      more();
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    hostPort: `127.0.0.1:${port}`,
    received,
    /** Bytes that were poured out in the mood `huge`. */
    pouredBytes: () => hugeBytes,
    be: (next: Mood) => {
      mood = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
