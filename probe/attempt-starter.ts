import type { Moment } from './checks/check.ts';
import { Schedule } from './schedule.ts';
import type { Pace, PlanEntry } from './targets.ts';

export type AttemptStarterOptions = {
  entries: readonly PlanEntry[];
  /** Start of the grid. */
  startTickMs: number;
  tickMs(): number;
  /** Makes one attempt; resolves when it is over. Never rejects. */
  attempt(entry: PlanEntry, moment: Moment | null): Promise<void>;
};

/** Moments that an entry was to be asked for, and was not yet, told so that another plan can go on. */
export type UnfinishedMoments = { role: PlanEntry['role']; kind: string; moments: Moment[] };

type PacedState = { running: Moment | 'spacing' | null; waiting: Moment[] };
type PacedEntry = PlanEntry & { pace: Pace };

/**
 * Starts attempts when they are due: on the constant grid, more often while the line is down, and at the moments of an
 * outage. An entry with a pace has one attempt at a time: a moment that comes while one runs is asked for after it, what
 * its spacing demands meanwhile is left out.
 */
export class AttemptStarter {
  readonly #options: AttemptStarterOptions;
  readonly #schedule: Schedule<PlanEntry>;
  readonly #paced = new Map<PacedEntry, PacedState>();
  #timer: NodeJS.Timeout | null = null;
  #isDown = false;
  #isStopped = false;

  constructor(options: AttemptStarterOptions) {
    this.#options = options;
    const { entries, startTickMs } = options;
    for (const entry of entries) if (isPaced(entry)) this.#paced.set(entry, { running: null, waiting: [] });
    this.#schedule = new Schedule(
      entries.filter(({ pace }) => !pace?.isOnlyAtMoments),
      startTickMs,
    );
    this.#wait();
  }

  /** While the line is down some are asked more often. */
  setDown(isDown: boolean): void {
    if (isDown === this.#isDown) return;
    this.#isDown = isDown;
    const nowTickMs = this.#options.tickMs();
    for (const entry of this.#paced.keys()) {
      const { downSpacingMs } = entry.pace;
      if (downSpacingMs === null) continue;
      if (isDown) this.#schedule.retime(entry, downSpacingMs, nowTickMs + downSpacingMs);
      else this.#schedule.backOnGrid(entry, nowTickMs);
    }
    this.#wait();
  }

  /** Asks all that are to be asked then. */
  atMoment(moment: Moment): void {
    for (const [entry, state] of this.#paced) if (entry.pace.moments.includes(moment)) this.#ask(entry, state, moment);
  }

  /** What another plan found unfinished, for the entries that take its place here. */
  resume(unfinished: readonly UnfinishedMoments[]): void {
    for (const [entry, state] of this.#paced) {
      const same = unfinished.find(({ role, kind }) => role === entry.role && kind === kindOf(entry));
      for (const moment of same?.moments ?? []) this.#ask(entry, state, moment);
    }
  }

  unfinished(): UnfinishedMoments[] {
    return [...this.#paced].flatMap(([entry, { running, waiting }]) => {
      const moments = running === null || running === 'spacing' ? waiting : [running, ...waiting];
      return moments.length === 0 ? [] : [{ role: entry.role, kind: kindOf(entry), moments: [...moments] }];
    });
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const nextTickMs = this.#schedule.nextTickMs();
    if (nextTickMs === null || this.#isStopped) return;
    this.#timer = setTimeout(
      () => {
        for (const entry of this.#schedule.takeDue(this.#options.tickMs())) this.#due(entry);
        this.#wait();
      },
      Math.max(0, nextTickMs - this.#options.tickMs()),
    );
  }

  #due(entry: PlanEntry): void {
    const state = isPaced(entry) ? this.#paced.get(entry) : undefined;
    if (!isPaced(entry) || !state) void this.#options.attempt(entry, null);
    else if (state.running === null) this.#run(entry, state, null);
  }

  #ask(entry: PacedEntry, state: PacedState, moment: Moment): void {
    if (state.running === null) this.#run(entry, state, moment);
    else if (!state.waiting.includes(moment)) state.waiting.push(moment);
  }

  #run(entry: PacedEntry, state: PacedState, moment: Moment | null): void {
    if (this.#isStopped) return;
    state.running = moment ?? 'spacing';
    void this.#options.attempt(entry, moment).finally(() => {
      if (this.#isStopped) return; // what was under way has no outcome
      state.running = null;
      const next = state.waiting.shift();
      if (next !== undefined) this.#run(entry, state, next);
    });
  }
}

function isPaced(entry: PlanEntry): entry is PacedEntry {
  return entry.pace !== null;
}

function kindOf({ way }: PlanEntry): string {
  return way.kind === 'check' ? way.check.kind : way.kind;
}
