import { isWithin } from './attempts.ts';
import { MAIL_ROUTES, MAIL_SPACING_MS } from './mail-methods.ts';
import type { Plan } from './plan.ts';
import { mixSeed, uniform } from './random.ts';
import type { MailWorld, World } from './truth.ts';

/** One slot of a route, in true time. `arrivedAtMs` null: nothing was sent (`why`). */
export type SimulatedMail = {
  /** Position in {@link MAIL_ROUTES}. */
  route: number;
  plannedAtMs: number;
  acceptedAtMs: number;
  /** When the storage of the mailbox took it. */
  arrivedAtMs: number;
  why: 'line-down' | 'many-open' | null;
};

const HOUR_MS = 3_600_000;
/** Longer than any mail takes that nobody holds. */
export const PROMPT_WITHIN_MS = 60_000;
/** While so many wait a mail is sent each hour, and no more than that at all. */
const SLOW_FROM_OPEN = 4;
const MOST_OPEN = 24;
/** In this many slots one mail takes some minutes, for no reason that anybody learns. */
const SLOW_ONE_IN = 90;

/** The mails of a route whose slots lie in [fromAtMs, toAtMs), oldest first; the same for any division of the time. */
export function mailsPlannedIn(plan: Plan, route: number, fromAtMs: number, toAtMs: number): SimulatedMail[] {
  const { world } = plan;
  const { mail } = world;
  if (mail === undefined) return [];
  const mails: SimulatedMail[] = [];
  const first = Math.floor(Math.max(fromAtMs, mail.fromAtMs) / MAIL_SPACING_MS) - 1;
  for (let slot = first; slot * MAIL_SPACING_MS < toAtMs; slot += 1) {
    const plannedAtMs = plannedAt(world, route, slot);
    if (plannedAtMs < Math.max(fromAtMs, mail.fromAtMs) || plannedAtMs >= toAtMs) continue;
    const held = isHeldRoute(route) && plannedAtMs >= mail.held.fromAtMs && plannedAtMs < mail.held.toAtMs;
    const one = held
      ? heldMails(plan, mail).find((known) => known.plannedAtMs === plannedAtMs)
      : freeMail(plan, route, plannedAtMs);
    if (one) mails.push(one);
  }
  return mails;
}

/** The mails that the provider held, oldest first; slots that were left out for courtesy are not there. */
export function heldMails(plan: Plan, mail: MailWorld): SimulatedMail[] {
  const known = heldOf.get(plan);
  if (known) return known;
  const mails = makeHeldMails(plan, mail);
  heldOf.set(plan, mails);
  return mails;
}
const heldOf = new WeakMap<Plan, SimulatedMail[]>();

function makeHeldMails(plan: Plan, { held }: MailWorld): SimulatedMail[] {
  const mails: SimulatedMail[] = [];
  const firstSlot = Math.floor(held.fromAtMs / MAIL_SPACING_MS);
  for (let slot = firstSlot; slot * MAIL_SPACING_MS < held.toAtMs; slot += 1) {
    const plannedAtMs = plannedAt(plan.world, HELD_ROUTE, slot);
    if (plannedAtMs < held.fromAtMs || plannedAtMs >= held.toAtMs) continue;
    const open = mails.filter(({ why }) => why === null);
    const sinceMs = plannedAtMs - (open.at(-1)?.plannedAtMs ?? 0);
    if (open.length >= SLOW_FROM_OPEN && sinceMs < HOUR_MS - MAIL_SPACING_MS / 4) continue;
    const one = freeMail(plan, HELD_ROUTE, plannedAtMs);
    mails.push(open.length >= MOST_OPEN ? { ...one, why: 'many-open' } : one);
  }
  const count = mails.filter(({ why }) => why === null).length;
  let nth = 0;
  return mails.map((one) => {
    if (one.why !== null) return one;
    // a drained queue keeps no order
    const place = (nth * 7 + 3) % count;
    nth += 1;
    const share = (place + uniform(mixSeed(plan.world.seed, one.plannedAtMs), 5)) / count;
    return { ...one, arrivedAtMs: Math.round(held.toAtMs + share * (held.drainedAtMs - held.toAtMs)) };
  });
}

/** Mail to the provider's mailbox is what is held. */
const HELD_ROUTE = MAIL_ROUTES.findIndex(({ provider }) => provider === 'to');
const isHeldRoute = (route: number) => route === HELD_ROUTE;

function plannedAt({ seed }: World, route: number, slot: number): number {
  const jitter = uniform(mixSeed(seed, route + 40, slot), 0) * 0.4 - 0.2;
  return Math.round((slot + 0.5 + jitter) * MAIL_SPACING_MS);
}

/** A mail that nobody holds; none while the line is down, or about to be. */
function freeMail(plan: Plan, route: number, plannedAtMs: number): SimulatedMail {
  const seed = mixSeed(plan.world.seed, route + 50, plannedAtMs);
  const acceptedAtMs = Math.round(plannedAtMs + 420 + uniform(seed, 0) * 900);
  const isSlow = uniform(seed, 1) * SLOW_ONE_IN < 1;
  const tookMs = isSlow ? 150_000 + uniform(seed, 2) * 240_000 : 1300 + uniform(seed, 3) ** 3 * 21_000;
  const isDown = [plannedAtMs, acceptedAtMs + PROMPT_WITHIN_MS].some((atMs) => isLineDown(plan, atMs));
  return {
    route,
    plannedAtMs,
    acceptedAtMs,
    arrivedAtMs: Math.round(acceptedAtMs + tookMs),
    why: isDown ? 'line-down' : null,
  };
}

/** Nothing passes: neither mail nor a look into the mailbox. */
export function isLineDown(plan: Plan, atMs: number): boolean {
  return plan.eventsAt(atMs).some((event) => /-cut$/.test(event.kind) && isWithin(event, atMs));
}
