import type { AddressInfo } from 'node:net';
import { createServer as createTcp, type Server, type Socket } from 'node:net';
import { createServer as createTls, TLSSocket } from 'node:tls';

/** What the sink says at a step in place of the usual; `null`: it says nothing; `close`: it hangs up. */
export type SmtpScript = Partial<
  Record<'greeting' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'end', string | null | 'close'>
>;
export type SmtpMail = { from: string; to: string; text: string; user: string | null; isEncrypted: boolean };

/** An SMTP server on loopback that keeps what it is handed, and misbehaves on order. For what a real one will not do. */
export type SmtpSink = Awaited<ReturnType<typeof openSmtpSink>>;

type Options = { tls?: { key: string; cert: string }; isTlsFromStart?: boolean };

export async function openSmtpSink({ tls, isTlsFromStart = false }: Options = {}) {
  const mails: SmtpMail[] = [];
  const sockets = new Set<Socket>();
  const script: { now: SmtpScript } = { now: {} };
  const parts = { mails, script, tls };
  const onSocket = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    talk(socket, parts, socket instanceof TLSSocket, true);
  };
  const server: Server = tls && isTlsFromStart ? createTls(tls, onSocket) : createTcp(onSocket);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    port,
    hostPort: `127.0.0.1:${port}`,
    mails,
    say: (next: SmtpScript) => {
      script.now = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

type Parts = { mails: SmtpMail[]; script: { now: SmtpScript }; tls: Options['tls'] };

function talk(socket: Socket, parts: Parts, isEncrypted: boolean, isFirst: boolean): void {
  const mail: SmtpMail = { from: '', to: '', text: '', user: null, isEncrypted };
  let rest = '';
  let isData = false;
  const say = (step: keyof SmtpScript, usual: string) => {
    const scripted = parts.script.now[step];
    if (scripted === 'close') return void socket.destroy();
    if (scripted !== null) socket.write(`${scripted ?? usual}\r\n`);
  };
  if (isFirst) say('greeting', '220 sink.example ESMTP');
  const greet = () => {
    const offers = [...(parts.tls && !isEncrypted ? ['STARTTLS'] : []), 'AUTH PLAIN LOGIN', 'SIZE 1000000'];
    const lines = offers.map((offer, n) => `250${n < offers.length - 1 ? '-' : ' '}${offer}\r\n`);
    socket.write(`250-sink.example\r\n${lines.join('')}`);
  };
  const commands: Record<string, (line: string) => void> = {
    EHLO: greet,
    STAR: () => upgrade(),
    AUTH: (line) => {
      mail.user =
        Buffer.from(line.split(' ').at(-1) ?? '', 'base64')
          .toString('utf8')
          .split('\0')[1] ?? null;
      say('AUTH', '235 2.7.0 Ok');
    },
    MAIL: (line) => {
      mail.from = line;
      say('MAIL', '250 Ok');
    },
    RCPT: (line) => {
      mail.to = line;
      say('RCPT', '250 Ok');
    },
    DATA: () => {
      isData = parts.script.now.DATA === undefined;
      say('DATA', '354 go on');
    },
    QUIT: () => void socket.end('221 Bye\r\n'),
  };
  const answer = (line: string) => {
    const command = commands[line.slice(0, 4).toUpperCase()];
    if (command) command(line);
    else socket.write('502 unknown\r\n');
  };
  const upgrade = () => {
    socket.write('220 go on\r\n');
    socket.removeAllListeners('data');
    const secured = new TLSSocket(socket, { isServer: true, ...parts.tls });
    secured.on('error', () => socket.destroy());
    talk(secured, parts, true, false);
  };
  socket.on('data', (bytes: Buffer) => {
    rest += bytes.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (!isData) answer(line);
      else if (line === '.') {
        isData = false;
        parts.mails.push({ ...mail });
        say('end', '250 2.0.0 Ok: queued as SINK1');
      } else mail.text += `${line}\n`;
    }
  });
}
