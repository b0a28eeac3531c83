import type { MailRoute } from '../method.ts';
import { seeded } from '../outage/seeded.ts';
import type { AnyMailEvent, MailboxEvent, MailEvent } from './mail-event.ts';

/**
 * A route of test mails that is made up, for tests and benches: hosts whose clocks are off, queues that hold, a mailbox that
 * nobody watches for a while. What happened is kept beside what was told.
 */
export const SIMULATED_ROUTE: MailRoute = {
  name: 'in',
  from: 'gmx',
  to: 'telekom',
  provider: 'to',
  spacingMs: 900_000,
  promptMs: 120_000,
  lateMs: 900_000,
  stuckMs: 21_600_000,
  lostMs: 604_800_000,
};

export type Fault =
  /** Mails that come to that place are let go at the end of it, `everyMs` apart. */
  | { kind: 'hold'; at: 'sender' | 'hand-over' | 'receiver'; fromAtMs: number; toAtMs: number; everyMs?: number }
  | { kind: 'greylist'; fromAtMs: number; toAtMs: number; delayMs: number }
  | { kind: 'junk' | 'bounce' | 'lose'; fromAtMs: number; toAtMs: number }
  | { kind: 'refuse' | 'unreachable' | 'config-error' | 'line-down'; fromAtMs: number; toAtMs: number }
  | { kind: 'blind'; fromAtMs: number; toAtMs: number }
  /** The clock of a host is off by so much more meanwhile. */
  | { kind: 'clock'; host: keyof Hosts; fromAtMs: number; toAtMs: number; byMs: number };
type Hosts = { submit: number; relay: number; mx: number; store: number };

export type TrueMail = {
  number: number;
  acceptedAtMs: number | null;
  /** In the mailbox; null: never. */
  storedAtMs: number | null;
  /** Where it was held longest. */
  heldAt: 'sender' | 'hand-over' | 'receiver' | 'greylist' | null;
};
export type MailWorld = { route: MailRoute; events: AnyMailEvent[]; truth: TrueMail[]; untilAtMs: number };
export type WorldPlan = {
  seed: number;
  fromAtMs: number;
  hours: number;
  faults: readonly Fault[];
  route?: MailRoute;
  /** How far clocks of hosts are off, at most. */
  skewMaxMs?: number;
};

const WATCH_EVERY_MS = 60_000;

/** All that was told of the route until its end, oldest first. */
export function simulateMail(plan: WorldPlan): MailWorld {
  const { seed, fromAtMs, hours, faults, route = SIMULATED_ROUTE, skewMaxMs = 600_000 } = plan;
  const random = seeded(seed);
  const skew = () => Math.round((random() * 2 - 1) * skewMaxMs);
  const hosts = { submit: skew(), relay: skew(), mx: skew(), store: skew() };
  const untilAtMs = fromAtMs + hours * 3_600_000;
  const world: World = { faults, route, hosts, random, untilAtMs, events: [], lastReleaseAtMs: new Map() };
  const truth: TrueMail[] = [];
  let plannedAtMs = fromAtMs;
  for (let number = 1; plannedAtMs < untilAtMs; number += 1) {
    truth.push(sendOne(world, number, Math.round(plannedAtMs)));
    plannedAtMs += route.spacingMs * (0.8 + random() * 0.4);
  }
  watch(world, fromAtMs);
  const events = world.events.filter(({ atMs }) => atMs <= untilAtMs).sort((a, b) => a.atMs - b.atMs);
  return { route, events, truth, untilAtMs };
}

type World = {
  faults: readonly Fault[];
  route: MailRoute;
  /** What their clocks are off by. */
  hosts: Hosts;
  random: () => number;
  untilAtMs: number;
  events: AnyMailEvent[];
  lastReleaseAtMs: Map<Fault, number>;
};

function during(world: World, kind: Fault['kind'], atMs: number): Fault | undefined {
  return world.faults.find((fault) => fault.kind === kind && isAt(fault, atMs));
}

