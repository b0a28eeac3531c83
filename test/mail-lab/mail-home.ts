import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MailJson, MailRouteJson, MailRowJson } from '../../rules/wire/mail.ts';
import type { StatusJson } from '../../rules/wire/status.ts';
import { ask } from '../lab/ask.ts';
import { type FarHosts, startFarHosts } from '../lab/far-hosts.ts';
import { freePort, LOOPBACK_FAR, writeLoopbackProbe } from '../lab/loopback-home.ts';
import { pathWithOnly, until } from '../lab/programs.ts';
import { LINE, type Sides, startSides } from '../lab/sides.ts';
import { PASSWORD } from './dovecot-config.ts';
import { type MailLab, openMailLab } from './lab.ts';
import { PORTS } from './places.ts';

/** An account in probe.yaml. Without more: both servers of its domain, STARTTLS, the right password. */
export type HomeAccount = {
  address: string;
  user?: string;
  imapAt?: string;
  smtpAt?: string;
  isPasswordWrong?: boolean;
  folder?: string;
  /** Read by the server (`mailboxes.yaml`), not by the probe. */
  isReadByServer?: boolean;
};
export type HomeRoute = {
  from: string;
  to: string;
  provider?: 'from' | 'to';
  everySeconds?: number;
  promptSeconds?: number;
  lateSeconds?: number;
};
export type HomeMail = {
  accounts: Record<string, HomeAccount>;
  routes: Record<string, HomeRoute>;
  deleteAfterSeconds: number;
};

/** The real probe with mail routes and the real server, on loopback, with a line that is up, before two real mail providers. */
export type MailHome = {
  lab: MailLab;
  sides: Sides;
  hosts: FarHosts;
  mail(): Promise<MailJson>;
  /** What is said of a route; rejects where it is not listed. */
  route(name: string): Promise<MailRouteJson>;
  /** Resolves with the newest state of the route once `find` likes it; rejects with the last, and all output. */
  untilRoute<T>(name: string, withinMs: number, find: (route: MailRouteJson) => T | null): Promise<T>;
  close(): Promise<void>;
};

/** `settle` sets the lab's faults before the first mail, and says what is measured. */
export async function openMailHome(settle: (lab: MailLab) => Promise<HomeMail>): Promise<MailHome> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-mail-home-'));
  const [lab, hosts, port] = await Promise.all([openMailLab(), startFarHosts(LOOPBACK_FAR), freePort()]);
  let sides: Sides | null = null;
  const close = async () => {
    await sides?.close();
    await hosts.close();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const mail = await settle(lab);
    writeLoopbackProbe(folder, hosts.port);
    writeMailSettings(folder, lab, mail);
    const launch = (program: string, args: readonly string[], options: object): ChildProcess =>
      spawn(program, args, options);
    const env = { DATA_DIR: folder, PATH: pathWithOnly([]), ZONE: 'Europe/Berlin' };
    sides = await startSides({
      server: { launch, env: { ...env, PORT: String(port), SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '' } },
      probe: { launch, env, serverUrl: `http://127.0.0.1:${port}` },
      fetch: (path, asked) => ask(`http://127.0.0.1:${port}${path}`, asked),
    });
    return await whenUp(lab, sides, hosts, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function whenUp(lab: MailLab, sides: Sides, hosts: FarHosts, close: () => Promise<void>): Promise<MailHome> {
  // The answers of our own server, whose types these are; that they hold is what the tests are about.
  const status = async () => JSON.parse(await sides.read(`/api/lines/${LINE}/status.json`)) as StatusJson;
  const mail = async () => JSON.parse(await sides.read(`/api/lines/${LINE}/mail.json`)) as MailJson;
  const route = async (name: string) => {
    const found = (await mail()).routes.find((one) => one.route === name);
    if (!found) throw new Error(`no route ${name}`);
    return found;
  };
  await until('the line is up', 150_000, async () => (await status()).state === 'up' || null).catch((error) => {
    throw new Error(`not up:\n${sides.output()}`, { cause: error });
  });
  async function untilRoute<T>(name: string, withinMs: number, find: (route: MailRouteJson) => T | null): Promise<T> {
    let last: MailRouteJson | null = null;
    try {
      return await until(`route ${name}`, withinMs, async () => {
        last = await route(name);
        return find(last);
      });
    } catch (error) {
      throw new Error(`${name}: ${JSON.stringify(last)}\n${sides.output().slice(-8000)}`, { cause: error });
    }
  }
  return { lab, sides, hosts, mail, route, untilRoute, close };
}

/** The mails of a route in these states, oldest first. */
export function mailsOf({ mails }: MailRouteJson, ...states: MailRowJson['state'][]): MailRowJson[] {
  return mails
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .toSorted((a, b) => ((a.acceptedAt ?? '') < (b.acceptedAt ?? '') ? -1 : 1));
}

/** Adds accounts and routes to the probe.yaml in the data folder, with a file for each secret beside it. */
export function writeMailSettings(
  folder: string,
  lab: MailLab,
  { accounts, routes, deleteAfterSeconds }: HomeMail,
): void {
  const own = join(folder, 'probe');
  const [caFile, passwordFile] = [join(own, 'lab-ca.pem'), join(own, 'lab-password')];
  writeFileSync(caFile, lab.ca);
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  const homeOf = (address: string) =>
    lab.places[address.endsWith(`@${lab.places.other.domain}`) ? 'other' : 'provider'].address;
  const imapOf = ({ address, imapAt }: HomeAccount) => ({
    host: imapAt ?? homeOf(address),
    port: PORTS.imap,
    security: 'starttls',
  });
  const accountOf = (account: HomeAccount) => {
    const { address, user, smtpAt, isPasswordWrong, folder: inbox } = account;
    return {
      address,
      ...(user !== undefined && { user }),
      ...(inbox !== undefined && { folder: inbox }),
      ...(isPasswordWrong ? { password: 'wrong' } : { passwordFile }),
      smtp: { host: smtpAt ?? homeOf(address), port: PORTS.submission, security: 'starttls' },
      ...(!account.isReadByServer && { imap: imapOf(account) }),
      caFile,
    };
  };
  const named = Object.entries(accounts).map(([name, account]) => [name, accountOf(account)]);
  // JSON is YAML
  const text = JSON.stringify({ accounts: Object.fromEntries(named), routes, deleteAfterSeconds });
  appendFileSync(join(own, 'probe.yaml'), `mail: ${text}\n`);
  const read = Object.entries(accounts).filter(([, { isReadByServer }]) => isReadByServer);
  if (read.length === 0) return;
  const boxes = read.map(([name, account]) => [
    name,
    { line: LINE, address: account.address, passwordFile, caFile, imap: imapOf(account) },
  ]);
  mkdirSync(join(folder, 'server'), { recursive: true });
  writeFileSync(join(folder, 'server/mailboxes.yaml'), JSON.stringify({ mailboxes: Object.fromEntries(boxes) }));
}
