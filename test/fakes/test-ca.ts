import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Leaf = { key: string; cert: string };
/** An authority of its own, and certificates for servers on this machine. */
export type TestCa = { ca: string; leaf: Leaf; otherName: Leaf; expired: Leaf };

/** Made by openssl for one test run; `names` are what the good leaf is for, besides 127.0.0.1. */
export function makeTestCa(names: readonly string[] = ['localhost']): TestCa {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-test-ca-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=Test CA', '-keyout', 'ca.key', '-out', 'ca.pem');
  const leaf = (name: string, alternatives: string, life: string[]): Leaf => {
    writeFileSync(file(`${name}.ext`), `subjectAltName=${alternatives}\nextendedKeyUsage=serverAuth\n`);
    openssl('req', '-new', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signed, ...life, '-out', `${name}.pem`);
    return { key: readFileSync(file(`${name}.key`), 'utf8'), cert: readFileSync(file(`${name}.pem`), 'utf8') };
  };
  try {
    const own = [...names.map((name) => `DNS:${name}`), 'IP:127.0.0.1'].join(',');
    return {
      ca: readFileSync(file('ca.pem'), 'utf8'),
      leaf: leaf('leaf', own, ['-days', '2']),
      otherName: leaf('other', 'DNS:mail.elsewhere.example', ['-days', '2']),
      expired: leaf('expired', own, ['-days', '-1']),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
