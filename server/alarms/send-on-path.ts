import type { SiteSettings } from '../site-settings.ts';
import type { AlarmPath } from '../store/alarm-tables.ts';
import type { Delivery, SendResult } from './delivery.ts';
import type { LocalTargets } from './guarded-connect.ts';
import { readMailAccount } from './mail-account.ts';
import { sendNtfy, sendWebhook } from './send-http.ts';
import { sendMail } from './send-mail.ts';

export type Attempt = { signal: AbortSignal; timeoutMs: number; nowMs: number };
export type SendOnPath = (path: AlarmPath, message: Delivery, attempt: Attempt) => Promise<SendResult>;

type Parts = { settings: SiteSettings; localTargets: LocalTargets; ca?: string };

/** One attempt on one path of whatever kind; never throws for what the other side does. */
export function openSender({ settings, localTargets, ca }: Parts): SendOnPath {
  return (path, message, { signal, timeoutMs, nowMs }) => {
    const shared = { localTargets, signal, timeoutMs };
    if (path.kind === 'mail') {
      const account = readMailAccount(settings);
      if (account === null) return Promise.resolve({ outcome: 'permanent', reply: NO_ACCOUNT });
      return sendMail({ ...shared, account, to: path.target, ...(ca !== undefined && { ca }) }, message);
    }
    const { target, secret } = path;
    if (path.kind === 'ntfy') return sendNtfy({ ...shared, target, secret }, message);
    return sendWebhook({ ...shared, target, secret }, message, nowMs);
  };
}

/** Kept as the answer of a message; the page has words for it. */
export const NO_ACCOUNT = '=no-account';
