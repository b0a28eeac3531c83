import type { Target } from '../rules/method.ts';
import { familyOf, isGlobalAddress, plainAddress } from './address-scope.ts';
import type { AnyCheck } from './checks/check.ts';
import { nxdomainCheck } from './checks/dns/nxdomain.ts';
import { hopCheck } from './checks/hop/measure.ts';
import { ntpCheck } from './checks/ntp/measure.ts';
import { pingCheck } from './checks/ping/measure.ts';
import { sipCheck } from './checks/sip/measure.ts';
import { askByBackEnd, phaseOf, staggerOf } from './drafts.ts';
import { farAddresses, isFamilyWanted } from './far-addresses.ts';
import type { FirstHop } from './path/first-hop.ts';
import { ispHostAddresses, resolverAddresses, resolverNetwork } from './resolver-addresses.ts';
import type { Draft, Pace, PlanInput } from './targets.ts';

/**
 * Witnesses on the path. Their checks are not for the owner to repeat (`checks:` in probe.yaml): how often a registrar or
 * a clock may be asked is a matter of courtesy (line-measurement.md §10).
 */

const NEAR_SPACING_MS = 5000;
const CONTROL_SPACING_MS = 3_600_000;
const SIP_SPACING_MS = 300_000;
const CLOCK_SPACING_MS = 300_000;
const CLOCK_DOWN_SPACING_MS = 60_000;
/** A router that has never told the time may learn to. */
const CLOCKLESS_SPACING_MS = 3_600_000;
/** What is asked seldom is asked in the first minute too. */
const FIRST_MINUTE_MS = 60_000;
const DNS_PORT = 53;

/** Addresses that nobody has: kept for documentation (RFC 5737, RFC 3849). Who answers from there answers everything. */
const CONTROL_ADDRESSES = { 4: '192.0.2.1', 6: '2001:db8::192:0:2:1' } as const;

/** The provider's first hop and its own host of each family, each every 5 s; as far as it can be, by one fping. */
export function nearDrafts(input: PlanInput): Draft[] {
  const pings = input.near.firstHops.filter(({ way }) => way === 'ping');
  // a machine that is both is one witness, not two
  const hosts = ispHostAddresses(input).filter((host) => input.near.firstHops.every(({ address }) => address !== host));
  const members = [
    ...pings.map(({ address }) => ({ role: 'first-hop' as const, address, backEnd: input.gatewayBackEnd })),
    ...hosts.map((address) => ({ role: 'isp-host' as const, address, backEnd: input.farBackEnd })),
  ];
  const startMs = phaseOf(input, 'near', 1000);
  const staggerMs = staggerOf(input.farBackEnd, NEAR_SPACING_MS, members.length);
  return [
    ...members.map(({ role, address, backEnd }, index) =>
      askByBackEnd(
        input,
        { address, network: 'isp', port: DNS_PORT },
        { role, backEnd, spacingMs: NEAR_SPACING_MS, phaseMs: startMs + index * staggerMs, group: 'near' },
      ),
    ),
    ...input.near.firstHops.filter(({ way }) => way === 'hop').flatMap((hop) => hopDraft(input, hop)),
  ];
}

function hopDraft(input: PlanInput, { address, distanceHops, toward }: FirstHop): Draft[] {
  const { tool } = input.near;
  if (tool === null) return [];
  const { gateways, ownAddresses } = input.network;
  const draft = checkDraft(input, hopCheck, {
    role: 'first-hop',
    backEnd: tool === 'iputils' ? 'ping' : 'fping',
    network: 'isp',
    spacingMs: NEAR_SPACING_MS,
    settings: {
      address,
      toward,
      distanceHops,
      tool,
      gatewayAddresses: gateways.map((gateway) => gateway.address),
      ownAddresses,
    },
  });
  return [draft];
}

