import { createHash, randomBytes } from 'node:crypto';

export type DigestServerOptions = {
  user: string;
  password: string;
  realm: string;
  algorithm: 'MD5' | 'SHA-256';
  /** A nonce serves so often, then the next use is `stale`. */
  usesMax: number;
};

/** The checking side of RFC 7616: nonces of its own making, counts that must grow, the hash worked out again. */
export class DigestServer {
  readonly #options: DigestServerOptions;
  readonly #used = new Map<string, number>();
  /** Requests that came with a wrong login. */
  refused = 0;
  /** Requests that came without one, or with a nonce that had run out. */
  challenged = 0;

  constructor(options: DigestServerOptions) {
    this.#options = options;
  }

  /** `null` when the login is good; else the challenge for the 401. */
  check(header: string | undefined, method: string, path: string): string | null {
    if (header === undefined) return this.#challenge(false);
    const fields = new Map(
      [...header.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name = '', quoted, word]) => [
        name,
        quoted ?? word ?? '',
      ]),
    );
    const nonce = fields.get('nonce') ?? '';
    const count = Number.parseInt(fields.get('nc') ?? '', 16);
    const before = this.#used.get(nonce);
    if (before === undefined || count <= before) return this.#challenge(true);
    if (
      fields.get('response') !== this.#expected(fields, method, path) ||
      fields.get('username') !== this.#options.user
    ) {
      this.refused += 1;
      return this.#challenge(false);
    }
    if (count > this.#options.usesMax) return this.#challenge(true);
    this.#used.set(nonce, count);
    return null;
  }

  #expected(fields: Map<string, string>, method: string, path: string): string {
    const { user, realm, password, algorithm } = this.#options;
    const hash = (text: string) =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const parts = [
      hash(`${user}:${realm}:${password}`),
      fields.get('nonce'),
      fields.get('nc'),
      fields.get('cnonce'),
      'auth',
    ];
    return hash([...parts, hash(`${method}:${path}`)].join(':'));
  }

  #challenge(isStale: boolean): string {
    this.challenged += 1;
    const nonce = randomBytes(8).toString('hex').toUpperCase();
    this.#used.set(nonce, 0);
    const { realm, algorithm } = this.#options;
    return `Digest realm="${realm}",nonce="${nonce}",algorithm=${algorithm},qop="auth"${isStale ? ',stale=true' : ''}`;
  }
}
