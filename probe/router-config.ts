import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { isHomeAddress } from './address-scope.ts';
import type { RouterConfig, RouterSettings, RouterYaml } from './checks/router/settings.ts';
import { isOpenWrtHere } from './checks/router/ubus-program.ts';
import type { PlanInput } from './targets.ts';

export type RouterConfigProblem = { key: string; sentence: string };
type Sources = { env: Record<string, string | undefined>; dataDir: string };

/** A FRITZ!Box 7490 may take 12 s for what others do in 50 ms; the rest of the attempt is not given to it. */
const REQUEST_WAIT_MS = 4000;
/** A password is a line, not a book. */
const PASSWORD_MAX_CHARS = 200;

/** The router as `probe.yaml` names it, its password at hand; or what is wrong with the place the password is to come from. */
export function routerConfigOf(yaml: RouterYaml, sources: Sources): RouterConfig | null | RouterConfigProblem {
  if (yaml === 'none') return null;
  if (yaml === 'auto') return { url: null, kind: 'auto', login: null, isRented: false };
  const { url, kind, user, rented } = yaml;
  if (user === null) return { url, kind, login: null, isRented: rented };
  const password = passwordOf(yaml, sources);
  if (typeof password !== 'string') return password;
  return { url, kind, login: { user, password: () => password }, isRented: rented };
}

function passwordOf(yaml: Exclude<RouterYaml, string>, { env, dataDir }: Sources): string | RouterConfigProblem {
  if (yaml.passwordEnv !== null) {
    const given = env[yaml.passwordEnv];
    delete env[yaml.passwordEnv]; // the programs that the probe starts need not know it
    if (given) return given;
    return { key: 'passwordEnv', sentence: `there is no environment variable "${yaml.passwordEnv}"` };
  }
  if (yaml.passwordFile === null) return yaml.password ?? '';
  const path = resolve(dataDir, yaml.passwordFile);
  try {
    const [line = ''] = readFileSync(path, 'utf8').split(/\r?\n/, 1);
    if (line !== '' && line.length <= PASSWORD_MAX_CHARS) return line;
    return { key: 'passwordFile', sentence: `the first line of ${path} is no password` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { key: 'passwordFile', sentence: `${path} can't be read (${code})` };
  }
}

/**
 * How the home router is asked; `null` where there is none to ask. Without a `url` it is the IPv4 gateway, and only one
 * with an address of a home: behind any other stands a machine of the provider, which nobody may question.
 */
export function routerSettingsOf({ config, network }: Pick<PlanInput, 'config' | 'network'>): RouterSettings | null {
  const { router } = config;
  if (router === null) return null;
  const { url, kind, login, isRented } = router;
  const ownAddress = network.mainAddress4;
  const base = { url, kind, login, isRented, ownAddress, ssdpPort: 1900, requestWaitMs: REQUEST_WAIT_MS };
  if (url !== null) {
    return { ...base, gateway: new URL(url).hostname.replace(/^\[|\]$/g, ''), isHere: false };
  }
  if (login === null && kind !== 'fritzbox' && isOpenWrtHere()) return { ...base, gateway: '127.0.0.1', isHere: true };
  const gateway = gatewaysOf({ config, network }).find((address) => isIPv4(address) && isHomeAddress(address));
  return gateway === undefined ? null : { ...base, gateway, isHere: false };
}

function gatewaysOf({ config, network }: Pick<PlanInput, 'config' | 'network'>): string[] {
  if (config.gateway === 'none') return [];
  return config.gateway === 'auto' ? network.gateways.map(({ address }) => address) : config.gateway.addresses;
}
