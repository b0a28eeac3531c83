import { isIPv6 } from 'node:net';
import { defineCheck } from '../check.ts';
import type { LogLine } from './router-log.ts';
import type { RouterSession } from './router-session.ts';
import { type RouterSettings, routerSettingsSchema } from './settings.ts';

/** Requests of at most 4 s each, one after the other; a slow router is given up earlier. */
const WAIT_MS = 30_000;

/** Of the router that was asked last; another address or login is another router. */
let present: { key: string; session: RouterSession } | null = null;

/** Asks the home router what it knows of its line. */
export const routerCheck = defineCheck<RouterSettings>({
  kind: 'router',
  method:
    'What the home router itself says of its line, asked one request at a time: UPnP IGD without login, with a login TR-064 (FRITZ!Box) or ubus (OpenWrt). Only the gateway is asked; the latency is what all of it took.',
  settings: routerSettingsSchema,
  canBeLate: true,
  waitMs: WAIT_MS,
  target: ({ gateway }) => ({ address: gateway, family: isIPv6(gateway) ? 6 : 4 }),
  measure: async (settings, attempt) => (await sessionOf(settings)).ask(attempt, settings.ownAddress),
});

/**
 * The lines on DSL, PPP and reconnects in the router's log, newest first (router-log.ts); nothing else of the log leaves
 * the router's answer. `null` where there is no login, or the router has not been found yet. Never rejects for trouble of
 * the network, and waits its turn behind requests under way.
 */
export async function readRouterLog(settings: RouterSettings, signal: AbortSignal): Promise<LogLine[] | null> {
  return (await sessionOf(settings)).readLog(signal, () => Number(process.hrtime.bigint() / 1000n));
}

/** Asks once and says in plain words what the router told, or why not; a sentence each. Writes no sample. */
export async function explainRouter(settings: RouterSettings, signal: AbortSignal): Promise<string[]> {
  const { explain } = await import('./explain.ts');
  return explain(settings, await sessionOf(settings), signal);
}

async function sessionOf(settings: RouterSettings): Promise<RouterSession> {
  const { gateway, url, kind, login, isRented, isHere, ssdpPort } = settings;
  const key = JSON.stringify([gateway, url, kind, login?.user, isRented, isHere, ssdpPort]);
  if (present?.key === key) return present.session;
  // read only where a router is asked at all
  const { RouterSession } = await import('./router-session.ts');
  if (present?.key !== key) present = { key, session: new RouterSession(settings) };
  return present.session;
}
