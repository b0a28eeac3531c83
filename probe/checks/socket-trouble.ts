import { type Reading, unanswered } from './check.ts';
import { hasRouteHere } from './route-here.ts';

/**
 * What an error of a socket says that is no answer of the other side. "No way" stands both for "no route here" and for an
 * ICMP error from somebody who is not named (ip(7)): only the first is our own trouble, and only when the routing table
 * proves it. Whatever else is not known to be a loss (no sockets left, an address that can't be) was not measured.
 */
export async function readingOfTrouble(code: string, address: string): Promise<Reading> {
  switch (code) {
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return (await hasRouteHere(address)) ? unanswered('timeout', { error: 'unreachable' }) : unanswered('no-route');
    case 'EACCES':
    case 'EPERM':
      return unanswered('not-permitted');
    default:
      return unanswered('tool-error', { error: code.toLowerCase().replace(/[^a-z0-9-]/g, '-') || 'unknown' });
  }
}
