import { connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { watchMailbox } from '../../probe/mailbox/watch-mailbox.ts';
import { PORTS } from '../mail-lab/places.ts';

/**
 * Watches a mailbox through a relay that cuts each connection as soon as the mailbox was looked through; says how much more
 * memory is held after the last than after the fiftieth. Started by mail-memory.ts with an account on standard input.
 */
type Given = { ca: string; address: string; user: string; password: string; connections: number };
const given = JSON.parse(await text(process.stdin)) as Given; // of mail-memory.ts

const sockets = new Set<Socket>();
const relay = createServer((near) => {
  const far = connect(PORTS.imap, given.address);
  const end = () => {
    for (const socket of [near, far]) {
      socket.destroy();
      sockets.delete(socket);
    }
  };
  for (const socket of [near, far]) {
    sockets.add(socket);
    socket.on('error', end).on('close', end);
  }
  near.pipe(far).pipe(near);
});
await new Promise<void>((resolve) => relay.listen(0, given.address, resolve));
const place = relay.address();
const port = typeof place === 'object' && place ? place.port : 0;

const held = () => {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};
const FIRST = Math.min(50, given.connections / 2);
let connections = 0;
let firstBytes = 0;
const done = Promise.withResolvers<void>();
const mailbox = watchMailbox({
  account: {
    name: 'box',
    address: given.user,
    user: given.user,
    secret: async () => ({ password: given.password }),
    smtp: null,
    imap: { host: given.address, port, security: 'starttls' },
    ca: given.ca,
    folder: 'INBOX',
    junkFolder: null,
  },
  clock: { tickMs: () => Math.trunc(performance.now()), wallAtMs: () => Date.now() },
  cursor: {},
  sinceAtMs: Date.now(),
  pace: { retryMs: 1, retryMaxMs: 1, retryPatientMs: 1, retryLoginMs: 1 },
  events: {
    onFound: () => undefined,
    onReport: () => undefined,
    onWatched: () => {
      connections += 1;
      if (connections === FIRST) firstBytes = held();
      if (connections === given.connections) done.resolve();
      for (const socket of sockets) socket.destroy();
    },
    onBlind: () => undefined,
    onCursor: () => undefined,
    onTrouble: (sentence) => console.error(sentence),
  },
});
await done.promise;
const grownBytes = held() - firstBytes;
await mailbox.close();
relay.close();
console.log(JSON.stringify({ connections, grownBytes, openSockets: sockets.size }));
