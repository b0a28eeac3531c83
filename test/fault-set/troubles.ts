import type { Family } from '../../rules/outage/observation.ts';

/**
 * What can go wrong in a simulated home, each from a true instant to another (ms after the story began). Troubles may
 * overlap; what follows from one (a router that starts has no session yet) is written out by the functions below.
 */
export type Trouble = { fromMs: number; toMs: number } & TroubleKind;

export type TroubleKind =
  // ------------------------------------------------ the probe itself
  | { kind: 'suspended' } //     the machine sleeps
  | { kind: 'probe-restarted' } // the program ends and begins again
  | { kind: 'probe-rebooted'; wrongClockMs?: number; syncedAtMs?: number } // off by so much until its clock is set
  | { kind: 'clock-stepped'; byMs: number } // at `fromMs`; fping is restarted until `toMs`
  | { kind: 'in-tunnel' }
  // ------------------------------------------------ the home's own network
  | { kind: 'cable-out' } //     the probe has no link
  | { kind: 'lan-dead' } //      a switch between probe and router is off; the probe has its link
  | { kind: 'wifi-loss'; ratio: number } // packets to everybody, the router too
  | { kind: 'router-off' }
  | { kind: 'upload'; lossRatio: number; extraMs: number } // the home's own traffic fills the line
  // ------------------------------------------------ the line and the provider
  | { kind: 'sync-lost'; isTraining?: boolean }
  | {
      kind: 'session-lost';
      session: 'connecting' | 'auth-failed' | 'disconnected';
      lastError: string;
      keepsAddress?: boolean;
    }
  | { kind: 'on-mobile' } //     packets leave by the router's mobile network
  | { kind: 'bng-dead' } //      the provider's first router
  | { kind: 'core-dead' } //     behind it
  | { kind: 'transit-dead' } //  behind the provider's own machines
  | { kind: 'family-dead'; family: Family } // beyond the first router (DS-Lite: the AFTR)
  | { kind: 'prefix-changed' } // at `fromMs`; IPv6 is without a route back until `toMs`
  | { kind: 'line-loss'; ratio: number }
  | { kind: 'slow-line'; extraMs: number }
  // ------------------------------------------------ further out
  | { kind: 'targets-off'; networks: readonly string[] }
  | { kind: 'isp-resolver-off' }
  | { kind: 'resolvers-off' }
  | { kind: 'isp-resolver-lies' }
  | { kind: 'path-lies' } //     somebody answers for everybody
  | { kind: 'portal' } //        somebody else answers in place of the own server; pings pass
  | { kind: 'own-server-off' }
  | { kind: 'sip-off' };

/** A router switched off and on: it gives up the line first, starts, finds its sync and then its session. */
export function routerReboot(fromMs: number, bootMs = 60_000, syncMs = 45_000): Trouble[] {
  const upMs = fromMs + bootMs;
  return [
    { kind: 'router-off', fromMs: fromMs + 1_500, toMs: upMs },
    { kind: 'sync-lost', fromMs, toMs: upMs + syncMs },
    sessionLost(fromMs, upMs + syncMs + 4_000),
  ];
}

export function sessionLost(
  fromMs: number,
  toMs: number,
  how: Partial<Extract<TroubleKind, { kind: 'session-lost' }>> = {},
): Trouble {
  return { kind: 'session-lost', fromMs, toMs, session: 'connecting', lastError: 'isp-timeout', ...how };
}

/** The DSL is gone, and the session comes back some seconds after it. */
export function syncLost(fromMs: number, toMs: number, sessionMs = 4_000): Trouble[] {
  return [{ kind: 'sync-lost', fromMs, toMs: toMs - sessionMs }, sessionLost(fromMs + 1_000, toMs)];
}

/** True while a trouble of the kind lasts, in any part of the stretch. */
export function isOn(
  troubles: readonly Trouble[],
  kind: Trouble['kind'],
  fromMs: number,
  toMs: number = fromMs,
): boolean {
  return troubles.some((trouble) => trouble.kind === kind && trouble.fromMs <= toMs && trouble.toMs > fromMs);
}
