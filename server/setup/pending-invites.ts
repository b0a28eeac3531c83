import { sha256Hex } from '../probe-key.ts';
import type { Store } from '../store/open-store.ts';

export type PendingInvite = { token: string; expiresAtMs: number };

/** Tokens that the owner's page shows while it waits for the probe. */
export type PendingInvites = {
  remember(line: string, invite: PendingInvite): PendingInvite;
  /** null: none was made, or it was used, or it is too old. */
  of(line: string): PendingInvite | null;
};

/**
 * In memory only: the database keeps a token's hash, so that a copy of it lets nobody join. Whoever reloads the page must
 * still find the command that stood there; after a restart of the server a new one is made by the button.
 */
export function openPendingInvites(store: Pick<Store, 'owner'>, nowMs: () => number): PendingInvites {
  const invites = new Map<string, PendingInvite>();
  return {
    remember: (line, invite) => {
      invites.set(line, invite);
      return invite;
    },
    of: (line) => {
      const invite = invites.get(line);
      if (!invite) return null;
      const kept = store.owner.invite(sha256Hex(invite.token.split('.')[1] ?? ''));
      if (kept && kept.usedByProbe === null && kept.expiresAtMs > nowMs()) return invite;
      invites.delete(line);
      return null;
    },
  };
}
