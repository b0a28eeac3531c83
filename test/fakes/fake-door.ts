import type { Door } from '../../server/door/door.ts';

/** Opens with the secrets and knows the sessions of the two sets; its password is always wrong (door.test.ts has the real one). */
export function fakeDoor(nowMs: () => number, secrets: Set<string>, sessions: Set<string>): Door {
  return {
    hasPassword: () => true,
    loginLink: () => ({ secret: 's'.repeat(43), expiresAtMs: nowMs() + 86_400_000 }),
    isLink: (secret) => secrets.has(secret),
    redeem: async (secret) => {
      if (!secrets.delete(secret)) return { kind: 'unknown' };
      const session = `session-${sessions.size + 1}`;
      sessions.add(session);
      return { kind: 'open', session, expiresAtMs: nowMs() + 86_400_000 };
    },
    signIn: async () => ({ kind: 'wrong' }),
    changePassword: async () => ({ kind: 'wrong' }),
    passwordProblem: () => null,
    isSession: (session) => sessions.has(session),
    endSession: (session) => void sessions.delete(session),
    endEverySession: () => sessions.clear(),
  };
}
