import { networkInterfaces } from 'node:os';
import type { ServerConfig } from './config.ts';
import { SIGN_IN_PATH } from './routes/owner-guard.ts';

/** At most so many addresses of this machine are named; containers and bridges have many more. */
const MAX_ADDRESSES = 3;

/**
 * Where this server is found, the best first: `PUBLIC_URL`, else its address; when it listens on all addresses, those by
 * which another device in the same network reaches it follow. `port` is the one really listened on.
 */
export function baseUrls(
  config: Pick<ServerConfig, 'publicUrl' | 'host' | 'port'>,
  port: number = config.port,
  addresses: () => string[] = ownAddresses,
): string[] {
  if (config.publicUrl !== null) return [config.publicUrl];
  const isEverywhere = config.host === '0.0.0.0' || config.host === '::';
  if (!isEverywhere) return [urlOf(config.host === '127.0.0.1' ? 'localhost' : config.host, port)];
  return ['localhost', ...addresses().slice(0, MAX_ADDRESSES)].map((host) => urlOf(host, port));
}

/** The link that the owner opens once, for each address; `secret` is from `Door.loginLink`. */
export function ownerLinks(bases: readonly string[], secret: string): string[] {
  return bases.map((base) => `${base}${SIGN_IN_PATH}?secret=${secret}`);
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** IPv4 addresses by which the network at home knows this machine. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address);
}
