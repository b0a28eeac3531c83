import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Places, PORTS } from './places.ts';
import { INSTANCES, type Instance } from './postfix-config.ts';

/** What is done to the mails for one addressee. */
export type Fault =
  /** The sender's server takes the mail and puts it into its hold queue. */
  | { kind: 'hold' }
  /** The sender's server takes it and does not get rid of it. */
  | { kind: 'stuck' }
  /** The receiver's server takes it from the other and cannot store it. */
  | { kind: 'storage-down' }
  /** The receiver's server refuses each sender for so long, for now. */
  | { kind: 'greylist'; forMs: number }
  /** The sender's server answers RCPT so: `450 4.7.1 …`. */
  | { kind: 'answer'; reply: string }
  /** The same to the final dot. */
  | { kind: 'answer-dot'; reply: string }
  /** The sender's server thinks for so long about the addressee. */
  | { kind: 'slow-before-dot'; forMs: number }
  /** The sender's server thinks for so long after the final dot. */
  | { kind: 'slow-after-dot'; forMs: number }
  /** By way of the relay whose clock is ahead. */
  | { kind: 'skewed-hop' }
  /** The sender's server hands over one mail in two seconds. */
  | { kind: 'throttle' };

/** Decides for the three Postfix what becomes of a mail, by its addressee: policy service and transport table in one. */
export type Decisions = {
  set(recipient: string, fault: Fault | null): void;
  /** When Postfix had read the final dot of that mail and asked what to do; its 250 came after that. */
  dotAtMs(queueId: string): number;
  /** The sender's server is thinking about a mail for the addressee right now. */
  isThinking(recipient: string): boolean;
  close(): Promise<void>;
};

/** Serves on unix sockets in `folder`, which every network namespace can reach. */
export async function openDecisions(folder: string, places: Places): Promise<Decisions> {
  const faults = new Map<string, Fault>();
  const thinking = new Set<string>();
  const dots = new Map<string, number>();
  const firstTriedAtMs = new Map<string, number>();
  const servers = [await listen(join(folder, 'routes'), (socket) => answerRoutes(socket, routeOf))];
  for (const instance of INSTANCES) {
    const decide = (asked: ReadonlyMap<string, string>) => actionOf(instance, asked);
    servers.push(await listen(join(folder, `policy-${instance}`), (socket) => answerPolicy(socket, decide)));
  }
  return {
    set(recipient, fault) {
      if (fault) faults.set(recipient, fault);
      else faults.delete(recipient);
    },
    isThinking: (recipient) => thinking.has(recipient),
    dotAtMs: (queueId) => dots.get(queueId) ?? Number.NaN,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };

  /** transport(5) of `recipient` as this instance sees it; null: its own business. */
  function routeOf(instance: string, recipient: string): string | null {
    const fault = faults.get(recipient);
    const receiver = [places.provider, places.other].find(({ domain }) => recipient.endsWith(`@${domain}`));
    if (!receiver) return null;
    if (instance !== 'skew' && places[instance as 'provider' | 'other'] === receiver) {
      return fault?.kind === 'storage-down' ? `parked-lmtp:unix:${folder}/none` : null;
    }
    const isToSkew = fault?.kind === 'skewed-hop' && instance !== 'skew';
    if (isToSkew) return `smtp:[${places.skew.address}]:${PORTS.relay}`;
    const transports: Partial<Record<Fault['kind'], string>> = { stuck: 'parked', throttle: 'slow' };
    return `${(fault && transports[fault.kind]) ?? 'smtp'}:[${receiver.address}]:${PORTS.mx}`;
  }

  /** access(5) action at RCPT and at the end of the data. */
  async function actionOf(instance: Instance, asked: ReadonlyMap<string, string>): Promise<string> {
    const isAtDot = asked.get('protocol_state') === 'END-OF-MESSAGE';
    if (isAtDot) dots.set(asked.get('queue_id') ?? '', Date.now());
    const recipient = asked.get('recipient') ?? '';
    const fault = faults.get(recipient);
    if (!fault || instance === 'skew') return 'DUNNO';
    const isAtReceiver = recipient.endsWith(`@${places[instance].domain}`);
    if (!isAtReceiver) {
      thinking.add(recipient);
      return atSender(fault, isAtDot).finally(() => thinking.delete(recipient));
    }
    return fault.kind === 'greylist' && !isAtDot
      ? greylisted(`${asked.get('sender')} ${recipient}`, fault.forMs)
      : 'DUNNO';
  }

  function greylisted(pair: string, forMs: number): string {
    const firstAtMs = firstTriedAtMs.get(pair) ?? Date.now();
    firstTriedAtMs.set(pair, firstAtMs);
    return Date.now() - firstAtMs < forMs ? '450 4.2.0 Greylisted, please try again later' : 'DUNNO';
  }
}

async function atSender(fault: Fault, isAtDot: boolean): Promise<string> {
  if (fault.kind === 'answer' && !isAtDot) return fault.reply;
  if (fault.kind === 'answer-dot' && isAtDot) return fault.reply;
  if (fault.kind === 'hold' && isAtDot) return 'HOLD';
  const isSlow = fault.kind === (isAtDot ? 'slow-after-dot' : 'slow-before-dot');
  if (isSlow && 'forMs' in fault) await new Promise((resolve) => setTimeout(resolve, fault.forMs));
  return 'DUNNO';
}

/** SMTPD_POLICY_README: attributes line by line, an empty line ends the question. */
function answerPolicy(socket: Socket, decide: (asked: ReadonlyMap<string, string>) => Promise<string>): void {
  let text = '';
  socket.on('data', async (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const pairs = lines.map((line): [string, string] => [line.split('=', 1)[0] ?? '', line.replace(/^[^=]*=/, '')]);
      const action = await decide(new Map(pairs));
      if (!socket.destroyed) socket.write(`action=${action}\n\n`);
    }
  });
}

/** socketmap_table(5): netstrings, `NAME KEY` asked. */
function answerRoutes(socket: Socket, routeOf: (name: string, key: string) => string | null): void {
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (;;) {
      const [head, length] = /^(\d+):/.exec(text) ?? [];
      if (head === undefined || text.length < head.length + Number(length) + 1) return;
      const [name = '', key = ''] = text.slice(head.length, head.length + Number(length)).split(' ');
      text = text.slice(head.length + Number(length) + 1);
      const route = routeOf(name, key);
      const reply = route === null ? 'NOTFOUND ' : `OK ${route}`;
      socket.write(`${reply.length}:${reply},`);
    }
  });
}

type Listening = { close(): Promise<void> };
async function listen(path: string, serve: (socket: Socket) => void): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('latin1');
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o777); // Postfix asks as its own user
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
