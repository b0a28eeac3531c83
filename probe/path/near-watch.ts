import type { ProbeConfig } from '../config.ts';
import { isFamilyWanted } from '../far-addresses.ts';
import type { MeasureLog } from '../measure-log.ts';
import type { Network } from '../network.ts';
import { type FindOptions, type FirstHop, findFirstHop } from './first-hop.ts';
import { type EchoTool, findEchoTool } from './short-lived-echo.ts';

/** What stands near this home on the way out, as far as it was found. */
export type Near = {
  /** Sends echo requests that live for a few hops only; null = none of this machine can. */
  tool: EchoTool | null;
  /** At most one of each family. */
  firstHops: readonly FirstHop[];
  /** Whether the home router has ever told the time. */
  isClockThere: boolean;
};

/** Before anything was looked for. */
export const NOTHING_NEAR: Near = { tool: null, firstHops: [], isClockThere: false };

export type NearOptions = {
  config: ProbeConfig;
  tickMs(): number;
  log: MeasureLog;
  /** Whether a clock answers at that address; within 1 s. */
  askClock(address: string): Promise<boolean>;
  /** For tests: in place of real programs. */
  findTool?: () => Promise<EchoTool | null>;
  findHop?: (options: FindOptions) => Promise<FirstHop | null>;
};

export type NearLook = {
  network: Network;
  /** Whether pings are allowed here at all. */
  canPing: boolean;
  /** A far address of that family, toward which the hop is looked for; null = none. */
  towardOf(family: 4 | 6): string | null;
  /** The home router, where it may be asked the time. */
  clockAddress: string | null;
};

const HOUR_MS = 3_600_000;
/** A line that comes and goes is not searched each time. */
const SEARCH_MIN_MS = 60_000;
/** A hop that is silent for so long, while far targets answer, may have been replaced. */
const SILENT_MS = 300_000;

type HopState = {
  hop: FirstHop | null;
  searchedTickMs: number;
  isDue: boolean;
  answeredTickMs: number;
  gateway: string;
};

/**
 * Finds the provider's first hop of each family, again each hour, after each silence of the line, and when it has been
 * silent for long although others answer. What was found stays until something else is found: a router that does
 * not answer for a while is no reason to watch nothing.
 */
export class NearWatch {
  readonly #options: NearOptions;
  readonly #hops = new Map<4 | 6, HopState>();
  readonly #farTickMs = new Map<4 | 6, number>();
  #tool: EchoTool | null | undefined;
  #isClockThere = false;
  #hasAskedClock = false;

  constructor(options: NearOptions) {
    this.#options = options;
  }

  /** Within 5 s, mostly at once. Never rejects for trouble of the network. */
  async look(look: NearLook): Promise<Near> {
    if (look.canPing && this.#tool === undefined) {
      this.#tool = await (this.#options.findTool ?? findEchoTool)();
      if (this.#tool === null)
        this.#options.log.warn(
          'neither ping of iputils nor fping is here: the provider’s first router can’t be watched',
        );
    }
    const tool = look.canPing ? (this.#tool ?? null) : null;
    const families = ([4, 6] as const).filter(
      (family) => tool !== null && isFamilyWanted({ config: this.#options.config, network: look.network }, family),
    );
    await Promise.all([
      this.#askClock(look.clockAddress),
      ...families.map((family) => (tool === null ? undefined : this.#lookForHop(family, tool, look))),
    ]);
    return {
      tool,
      firstHops: families.flatMap((family) => this.#hops.get(family)?.hop ?? []),
      isClockThere: this.#isClockThere,
    };
  }

  /** The line was silent, and is back: perhaps by another way. */
  noteReturn(): void {
    for (const state of this.#hops.values()) state.isDue = true;
  }

  /** An answer of anybody of that role; says who is alive. */
  noteAnswer(role: string, family: 4 | 6 | 0): void {
    if (role === 'clock') this.#isClockThere = true;
    if (family === 0) return;
    const state = this.#hops.get(family);
    if (role === 'first-hop' && state) state.answeredTickMs = this.#options.tickMs();
    if (role === 'far') this.#farTickMs.set(family, this.#options.tickMs());
  }

  async #askClock(address: string | null): Promise<void> {
    if (this.#hasAskedClock || address === null) return;
    this.#hasAskedClock = true;
    if (await this.#options.askClock(address)) this.#isClockThere = true;
  }

  async #lookForHop(family: 4 | 6, tool: EchoTool, { network, towardOf }: NearLook): Promise<void> {
    const nowTickMs = this.#options.tickMs();
    const toward = towardOf(family);
    const gateway = network.gateways.find((known) => known.family === family)?.address ?? '';
    const before = this.#hops.get(family);
    const isMoved = before !== undefined && before.gateway !== gateway;
    if (toward === null || (before && !isMoved && !this.#isSearchDue(family, before, nowTickMs))) return;
    const wasSilent = before !== undefined && this.#isSilent(family, before, nowTickMs);
    const find = this.#options.findHop ?? findFirstHop;
    const found = await find({
      tool,
      family,
      toward,
      network,
      tickUs: () => Math.round(this.#options.tickMs() * 1000),
    });
    const kept = isMoved ? null : (before?.hop ?? null);
    const hop = chosen(kept, found, wasSilent);
    if (hop && hop !== kept)
      this.#options.log.info('the provider’s first router on the way out', {
        family,
        way: hop.way,
        distanceHops: hop.distanceHops,
      });
    // an answer of the old one says nothing of a new one
    const answeredTickMs = hop === kept && before ? before.answeredTickMs : nowTickMs;
    this.#hops.set(family, { hop, searchedTickMs: nowTickMs, isDue: false, answeredTickMs, gateway });
  }

  #isSearchDue(family: 4 | 6, state: HopState, nowTickMs: number): boolean {
    const sinceMs = nowTickMs - state.searchedTickMs;
    if (sinceMs < SEARCH_MIN_MS) return false;
    if (state.isDue || sinceMs >= HOUR_MS) return true;
    // without a hop there is nobody who could be silent: asked again with each hour, and while the line has just begun
    return sinceMs >= SILENT_MS && this.#isSilent(family, state, nowTickMs);
  }

  #isSilent(family: 4 | 6, state: HopState, nowTickMs: number): boolean {
    const farTickMs = this.#farTickMs.get(family);
    const isFarAlive = farTickMs !== undefined && nowTickMs - farTickMs < SEARCH_MIN_MS;
    return isFarAlive && (state.hop === null || nowTickMs - state.answeredTickMs >= SILENT_MS);
  }
}

/** The same router is watched as before, unless that way it has fallen silent. */
function chosen(kept: FirstHop | null, found: FirstHop | null, wasSilent: boolean): FirstHop | null {
  if (!found || !kept) return found ?? kept;
  const isSame = found.address === kept.address && found.distanceHops === kept.distanceHops;
  return isSame && !wasSilent ? kept : found;
}
