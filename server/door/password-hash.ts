import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Cost of one hash; what OWASP asks of argon2id at least, and what a Pi with 512 MB can spare. */
export type Cost = { memoryKib: number; passes: number };
export const DEFAULT_COST: Cost = { memoryKib: 19_456, passes: 2 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** PHC string format; other parallelism than 1 is never written. */
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

export type PasswordHashes = {
  /** In PHC string format: parameters, salt and hash. */
  hash(password: string): Promise<string>;
  /** `stored` null: there is none; that costs one hash as well and is false. */
  verify(stored: string | null, password: string): Promise<boolean>;
  /** Whether `stored` was made at a lower cost than today's. */
  isOutdated(stored: string): boolean;
  /** How many hashes run or wait. */
  pending(): number;
};

/** `derive` computes one hash; a parameter so that a test can count them. */
export type Derive = (
  algorithm: 'argon2id',
  parameters: { message: Buffer; nonce: Buffer; parallelism: 1; tagLength: number; memory: number; passes: number },
) => Promise<Buffer>;

/** Passwords as they are kept: argon2id (RFC 9106), one at a time, so that many at once cannot use up the memory. */
export function openPasswordHashes(cost: Cost = DEFAULT_COST, derive: Derive = promisify(argon2)): PasswordHashes {
  let last: Promise<unknown> = Promise.resolve();
  let pending = 0;
  const run = (password: string, salt: Buffer, { memoryKib, passes }: Cost): Promise<Buffer> => {
    const message = Buffer.from(password.normalize('NFKC'), 'utf8');
    const parameters = {
      message,
      nonce: salt,
      parallelism: 1,
      tagLength: HASH_BYTES,
      memory: memoryKib,
      passes,
    } as const;
    pending += 1;
    const result = last
      .then(() => derive('argon2id', parameters))
      .finally(() => {
        pending -= 1;
      });
    last = result.catch(() => undefined); // one that failed must not stop the next
    return result;
  };
  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES);
      return format(cost, salt, await run(password, salt, cost));
    },
    verify: async (stored, password) => {
      const kept = stored === null ? null : parse(stored);
      const { salt, hash } = kept ?? { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
      return timingSafeEqual(await run(password, salt, kept?.cost ?? cost), hash) && kept !== null;
    },
    isOutdated: (stored) => {
      const { memoryKib, passes } = parse(stored).cost;
      return memoryKib < cost.memoryKib || passes < cost.passes;
    },
    pending: () => pending,
  };
}

function format({ memoryKib, passes }: Cost, salt: Buffer, hash: Buffer): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${unpadded(salt)}$${unpadded(hash)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

function parse(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const [, memoryKib, passes, salt, hash] = PHC.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('bug: the kept password hash is not one of ours');
  const cost = { memoryKib: Number(memoryKib), passes: Number(passes) };
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}
