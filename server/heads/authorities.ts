import { isIP } from 'node:net';

/** Somebody who signs what the time is (RFC 3161). `name` is part of file names and stands in tables. */
export type Authority = { name: string; url: string };

const MAX_AUTHORITIES = 8;
const ENTRY = /^([a-z][a-z0-9-]{0,19})=(\S{1,300})$/;

/**
 * `name=address,name=address`; empty: none. A sentence says what is wrong. Addresses may be without encryption: a stamp is
 * signed, and what is sent is a hash.
 */
export function parseAuthorities(text: string): Authority[] | string {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > MAX_AUTHORITIES) return `must name at most ${MAX_AUTHORITIES} authorities`;
  const authorities: Authority[] = [];
  for (const part of parts) {
    const [, name = '', address = ''] = ENTRY.exec(part) ?? [];
    const url = URL.parse(address);
    if (name === '' || url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
      return `"${part}" must be a short name and an address: digicert=http://timestamp.digicert.com`;
    }
    if (authorities.some((other) => other.name === name || other.url === url.href))
      return `"${part}" stands there twice`;
    authorities.push({ name, url: url.href });
  }
  return authorities;
}

/**
 * Where an authority may be although it is not in the public internet: only where its address is written out, so that
 * whoever set it meant it. A name that leads to a local address is refused.
 */
export function localTargetsOf({ url }: Authority): ReadonlySet<string> {
  const { hostname, port, protocol } = new URL(url);
  const isWrittenOut = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  const portNumber = port === '' ? ({ 'https:': '443' }[protocol] ?? '80') : port;
  return new Set(isWrittenOut ? [`${hostname}:${portNumber}`] : []);
}
