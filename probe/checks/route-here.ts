import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/**
 * Whether this machine's own routing table has a way to `address` right now. Nothing is sent: connecting a UDP socket
 * only asks the kernel for a route (connect(2), ENETUNREACH). `true` also when the kernel refuses for another reason:
 * "no route" must be proven, because it turns a loss into "not measured".
 */
export function hasRouteHere(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address.split('%')[0] ?? '') ? 'udp6' : 'udp4');
    const finish = (hasRoute: boolean) => {
      socket.close();
      resolve(hasRoute);
    };
    socket.once('error', (error) => finish(!isNoRoute(error)));
    socket.once('connect', () => finish(true));
    try {
      socket.connect(9, address);
    } catch (error) {
      finish(!isNoRoute(error));
    }
  });
}

function isNoRoute(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL' || code === 'ENETDOWN';
}
