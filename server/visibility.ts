import { hostOf, isSecure, type ProxyRule, schemeOf } from './forwarded.ts';
import type { Line } from './store/store.ts';

/**
 * Who asks: `owner` signed in and sees everything; `local` asks on the machine itself and sees everything, because it
 * could read the files too; `visitor` sees what the owner published.
 */
export type Asker = 'owner' | 'local' | 'visitor';

/** What is known about a request before anything of it is believed. All headers are hostile. */
export type Asking = {
  /** The other end of the TCP connection; null when it is gone already. What proxies say about it: forwarded.ts. */
  peerAddress: string | null;
  httpVersion: string;
  /** The value of a header by its lower-case name; null when it was not sent. */
  header: (name: string) => string | null;
};

export type VisibilityRule = ProxyRule & {
  /** Asked late, because the address is only known once the server listens. */
  isBoundToLoopback: () => boolean;
  isSession: (session: string) => boolean;
};

/** A proxy adds one of these; the peer is then not the one who asks. */
const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'via',
  'cdn-loop',
  'cf-connecting-ip',
];

/** `__Host-` makes browsers refuse the cookie over plain HTTP, from other hosts and for part of the paths. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-linewitness' : 'linewitness';
}

export function askerOf(asking: Asking, rule: VisibilityRule): Asker {
  // another site may make this machine's browser ask; it must not get more (or other sizes) than a stranger would
  if (isFromAnotherSite(asking)) return 'visitor';
  const session = sessionOf(asking, rule);
  if (session !== null && rule.isSession(session)) return 'owner';
  const isReachedFromElsewhere = rule.publicUrl !== null || rule.proxies !== null || !rule.isBoundToLoopback();
  return !isReachedFromElsewhere && isOnThisMachine(asking) ? 'local' : 'visitor';
}

/** What the browser says its session is; null: it says none. */
export function sessionOf(asking: Asking, rule: ProxyRule): string | null {
  return readCookie(asking.header('cookie'), sessionCookieName(isSecure(asking, rule)));
}

/**
 * True when the request was made on this machine under a loopback name. A rebound DNS name fails by its `Host`, a remote
 * peer by its address, a proxy by what it adds. One that adds nothing (nginx as delivered) is known by its HTTP/1.0, or
 * since nginx 1.29.7 only by what it leaves out: every browser asks to keep its connection. Programs need not, so behind
 * such a proxy they look near: `PUBLIC_URL` is what tells the server that it is reached from elsewhere.
 */
export function isOnThisMachine({ peerAddress, httpVersion, header }: Asking): boolean {
  if (peerAddress === null || !isLoopbackAddress(peerAddress)) return false;
  if (httpVersion === '1.0' || FORWARDING_HEADERS.some((name) => header(name) !== null)) return false;
  const isBrowser = header('user-agent')?.startsWith('Mozilla/') ?? false;
  if (isBrowser && header('connection')?.toLowerCase() !== 'keep-alive') return false;
  return isLoopbackHost(header('host') ?? '');
}

/** Live state, latency, outages, days: the first switch. */
export function canSeeLive(asker: Asker, line: Line): boolean {
  return asker !== 'visitor' || line.isLivePublished;
}

/** Exports and the samples behind bounds: the second switch. */
export function canSeeEvidence(asker: Asker, line: Line): boolean {
  return asker !== 'visitor' || line.isEvidencePublished;
}

/** Loopback in any spelling the operating system uses for a peer. */
export function isLoopbackAddress(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:/, '');
  return plain === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain);
}

/** `host` as in the header, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** Under `PUBLIC_URL` the server answers to that name only, and to loopback names (health checks, the probe beside it). */
export function isKnownHost(host: string | null, publicUrl: string | null): boolean {
  if (host === null) return false;
  if (publicUrl === null || isLoopbackHost(host)) return true;
  return host.toLowerCase() === new URL(publicUrl).host;
}

/** The value of one cookie; null when there is none of that name. */
export function readCookie(header: string | null, name: string): string | null {
  if (header === null) return null;
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

/**
 * A form counts only when one of our own pages sent it; browsers always say where a form comes from. Under `PUBLIC_URL`
 * that is its origin exactly, else the name that the server is asked under (with the scheme, where a trusted proxy tells).
 */
export function isOwnOrigin(asking: Asking, rule: ProxyRule): boolean {
  const site = asking.header('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return false;
  const origin = asking.header('origin') ?? '';
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin) return false;
  const host = hostOf(asking, rule)?.toLowerCase() ?? '';
  if (rule.publicUrl !== null && !isLoopbackHost(host)) return origin === rule.publicUrl;
  const scheme = schemeOf(asking, rule);
  return url.host === host && (scheme === null || url.protocol === `${scheme}:`);
}

/** Following a link from elsewhere is fine: the other site cannot read the page. */
function isFromAnotherSite({ header }: Asking): boolean {
  const site = header('sec-fetch-site');
  return (site === 'cross-site' || site === 'same-site') && header('sec-fetch-mode') !== 'navigate';
}
