import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTls, TLSSocket } from 'node:tls';
import type { Leaf } from './test-ca.ts';

export type SmtpStep = 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'dot' | 'QUIT';
/** In place of the usual answer: other words, nothing at all, hanging up, or the usual words late. */
export type SmtpManner = string | 'silent' | 'close' | { afterMs: number; reply?: string };
export type TakenMail = { from: string; to: string; text: string; user: string; ehlo: string; isEncrypted: boolean };

export type FakeSmtpOptions = {
  leaf: Leaf;
  security: 'tls' | 'starttls';
  /** What EHLO offers besides STARTTLS and AUTH. */
  offers?: readonly string[];
  login?: string;
  queueReply?: (count: number) => string;
};

/** A submission server on loopback that keeps what it is handed, and misbehaves on order. */
export type FakeSmtpServer = Awaited<ReturnType<typeof openFakeSmtp>>;

const OFFERS = ['PIPELINING', 'SIZE 10240000', 'DSN', 'ENHANCEDSTATUSCODES', '8BITMIME'];

export async function openFakeSmtp(options: FakeSmtpOptions) {
  const mails: TakenMail[] = [];
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const manners: { now: Partial<Record<SmtpStep, SmtpManner>> } = { now: {} };
  const shared: Shared = { options, mails, seen, manner: (step) => manners.now[step] };
  const onSocket = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket, shared, options.security === 'tls', true);
  };
  const server = options.security === 'tls' ? createTls(options.leaf, onSocket) : createServer(onSocket);
  // sockets whose handshake fails reach no listener else
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    port,
    mails,
    /** Every line the client said outside of mails, in order; the secret of AUTH left out. */
    seen,
    open: () => sockets.size,
    behave: (next: Partial<Record<SmtpStep, SmtpManner>>) => {
      manners.now = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

type Shared = {
  options: FakeSmtpOptions;
  mails: TakenMail[];
  seen: string[];
  manner(step: SmtpStep): SmtpManner | undefined;
};

function talk(socket: Socket, shared: Shared, isEncrypted: boolean, isFirst: boolean): void {
  const { options, mails, seen } = shared;
  const mail: TakenMail = { from: '', to: '', text: '', user: '', ehlo: '', isEncrypted };
  const state = { rest: '', isText: false, awaitsToken: false };
  const say = (step: SmtpStep, usual: string) => {
    const manner = shared.manner(step);
    if (manner === 'silent') return;
    if (manner === 'close') return void socket.destroy();
    const words = typeof manner === 'string' ? manner : (manner?.reply ?? usual);
    const write = () => socket.destroyed || socket.write(`${words}\r\n`);
    if (typeof manner === 'object') setTimeout(write, manner.afterMs);
    else write();
  };
  if (isFirst) say('greeting', '220 fake.example ESMTP');
  const offers = () => {
    const first =
      options.security === 'starttls' && !isEncrypted ? ['STARTTLS'] : [`AUTH ${options.login ?? 'PLAIN LOGIN'}`];
    return ['fake.example', ...first, ...(options.offers ?? OFFERS)]
      .map((offer, index, all) => `250${index < all.length - 1 ? '-' : ' '}${offer}`)
      .join('\r\n');
  };
  const login = (line: string) => {
    const [, method = '', secret = ''] = line.split(' ');
    const words = Buffer.from(secret, 'base64').toString('utf8');
    // PLAIN: \0user\0password; XOAUTH2: user=user; OAUTHBEARER: n,a=user,
    mail.user =
      words
        .replaceAll('\0', ',')
        .replaceAll('\x01', ',')
        .split(',')
        .map((part) => part.replace(/^(user|a)=/, ''))
        .find((part) => part !== '' && part !== 'n') ?? '';
    if (/^(XOAUTH2|OAUTHBEARER)$/.test(method) && !words.includes('Bearer good')) {
      state.awaitsToken = true;
      return void socket.write('334 eyJzdGF0dXMiOiI0MDEifQ==\r\n');
    }
    say('AUTH', '235 2.7.0 Authentication successful');
  };
  const upgrade = () => {
    socket.removeAllListeners('data');
    const secured = new TLSSocket(socket, { isServer: true, ...options.leaf });
    secured.on('error', () => socket.destroy());
    talk(secured, shared, true, false);
  };
  const commands: Record<string, (line: string) => void> = {
    EHLO: (line) => {
      mail.ehlo = line.slice(5);
      say('EHLO', offers());
    },
    STARTTLS: () => {
      say('STARTTLS', '220 2.0.0 Ready to start TLS');
      if (shared.manner('STARTTLS') === undefined) upgrade();
    },
    AUTH: login,
    MAIL: (line) => {
      mail.from = line;
      say('MAIL', '250 2.1.0 Ok');
    },
    RCPT: (line) => {
      mail.to = line;
      say('RCPT', '250 2.1.5 Ok');
    },
    DATA: () => {
      if (refuses('RCPT', shared)) return void socket.write('554 5.5.1 Error: no valid recipients\r\n');
      state.isText = shared.manner('DATA') === undefined;
      say('DATA', '354 End data with <CR><LF>.<CR><LF>');
    },
    QUIT: () => {
      say('QUIT', '221 2.0.0 Bye');
      if (shared.manner('QUIT') === undefined) socket.end();
    },
  };
  const answer = (line: string) => {
    if (state.awaitsToken) {
      state.awaitsToken = false;
      return void socket.write('535 5.7.8 Username and Password not accepted\r\n');
    }
    const command = line.split(/[ :]/)[0]?.toUpperCase() ?? '';
    seen.push(command === 'AUTH' ? line.split(' ').slice(0, 2).join(' ') : line);
    if (commands[command]) commands[command](line);
    else socket.write('502 5.5.2 Error: command not recognized\r\n');
  };
  const end = () => {
    state.isText = false;
    mails.push({ ...mail });
    mail.text = '';
    say('dot', options.queueReply?.(mails.length) ?? `250 2.0.0 Ok: queued as 4FAKE${mails.length}`);
  };
  socket.on('data', (bytes: Buffer) => {
    state.rest += bytes.toString('latin1');
    for (let at = state.rest.indexOf('\r\n'); at >= 0; at = state.rest.indexOf('\r\n')) {
      const line = state.rest.slice(0, at);
      state.rest = state.rest.slice(at + 2);
      if (!state.isText) answer(line);
      else if (line === '.') end();
      else mail.text += `${line.replace(/^\./, '')}\r\n`;
    }
  });
}

function refuses(step: SmtpStep, { manner }: Shared): boolean {
  const words = manner(step);
  return typeof words === 'string' && /^[45]/.test(words);
}
