import type { Delivery, SendResult } from './delivery.ts';
import type { LocalTargets } from './guarded-connect.ts';
import type { MailAccount } from './mail-account.ts';
import { sendNtfy, sendWebhook } from './send-http.ts';
import { sendMail } from './send-mail.ts';

/** One attempt: where to, and how long it may take. */
export type SendOrder = {
  localTargets: LocalTargets;
  signal: AbortSignal;
  timeoutMs: number;
  nowMs: number;
} & (
  | { kind: 'mail'; account: MailAccount; to: string; ca?: string }
  | { kind: 'ntfy' | 'webhook'; target: string; secret: string | null }
);

/**
 * One attempt on one path of whatever kind; never throws for what the other side does. A bundle of its own, loaded with
 * the first alarm: nodemailer and undici would make an idle server 5 MB larger.
 */
export function sendAlarm(order: SendOrder, message: Delivery): Promise<SendResult> {
  if (order.kind === 'mail') return sendMail(order, message);
  return order.kind === 'ntfy' ? sendNtfy(order, message) : sendWebhook(order, message, order.nowMs);
}
