import { familyOf, isGlobalAddress } from './address-scope.ts';
import type { ProbeConfig } from './config.ts';
import { FAR_SERVICES, FAR_TARGETS, knownNetworkOf } from './default-targets.ts';
import type { Network } from './network.ts';

/** An address outside the home, with the port to knock at where pings don't work. */
export type FarAddress = { address: string; network: string; port: number };

export type FarInput = {
  config: ProbeConfig;
  network: Network;
  /** The server's numeric addresses and port; null = no server or not found. */
  server: { addresses: string[]; port: number } | null;
};

const HTTPS_PORT = 443;

/** Named targets replace the defaults of their family; a family without named ones is then not asked. */
export function isFamilyWanted({ config, network }: Pick<FarInput, 'config' | 'network'>, family: 4 | 6): boolean {
  if (config.targets) return config.targets.some(({ address }) => familyOf(address) === family);
  if (config.families !== 'auto') return config.families.includes(family);
  return family === 4 || network.hasGlobalIpv6;
}

/**
 * The far targets of a family: those that are named, or our own server and well-known services. All of them lie outside the
 * provider's network, so that their silence together with an answer of the provider's own host tells the two apart.
 */
export function farAddresses({ config, network, server }: FarInput, family: 4 | 6): FarAddress[] {
  if (config.targets) {
    return config.targets
      .filter(({ address }) => familyOf(address) === family)
      .map(({ address, network: name, port }, index) => ({
        address,
        network: name ?? knownNetworkOf(address) ?? `named-${index + 1}`,
        port: port ?? HTTPS_PORT,
      }));
  }
  const isElsewhere = (address: string) =>
    familyOf(address) === family && isGlobalAddress(address) && !network.ownAddresses.includes(address);
  const own = server?.addresses.filter(isElsewhere).slice(0, 1) ?? [];
  const services = FAR_SERVICES.map((service) => ({
    address: family === 4 ? service.address4 : service.address6,
    network: service.network,
    port: HTTPS_PORT,
  }));
  const wanted = [
    ...own.map((address) => ({ address, network: 'own-server', port: server?.port ?? HTTPS_PORT })),
    ...services,
  ];
  return wanted
    .filter((far, index) => wanted.findIndex(({ address }) => address === far.address) === index)
    .slice(0, FAR_TARGETS);
}
