import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../lab/programs.ts';
import type { Daemons } from './daemons.ts';
import type { Decisions, Fault } from './decisions.ts';
import type { Places } from './places.ts';
import type { Instance } from './postfix-config.ts';

/** What can be done to mails and servers. Each returns how to undo it, where it lasts. */
export type Knobs = {
  /** Does that to mails for the addressee; the undo also lets go what waits. */
  fault(recipient: string, fault: Fault): () => void;
  /** Files mails for the addressee into Junk, by a Sieve script of the user. */
  junk(recipient: string): () => void;
  /** The mailbox holds nothing more. */
  overQuota(recipient: string): Promise<() => void>;
  /** No password is right for the user. */
  loginRefused(address: string): Promise<() => void>;
  /** The sender's server reports (RFC 3464) mails that wait longer than this. */
  delayReports(instance: Instance, afterSeconds: number): () => void;
  /** All IMAP connections of the user are cut; how many. */
  kick(address: string): number;
  /** Stops or starts the whole Dovecot of a host: IMAP, LMTP and login. */
  stopDovecot(host: 'provider' | 'other'): () => void;
  /** From now on no packet to or from these ports arrives, without a word (own network only). */
  deadLine(...ports: number[]): () => void;
  /** Runs `doveadm` on the host of the address. */
  doveadm(host: 'provider' | 'other', ...args: string[]): string;
};

type Parts = {
  folder: string;
  places: Places;
  daemons: Daemons;
  decisions: Decisions;
  dovecotOf: (host: Instance) => string;
};

export function knobsOf({ folder, places, daemons, decisions, dovecotOf }: Parts): Knobs {
  const hostOf = (address: string) => (address.endsWith(`@${places.other.domain}`) ? 'other' : 'provider');
  const userOf = (address: string) => address.split('@')[0] ?? '';
  const config = (instance: Instance) => join(folder, instance, 'conf');
  const postfix = (instance: Instance, ...args: string[]) => daemons.run('postfix', '-c', config(instance), ...args);
  const doveadm = (host: 'provider' | 'other', ...args: string[]) =>
    daemons.run('doveadm', '-c', `${dovecotOf(host)}/dovecot.conf`, ...args);
  /** A route is remembered for 30 s (Postfix, resolve_clnt): its clients start anew. */
  const letGo = (recipient: string, fault: Fault) => {
    decisions.set(recipient, null);
    const [sender, receiver] =
      hostOf(recipient) === 'other' ? (['provider', 'other'] as const) : (['other', 'provider'] as const);
    const instance = fault.kind === 'storage-down' ? receiver : sender;
    if (fault.kind === 'hold') daemons.run('postsuper', '-c', config(instance), '-H', 'ALL');
    if (fault.kind === 'stuck' || fault.kind === 'storage-down') postfix(instance, 'reload');
    daemons.run('postqueue', '-c', config(instance), '-f');
  };
  /** A line of a file that Dovecot reads at logins and deliveries, but not twice in a second. */
  const addLine = async (path: string, line: string) => {
    writeFileSync(path, `${readFileSync(path, 'utf8')}${line}\n`);
    await pause(1100);
    return () => writeFileSync(path, readFileSync(path, 'utf8').replace(`${line}\n`, ''));
  };
  return {
    fault(recipient, fault) {
      decisions.set(recipient, fault);
      return () => letGo(recipient, fault);
    },
    junk(recipient) {
      const path = join(dovecotOf(hostOf(recipient)), 'sieve', `${userOf(recipient)}.sieve`);
      writeFileSync(path, 'require "fileinto"; fileinto "Junk";\n');
      return () => writeFileSync(path, 'keep;\n');
    },
    overQuota(recipient) {
      const home = join(dovecotOf(hostOf(recipient)), 'users', userOf(recipient));
      const line = `${recipient}::8:8::${home}::userdb_quota_rule=*:storage=1B`;
      return addLine(join(dovecotOf(hostOf(recipient)), 'full'), line);
    },
    loginRefused: (address) => addLine(join(dovecotOf(hostOf(address)), 'denied'), `${address}:`),
    delayReports(instance, afterSeconds) {
      daemons.run('postconf', '-c', config(instance), '-e', `delay_warning_time=${afterSeconds}s`);
      postfix(instance, 'reload');
      return () => {
        daemons.run('postconf', '-c', config(instance), '-X', 'delay_warning_time');
        postfix(instance, 'reload');
      };
    },
    kick: (address) => doveadm(hostOf(address), 'kick', address).split('\n').length - 1,
    stopDovecot(host) {
      // its sessions would go on without it: `who -1` names user, protocol and process
      const sessions = doveadm(host, 'who', '-1').matchAll(/ imap +(\d+) /g);
      doveadm(host, 'stop');
      for (const [, pid = ''] of sessions) daemons.run('sh', '-c', `kill -9 ${pid} || true`);
      // a daemon that holds our pipe would never let this end
      return () => daemons.run('sh', '-c', `dovecot -c ${dovecotOf(host)}/dovecot.conf > /dev/null 2>&1`);
    },
    deadLine(...ports) {
      const rules = ports.map((port) => `tcp dport ${port} drop; tcp sport ${port} drop;`).join(' ');
      const hook = 'type filter hook input priority 0;';
      daemons.run('nft', `table inet dead {\nchain one {\n${hook} ${rules}\n}\n}\n`);
      return () => daemons.run('nft', 'delete', 'table', 'inet', 'dead');
    },
    doveadm,
  };
}
