import type { Admin } from '../keep.ts';
import type { Store } from '../store/open-store.ts';
import { type FirstMeasurement, readFirstMeasurement } from './first-measurement.ts';
import { openPendingInvites, type PendingInvite } from './pending-invites.ts';

/** How a probe comes to a line, as the owner's pages show it. */
export type Setup = {
  /** Makes a one-time token and remembers it for the page until it is used; a sentence when it is refused. */
  invite(line: string): PendingInvite | string;
  /** The last token made by {@link Setup.invite}, as long as a probe can still use it. Gone after a restart of the server. */
  pending(line: string): PendingInvite | null;
  /** The active probe of the line; null: there is none. */
  probe(line: string): JoinedProbe | null;
  /** Whether an alarm would reach anybody. */
  hasAlarmPath(): boolean;
};

export type JoinedProbe = {
  joinedAtMs: number;
  hasDelivered: boolean;
  /** null before it delivered, and once those bytes were removed. */
  first: FirstMeasurement | null;
};

type Parts = { store: Store; admin: Pick<Admin, 'invite'>; nowMs: () => number };

export function openSetup({ store, admin, nowMs }: Parts): Setup {
  const pending = openPendingInvites(store, nowMs);
  return {
    invite: (line) => {
      const made = admin.invite(line);
      return typeof made === 'string' ? made : pending.remember(line, made);
    },
    pending: pending.of,
    probe: (line) => {
      const probe = store.books.activeProbe(line);
      if (!probe) return null;
      const hasDelivered = probe.lastNumber >= probe.firstNumber;
      return { joinedAtMs: probe.enrolledAtMs, hasDelivered, first: readFirstMeasurement(store, line) };
    },
    hasAlarmPath: () => store.contracts.alarmPathCount() > 0,
  };
}
