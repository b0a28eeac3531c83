import { familyOf, isGlobalAddress } from './address-scope.ts';
import { knownNetworkOf, PUBLIC_RESOLVERS, PUBLIC_RESOLVERS_IPV6 } from './default-targets.ts';
import { isFamilyWanted } from './far-addresses.ts';
import type { PlanInput } from './targets.ts';

type ResolverInput = Pick<PlanInput, 'config' | 'network'>;

/** Of each kind at most so many are asked. */
const PROVIDER_RESOLVERS_MAX = 2;

/** The provider's resolvers and independent ones. Named far targets mean a closed network: no independent ones then. */
export function resolverAddresses(input: ResolverInput): { provider: string[]; independent: string[] } {
  const { config } = input;
  const provider = providerResolvers(input).slice(0, PROVIDER_RESOLVERS_MAX);
  const defaults = isFamilyWanted(input, 4) ? PUBLIC_RESOLVERS : PUBLIC_RESOLVERS_IPV6;
  const independent = (config.publicResolvers ?? (config.targets ? [] : defaults)).filter(
    (address) => !provider.includes(address),
  );
  return { provider, independent };
}

/** Whose network a resolver is in; the provider's is often the home router, which passes questions on. */
export function resolverNetwork(address: string, isProvider: boolean): string {
  const ownNetwork = isGlobalAddress(address) ? 'isp' : 'home';
  return knownNetworkOf(address) ?? (isProvider ? ownNetwork : 'independent');
}

/**
 * A machine of the provider's own in each family: its resolver, where it is not the home router that passes questions on.
 * It is no far target: its answer proves only that the access works.
 */
export function ispHostAddresses(input: ResolverInput): string[] {
  const { ownAddresses } = input.network;
  const isOutside = (address: string) =>
    isGlobalAddress(address) && !ownAddresses.includes(address) && knownNetworkOf(address) === null;
  return ([4, 6] as const)
    .filter((family) => isFamilyWanted(input, family))
    .flatMap((family) =>
      providerResolvers(input)
        .filter((address) => familyOf(address) === family && isOutside(address))
        .slice(0, 1),
    );
}

function providerResolvers({ config, network }: ResolverInput): readonly string[] {
  return config.resolvers ?? network.resolvers.filter((address) => knownNetworkOf(address) === null);
}
