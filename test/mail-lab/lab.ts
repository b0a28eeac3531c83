import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '../needs.ts';
import { makeLeaf } from './certificates.ts';
import { type Daemons, startDaemons } from './daemons.ts';
import { openDecisions } from './decisions.ts';
import { capabilityWithout, dovecotConfig } from './dovecot-config.ts';
import { type Knobs, knobsOf } from './knobs.ts';
import { nextPlaces, type Places, SKEW_SECONDS } from './places.ts';
import { INSTANCES, type Instance, mainConfig, masterConfig } from './postfix-config.ts';
import { readServerLogs, type ServerLogs } from './server-logs.ts';

/**
 * Two mail providers and a relay, real and on this machine: Postfix and Dovecot for `provider.test` and `other.test`,
 * Postfix `relay.skew.test` with a clock of its own. Every user exists but those called `nobody…`; one password for all.
 */
export type MailLab = {
  folder: string;
  places: Places;
  /** PEM of the authority of all certificates but one. */
  ca: string;
  knobs: Knobs;
  daemons: Daemons;
  /** Of the provider in whose domain the user is. */
  logs(host: 'provider' | 'other'): ServerLogs;
  /** When Postfix had read the final dot of that mail; its 250 came after that. */
  dotAtMs(queueId: string): number;
  /** A server is thinking about a mail for the addressee right now (`slow-…`). */
  isThinking(recipient: string): boolean;
  /** Folder with the user's mails, as Dovecot keeps them. */
  maildir(address: string): string;
  close(): Promise<void>;
};

/** Own network: nothing outside reaches it but what is started by `daemons.spawn`. */
export type MailLabOptions = { isOwnNetwork?: boolean };

const NAME = /^linewitness-mail-(\d+)-/;
const PREFIX = 'linewitness-mail-';

/** Needs root, Postfix, Dovecot and openssl. About 3 s. */
export async function openMailLab({ isOwnNetwork = false }: MailLabOptions = {}): Promise<MailLab> {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755);
  const places = nextPlaces();
  const decisionsFolder = join(folder, 'ask');
  mkdirSync(decisionsFolder);
  chmodSync(decisionsFolder, 0o755);
  const decisions = await openDecisions(decisionsFolder, places);
  const dovecotOf = (host: Instance) => join(folder, host === 'skew' ? 'other' : host, 'dovecot');
  const remove = async () => {
    await decisions.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { ca, scripts } = setUp(folder, places, decisionsFolder, dovecotOf);
    const daemons = await startDaemons(folder, scripts, isOwnNetwork);
    const logs = (host: 'provider' | 'other') =>
      readServerLogs(join(folder, host, 'mail.log'), join(dovecotOf(host), 'dovecot.log'));
    const maildir = (address: string) => {
      const [user = '', domain = ''] = address.split('@');
      return join(dovecotOf(domain === places.other.domain ? 'other' : 'provider'), 'users', user, 'Maildir');
    };
    return {
      folder,
      places,
      ca,
      daemons,
      knobs: knobsOf({ folder, places, daemons, decisions, dovecotOf }),
      logs,
      dotAtMs: decisions.dotAtMs,
      isThinking: decisions.isThinking,
      maildir,
      async close() {
        await daemons.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Writes all configurations; gives the authority and the scripts that start the daemons. */
function setUp(folder: string, places: Places, decisions: string, dovecotOf: (host: Instance) => string) {
  const { provider, other, skew, noIdle, noUidPlus, noRemoval, wrongCertificate } = places;
  const addresses = [provider, other, skew].map(({ address }) => address);
  const hosts = [provider.host, other.host, skew.host];
  const certificate = makeLeaf(folder, 'good', hosts, [...addresses, noIdle, noUidPlus, noRemoval]);
  const wrong = makeLeaf(folder, 'wrong', ['elsewhere.test'], [wrongCertificate]);
  const scripts: string[] = [];
  const odd = {
    provider: [{ address: wrongCertificate, certificate: wrong }],
    other: [
      { address: noIdle, imapCapability: capabilityWithout('IDLE') },
      { address: noUidPlus, imapCapability: capabilityWithout('UIDPLUS') },
      { address: noRemoval, imapCapability: capabilityWithout('UIDPLUS', 'MOVE') },
    ],
  };
  for (const instance of INSTANCES) {
    const home = join(folder, instance);
    for (const name of ['conf', 'queue', 'data']) mkdirSync(join(home, name), { recursive: true });
    chownSync(join(home, 'data'), userId('postfix'), 0);
    const setup = { instance, folder: home, places, certificate, wrong, decisions, dovecot: dovecotOf(instance) };
    writeFileSync(join(home, 'conf/main.cf'), mainConfig(setup));
    writeFileSync(join(home, 'conf/master.cf'), masterConfig(setup));
    writeFileSync(join(home, 'users'), '!/^nobody/ exists\n');
    scripts.push(`${instance === 'skew' ? skewed() : ''}postfix -c ${home}/conf start`);
    if (instance === 'skew') continue;
    writeDovecot(
      dovecotOf(instance),
      dovecotConfig({
        folder: dovecotOf(instance),
        host: places[instance],
        certificate,
        odd: odd[instance],
      }),
    );
    scripts.push(`dovecot -c ${dovecotOf(instance)}/dovecot.conf`);
  }
  return { ca: certificate.ca, scripts };
}

function writeDovecot(folder: string, config: string): void {
  for (const name of ['run', 'state', 'users', 'sieve']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['users', 'sieve']) chownSync(join(folder, name), userId('mail'), userId('mail'));
  for (const name of ['denied', 'full']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'dovecot.conf'), config);
}

/** Before a command: everything it starts believes to be ahead. Empty where the library is not installed. */
function skewed(): string {
  const library = fakeTimeLibrary();
  return library === null ? '' : `LD_PRELOAD=${library} FAKETIME=+${SKEW_SECONDS}s FAKETIME_DONT_FAKE_MONOTONIC=1 `;
}

/** Path of libfaketime, or null. */
export function fakeTimeLibrary(): string | null {
  const folders = findOnPath('faketime') === null || !existsSync('/usr/lib') ? [] : readdirSync('/usr/lib');
  const paths = folders.map((name) => `/usr/lib/${name}/faketime/libfaketime.so.1`);
  return paths.find((path) => existsSync(path)) ?? null;
}

function userId(name: string): number {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  return Number(line?.split(':')[2]);
}

/** Folders of test processes that were killed; their daemons ended with them. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
