import type { UnmeasuredCause } from '../rules/round.ts';
import type { UnreachableSender } from '../rules/sample.ts';
import { AttemptStarter, type UnfinishedMoments } from './attempt-starter.ts';
import { runAttempt } from './attempts.ts';
import { type Moment, type Reading, unanswered } from './checks/check.ts';
import { senderOf } from './checks/icmp-sender.ts';
import { fpingStaggerMs, startFping } from './checks/ping/fping.ts';
import type { Pinger, PingerOrder } from './checks/ping/pinger.ts';
import type { MeasureLog } from './measure-log.ts';
import type { Network } from './network.ts';
import { FPING_GROUPS, type FpingGroup, LATE_AFTER_MS, LISTEN_MS, type Plan, type PlanEntry } from './targets.ts';

/** What a plan in force tells. */
export type PlanEvents = {
  onReading(entry: PlanEntry, sentTickMs: number, reading: Reading): void;
  onUnmeasured(fromTickMs: number, toTickMs: number, cause: UnmeasuredCause): void;
  /** Gives the fact that stands in the sample in place of the value. */
  onPersonal(kind: string, value: string): string;
};

export type RunningPlanOptions = {
  plan: Plan;
  network: Network;
  /** Start of the grid. */
  startTickMs: number;
  tickMs(): number;
  log: MeasureLog;
  events: PlanEvents;
};

/** More attempts of spawned programs at once would eat the memory of a small machine. */
const ATTEMPTS_MAX = 40;

/** One plan being measured: its long-lived pingers, and the timer for the attempts that are started one by one. */
export class RunningPlan {
  readonly #options: RunningPlanOptions;
  readonly #pingers: Pinger[] = [];
  readonly #starter: AttemptStarter;
  readonly #end = new AbortController();
  readonly #startTimers: NodeJS.Timeout[] = [];
  readonly #attempts = new Set<Promise<void>>();
  #network: Network;
  #ways: Map<number, PlanEntry['way']>;

