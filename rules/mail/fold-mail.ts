import type { MailRoute } from '../method.ts';
import type { MailRecord } from './mail.ts';
import { type FoldedRoute, foldRoute } from './mail-delays.ts';
import type { AnyMailEvent, MailboxEvent, MailEvent } from './mail-event.ts';
import { type MailTools, mailRecordOf } from './mail-record.ts';
import { mailboxNow } from './mail-watch.ts';

/** A route from all of its events, and those of its mailbox: what every store must come to. */
export function foldMailEvents(
  line: string,
  route: MailRoute,
  events: readonly AnyMailEvent[],
  tools: MailTools,
): FoldedRoute {
  const records = recordsOf(line, route, events, tools);
  const watch = mailboxNow(events.filter(isOfMailbox(route)));
  return foldRoute({ line, route, watch, records, carry: null }, tools);
}

export function recordsOf(
  line: string,
  route: MailRoute,
  events: readonly AnyMailEvent[],
  tools: MailTools,
): MailRecord[] {
  const byMail = new Map<number, MailEvent[]>();
  for (const event of events) {
    if (event.role !== 'mail' || event.route !== route.name) continue;
    const own = byMail.get(event.mail);
    if (own) own.push(event);
    else byMail.set(event.mail, [event]);
  }
  return [...byMail.values()].flatMap((own) => mailRecordOf(line, own, tools) ?? []);
}

export function isOfMailbox({ to }: MailRoute) {
  return (event: AnyMailEvent): event is MailboxEvent => event.role === 'mailbox' && event.mailbox === to;
}
