import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { lineOfSetting, parseYamlSettings } from '../rules/yaml-settings.ts';
import type { RouterConfig } from './checks/router/settings.ts';
import { type MailConfig, mailConfigOf } from './mail/mail-config.ts';
import { routerConfigOf } from './router-config.ts';
import { type ProbeSettings, probeSettingsSchema } from './settings.ts';

/** What `probe.yaml` and the environment say, checked. */
export type ProbeConfig = {
  /** Folder of key, journal, methods; absolute. */
  dataDir: string;
  /** Far targets in place of the defaults; null = defaults. */
  targets: { address: string; network: string | null; port: number | null }[] | null;
  /** Distance of two attempts at one far target. */
  farSpacingMs: number;
  gateway: 'auto' | 'none' | { addresses: string[] };
  /** How the home router is asked what it knows; null = not at all. */
  router: RouterConfig | null;
  /** Addresses of the provider's resolvers, empty = ask none; null = the system's. */
  resolvers: string[] | null;
  /** Independent resolvers; null = the defaults, or none where targets are named. */
  publicResolvers: string[] | null;
  /** Asked of the resolvers; null = the default name. */
  resolverName: string | null;
  /** Whether a random label stands before it; only with a name. */
  resolverNonce: boolean;
  /** Under it random names must not exist; null = the default one. */
  controlName: string | null;
  /** `host` or `host:port` of the telephony registrar, and whether the provider runs it; null = none is asked. */
  sipRegistrar: { host: string; provider: boolean } | null;
  /** When the session is renewed each night; null = not known. */
  reconnectWindow: { from: string; to: string; zone: string } | null;
  /** auto: IPv4 always, IPv6 where this machine has a global address. */
  families: 'auto' | (4 | 6)[];
  backEnd: 'auto' | 'fping' | 'ping' | 'tcp' | 'dns';
  extra: { kind: string; spacingMs: number; settings: Record<string, unknown> }[];
  /** A segment closes after this when all is well. */
  segmentMs: number;
  journalMaxBytes: number;
  /** Where the probe's own page is served; null: nowhere, `address` null: on every address. */
  ownPage: { address: string | null; port: number } | null;
  /** Mailboxes and routes of test mails; null: none. */
  mail: MailConfig | null;
};

/** Name of the config file in the data folder. */
export const CONFIG_FILE = 'probe.yaml';

/**
 * Reads `probe.yaml` in the data folder (`PROBE_DATA_DIR`, else `DATA_DIR`/probe, else data/probe); a missing file means
 * defaults. Returns the config, or one sentence that names file, line and key.
 */
export function readProbeConfig(env: Record<string, string | undefined> = process.env): ProbeConfig | string {
  const dataDir = resolve(env['PROBE_DATA_DIR'] || join(env['DATA_DIR'] || 'data', 'probe'));
  const path = join(dataDir, CONFIG_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code !== 'ENOENT') return `${CONFIG_FILE} in ${dataDir} can't be read (${code})`;
    text = '';
  }
  return parseProbeConfig(text, dataDir, env);
}

/** The same from a text. */
export function parseProbeConfig(
  text: string,
  dataDir: string,
  env: Record<string, string | undefined> = {},
): ProbeConfig | string {
  const settings = parseYamlSettings({ fileName: CONFIG_FILE, text, schema: probeSettingsSchema });
  if (typeof settings === 'string') return settings;
  const complaint = (path: string[], sentence: string) =>
    `${CONFIG_FILE}, line ${lineOfSetting(text, path)}, "${path.join('.')}": ${sentence}`;
  const router = routerConfigOf(settings.router, { env, dataDir });
  if (router !== null && 'sentence' in router) return complaint(['router', router.key], router.sentence);
  const sources = { env, dataDir, configFile: join(dataDir, CONFIG_FILE) };
  const mail = settings.mail && mailConfigOf(settings.mail, sources);
  if (mail !== null && 'sentence' in mail) return complaint(['mail', ...mail.path], mail.sentence);
  return { ...configOf(settings, dataDir, router), mail };
}

function configOf(settings: ProbeSettings, dataDir: string, router: RouterConfig | null): Omit<ProbeConfig, 'mail'> {
  const { gateway, families } = settings;
  return {
    dataDir,
    targets: settings.targets === 'auto' ? null : settings.targets,
    farSpacingMs: settings.targetSpacingSeconds * 1000,
    gateway: gateway === 'auto' || gateway === 'none' ? gateway : { addresses: gateway },
    router,
    resolvers: settings.resolvers === 'auto' ? null : settings.resolvers,
    publicResolvers: settings.publicResolvers === 'auto' ? null : settings.publicResolvers,
    resolverName: settings.resolverName,
    resolverNonce: settings.resolverNonce,
    controlName: settings.controlName,
    sipRegistrar: settings.sipRegistrar,
    reconnectWindow: settings.reconnectWindow,
    families: families === 'auto' ? 'auto' : families.map((family) => (family === 'ipv4' ? 4 : 6)),
    backEnd: settings.backEnd,
    extra: settings.checks.map(({ kind, everySeconds, ...rest }) => ({
      kind,
      spacingMs: everySeconds * 1000,
      settings: z.record(z.string(), z.unknown()).parse(rest),
    })),
    segmentMs: settings.segmentSeconds * 1000,
    journalMaxBytes: settings.journalMaxBytes,
    ownPage: settings.ownPage,
  };
}
