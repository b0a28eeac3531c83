import { formatMethod, type Method, type Target, type TargetRole } from '../rules/method.ts';
import type { PersonalValue } from '../rules/wire/upload.ts';
import { familyOf, plainAddress } from './address-scope.ts';
import { checkOfKind } from './checks/all-checks.ts';
import type { AnyCheck, Moment } from './checks/check.ts';
import type { ProbeConfig } from './config.ts';
import { knownNetworkOf } from './default-targets.ts';
import { askByBackEnd, phaseOf, RESOLVER_NAME, staggerOf } from './drafts.ts';
import { farAddresses, isFamilyWanted } from './far-addresses.ts';
import { mailOfMethod } from './mail/mail-drafts.ts';
import type { Network } from './network.ts';
import type { Near } from './path/near-watch.ts';
import { hashOfPersonal } from './personal-hash.ts';
import { resolverAddresses, resolverNetwork } from './resolver-addresses.ts';
import { witnessDrafts } from './witness-targets.ts';

/** One long-lived fping each: the targets of a group are asked in turn. `near`: the provider's first machines. */
export const FPING_GROUPS = ['far4', 'far6', 'gateway', 'near'] as const;
export type FpingGroup = (typeof FPING_GROUPS)[number];

/** Ways to ask a far target or the gateway. */
export type BackEnd = 'fping' | 'ping' | 'tcp' | 'dns';

/** What a plan is made from: config and network, and what self-tests and name lookups found. */
export type PlanInput = {
  config: ProbeConfig;
  network: Network;
  farBackEnd: BackEnd;
  gatewayBackEnd: BackEnd;
  /** The server's numeric addresses and port; null = no server or not found. */
  server: { addresses: string[]; port: number } | null;
  personalSalt: string;
  /** What stands on the way out; see `path/near-watch.ts`. */
  near: Near;
};

/** The method, and how each of its targets is measured. */
export type Plan = {
  method: Method;
  methodText: string;
  entries: PlanEntry[];
  /** Values whose hashes stand in the method. */
  personalValues: PersonalValue[];
};

export type PlanEntry = {
  /** Position in the method. */
  target: number;
  role: TargetRole;
  family: 4 | 6 | 0;
  spacingMs: number;
  phaseMs: number;
  /** What is asked out of turn because of an outage; null = the same grid at all times. */
  pace: Pace | null;
  /** By a long-lived fping, together with the others of its group; attempt by attempt; or told by who asks it anyway. */
  way:
    | { kind: 'fping'; group: FpingGroup; address: string }
    | { kind: 'check'; check: AnyCheck; settings: unknown }
    | { kind: 'told' };
};

/**
 * `downSpacingMs`: while the line is down it is asked so often in place of `spacingMs`; null = as ever.
 * `isOnlyAtMoments`: never by its spacing. One attempt at a time, in any case.
 */
export type Pace = { downSpacingMs: number | null; moments: readonly Moment[]; isOnlyAtMoments?: true };

export const ROUND_MS = 5000;
export const LATE_AFTER_MS = 2000;
export const LISTEN_MS = 10_000;
export const SOFTWARE = 'linewitness 0.1.0';
const RESOLVER_SPACING_MS = 30_000;
const GATEWAY_SPACING_MS = 1000;
/** With one spawn an attempt, the gateway is asked less often, to spare the processor. */
const GATEWAY_SLOW_SPACING_MS = 5000;
const HTTP_PORT = 80;

export type Draft = {
  target: Omit<Target, 'phaseMs'>;
  way: PlanEntry['way'];
  phaseMs: number;
  pace?: Pace;
  isPersonal: boolean;
};

/** The same input gives the same plan, so that only a real change makes a new method. */
export function makePlan(input: PlanInput): Plan {
  const drafts = [
    ...gatewayDrafts(input),
    ...farDrafts(input, 4),
    ...farDrafts(input, 6),
    ...resolverDrafts(input),
    ...witnessDrafts(input),
    ...extraDrafts(input),
  ];
  const personalValues: PersonalValue[] = [];
  const targets = drafts.map((draft): Target => {
    const target = { ...draft.target, phaseMs: draft.phaseMs };
    if (!draft.isPersonal) return target;
    const value = { kind: `${target.role}-address`, salt: input.personalSalt, value: target.address };
    personalValues.push(value);
    return { ...target, address: hashOfPersonal(value) };
  });
  const method: Method = {
    format: 'linewitness-method/1',
    software: SOFTWARE,
    simulated: false,
    roundMs: ROUND_MS,
    lateAfterMs: LATE_AFTER_MS,
    listenMs: LISTEN_MS,
    targets,
    ...(input.config.reconnectWindow && { reconnectWindow: input.config.reconnectWindow }),
    ...mailOfMethod(input.config),
  };
  const entries = drafts.map(
    ({ target, way, phaseMs, pace }, index): PlanEntry => ({
      target: index,
      role: target.role,
      family: target.family,
      spacingMs: target.spacingMs,
      phaseMs,
      pace: pace ?? null,
      way,
    }),
  );
  return { method, methodText: formatMethod(method), entries, personalValues };
}

