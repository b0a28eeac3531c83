import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on loopback that holds every piece for `oneWayMs` in each direction; order is kept, bandwidth is not limited. */
export function openSlowLine(targetPort: number, oneWayMs: number): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    // the handshake of a far server takes a round trip too
    setTimeout(() => {
      const far = connect(targetPort, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from);
        delayed(from, to, oneWayMs);
        from.once('close', () => sockets.delete(from));
      }
    }, 2 * oneWayMs);
  });
  return new Promise((settle) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const close = () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      };
      settle({ port: typeof address === 'object' && address ? address.port : 0, close });
    });
  });
}

function delayed(from: Socket, to: Socket, oneWayMs: number): void {
  from.setNoDelay(true);
  from.on('data', (piece: Buffer) => setTimeout(() => to.write(piece), oneWayMs));
  from.on('end', () => setTimeout(() => to.end(), oneWayMs));
  from.on('error', () => to.destroy());
}
