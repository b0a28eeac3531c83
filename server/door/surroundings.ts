import { hostOf, isSecure, plainAddress } from '../forwarded.ts';
import { askingOf, clientAddress, type Site, type SiteContext } from '../site.ts';
import { isLoopbackAddress, isLoopbackHost } from '../visibility.ts';
import type { Place } from './door.ts';
import { placeOf } from './place.ts';

/** Whether others in the network could read along what is typed now. */
export function isUnencrypted(site: Pick<Site, 'rule'>, c: SiteContext): boolean {
  const asking = askingOf(c);
  if (isSecure(asking, site.rule)) return false;
  const isOnThisMachine = asking.peerAddress !== null && isLoopbackAddress(asking.peerAddress);
  return !(isOnThisMachine && isLoopbackHost(hostOf(asking, site.rule) ?? ''));
}

/** By what the attempts of whoever asks are counted. */
export function placeOfAsker(site: Pick<Site, 'rule'>, c: SiteContext): Place {
  return placeOf(clientAddress(site, c), unknownProxyOf(site, c) !== null);
}

/** The proxy that passed the request on without being trusted to say for whom; null: there is none to be seen. */
export function unknownProxyOf({ rule }: Pick<Site, 'rule'>, c: SiteContext): string | null {
  const { peerAddress, header } = askingOf(c);
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => header(name) !== null);
  if (!isForwarded || peerAddress === null || rule.proxies?.has(peerAddress)) return null;
  return plainAddress(peerAddress);
}
