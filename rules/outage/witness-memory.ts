import { type FailoverMemory, startFailover } from '../witness/failover.ts';
import type { Testimony } from '../witness/judgement.ts';
import { startReconnects } from '../witness/reconnects.ts';
import { startRouterMemory } from '../witness/router-memory.ts';
import { startSnapshots } from '../witness/snapshots.ts';
import type { WaitingOutage } from './waiting-outages.ts';

/** What is remembered of the witnesses beside the far targets and the gateway. */
export type WitnessMemory = Testimony & {
  /** Outages that have ended and are not final yet, oldest first. */
  waiting: WaitingOutage[];
  /** When the line was last down. */
  downAtMs: number | null;
  /** Since when the line is watched without a hole. */
  seenFromAtMs: number | null;
  failover: FailoverMemory;
  /** Targets that stand for the provider's resolvers and are machines of the home: what they say is not of the provider. */
  homeResolvers: string[];
};

/** Nobody has said anything. */
export function startWitnesses(): WitnessMemory {
  return {
    router: startRouterMemory(),
    answers: {},
    reconnects: startReconnects(),
    snapshots: startSnapshots(),
    waiting: [],
    downAtMs: null,
    seenFromAtMs: null,
    failover: startFailover(),
    homeResolvers: [],
  };
}
