import type { UnreachableSender } from '../../rules/sample.ts';

/** Who sent an ICMP error: the own host, the gateway, or somebody behind it. */
export function senderOf(
  address: string,
  known: { gatewayAddresses: readonly string[]; ownAddresses: readonly string[] },
): UnreachableSender {
  const plain = (text: string) => text.split('%')[0]?.toLowerCase() ?? '';
  if (known.ownAddresses.some((own) => plain(own) === plain(address))) return 'own';
  return known.gatewayAddresses.some((gateway) => plain(gateway) === plain(address)) ? 'gateway' : 'beyond';
}