function sendOne(world: World, number: number, plannedAtMs: number): TrueMail {
  const { random, faults } = world;
  const lost: TrueMail = { number, acceptedAtMs: null, storedAtMs: null, heldAt: null };
  const tell = (event: MailEvent['event'], atMs: number, more: Details = {}) =>
    tellMail(world, { number, event, atMs, ...more });
  if (during(world, 'line-down', plannedAtMs)) {
    tell('not-tested', plannedAtMs, { readings: { plannedAtMs }, facts: { reason: 'line-down' } });
    return lost;
  }
  tell('submitting', plannedAtMs, {
    readings: { plannedAtMs },
    facts: { token: `sha256:${String(number).padStart(64, '0')}` },
  });
  const acceptedAtMs = plannedAtMs + 50 + Math.round(random() * 900);
  if (during(world, 'config-error', plannedAtMs))
    tell('config-error', acceptedAtMs, { facts: { reason: 'login', stage: 'auth' } });
  else if (during(world, 'unreachable', plannedAtMs))
    tell('unreachable', acceptedAtMs, { facts: { reason: 'greeting' } });
  else if (during(world, 'refuse', plannedAtMs))
    tell('refused', acceptedAtMs, {
      readings: { replyCode: 451, statusClass: 4, statusSubject: 3, statusDetail: 0 },
      facts: { stage: 'rcpt' },
    });
  else {
    const queueId = `hash:q${number}`;
    tell('accepted', acceptedAtMs, {
      readings: { submitMs: acceptedAtMs - plannedAtMs },
      facts: { queueId, host: 'hash:submit' },
    });
    const came = travel(world, number, acceptedAtMs);
    if (came.storedAtMs !== null) see(world, number, came.storedAtMs, came.hops, faults);
    return { number, acceptedAtMs, storedAtMs: came.storedAtMs, heldAt: came.heldAt };
  }
  return lost;
}

type Hop = { by: string; from: string; owner: string; atMs: number; host: keyof Hosts; anchor?: string };
type Came = { storedAtMs: number | null; hops: Hop[]; heldAt: TrueMail['heldAt'] };

function travel(world: World, number: number, acceptedAtMs: number): Came {
  const { random } = world;
  const step = () => 5 + Math.round(random() * 60);
  let heldAt: TrueMail['heldAt'] = null;
  let longestMs = 0;
  const pass = (at: 'sender' | 'hand-over' | 'receiver', atMs: number) => {
    const released = releaseAtMs(world, at, atMs);
    if (released - atMs > longestMs) heldAt = at;
    longestMs = Math.max(longestMs, released - atMs);
    return released;
  };
  const relayAtMs = pass('sender', acceptedAtMs + step());
  const isBounced = during(world, 'bounce', relayAtMs);
  const outAtMs = pass('hand-over', relayAtMs + step());
  const grey = during(world, 'greylist', outAtMs);
  if (grey?.kind === 'greylist' && grey.delayMs > longestMs) heldAt = 'greylist';
  const mxAtMs = outAtMs + step() + (grey?.kind === 'greylist' ? grey.delayMs : 0);
  if (isBounced) {
    const facts = { action: 'failed', reportingMta: 'hash:relay', remoteMta: 'hash:mx' };
    tellMail(world, {
      number,
      event: 'report',
      atMs: mxAtMs,
      readings: { statusClass: 5, statusSubject: 3, statusDetail: 0 },
      facts,
    });
  }
  if (isBounced || during(world, 'lose', mxAtMs)) return { storedAtMs: null, hops: [], heldAt };
  const storedAtMs = pass('receiver', mxAtMs + step());
  const relay = grey ? `hash:relay-${number}` : 'hash:relay';
  const hops: Hop[] = [
    { by: 'hash:submit', from: 'hash:home', owner: 'sender', atMs: acceptedAtMs, host: 'submit', anchor: 'yes' },
    { by: relay, from: 'hash:submit', owner: 'sender', atMs: relayAtMs, host: 'relay' },
    { by: 'hash:mx', from: relay, owner: 'receiver', atMs: mxAtMs, host: 'mx' },
    { by: 'hash:store', from: 'hash:mx', owner: 'receiver', atMs: storedAtMs, host: 'store' },
  ];
  return { storedAtMs, hops, heldAt };
}

