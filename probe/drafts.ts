import { createHash } from 'node:crypto';
import type { TargetRole } from '../rules/method.ts';
import { familyOf, plainAddress } from './address-scope.ts';
import { checkOfKind } from './checks/all-checks.ts';
import { fpingStaggerMs } from './checks/ping/fping.ts';
import type { FarAddress } from './far-addresses.ts';
import type { BackEnd, Draft, FpingGroup, PlanInput } from './targets.ts';

/** Whole seconds (BusyBox); ends before the attempt's own deadline (10 s), so that ping can still say that nothing came. */
const PING_WAIT_MS = 9000;
/** Asked of resolvers: a name that IANA keeps for such uses (RFC 6761). */
export const RESOLVER_NAME = 'example.com';

export type AskOptions = {
  role: TargetRole;
  backEnd: BackEnd;
  spacingMs: number;
  phaseMs: number;
  group: FpingGroup;
};

/** One address, asked by one of the usual ways. */
export function askByBackEnd(input: PlanInput, far: FarAddress, ask: AskOptions): Draft {
  const { address } = far;
  const kind = ask.backEnd === 'fping' ? 'ping' : ask.backEnd;
  return {
    target: {
      kind,
      backEnd: ask.backEnd,
      role: ask.role,
      family: familyOf(address),
      address,
      network: far.network,
      spacingMs: ask.spacingMs,
    },
    way:
      ask.backEnd === 'fping'
        ? { kind: 'fping', group: ask.group, address }
        : { kind: 'check', check: checkOfKind(kind), settings: settingsOf(input, ask.backEnd, far) },
    phaseMs: ask.phaseMs,
    // A link-local address usually holds the router's hardware address.
    isPersonal: plainAddress(address).toLowerCase().startsWith('fe80'),
  };
}

function settingsOf(input: PlanInput, backEnd: Exclude<BackEnd, 'fping'>, far: FarAddress): unknown {
  switch (backEnd) {
    case 'ping':
      return {
        address: far.address,
        waitMs: PING_WAIT_MS,
        gatewayAddresses: input.network.gateways.map(({ address }) => address),
        ownAddresses: input.network.ownAddresses,
      };
    case 'tcp':
      return { address: far.address, port: far.port };
    case 'dns':
      return { address: far.address, name: RESOLVER_NAME };
  }
}

/** Distance of two attempts of a group whose members are `spacingMs` apart. */
export function staggerOf(backEnd: BackEnd, spacingMs: number, count: number): number {
  if (count === 0) return spacingMs;
  return backEnd === 'fping' ? fpingStaggerMs(spacingMs, count) : Math.floor(spacingMs / count);
}

/** A phase that differs from home to home and stays the same at one, so that homes don't march in step. */
export function phaseOf({ personalSalt }: PlanInput, name: string, belowMs: number): number {
  const hash = createHash('sha256').update(`phase\n${personalSalt}\n${name}`).digest();
  return hash.readUInt32BE(0) % belowMs;
}