  constructor(options: RunningPlanOptions) {
    this.#options = options;
    const { plan, startTickMs } = options;
    this.#network = options.network;
    this.#ways = waysOf(plan);
    this.#starter = new AttemptStarter({
      entries: plan.entries.filter(({ way }) => way.kind === 'check'),
      startTickMs,
      tickMs: options.tickMs,
      attempt: (entry, moment) => this.#attempt(entry, moment),
    });
    for (const group of FPING_GROUPS) this.#startPinger(group);
  }

  get plan(): Plan {
    return this.#options.plan;
  }

  get isStopped(): boolean {
    return this.#end.signal.aborted;
  }

  /** The same method, found again in a network whose addresses may have changed. */
  adopt(plan: Plan, network: Network): void {
    this.#network = network;
    this.#ways = waysOf(plan);
  }

  settle(nowTickMs: number): void {
    for (const pinger of this.#pingers) pinger.settle(nowTickMs);
  }

  restartPingers(nowTickMs: number, cause: UnmeasuredCause): void {
    for (const pinger of this.#pingers) pinger.restart(nowTickMs, cause);
  }

  /** Whether the line is down as far as is known now. */
  setDown(isDown: boolean): void {
    this.#starter.setDown(isDown);
  }

  /** Asks out of turn whoever is to be asked at that moment of an outage. */
  atMoment(moment: Moment): void {
    this.#starter.atMoment(moment);
  }

  /** What was asked for and has no outcome, for the plan that follows this one. */
  unfinishedMoments(): UnfinishedMoments[] {
    return this.#starter.unfinished();
  }

  resumeMoments(unfinished: readonly UnfinishedMoments[]): void {
    this.#starter.resume(unfinished);
  }

  /** Ends all programs and closes all sockets; nothing is told any more. */
  async stop(): Promise<void> {
    this.#end.abort();
    this.#starter.stop();
    for (const timer of this.#startTimers) clearTimeout(timer);
    await Promise.all([...this.#pingers.map((pinger) => pinger.stop()), ...this.#attempts]);
  }

  /** fping begins with its first target at once, so it is started when that one is due. */
  #startPinger(group: FpingGroup): void {
    const { plan, startTickMs, tickMs, log } = this.#options;
    const members = plan.entries.flatMap((entry) =>
      entry.way.kind === 'fping' && entry.way.group === group ? [{ entry, address: entry.way.address }] : [],
    );
    members.sort((a, b) => a.entry.phaseMs - b.entry.phaseMs);
    const first = members[0]?.entry;
    if (!first) return;
    const entryOf = new Map(members.map(({ entry }) => [entry.target, entry]));
    const order: PingerOrder = {
      targets: members.map(({ entry, address }) => ({
        target: entry.target,
        address,
        offsetMs: entry.phaseMs - first.phaseMs,
      })),
      spacingMs: first.spacingMs,
      staggerMs: fpingStaggerMs(first.spacingMs, members.length),
      lateAfterMs: LATE_AFTER_MS,
      listenMs: LISTEN_MS,
      senderOf: (address) => this.#senderOf(address),
    };
    // "Not measured" is said of the whole line, so only by the group that carries its verdict: without gateway or second
    // family less is known, but the line is still observed.
    const hasFar4 = plan.entries.some(({ role, family }) => role === 'far' && family === 4);
    const isDecisive = group === 'far4' || (group === 'far6' && !hasFar4);
    const start = () => {
      const pinger = startFping({
        order,
        tickMs,
        events: {
          onReading: (target, sentTickMs, reading) => {
            const entry = entryOf.get(target);
            if (entry) this.#tell(entry, sentTickMs, reading);
          },
          onUnmeasured: (fromTickMs, toTickMs, cause) => {
            if (isDecisive && !this.#end.signal.aborted) this.#options.events.onUnmeasured(fromTickMs, toTickMs, cause);
          },
          onTrouble: (message, details) => log.warn(message, { group, ...details }),
        },
      });
      this.#pingers.push(pinger);
    };
    this.#startTimers.push(setTimeout(start, Math.max(0, startTickMs + first.phaseMs - tickMs())));
  }

  async #attempt(entry: PlanEntry, moment: Moment | null): Promise<void> {
    const way = this.#ways.get(entry.target);
    if (way?.kind !== 'check') return;
    if (this.#attempts.size >= ATTEMPTS_MAX) {
      this.#options.log.warn('too many attempts are under way; one is left out', { target: entry.target });
      this.#tell(entry, this.#options.tickMs(), unanswered('tool-error', { error: 'busy' }));
      return;
    }
    const attempt = runAttempt({
      measure: (given) => way.check.measure(way.settings, given),
      tickMs: this.#options.tickMs,
      // who may take long is not late
      lateAfterMs: way.check.waitMs ?? LATE_AFTER_MS,
      listenMs: way.check.waitMs ?? (way.check.canBeLate ? LISTEN_MS : LATE_AFTER_MS),
      personal: this.#options.events.onPersonal,
      moment,
      signal: this.#end.signal,
      onReading: (sentTickMs, reading) => this.#tell(entry, sentTickMs, reading),
      onBug: (error) => this.#options.log.error('a check threw', { kind: way.check.kind, error: String(error) }),
    });
    this.#attempts.add(attempt);
    await attempt;
    this.#attempts.delete(attempt);
  }

  #senderOf(address: string): UnreachableSender {
    const gatewayAddresses = this.#network.gateways.map((gateway) => gateway.address);
    return senderOf(address, { gatewayAddresses, ownAddresses: this.#network.ownAddresses });
  }

  #tell(entry: PlanEntry, sentTickMs: number, reading: Reading): void {
    if (!this.#end.signal.aborted) this.#options.events.onReading(entry, sentTickMs, reading);
  }
}

function waysOf(plan: Plan): Map<number, PlanEntry['way']> {
  return new Map(plan.entries.map(({ target, way }) => [target, way]));
}
