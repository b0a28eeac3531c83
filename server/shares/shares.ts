import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Language } from '../../web/pages/views.ts';
import type { Store } from '../store/open-store.ts';
import type { ShareRow } from '../store/share-table.ts';

const DAY_MS = 86_400_000;
/** For how many days a link may be good; the first is what forms propose. */
export const SHARE_DAYS = [30, 7, 90, 365] as const;
/** Longer than the name of a case handler and a ticket. */
export const MAX_LABEL = 100;
/** Links of one line that work at the same time. */
const MAX_SHARES = 50;
/** Local days that one link shows at most. */
export const MAX_SHARE_DAYS = 400;
/** An ended link stays in the owner's list that long. */
const KEEP_ENDED_MS = 90 * DAY_MS;
/** Visits closer to each other are one: a page and its downloads, and no write for each request. */
const SAME_VISIT_MS = 60_000;
/** 192 bits: cannot be guessed, whatever others may try. */
const SECRET_BYTES = 24;
const SECRET = /^[A-Za-z0-9_-]{32}$/;

/** A link as it is kept, without what would open it. */
export type Share = Omit<ShareRow, 'secretSha256'>;

export type NewShare = {
  line: string;
  /** null: a period alone. */
  outage: string | null;
  fromAtMs: number;
  toAtMs: number;
  label: string;
  language: Language;
  hasRaw: boolean;
  hasValues: boolean;
  /** One of {@link SHARE_DAYS}. */
  days: number;
};

/** Read-only links to one outage or period of one line; they end by themselves and can be taken back. */
export type Shares = {
  /** Newest first; what ended lately is among them. */
  ofLine(line: string): Share[];
  /** The secret is told once, here: only its hash is kept. null: too many links of the line work already. */
  make(wanted: NewShare): { share: Share; secret: string } | null;
  /** At once. False: there is none of that name to take back. */
  revoke(line: string, id: string): boolean;
  /** What the secret opens now. null: wrong, expired or revoked; which of them is not told. */
  open(secret: string): Share | null;
  /** Somebody follows the link. */
  noteOpened(share: Share): void;
};

type Parts = { store: Store; nowMs: () => number };

export function openShares({ store, nowMs }: Parts): Shares {
  return {
    ofLine: (line) => store.shares.ofLine(line).map(withoutSecret),
    make: ({ days, ...wanted }) => {
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const createdAtMs = nowMs();
      const row: ShareRow = {
        id: randomBytes(6).toString('hex'),
        secretSha256: hashOf(secret),
        ...wanted,
        createdAtMs,
        expiresAtMs: createdAtMs + days * DAY_MS,
        revokedAtMs: null,
        openedCount: 0,
        lastOpenedAtMs: null,
      };
      const isMade = store.write(() => {
        if (store.shares.liveCount(wanted.line, createdAtMs) >= MAX_SHARES) return false;
        store.shares.dropEndedBefore(wanted.line, createdAtMs - KEEP_ENDED_MS);
        store.shares.insert(row);
        return true;
      });
      return isMade ? { share: withoutSecret(row), secret } : null;
    },
    revoke: (line, id) => store.write(() => store.shares.revoke(line, id, nowMs())),
    open: (secret) => {
      // also of what cannot be one, so that no answer is quicker than another
      const hash = hashOf(secret.slice(0, 100));
      const row = store.shares.bySecret(hash);
      if (row === null || !SECRET.test(secret) || !isSame(row.secretSha256, hash)) return null;
      return row.revokedAtMs === null && row.expiresAtMs > nowMs() ? withoutSecret(row) : null;
    },
    noteOpened: ({ id, lastOpenedAtMs }) => {
      const atMs = nowMs();
      if (lastOpenedAtMs !== null && atMs - lastOpenedAtMs < SAME_VISIT_MS) return;
      store.write(() => store.shares.noteOpened(id, atMs));
    },
  };
}

function withoutSecret({ secretSha256: _, ...share }: ShareRow): Share {
  return share;
}

/** One round is enough: the secret is random and long, unlike a password. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
