import type { Fault } from './decisions.ts';
import type { MailLab } from './lab.ts';
import type { HomeAccount, HomeMail, HomeRoute } from './mail-home.ts';

/** Routes from one sender, each with a receiver of its own (named as the route) and a fault of its own. */

export const SENDER = 'erika@provider.test';
export const LATE_SECONDS = 12;
export const PLAIN = ['plain', 'junk', 'greylisted', 'bounced', 'full', 'refused', 'later', 'skewed'];
export const WAITING = ['held', 'stuck', 'storage'];
const ODD = ['noidle', 'nouidplus', 'noremoval', 'forged', 'locked'];
export const addressOf = (route: string) => (route === 'bounced' ? 'nobody-here@other.test' : `${route}@other.test`);

/** Sets the faults that are there from the beginning. */
export async function setFaults({ knobs }: MailLab): Promise<void> {
  knobs.junk(addressOf('junk'));
  knobs.fault(addressOf('greylisted'), { kind: 'greylist', forMs: 4000 });
  knobs.fault(addressOf('refused'), { kind: 'answer', reply: '550 5.7.1 not from you' });
  knobs.fault(addressOf('later'), { kind: 'answer', reply: '451 4.3.2 come back later' });
  knobs.fault(addressOf('skewed'), { kind: 'skewed-hop' });
  await knobs.overQuota(addressOf('full'));
  await knobs.loginRefused(addressOf('locked'));
}

/** From now on the mails of {@link WAITING} wait, and the provider reports those in its queue; gives how each is let go. */
export function makeWait({ knobs }: MailLab): Record<string, () => void> {
  knobs.delayReports('provider', 8);
  const fault = (route: string, what: Fault): [string, () => void] => [route, knobs.fault(addressOf(route), what)];
  return Object.fromEntries([
    fault('held', { kind: 'hold' }),
    fault('stuck', { kind: 'stuck' }),
    fault('storage', { kind: 'storage-down' }),
  ]);
}

/** The settings of the probe. */
export function faultyRoutes({ places }: MailLab): HomeMail {
  const names = [...PLAIN, ...WAITING, ...ODD];
  const receivers: [string, HomeAccount][] = names.map((name) => [name, { address: addressOf(name) }]);
  const accounts: Record<string, HomeAccount> = { ...Object.fromEntries(receivers), sender: { address: SENDER } };
  accounts['forger'] = { address: 'forger@provider.test', smtpAt: places.wrongCertificate };
  accounts['bounced'] = { address: addressOf('bounced'), user: 'someone@other.test' };
  accounts['noidle'] = { address: addressOf('noidle'), imapAt: places.noIdle };
  accounts['nouidplus'] = { address: addressOf('nouidplus'), imapAt: places.noUidPlus };
  accounts['noremoval'] = { address: addressOf('noremoval'), imapAt: places.noRemoval };
  const limits = { everySeconds: 6, promptSeconds: 3, lateSeconds: LATE_SECONDS };
  const routes: [string, HomeRoute][] = names.map((name) => [
    name,
    { from: name === 'forged' ? 'forger' : 'sender', to: name, provider: 'from', ...limits },
  ]);
  return { accounts, routes: Object.fromEntries(routes), deleteAfterSeconds: 1 };
}
