import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** What came of a request. `unreachable` says in one sentence why there is no answer, and by its code for a program. */
export type ServerAnswer =
  | { kind: 'answer'; status: number; text: string }
  | { kind: 'unreachable'; reason: string; code: string };

export type PostBody = { text: string | Buffer; contentType: string; isGzip?: boolean };

/** `withinMs`: sooner than the limit of all requests. */
export type PostLimits = { signal?: AbortSignal | undefined; withinMs?: number };

/** The one server that this probe knows. */
export type ServerConnection = {
  /** Never rejects. An answer larger than 8 MB, or slower than the limits below, counts as none. */
  post(path: string, body: PostBody, limits?: PostLimits): Promise<ServerAnswer>;
  /** Whether the other end proved its name by a certificate. */
  isTls: boolean;
  /** Drops all sockets, and with them what is under way. */
  reset(): void;
  /** The same after an outage, when sockets may be dead without knowing it; not when one has just been answered. */
  resetIfSilent(): void;
  close(): Promise<void>;
};

const CONNECT_LIMIT_MS = 10_000;
/** A server that takes in hundreds of segments may think for a while. */
const HEADERS_LIMIT_MS = 30_000;
const BODY_LIMIT_MS = 15_000;
const WHOLE_LIMIT_MS = 60_000;
const MAX_ANSWER_BYTES = 8_000_000;
const LOOKUP_LIMIT_MS = 4000;
/** So long after an answer the sockets count as alive: a word of the end of a silence comes twice within a round. */
const ALIVE_MS = 6000;

/** `origin`: scheme, host and port. */
export function openServerConnection(origin: string): ServerConnection {
  const lookupOnce = rememberingLookup();
  const openPool = () =>
    new Pool(origin, {
      connections: 2,
      connect: { timeout: CONNECT_LIMIT_MS, lookup: lookupOnce },
      headersTimeout: HEADERS_LIMIT_MS,
      bodyTimeout: BODY_LIMIT_MS,
      // Longer than the distance of two contacts: one TLS handshake serves for hours.
      keepAliveTimeout: 30_000,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
  let pool = openPool();
  let answeredTickMs = Number.NEGATIVE_INFINITY;
  const reset = () => {
    const old = pool;
    pool = openPool();
    void old.destroy().catch(() => undefined); // its requests have been told; nothing is left to do
  };
  return {
    post: async (path, body, limits = {}) => {
      const answer = await post(pool, path, body, limits);
      if (answer.kind === 'answer') answeredTickMs = performance.now();
      return answer;
    },
    isTls: origin.startsWith('https:'),
    reset,
    resetIfSilent: () => {
      if (performance.now() - answeredTickMs > ALIVE_MS) reset();
    },
    close: () => pool.destroy(),
  };
}

async function post(
  pool: Pool,
  path: string,
  body: PostBody,
  { signal, withinMs = WHOLE_LIMIT_MS }: PostLimits,
): Promise<ServerAnswer> {
  const limit = AbortSignal.timeout(withinMs);
  try {
    const response = await pool.request({
      path,
      method: 'POST',
      headers: { 'content-type': body.contentType, ...(body.isGzip && { 'content-encoding': 'gzip' }) },
      body: body.text,
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
    return { kind: 'answer', status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    return { kind: 'unreachable', ...reasonOf(error, withinMs) };
  }
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its name is not known to the name server',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_DESTROYED: 'given up, to try anew at once',
  UND_ERR_CONNECT_TIMEOUT: 'no connection within 10 s',
  UND_ERR_HEADERS_TIMEOUT: 'it accepted the connection and then did not answer',
  UND_ERR_BODY_TIMEOUT: 'its answer stopped half-way',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'its answer is longer than any that makes sense',
  ENETUNREACH: 'this machine has no way to it (network unreachable)',
  EHOSTUNREACH: 'this machine has no way to it (host unreachable)',
  CERT_HAS_EXPIRED: 'its certificate has expired (or the clock of this machine is wrong)',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: the clock of this machine is probably wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; name it in NODE_EXTRA_CA_CERTS if it is yours',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there: perhaps http:// is meant instead of https://',
};

function reasonOf(error: unknown, withinMs: number): { reason: string; code: string } {
  if (!(error instanceof Error)) return { reason: String(error), code: '' };
  if (error.name === 'TimeoutError')
    return { reason: `no whole answer within ${withinMs / 1000} s`, code: 'TIMED_OUT' };
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0], withinMs);
  const code = 'code' in error ? String(error.code) : '';
  return { reason: REASONS[code] ?? (error.message || code || error.name), code };
}

/**
 * One question to the resolver at a time, however many ask: each runs in a thread of the pool that the disk needs too,
 * and a dead name server holds it for half a minute. When there is no answer in time, the last known addresses serve:
 * delivering needs no DNS.
 */
function rememberingLookup(): LookupFunction {
  let known: LookupAddress[] = [];
  let pending: Promise<LookupAddress[]> | null = null;
  const ask = (hostname: string) =>
    new Promise<LookupAddress[]>((resolve, reject) => {
      lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
    }).finally(() => {
      pending = null;
    });
  return (hostname, options, callback) => {
    pending ??= ask(hostname);
    const slow = sleep(LOOKUP_LIMIT_MS, undefined, { ref: false }).then(() => {
      throw Object.assign(new Error('the name server does not answer'), { code: 'EAI_AGAIN' });
    });
    Promise.race([pending, slow])
      .catch((error: NodeJS.ErrnoException) => {
        if (known.length === 0) throw error;
        return known;
      })
      .then((addresses) => {
        known = addresses;
        const fitting = addresses.filter(({ family }) => !options.family || options.family === family);
        const [first] = fitting.length > 0 ? fitting : addresses;
        if (options.all) callback(null, addresses);
        else callback(null, first?.address ?? '', first?.family);
      })
      .catch((error: NodeJS.ErrnoException) => callback(error, '', 0));
    slow.catch(() => undefined); // it has lost the race
  };
}
