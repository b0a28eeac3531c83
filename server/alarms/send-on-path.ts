import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SiteSettings } from '../site-settings.ts';
import type { AlarmPath } from '../store/alarm-tables.ts';
import type { Delivery, SendResult } from './delivery.ts';
import type { LocalTargets } from './guarded-connect.ts';
import { readMailAccount } from './mail-account.ts';

export type Attempt = { signal: AbortSignal; timeoutMs: number; nowMs: number };
export type SendOnPath = (path: AlarmPath, message: Delivery, attempt: Attempt) => Promise<SendResult>;

type Parts = { settings: SiteSettings; localTargets: LocalTargets; ca?: string };

/** Kept as the answer of a message; the page has words for it. */
export const NO_ACCOUNT = '=no-account';

/** One attempt on one path of whatever kind; never throws for what the other side does. */
export function openSender({ settings, localTargets, ca }: Parts): SendOnPath {
  return async (path, message, attempt) => {
    const { kind, target, secret } = path;
    const shared = { localTargets, ...attempt };
    const account = kind === 'mail' ? readMailAccount(settings) : null;
    if (kind === 'mail' && account === null) return { outcome: 'permanent', reply: NO_ACCOUNT };
    const { sendAlarm } = await loadSenders();
    if (account === null)
      return sendAlarm({ ...shared, kind: kind === 'ntfy' ? kind : 'webhook', target, secret }, message);
    return sendAlarm({ ...shared, kind: 'mail', account, to: target, ...(ca !== undefined && { ca }) }, message);
  };
}

/** Bundled, the program lies beside the server; from source, in this folder. */
function loadSenders(): Promise<typeof import('./send-alarm.ts')> {
  const here = dirname(fileURLToPath(import.meta.url));
  const bundle = join(here, 'send-alarm.mjs');
  const file = existsSync(bundle) ? bundle : join(here, 'send-alarm.ts');
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}
