import type { Method } from '../../rules/method.ts';
import type { Draft, PlanInput } from '../targets.ts';
import type { MailAccountConfig, MailConfig } from './mail-config.ts';

/** A watched mailbox says so at least this often while a mail is awaited. */
const MAILBOX_SPACING_MS = 60_000;

/**
 * The accounts that are read here: those that a route leads to, and those that it comes from, for what could not be
 * delivered is told there. None of a config without a route.
 */
export function readAccounts({ accounts, routes }: Pick<MailConfig, 'accounts' | 'routes'>): MailAccountConfig[] {
  const named = new Set(routes.flatMap(({ from, to }) => [from, to]));
  return accounts.filter(({ name, imap }) => imap !== null && named.has(name));
}

/** Routes and mailboxes as targets. Nobody asks them on the grid: the mail part tells what happens (start-mail.ts). */
export function mailDrafts({ config: { mail } }: Pick<PlanInput, 'config'>): Draft[] {
  if (mail === null) return [];
  const told = (target: Pick<Draft['target'], 'kind' | 'backEnd' | 'role' | 'address' | 'spacingMs'>): Draft => ({
    target: { ...target, family: 0, network: 'mail' },
    way: { kind: 'told' },
    phaseMs: 0,
    isPersonal: false,
  });
  return [
    ...mail.routes.map(({ name, spacingMs }) =>
      told({ kind: 'mail', backEnd: 'smtp-imap', role: 'mail', address: name, spacingMs }),
    ),
    ...readAccounts(mail).map(({ name }) =>
      told({ kind: 'mailbox', backEnd: 'imap', role: 'mailbox', address: name, spacingMs: MAILBOX_SPACING_MS }),
    ),
  ];
}

/** What the method says of mail; nothing without a route. */
export function mailOfMethod({ mail }: PlanInput['config']): Pick<Method, 'mail'> {
  if (mail === null || mail.routes.length === 0) return {};
  return { mail: { routes: mail.routes.map(({ isPaceChosen: _chosen, ...route }) => route) } };
}
