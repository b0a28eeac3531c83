/** One well-known DNS service; its addresses answer pings, TCP on 443 and DNS. */
export type KnownService = { network: string; address4: string; address6: string };

/** The usual far targets, in three networks, most wanted first; asked at most every 5 s each. */
export const FAR_SERVICES: readonly KnownService[] = [
  { network: 'cloudflare', address4: '1.1.1.1', address6: '2606:4700:4700::1111' },
  { network: 'quad9', address4: '9.9.9.9', address6: '2620:fe::fe' },
  { network: 'google', address4: '8.8.8.8', address6: '2001:4860:4860::8888' },
  { network: 'cloudflare', address4: '1.0.0.1', address6: '2606:4700:4700::1001' },
  { network: 'quad9', address4: '149.112.112.112', address6: '2620:fe::9' },
];

/** The service that an address belongs to, or null. */
export function knownNetworkOf(address: string): string | null {
  const service = FAR_SERVICES.find(({ address4, address6 }) => address4 === address || address6 === address);
  if (service) return service.network;
  return address === '8.8.4.4' || address === '2001:4860:4860::8844' ? 'google' : null;
}

/** How many far targets a family has. */
export const FAR_TARGETS = 5;
/** Asked for a name, beside the provider's resolver. */
export const PUBLIC_RESOLVERS: readonly string[] = ['1.1.1.1', '9.9.9.9'];
export const PUBLIC_RESOLVERS_IPV6: readonly string[] = ['2606:4700:4700::1111', '2620:fe::fe'];
