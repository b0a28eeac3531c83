import { createHash, randomBytes } from 'node:crypto';

export type Login = { user: string; password: string };

/** What a server asked for (RFC 7616 §3.3), as far as it is answered here. */
export type Challenge = {
  realm: string;
  nonce: string;
  opaque: string | null;
  algorithm: 'MD5' | 'SHA-256';
  isStale: boolean;
};

const FIELDS_MAX_CHARS = 2000;

/**
 * The challenge to answer: SHA-256 before MD5. `null` when none is answered here: Basic (it would tell the password), one
 * without `qop=auth` (it allows prepared tables), another algorithm.
 */
export function chooseChallenge(headers: readonly string[]): Challenge | null {
  const known = headers.flatMap(splitChallenges).flatMap((text) => readChallenge(text) ?? []);
  return known.find(({ algorithm }) => algorithm === 'SHA-256') ?? known[0] ?? null;
}

/** Several challenges may share one header line (RFC 9110 §11.6.1). */
function splitChallenges(header: string): string[] {
  return header.slice(0, FIELDS_MAX_CHARS).split(/,\s*(?=(?:Digest|Basic|Bearer|Negotiate|NTLM)\s)/i);
}

function readChallenge(text: string): Challenge | null {
  const rest = /^\s*Digest\s+(.*)$/is.exec(text)?.[1];
  if (rest === undefined) return null;
  const fields = fieldsOf(rest);
  const algorithm = (fields.get('algorithm') ?? 'MD5').toUpperCase();
  const realm = fields.get('realm');
  const nonce = fields.get('nonce');
  const qops = (fields.get('qop') ?? '').split(',').map((qop) => qop.trim().toLowerCase());
  if (realm === undefined || nonce === undefined || nonce === '' || !qops.includes('auth')) return null;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return null;
  const isStale = fields.get('stale')?.toLowerCase() === 'true';
  return { realm, nonce, opaque: fields.get('opaque') ?? null, algorithm, isStale };
}

/** `name=word` and `name="text"`, names in lower case; the first of a name counts. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, word] of text.matchAll(/([a-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? word ?? '';
    if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
  }
  return fields;
}

export type DigestRequest = { method: string; path: string; count: number; clientNonce: string };

/** The `Authorization` header (RFC 7616 §3.4) for one request; `count` must grow with each use of a nonce. */
export function authorizationOf(challenge: Challenge, login: Login, request: DigestRequest): string {
  const hash = (text: string) =>
    createHash(challenge.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const count = request.count.toString(16).padStart(8, '0');
  const secret = hash(`${login.user}:${challenge.realm}:${login.password}`);
  const asked = hash(`${request.method}:${request.path}`);
  const response = hash(`${secret}:${challenge.nonce}:${count}:${request.clientNonce}:auth:${asked}`);
  const opaque = challenge.opaque === null ? '' : `, opaque="${quoted(challenge.opaque)}"`;
  return (
    `Digest username="${quoted(login.user)}", realm="${quoted(challenge.realm)}", nonce="${quoted(challenge.nonce)}", ` +
    `uri="${request.path}", algorithm=${challenge.algorithm}, response="${response}", qop=auth, nc=${count}, ` +
    `cnonce="${request.clientNonce}"${opaque}`
  );
}

function quoted(text: string): string {
  return text.replaceAll(/["\\]/g, '\\$&').replaceAll(/[\r\n]/g, '');
}

/** Answers challenges for one login at one server: keeps the nonce and counts its uses. */
export class DigestLogin {
  readonly #login: Login;
  #challenge: Challenge | null = null;
  #count = 0;
  #hasWorked = false;

  constructor(login: Login) {
    this.#login = login;
  }

  /** For the next request; `null` before the server has asked for a login. */
  authorization(method: string, path: string): string | null {
    if (!this.#challenge) return null;
    this.#count += 1;
    const clientNonce = randomBytes(12).toString('hex');
    return authorizationOf(this.#challenge, this.#login, { method, path, count: this.#count, clientNonce });
  }

  /**
   * After a 401: whether it is worth asking again with what it brought. A nonce that has served before may have run out
   * or be forgotten after a restart, which FRITZ!Boxes don't always call "stale"; a login that was just refused is not
   * sent again.
   */
  takeChallenge(headers: readonly string[], wasAnswered: boolean): boolean {
    const challenge = chooseChallenge(headers);
    const isWorthIt = !wasAnswered || this.#hasWorked || challenge?.isStale === true;
    this.#challenge = challenge;
    this.#count = 0;
    this.#hasWorked = false;
    return challenge !== null && isWorthIt;
  }

  /** The server took the login; it may name the nonce to use next (RFC 7616 §3.5). */
  takeSuccess(authenticationInfo: string): void {
    this.#hasWorked = true;
    const nonce = fieldsOf(authenticationInfo.slice(0, FIELDS_MAX_CHARS)).get('nextnonce');
    if (!nonce || !this.#challenge || nonce === this.#challenge.nonce) return;
    this.#challenge = { ...this.#challenge, nonce };
    this.#count = 0;
  }
}
