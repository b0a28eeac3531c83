import { isIP } from 'node:net';
import { isHomeAddress } from '../address-scope.ts';

/** Ends of names that no public DNS gives out (RFC 6762, RFC 8375, ICANN's `internal`), and those that routers use. */
const HOME_NAMES = /\.(local|lan|home|home\.arpa|internal|localdomain|fritz\.box|speedport\.ip)$/;

/**
 * Whether `host` (as in the header) is a name that only this home gives to a machine. A page elsewhere may point a name of
 * its own at this machine (DNS rebinding), and then asks under that name.
 */
export function isHomeHost(host: string | undefined, ownName: string): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/.exec((host ?? '').toLowerCase())?.[1];
  if (name === undefined) return false;
  const plain = name.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(plain) !== 0) return isHomeAddress(plain);
  return !plain.includes('.') || plain === ownName.toLowerCase() || HOME_NAMES.test(plain);
}
