import type { MailAccountValues, MailAccountView } from '../../web/pages/alarm-views.ts';
import { type LocalTargets, refuseLocalAddress, TargetRefused } from './guarded-connect.ts';
import { isHostName, isMailAddress, isThisMachine, type MailAccount } from './mail-account.ts';
import { mailProvider, providerOfAddress } from './mail-providers.ts';

type Problems = MailAccountView['problems'];
type Server = Pick<MailAccount, 'host' | 'port' | 'security'>;

type Given = {
  values: MailAccountValues;
  /** Empty: the kept one, where server and user are the same. */
  password: string;
  kept: MailAccount | null;
  localTargets: LocalTargets;
};

/** Checks the form on the mailbox; the account, or what is wrong by field. */
export function readMailAccountForm({
  values,
  password,
  kept,
  localTargets,
}: Given): MailAccount | { problems: Problems } {
  const problems: Problems = {};
  if (!isMailAddress(values.sender)) problems.sender = 'sender';
  const server = serverOf(values, localTargets, problems);
  const user = values.user === '' ? values.sender : values.user;
  if (/[\p{Cc}]/u.test(user)) problems.user = 'sender';
  // a kept password is never sent to another server, or in another name, than it was given for
  const isSame =
    kept !== null && server !== null && kept.host === server.host && kept.port === server.port && kept.user === user;
  const isOpenRelay = server !== null && isThisMachine(server.host) && values.user === '' && password === '';
  const usedPassword = password === '' && isSame ? kept.password : password;
  if (usedPassword === '' && !isOpenRelay) problems.password = 'password';
  if (server === null || Object.keys(problems).length > 0) return { problems };
  // a mail server on this machine takes mail without a sign-in
  return { ...server, user: usedPassword === '' ? '' : user, password: usedPassword, sender: values.sender };
}

/** Where mail is handed in; null with the problem noted. */
function serverOf(values: MailAccountValues, localTargets: LocalTargets, problems: Problems): Server | null {
  if (values.provider !== 'other') {
    const known = values.provider === 'auto' ? providerOfAddress(values.sender) : mailProvider(values.provider);
    if (known !== null) return { host: known.host, port: known.port, security: known.security };
    // who names a server need not say "other" as well
    if (values.host === '') {
      problems.provider = 'unknown-provider';
      return null;
    }
  }
  const port = Number(values.port === '' ? 465 : values.port);
  const { host, security } = values;
  if (!isHostName(host)) problems.host = 'host';
  else if (isRefused(host, port, localTargets)) problems.host = 'local';
  if (!/^\d{0,5}$/.test(values.port) || port < 1 || port > 65_535) problems.port = 'port';
  if (security === 'none' && !isThisMachine(host)) problems.security = 'unencrypted';
  return { host, port, security };
}

function isRefused(host: string, port: number, localTargets: LocalTargets): boolean {
  try {
    refuseLocalAddress({ host, port }, localTargets);
    return false;
  } catch (error) {
    if (error instanceof TargetRefused) return true;
    throw error;
  }
}