/** What must not answer: an address that nobody has, by ping, and a name that nobody has, by a resolver of each kind. */
export function controlDrafts(input: PlanInput): Draft[] {
  const pace: Pace = { downSpacingMs: null, moments: ['onset', 'end'] };
  const { tool } = input.near;
  // without a target outside there is no answer that could be a lie
  const isOutside = (family: 4 | 6) => farAddresses(input, family).some(({ address }) => isGlobalAddress(address));
  const families =
    tool === null ? [] : ([4, 6] as const).filter((family) => isFamilyWanted(input, family) && isOutside(family));
  const { provider, independent } = resolverAddresses(input);
  return [
    ...families.map((family) =>
      checkDraft(input, pingCheck, {
        role: 'control',
        backEnd: tool === 'iputils' ? 'ping' : 'fping',
        network: 'nobody',
        spacingMs: CONTROL_SPACING_MS,
        settings: { address: CONTROL_ADDRESSES[family], waitMs: 3000, tool: tool === 'iputils' ? 'ping' : 'fping' },
        pace,
      }),
    ),
    ...[...provider.slice(0, 1), ...independent.slice(0, 1)].map((address) =>
      checkDraft(input, nxdomainCheck, {
        role: 'control',
        backEnd: 'dns',
        network: resolverNetwork(address, provider.includes(address)),
        spacingMs: CONTROL_SPACING_MS,
        settings: { address, ...(input.config.controlName !== null && { parent: input.config.controlName }) },
        pace,
      }),
    ),
  ];
}

/** The telephony registrar, where the owner has named one; again as soon as the line is back. */
export function sipDrafts(input: PlanInput): Draft[] {
  const registrar = input.config.sipRegistrar;
  if (registrar === null) return [];
  return [
    checkDraft(input, sipCheck, {
      role: 'sip',
      backEnd: 'sip',
      // telephony is part of the contract, wherever its machine stands
      network: registrar.provider ? 'isp' : 'telephony',
      spacingMs: SIP_SPACING_MS,
      settings: { registrar: registrar.host },
      pace: { downSpacingMs: null, moments: ['end'] },
    }),
  ];
}

/** The home router's clock: a reference that an outage leaves standing. */
export function clockDrafts(input: PlanInput): Draft[] {
  const address = clockAddress(input);
  if (address === null) return [];
  const { isClockThere } = input.near;
  return [
    checkDraft(input, ntpCheck, {
      role: 'clock',
      backEnd: 'ntp',
      network: 'home',
      spacingMs: isClockThere ? CLOCK_SPACING_MS : CLOCKLESS_SPACING_MS,
      settings: { address },
      pace: isClockThere
        ? { downSpacingMs: CLOCK_DOWN_SPACING_MS, moments: ['onset', 'end'] }
        : { downSpacingMs: null, moments: [] },
    }),
  ];
}

/** The home router, by IPv4 if it has both; null where none is to be asked. */
export function clockAddress({ config, network }: Pick<PlanInput, 'config' | 'network'>): string | null {
  if (config.gateway === 'none') return null;
  const addresses =
    config.gateway === 'auto' ? network.gateways.map(({ address }) => address) : config.gateway.addresses;
  const wanted = addresses.filter(
    (address) => config.families === 'auto' || config.families.includes(familyOf(address)),
  );
  return wanted.find((address) => familyOf(address) === 4) ?? wanted[0] ?? null;
}

type CheckDraft = Pick<Target, 'role' | 'backEnd' | 'network' | 'spacingMs'> & { settings: unknown; pace?: Pace };

function checkDraft(input: PlanInput, check: AnyCheck, { settings, pace, ...target }: CheckDraft): Draft {
  const { address, family } = check.target(settings);
  return {
    target: { kind: check.kind, ...target, family, address },
    way: { kind: 'check', check, settings },
    phaseMs: phaseOf(input, `${target.role} ${check.kind} ${address}`, Math.min(target.spacingMs, FIRST_MINUTE_MS)),
    ...(pace && { pace }),
    // A link-local address usually holds the router's hardware address.
    isPersonal: plainAddress(address).toLowerCase().startsWith('fe80'),
  };
}
