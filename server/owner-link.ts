import type { ServerConfig } from './config.ts';
import { SIGN_IN_PATH } from './routes/owner-guard.ts';

/** Where this server is found: `PUBLIC_URL`, else its address; `port` is the one really listened on. */
export function baseUrl(config: Pick<ServerConfig, 'publicUrl' | 'host' | 'port'>, port: number = config.port): string {
  if (config.publicUrl !== null) return config.publicUrl;
  const isEverywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = isEverywhere || config.host === '127.0.0.1' ? 'localhost' : config.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The link that the owner opens once; `secret` is from `Admin.loginLink`. */
export function ownerLink(base: string, secret: string): string {
  return `${base}${SIGN_IN_PATH}?secret=${secret}`;
}
