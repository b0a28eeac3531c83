import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { testMail, watchHome } from '../../test/fakes/watch-home.ts';

const home = watchHome();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Speaks IMAP as far as the login, then says something each 20 ms and never ends an answer. */
async function openChatterer(silentFrom: RegExp): Promise<number> {
  const sockets = new Set<TLSSocket>();
  const server = createServer(home.ca.leaf, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('* OK [CAPABILITY IMAP4rev1 IDLE UIDPLUS] ready\r\n');
    const timer = setInterval(() => socket.write('* OK still here\r\n'), 20);
    socket.on('close', () => clearInterval(timer));
    socket.on('data', (bytes: Buffer) => {
      for (const line of bytes.toString('latin1').split('\r\n')) {
        const [, tag, name = ''] = /^(\S+) (\S+)/.exec(line) ?? [];
        if (tag === undefined || silentFrom.test(name)) continue;
        if (name === 'CAPABILITY') socket.write('* CAPABILITY IMAP4rev1 IDLE UIDPLUS\r\n');
        if (name === 'LIST') socket.write('* LIST () "/" INBOX\r\n');
        socket.write(`${tag} OK done\r\n`);
      }
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // listening on TCP
  });
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return port;
}

test('a server that talks on and never ends its answer is left after a time, and told', async () => {
  const port = await openChatterer(/^(EXAMINE|SELECT)$/);
  const watching = home.watch(
    { port, security: 'tls' },
    { pace: { passMs: 300, retryMs: 60_000, retryMaxMs: 60_000 } },
  );
  await expect.poll(() => watching.blind, { timeout: 20_000 }).toEqual(['unreachable']);
  expect(watching.sentences[0]).toContain('answers no more');
});

test('a mailbox is closed within seconds also while a server talks on without end', async () => {
  const port = await openChatterer(/^(EXAMINE|SELECT|LOGOUT)$/);
  const watching = home.watch({ port, security: 'tls' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const startTickMs = performance.now();
  await watching.mailbox.close();
  expect(performance.now() - startTickMs).toBeLessThan(9_000);
});

test('a server that names other folders each time does not fill what is kept of it', async () => {
  home.server.deliver('INBOX', testMail(1));
  let asked = 0;
  home.server.behave((command) => {
    if (!command.startsWith('LIST ') || !command.includes('*')) return undefined;
    home.server.folders.splice(4); // INBOX, Junk, Trash, Sent stay
    asked += 1;
    for (let n = 0; n < 190; n += 1) home.server.folder(`Folder${asked * 190 + n}`);
    home.server.folder('x'.repeat(5000));
    return undefined;
  });
  const watching = home.watch({}, { pace: { farMs: 100 } });
  watching.mailbox.await(Date.now());
  await expect.poll(() => asked, { timeout: 60_000 }).toBeGreaterThan(4);
  const paths = Object.keys(watching.cursor());
  expect(paths).toContain('INBOX');
  expect(paths.length).toBeLessThan(600);
  expect(Math.max(...paths.map(({ length }) => length))).toBeLessThan(400);
}, 65_000);