function gatewayDrafts(input: PlanInput): Draft[] {
  const { gateway } = input.config;
  if (gateway === 'none') return [];
  const addresses = gateway === 'auto' ? input.network.gateways.map(({ address }) => address) : gateway.addresses;
  const wanted = addresses.filter(
    (address) => input.config.families === 'auto' || input.config.families.includes(familyOf(address)),
  );
  const spacingMs = input.gatewayBackEnd === 'fping' ? GATEWAY_SPACING_MS : GATEWAY_SLOW_SPACING_MS;
  const staggerMs = staggerOf(input.gatewayBackEnd, spacingMs, wanted.length);
  return wanted.map((address, index) =>
    askByBackEnd(
      input,
      { address, network: 'home', port: HTTP_PORT },
      {
        role: 'gateway',
        backEnd: input.gatewayBackEnd === 'dns' ? 'tcp' : input.gatewayBackEnd,
        spacingMs,
        phaseMs: phaseOf(input, 'gateway', 500) + index * staggerMs,
        group: 'gateway',
      },
    ),
  );
}

function farDrafts(input: PlanInput, family: 4 | 6): Draft[] {
  if (!isFamilyWanted(input, family)) return [];
  const addresses = farAddresses(input, family);
  const spacingMs = input.config.farSpacingMs;
  const staggerMs = staggerOf(input.farBackEnd, spacingMs, addresses.length);
  const startMs = phaseOf(input, `far${family}`, 1000);
  const turn = phaseOf(input, `turn${family}`, Math.max(1, addresses.length));
  return addresses.map((far, index) =>
    askByBackEnd(input, far, {
      role: 'far',
      backEnd:
        input.farBackEnd === 'dns' && knownNetworkOf(far.address) === null && far.network !== 'isp'
          ? 'tcp'
          : input.farBackEnd,
      spacingMs,
      phaseMs: startMs + ((index + turn) % addresses.length) * staggerMs,
      group: family === 4 ? 'far4' : 'far6',
    }),
  );
}

/** The provider's resolvers and independent ones, asked for a name. */
function resolverDrafts(input: PlanInput): Draft[] {
  const { provider, independent } = resolverAddresses(input);
  return [
    ...provider.map((address) => resolverDraft(input, address, 'isp-resolver')),
    ...independent.map((address) => resolverDraft(input, address, 'public-resolver')),
  ];
}

function resolverDraft(input: PlanInput, address: string, role: 'isp-resolver' | 'public-resolver'): Draft {
  return {
    target: {
      kind: 'dns',
      backEnd: 'dns',
      role,
      family: familyOf(address),
      address,
      network: resolverNetwork(address, role === 'isp-resolver'),
      spacingMs: RESOLVER_SPACING_MS,
    },
    way: {
      kind: 'check',
      check: checkOfKind('dns'),
      settings: { address, name: input.config.resolverName ?? RESOLVER_NAME, nonce: input.config.resolverNonce },
    },
    phaseMs: phaseOf(input, `${role} ${address}`, RESOLVER_SPACING_MS),
    isPersonal: plainAddress(address).toLowerCase().startsWith('fe80'),
  };
}

function extraDrafts(input: PlanInput): Draft[] {
  return input.config.extra.map(({ kind, spacingMs, settings }, index) => {
    const check = checkOfKind(kind);
    const { address, family } = check.target(settings);
    return {
      target: {
        kind,
        backEnd: kind,
        role: 'extra' as const,
        family,
        address,
        network: `extra-${index + 1}`,
        spacingMs,
      },
      way: { kind: 'check' as const, check, settings },
      phaseMs: phaseOf(input, `extra ${index}`, spacingMs),
      isPersonal: false,
    };
  });
}
