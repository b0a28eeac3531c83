import { createSocket, type Socket } from 'node:dgram';

export type SsdpOptions = {
  /** Only what comes from here, and points here, is believed. */
  gateway: string;
  /** Address of this machine beside the gateway; the search goes out there. null = the system chooses. */
  ownAddress: string | null;
  /** 1900 but in tests. */
  port: number;
  /** How long answers are waited for. */
  waitMs: number;
  signal: AbortSignal;
};

const GROUP = '239.255.255.250';
const SEARCHED = [
  'urn:schemas-upnp-org:device:InternetGatewayDevice:1',
  'urn:schemas-upnp-org:device:InternetGatewayDevice:2',
] as const;
/** Routers name a handful of devices; more answers than this are no router's. */
const ANSWERS_MAX = 50;
const ANSWER_MAX_BYTES = 2000;
/** So soon after the first fitting answer the others of the same router have come. */
const GRACE_MS = 200;

/**
 * Where the gateway says that its description lies (UPnP Device Architecture §1.3.2), best version first: searched for at
 * the gateway itself and by multicast on its network. An answer from a stranger, or one that points to another machine, is
 * dropped: this probe would be asking whomever a stranger names. Never rejects; trouble is an empty list.
 */
export function searchGateway(options: SsdpOptions): Promise<URL[]> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const found = new Map<string, URL>();
    let heard = 0;
    const finish = () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', finish);
      socket.removeAllListeners();
      socket.on('error', () => undefined); // a send may still fail after the close
      try {
        socket.close();
      } catch {
        // never opened
      }
      resolve([...found.values()]);
    };
    let timer = setTimeout(finish, options.waitMs);
    options.signal.addEventListener('abort', finish, { once: true });
    if (options.signal.aborted) return finish();
    socket.once('error', finish);
    socket.on('message', (message, sender) => {
      // strangers cannot end the search by answering often
      if (sender.address !== options.gateway) return;
      heard += 1;
      const location = locationOf(message, options.gateway);
      if (location && found.size === 0) {
        clearTimeout(timer);
        timer = setTimeout(finish, Math.min(GRACE_MS, options.waitMs));
      }
      if (location) found.set(location.href, location);
      if (heard >= ANSWERS_MAX) finish();
    });
    socket.bind(0, options.ownAddress ?? undefined, () => sendSearches(socket, options));
  });
}

function sendSearches(socket: Socket, { gateway, ownAddress, port }: SsdpOptions): void {
  try {
    if (ownAddress !== null) socket.setMulticastInterface(ownAddress);
    socket.setMulticastTTL(2);
  } catch {
    // without multicast the gateway itself is still asked
  }
  for (const type of SEARCHED) {
    for (const host of [gateway, GROUP]) {
      const text = `M-SEARCH * HTTP/1.1\r\nHOST: ${host}:${port}\r\nMAN: "ssdp:discover"\r\nMX: 1\r\nST: ${type}\r\n\r\n`;
      socket.send(text, port, host, () => undefined); // no route for multicast is no trouble
    }
  }
}

function locationOf(message: Buffer, gateway: string): URL | null {
  if (message.length > ANSWER_MAX_BYTES) return null;
  const text = message.toString('latin1');
  if (!/^HTTP\/1\.[01] 200 /.test(text)) return null;
  if (!/^ST:\s*urn:schemas-upnp-org:device:InternetGatewayDevice:\d\s*$/im.test(text)) return null;
  const location = /^LOCATION:[ \t]*(\S{1,300})[ \t]*\r?$/im.exec(text)?.[1];
  const url = location === undefined ? null : urlAt(location, gateway);
  // a description is a file; a question mark could make it an order
  return url?.search === '' ? url : null;
}

/** The address, if it is plain HTTP on that very machine; `null` for any other. */
export function urlAt(text: string, host: string, base?: URL): URL | null {
  const url = URL.parse(text, base?.href);
  if (url === null || url.hostname !== host || url.username !== '' || url.password !== '') return null;
  if (url.protocol !== (base?.protocol ?? 'http:') || url.href.length > 300) return null;
  return url;
}
