import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of a leaf and its key; PEM of the authority that vouches for it. */
export type Certificate = { certPath: string; keyPath: string; ca: string };

/** An authority of its own and a leaf for these host names and addresses, made by openssl in `folder`. */
export function makeLeaf(
  folder: string,
  name: string,
  hosts: readonly string[],
  addresses: readonly string[],
): Certificate {
  const path = (file: string) => join(folder, `${name}-${file}`);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = [...hosts.map((host) => `DNS:${host}`), ...addresses.map((address) => `IP:${address}`)];
  writeFileSync(path('leaf.cnf'), `subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth\n`);
  const ca = ['-keyout', path('ca.key'), '-out', path('ca.pem')];
  openssl('req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name} mail lab authority`, ...ca);
  const request = ['-keyout', path('leaf.key'), '-out', path('leaf.csr')];
  openssl('req', '-new', ...newKey, '-subj', `/CN=${hosts[0]}`, ...request);
  const signing = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-extfile', path('leaf.cnf')];
  openssl('x509', '-req', '-days', '2', '-in', path('leaf.csr'), ...signing, '-out', path('leaf.pem'));
  return { certPath: path('leaf.pem'), keyPath: path('leaf.key'), ca: readFileSync(path('ca.pem'), 'utf8') };
}