function releaseAtMs(world: World, at: string, atMs: number): number {
  let releasedAtMs = atMs;
  for (const fault of world.faults) {
    if (fault.kind !== 'hold' || fault.at !== at || atMs < fault.fromAtMs || atMs >= fault.toAtMs) continue;
    const before = world.lastReleaseAtMs.get(fault);
    releasedAtMs = before === undefined ? fault.toAtMs : before + (fault.everyMs ?? 20);
    world.lastReleaseAtMs.set(fault, releasedAtMs);
  }
  return releasedAtMs;
}

/** The probe sees it at once, or when it can look again. */
function see(world: World, number: number, storedAtMs: number, hops: readonly Hop[], faults: readonly Fault[]): void {
  const blind = faults.find(
    ({ kind, fromAtMs, toAtMs }) => kind === 'blind' && storedAtMs >= fromAtMs && storedAtMs < toAtMs,
  );
  const seenAtMs = (blind?.toAtMs ?? storedAtMs) + 10 + Math.round(world.random() * 50);
  const blindMs = blind ? seenAtMs - blind.fromAtMs : seenAtMs - storedAtMs + 20;
  const folder = during(world, 'junk', storedAtMs) ? 'junk' : 'inbox';
  const facts = { mailbox: world.route.to, folder, matchedBy: 'header', watched: 'idle' };
  const readings = {
    sighting: 0,
    blindMs,
    internalDateAtMs: stampOf(world, 'store', storedAtMs),
    hops: hops.length,
  };
  tellMail(world, { number, event: 'sighted', atMs: seenAtMs, readings, facts });
  for (const [hop, { by, from, owner, atMs, host, anchor }] of hops.entries()) {
    tellMail(world, {
      number,
      event: 'hop',
      atMs: seenAtMs,
      readings: { sighting: 0, hop, stampAtMs: stampOf(world, host, atMs) },
      facts: { by, from, owner, ...(anchor ? { anchor } : {}) },
    });
  }
}

/** As the host writes it: by its own clock, cut to the second. */
function stampOf({ hosts, faults }: World, host: keyof Hosts, atMs: number): number {
  const byMs = faults.map((fault) =>
    fault.kind === 'clock' && fault.host === host && isAt(fault, atMs) ? fault.byMs : 0,
  );
  return Math.floor((atMs + hosts[host] + byMs.reduce((a, b) => a + b, 0)) / 1000) * 1000;
}
const isAt = ({ fromAtMs, toAtMs }: Fault, atMs: number) => atMs >= fromAtMs && atMs < toAtMs;

function watch(world: World, fromAtMs: number): void {
  for (let atMs = fromAtMs; atMs <= world.untilAtMs; atMs += WATCH_EVERY_MS) {
    if (!during(world, 'blind', atMs)) tellMailbox(world, 'watching', atMs, { mode: 'idle' });
  }
  for (const { kind, fromAtMs: atMs } of world.faults) {
    if (kind === 'blind') tellMailbox(world, 'blind', atMs, { reason: 'unreachable' });
  }
}

type Details = { readings?: Record<string, number>; facts?: Record<string, string> };
const BOOT = { boot: 'a'.repeat(32), isClockKnown: true };

function tellMail(
  world: World,
  {
    number,
    event,
    atMs,
    readings = {},
    facts = {},
  }: Details & { number: number; event: MailEvent['event']; atMs: number },
) {
  const { name: route } = world.route;
  world.events.push({
    role: 'mail',
    route,
    mail: number,
    event,
    atMs,
    ...BOOT,
    readings: { mail: number, ...readings },
    facts: { event, ...facts },
  });
}
function tellMailbox(world: World, event: MailboxEvent['event'], atMs: number, facts: Record<string, string>): void {
  world.events.push({
    role: 'mailbox',
    mailbox: world.route.to,
    event,
    atMs,
    ...BOOT,
    readings: {},
    facts: { event, ...facts },
  });
}
