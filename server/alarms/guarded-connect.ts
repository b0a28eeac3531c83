import { lookup } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Which targets outside of the public internet may be reached: `host:port` in lower case, as the owner of the machine named them. */
export type LocalTargets = ReadonlySet<string>;

/** A target that alarms are not sent to; the message is a sentence for the owner. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}

type Target = { host: string; port: number };

export function isLocalTarget({ host, port }: Target, allowed: LocalTargets): boolean {
  return allowed.has(`${host.toLowerCase()}:${port}`);
}

/** Throws {@link TargetRefused} for an address written out that is not public. Names are checked when they are looked up. */
export function refuseLocalAddress(target: Target, allowed: LocalTargets): void {
  const address = target.host.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0 || isLocalTarget(target, allowed) || isPublicAddress(address)) return;
  throw refusal(target);
}

/**
 * Looks a name up for `net.connect`, and passes on only what may be reached: so the address that is checked is the one
 * that is connected to. One address that is not public refuses the name.
 */
export function guardedLookup(target: Target, allowed: LocalTargets): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const isAllowed = isLocalTarget(target, allowed) || addresses.every(({ address }) => isPublicAddress(address));
      if (!isAllowed) return callback(refusal(target), '', 0);
      const [first] = addresses;
      if (options.all || first === undefined) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** A TCP connection to a target that may be reached; rejects with the reason. */
export function connectGuarded(target: Target, allowed: LocalTargets, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    refuseLocalAddress(target, allowed);
    const socket = connect({ ...target, lookup: guardedLookup(target, allowed) });
    const timer = setTimeout(
      () => socket.destroy(new Error(`no connection within ${Math.round(timeoutMs / 1000)} s`)),
      timeoutMs,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

function refusal({ host, port }: Target): TargetRefused {
  return new TargetRefused(
    `${host} is an address of a local network or of this machine; ALARM_LOCAL_TARGETS=${host}:${port} would allow it`,
  );
}
