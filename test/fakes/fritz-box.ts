import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DigestServer } from './digest-server.ts';
import { descriptionText, faultText, SERVICES, soapText, valuesOf } from './fritz-box-answers.ts';
import { type FritzBoxMode, spoil } from './fritz-box-modes.ts';
import { type FritzBoxOrder, FritzBoxState, type FritzBoxTimes } from './fritz-box-state.ts';
import { answerSearches } from './ssdp-answers.ts';

export type FritzBoxOptions = {
  address?: string;
  /** 0 = any. A real one has 49000. */
  port?: number;
  /** Answers searches there; null = does not. A real one has 1900. */
  ssdpPort?: number | null;
  user?: string;
  password?: string;
  algorithm?: 'MD5' | 'SHA-256';
  nonceUsesMax?: number;
  /** "Statusinformationen über UPnP übertragen". */
  hasIgd?: boolean;
  /** "Zugriff für Anwendungen zulassen". */
  hasTr064?: boolean;
  /** Services that the user may not read (UPnP error 606). */
  withheld?: readonly string[];
  times?: Partial<FritzBoxTimes>;
  nowMs?(): number;
};

export type FritzBox = {
  /** `http://address:port`. */
  origin: string;
  state: FritzBoxState;
  digest: DigestServer;
  /** Actions and files that were asked for, in their order. */
  asked: string[];
  order(order: FritzBoxOrder): void;
  behave(mode: FritzBoxMode): void;
  /** Nobody listens any more, and listens again at the same port. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
};

/** A FRITZ!Box on the network: IGD, TR-064 with digest login, device log, and bad manners on order. */
export async function startFritzBox(options: FritzBoxOptions = {}): Promise<FritzBox> {
  const nowMs = options.nowMs ?? Date.now;
  const state = new FritzBoxState(nowMs(), options.times);
  const digest = new DigestServer({
    user: options.user ?? 'linewitness',
    password: options.password ?? 'geheim äöü',
    realm: 'F!Box SOAP-Auth',
    algorithm: options.algorithm ?? 'MD5',
    usesMax: options.nonceUsesMax ?? 1000,
  });
  const asked: string[] = [];
  let mode: FritzBoxMode = 'well';
  let staleAtMs = 0;
  const server = createServer((request, answer) => {
    state.settle(nowMs());
    // while it boots nobody listens
    if (!state.isOn(nowMs())) return void request.socket.destroy();
    const askedAtMs = mode === 'stale' ? staleAtMs : nowMs();
    const given = answerOf(request, { options, state, digest, nowMs: askedAtMs });
    asked.push(given.name);
    spoil(mode, given, answer);
  });
  const address = options.address ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, address, resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const origin = `http://${address}:${port}`;
  const location = `${origin}/igddesc.xml`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const { ssdpPort = null } = options;
  const ssdp =
    ssdpPort === null || options.hasIgd === false ? null : await answerSearches({ address, port: ssdpPort, location });
  return {
    origin,
    state,
    digest,
    asked,
    order: (order) => state.order(order, nowMs()),
    behave: (wanted) => {
      mode = wanted;
      staleAtMs = nowMs();
    },
    close,
    open: () => new Promise((resolve) => server.listen(port, address, resolve)),
    stop: async () => {
      await ssdp?.stop();
      await close();
    },
  };
}

/** What a box would answer, before its manners. */
export type Given = { name: string; status: number; headers: Record<string, string>; body: string };
type Context = { options: FritzBoxOptions; state: FritzBoxState; digest: DigestServer; nowMs: number };

function answerOf(request: IncomingMessage, context: Context): Given {
  const path = request.url ?? '';
  const { hasIgd = true, hasTr064 = true } = context.options;
  if (path === '/igddesc.xml' && hasIgd) return xml(path, 200, descriptionText('igd'));
  if (path === '/tr64desc.xml' && hasTr064) return xml(path, 200, descriptionText('tr064'));
  const service = SERVICES.find((candidate) => candidate.path === path);
  const isThere = service?.needsLogin ? hasTr064 : hasIgd;
  if (!service || !isThere)
    return { ...xml(path, 404, '<html><body>404</body></html>'), headers: { 'content-type': 'text/html' } };
  const [type = '', action = ''] = String(request.headers['soapaction']).replaceAll('"', '').split('#');
  if (service.needsLogin) {
    const challenge = context.digest.check(request.headers.authorization, 'POST', path);
    if (challenge !== null) {
      const refused = xml(`${action} 401`, 401, faultText(401, 'Unauthorized'));
      return { ...refused, headers: { ...refused.headers, 'www-authenticate': challenge } };
    }
  }
  return serve(service.type, type, action, context);
}

function serve(offered: string, type: string, action: string, { options, state, nowMs }: Context): Given {
  if (offered !== type) return xml(action, 500, faultText(401, 'Invalid Action'));
  if (options.withheld?.some((name) => type.includes(name))) {
    return xml(action, 500, faultText(606, 'Action not authorized'));
  }
  const values = valuesOf(state, type, action, nowMs);
  if (values === null) return xml(action, 500, faultText(401, 'Invalid Action'));
  return xml(action, 200, soapText(type, action, values));
}

function xml(name: string, status: number, body: string): Given {
  const headers = {
    'content-type': 'text/xml; charset="utf-8"',
    connection: 'close',
    server: 'FRITZ!Box 7590 UPnP/1.0 AVM',
  };
  return { name, status, headers, body };
}
