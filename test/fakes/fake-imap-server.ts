import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTls, TLSSocket } from 'node:tls';
import {
  COMMANDS,
  type FakeImapOptions,
  type ImapManner,
  type Shared,
  type Talk,
  tellExists,
} from './imap-commands.ts';
import { newFolder, type StoredFolder, type StoredMail, store } from './imap-folders.ts';

/** An IMAP server on loopback that keeps mails in memory, and misbehaves on order. */
export type FakeImapServer = Awaited<ReturnType<typeof openFakeImap>>;

export async function openFakeImap(options: FakeImapOptions) {
  const inbox = newFolder('INBOX');
  const shared: Shared = {
    options,
    folders: [inbox, newFolder('Junk', '\\Junk'), newFolder('Trash', '\\Trash'), newFolder('Sent', '\\Sent')],
    seen: [],
    talks: new Set(),
    manner: { now: () => undefined },
  };
  const sockets = new Set<Socket>();
  const onSocket = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket, shared, (options.security ?? 'starttls') === 'tls', true);
  };
  const server = options.security === 'tls' ? createTls(options.leaf, onSocket) : createServer(onSocket);
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // listening on TCP
  });
  const folder = (path: string): StoredFolder => {
    const found = shared.folders.find((known) => known.path === path);
    if (found) return found;
    const made = newFolder(path);
    shared.folders.push(made);
    return made;
  };
  return {
    port,
    folder,
    folders: shared.folders,
    /** Commands of all connections in order, without tags; of a login only its name. */
    seen: shared.seen,
    open: () => sockets.size,
    deliver: (path: string, mail: Parameters<typeof store>[1]): StoredMail => {
      const stored = store(folder(path), mail);
      for (const announce of shared.talks) announce(path);
      return stored;
    },
    behave: (manner: (command: string) => ImapManner) => {
      shared.manner.now = manner;
    },
    cutAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    /** From now on nothing is read or written; the connections stay. */
    freeze: () => {
      for (const socket of sockets) socket.pause();
      shared.manner.now = () => 'silent';
      shared.talks.clear();
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function talk(socket: Socket, shared: Shared, isEncrypted: boolean, isFirst: boolean): void {
  const { options } = shared;
  const write = (text: string) => void (socket.destroyed || socket.write(Buffer.from(text, 'latin1')));
  const state: Talk = { shared, write, open: null, idleTag: null, isEncrypted };
  let rest = '';
  let loginTag = '';
  const announce = (path: string) => {
    if (state.idleTag !== null && state.open?.folder.path === path) tellExists(state);
  };
  shared.talks.add(announce);
  socket.on('close', () => shared.talks.delete(announce));
  if (isFirst) {
    const greeting = options.greeting ?? '* OK fake ready';
    write(`${greeting}\r\n`);
    if (greeting.startsWith('* BYE')) return void socket.end();
  }
  const upgrade = (tag: string) => {
    write(`${tag} OK go ahead\r\n`);
    socket.removeAllListeners('data');
    shared.talks.delete(announce);
    const secured = new TLSSocket(socket, { isServer: true, ...options.leaf });
    secured.on('error', () => socket.destroy());
    talk(secured, shared, true, false);
  };
  const login = (tag: string, words: string) => {
    const isRight = words.includes(options.password ?? 'right');
    write(isRight ? `${tag} OK logged in\r\n` : `${tag} NO [AUTHENTICATIONFAILED] Authentication failed.\r\n`);
  };
  const inBetween = (line: string): boolean => {
    if (state.idleTag !== null && line === 'DONE') {
      write(`${state.idleTag} OK idle done\r\n`);
      state.idleTag = null;
      return true;
    }
    if (loginTag === '') return false;
    login(loginTag, Buffer.from(line, 'base64').toString('latin1'));
    loginTag = '';
    return true;
  };
  const misbehave = (tag: string, manner: ImapManner): boolean => {
    if (manner === undefined) return false;
    if (manner === 'close') socket.destroy();
    else if (manner !== 'silent') write('raw' in manner ? manner.raw : `${tag} ${manner.say}\r\n`);
    return true;
  };
  const special: Record<string, (tag: string, words: string) => void> = {
    STARTTLS: upgrade,
    LOGIN: login,
    AUTHENTICATE: (tag) => {
      loginTag = tag;
      write('+ \r\n');
    },
  };
  const answer = (line: string) => {
    if (inBetween(line)) return;
    const [, tag = '', name = '', words = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
    const command = name.toUpperCase();
    const whole = `${command} ${words}`.trim();
    shared.seen.push(command === 'LOGIN' ? command : whole);
    if (misbehave(tag, shared.manner.now(whole))) return;
    if (special[command]) return special[command](tag, words);
    const reply = COMMANDS[command] ? COMMANDS[command](state, words, tag) : 'BAD unknown command';
    if (reply === null) return;
    if (state.open && !/^(SELECT|EXAMINE)$/.test(command)) tellExists(state);
    write(`${tag} ${reply}\r\n`);
    if (command === 'LOGOUT') socket.end();
  };
  socket.on('data', (bytes: Buffer) => {
    rest += bytes.toString('latin1');
    for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
      const line = rest.slice(0, at);
      rest = rest.slice(at + 2);
      answer(line);
    }
  });
}
