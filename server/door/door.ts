import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../probe-key.ts';
import type { Store } from '../store/open-store.ts';
import { newPasswordProblem, type PasswordProblem } from './new-password.ts';
import { openPasswordHashes, type PasswordHashes } from './password-hash.ts';
import { openThrottle } from './throttle.ts';

const DAY_MS = 86_400_000;
const LINK_DAYS = 1;
/** So many hashes may wait; each takes 0.1 s, on a small board half a second. */
const MAX_PENDING_HASHES = 20;
const BUSY_MS = 5000;

export type Opened = { kind: 'open'; session: string; expiresAtMs: number };
/** `wait`: too many attempts, nothing was looked at. */
export type Refused = { kind: 'wrong' } | { kind: 'wait'; forMs: number };

/** Where an attempt comes from. */
export type Place = {
  /** What attempts are counted by, e.g. from {@link placeOf}. */
  key: string;
  /** In a network at home, where no attacker from elsewhere can be. */
  isNear: boolean;
};

/**
 * The door of the one owner of this server. Everything is asked of the database each time, so what another process (the
 * command line) does holds at once. Sessions and links are random secrets of 256 bits, kept as hashes; a session is
 * always new when the door opens, and the one that the browser had before (`oldSession`) ends.
 */
export type Door = {
  hasPassword(): boolean;
  /** One-time secret (43 characters, base64url), good for 24 h. */
  loginLink(): { secret: string; expiresAtMs: number };
  /** Whether the link could be spent now; does not spend it. */
  isLink(secret: string): boolean;
  /**
   * Spends the link and opens. With a new password (which passed {@link Door.passwordProblem}) every other session and
   * link ends; without one it only opens, which a door without a password refuses. Links are never throttled.
   */
  redeem(secret: string, newPassword: string | null, oldSession: string | null): Promise<Opened | { kind: 'unknown' }>;
  /** Costs one hash, whether or not there is a password. */
  signIn(password: string, place: Place, oldSession: string | null): Promise<Opened | Refused>;
  /** Needs the old password. Every other session and every link ends, and this one gets a new secret. */
  changePassword(oldPassword: string, newPassword: string, session: string): Promise<Opened | Refused>;
  /** Why it may not be the new password; null: it may. */
  passwordProblem(password: string): PasswordProblem | null;
  isSession(session: string): boolean;
  endSession(session: string): void;
  /** Also voids links that were not used yet. */
  endEverySession(): void;
};

type Parts = {
  store: Pick<Store, 'door' | 'write' | 'books'>;
  nowMs: () => number;
  /** Days after which the owner has to sign in again. */
  sessionDays: number;
  /** For tests. */
  passwords?: PasswordHashes;
  /** A clock that is never set, ms; for the throttle. */
  tickMs?: () => number;
};

export function openDoor(parts: Parts): Door {
  const { store, nowMs } = parts;
  const { door: tables } = store;
  return {
    ...passwordDoor(parts),
    hasPassword: () => tables.passwordHash() !== null,
    loginLink: () => {
      const secret = newSecret();
      const expiresAtMs = nowMs() + LINK_DAYS * DAY_MS;
      store.write(() => {
        tables.forgetExpired(nowMs());
        tables.insertLogin(sha256Hex(secret), expiresAtMs);
      });
      return { secret, expiresAtMs };
    },
    isLink: (secret) => tables.hasLogin(sha256Hex(secret), nowMs()),
    passwordProblem: (password) => {
      const names = store.books.lines().flatMap(({ id, name, provider }) => [id, name, provider]);
      return newPasswordProblem(password, ['linewitness', ...names]);
    },
    isSession: (session) => tables.hasSession(sha256Hex(session), nowMs()),
    endSession: (session) => store.write(() => tables.endSession(sha256Hex(session))),
    endEverySession: () =>
      store.write(() => {
        tables.endAllSessions();
        tables.forgetLogins();
      }),
  };
}

function passwordDoor(parts: Parts): Pick<Door, 'redeem' | 'signIn' | 'changePassword'> {
  const { store, nowMs, passwords = openPasswordHashes(), tickMs = () => performance.now() } = parts;
  const { door: tables } = store;
  const throttle = openThrottle(tickMs);
  /** Inside a transaction. */
  const open = (oldSession: string | null): Opened => {
    const session = newSecret();
    const expiresAtMs = nowMs() + parts.sessionDays * DAY_MS;
    if (oldSession !== null) tables.endSession(sha256Hex(oldSession));
    tables.insertSession(sha256Hex(session), expiresAtMs);
    return { kind: 'open', session, expiresAtMs };
  };
  const replacePassword = (hash: string): Opened => {
    tables.setPasswordHash(hash, nowMs());
    tables.endAllSessions();
    tables.forgetLogins();
    return open(null);
  };
  /** The kept hash that the password fits. */
  const check = async (password: string, { key, isNear }: Place): Promise<string | Refused> => {
    if (passwords.pending() >= MAX_PENDING_HASHES) return { kind: 'wait', forMs: BUSY_MS };
    const forMs = throttle.begin(key, isNear);
    if (forMs > 0) return { kind: 'wait', forMs };
    const stored = tables.passwordHash();
    const isRight = await passwords.verify(stored, password);
    if (stored === null || !isRight) return { kind: 'wrong' };
    throttle.succeed(key);
    return stored;
  };
  return {
    redeem: async (secret, newPassword, oldSession) => {
      if (!tables.hasLogin(sha256Hex(secret), nowMs())) return { kind: 'unknown' };
      const hash = newPassword === null ? null : await passwords.hash(newPassword);
      return store.write(() => {
        if (hash === null && tables.passwordHash() === null) return { kind: 'unknown' };
        if (!tables.spendLogin(sha256Hex(secret), nowMs())) return { kind: 'unknown' };
        return hash === null ? open(oldSession) : replacePassword(hash);
      });
    },
    signIn: async (password, place, oldSession) => {
      const stored = await check(password, place);
      if (typeof stored !== 'string') return stored;
      const better = passwords.isOutdated(stored) ? await passwords.hash(password) : null;
      return store.write(() => {
        // it may have been changed while the hash was computed
        if (tables.passwordHash() !== stored) return { kind: 'wrong' };
        if (better !== null) tables.setPasswordHash(better, nowMs());
        return open(oldSession);
      });
    },
    changePassword: async (oldPassword, newPassword, session) => {
      const stored = await check(oldPassword, { key: `session ${sha256Hex(session)}`, isNear: true });
      if (typeof stored !== 'string') return stored;
      const hash = await passwords.hash(newPassword);
      return store.write(() => (tables.passwordHash() === stored ? replacePassword(hash) : { kind: 'wrong' }));
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
