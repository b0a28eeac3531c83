import { execFileSync } from 'node:child_process';
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
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeCertificate } from './own-ca.ts';
import { BASIC_SERVICES, basicMainConfig } from './postfix-config.ts';

/** A real Postfix of its own on loopback: own folders, own port, delivers into a Maildir. Needs root. */
export type Postfix = Awaited<ReturnType<typeof startPostfix>>;

export async function startPostfix() {
  const folder = mkdtempSync('/tmp/linewitness-postfix-');
  chmodSync(folder, 0o755);
  const port = await freePort();
  const { key, cert } = makeCertificate();
  const uid = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));
  const postfixUid = Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }));
  for (const name of ['conf', 'queue', 'data', 'mail']) mkdirSync(join(folder, name));
  chownSync(join(folder, 'data'), postfixUid, 0);
  chownSync(join(folder, 'mail'), uid, uid);
  writeFileSync(join(folder, 'conf/key.pem'), key, { mode: 0o600 });
  writeFileSync(join(folder, 'conf/cert.pem'), cert);
  writeFileSync(join(folder, 'conf/main.cf'), mainConfig(folder, uid));
  writeFileSync(join(folder, 'conf/master.cf'), masterConfig(port));
  const run = (...args: string[]) =>
    execFileSync('postfix', ['-c', join(folder, 'conf'), ...args], { stdio: 'ignore' });
  run('start');
  return {
    port,
    hostPort: `localhost:${port}`,
    ca: cert,
    /** Every mail that was delivered, head and body as stored. */
    mails: (user: string): string[] => {
      const inbox = join(folder, 'mail', user, 'new');
      return existsSync(inbox) ? readdirSync(inbox).map((name) => readFileSync(join(inbox, name), 'utf8')) : [];
    },
    log: () => readFileSync(join(folder, 'mail.log'), 'utf8'),
    stop: () => {
      run('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mainConfig(folder: string, uid: number): string {
  return `${basicMainConfig({ folder, host: 'localhost' })}mynetworks = 127.0.0.0/8
virtual_mailbox_domains = home.example
virtual_mailbox_maps = inline:{erika@home.example=erika/}
virtual_mailbox_base = ${folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${uid}
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${folder}/conf/cert.pem
smtpd_tls_key_file = ${folder}/conf/key.pem
smtpd_relay_restrictions = reject_unauth_destination
`;
}

function masterConfig(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
${BASIC_SERVICES}virtual unix - n n - - virtual
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
