import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * How the authority answers. `other-data` and `other-nonce`: an honest stamp of another request; `rejected`: PKIStatus 2;
 * `huge`: 50 MB; `drip`: a byte now and then, without end; `redirect`: to `location`.
 */
export type TsaMood =
  | 'ok'
  | 'other-data'
  | 'other-nonce'
  | 'rejected'
  | 'garbage'
  | 'error'
  | 'huge'
  | 'drip'
  | 'silent'
  | { redirect: string };

/** A time stamp authority on loopback, by `openssl ts -reply`; its root is its own. */
export type FakeTsa = {
  /** For `TIME_STAMP_AUTHORITIES`. */
  url: string;
  hostPort: string;
  /** The root, PEM; also in the file `rootFile` until `close`. */
  root: string;
  rootFile: string;
  /** When it was asked, by the wall clock, with the bytes of each request. */
  requests: { atMs: number; body: Buffer; contentType: string }[];
  /** Bytes that were poured out in the mood `huge`. */
  pouredBytes(): number;
  /** Bytes of an honest response to a request. */
  stamp(request: Uint8Array): Buffer;
  be(mood: TsaMood): void;
  close(): Promise<void>;
};

const HUGE_BYTES = 50_000_000;

const CURVE = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** `key`: what follows `-newkey`, for both its keys. */
export async function startFakeTsa({ misbehave = 'ok' as TsaMood, key = CURVE } = {}): Promise<FakeTsa> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-tsa-'));
  makeAuthority(folder, ['-newkey', ...key, '-nodes']);
  const requests: FakeTsa['requests'] = [];
  let mood = misbehave;
  let poured = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      requests.push({ atMs: Date.now(), body, contentType: request.headers['content-type'] ?? '' });
      answer(response, body);
    });
  });
  const answer = (response: ServerResponse, body: Buffer) => {
    if (typeof mood === 'object') return void response.writeHead(302, { location: mood.redirect }).end();
    if (mood === 'silent') return;
    if (mood === 'error') return void response.writeHead(503).end('busy');
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    if (mood === 'huge') return pour(response);
    if (mood === 'drip') return drip(response);
    response.end(replyOf(folder, body, mood));
  };
  const pour = (response: ServerResponse) => {
    const part = Buffer.alloc(65_536, 0x30);
    const more = () => {
      while (!response.destroyed && poured < HUGE_BYTES) {
        poured += part.length;
        if (!response.write(part)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    url: `http://127.0.0.1:${port}/tsr`,
    hostPort: `127.0.0.1:${port}`,
    root: readFileSync(join(folder, 'root.pem'), 'utf8'),
    rootFile: join(folder, 'root.pem'),
    requests,
    pouredBytes: () => poured,
    stamp: (request) => replyOf(folder, Buffer.from(request), 'ok'),
    be: (next) => {
      mood = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('0'), 50);
  response.once('close', () => clearInterval(timer));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function replyOf(
  folder: string,
  request: Buffer,
  mood: 'ok' | 'other-data' | 'other-nonce' | 'rejected' | 'garbage',
): Buffer {
  if (mood === 'garbage') return Buffer.from('<html>please log in</html>');
  const [query, reply] = [join(folder, 'q.tsq'), join(folder, 'r.tsr')];
  writeFileSync(query, mood === 'rejected' ? Buffer.from('3003020101', 'hex') : changed(request, mood));
  execFileSync('openssl', ['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', query, '-out', reply], {
    cwd: folder,
    stdio: 'ignore',
  });
  return readFileSync(reply);
}

/** Where hash and nonce stand in a request as rules/journal/time-stamp-request.ts writes it. */
const HASH_AT = 24;
function changed(request: Buffer, mood: 'ok' | 'other-data' | 'other-nonce'): Buffer {
  const copy = Buffer.from(request);
  const at = mood === 'other-data' ? HASH_AT : copy.length - 4;
  if (mood !== 'ok') copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

const CONFIG = `
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
certs = root.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** A root of its own, and a signer whose purpose is time stamps alone; both by openssl. */
function makeAuthority(folder: string, newKey: readonly string[]): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '3650',
    '-subj',
    '/O=Test/CN=Test stamp root',
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
  );
  const extensions =
    'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n';
  writeFileSync(join(folder, 'signer.ext'), extensions);
  openssl(
    'req',
    '-new',
    ...newKey,
    '-subj',
    '/O=Test/CN=Test stamp authority',
    '-keyout',
    'signer.key',
    '-out',
    'signer.csr',
  );
  const signed = [
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-extfile',
    'signer.ext',
    '-days',
    '3650',
  ];
  openssl('x509', '-req', '-in', 'signer.csr', ...signed, '-out', 'signer.pem');
  writeFileSync(join(folder, 'tsa.cnf'), CONFIG);
  writeFileSync(join(folder, 'serial'), '01\n');
}
