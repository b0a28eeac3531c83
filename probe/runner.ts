import type { Method } from '../rules/method.ts';
import { classOfOutcome } from '../rules/sample.ts';
import type { PersonalValue } from '../rules/wire/upload.ts';
import { nextPoll } from './attempts.ts';
import type { Moment, Reading } from './checks/check.ts';
import { CLOCK_SENTENCES, type ClockEvent, ClockWatch } from './clock-watch.ts';
import { type Looking, startLooking } from './looking.ts';
import { startOutageWatch } from './outage-watch.ts';
import { personalTeller } from './personal-hash.ts';
import { RoundBuilder } from './round-builder.ts';
import type { RunnerOptions } from './runner-options.ts';
import { RunningPlan } from './running-plan.ts';
import { type Place, type Surroundings, SurroundingsWatch } from './surroundings.ts';
import { type PlanEntry, ROUND_MS } from './targets.ts';
import { type ToldTarget, toldEntryOf } from './told.ts';

export type Runner = {
  /** Stops measuring, gives the last, partial round, ends child processes. */
  stop(): Promise<void>;
  /** The method in force. */
  method(): Method;
  /** What a contact with the server said about the clock; stands in the next round. */
  setServerOffset(offset: { offsetMs: number; errorMs: number }): void;
  /**
   * What somebody beside the grid learned (a contact with the server, a test mail); a sample where there is such a target.
   * False: there is none now, or it happened too long ago for the round (5 minutes).
   */
  noteTold(told: ToldTarget, sentTickMs: number, reading: Reading): boolean;
  /** As `Attempt.personal` does. */
  personal(kind: string, value: string): string;
  /** As far as the probe can tell now: nothing far answers, or its own network is gone. */
  isLineDown(): boolean;
  /** Asks at once whoever is asked at that moment of an outage; for the trial that prints what works. */
  askNow(moment: Moment): void;
};

/** The grid is looked after so often: clocks compared, deadlines judged. A round is a whole number of beats. */
const BEAT_MS = 1000;
/** Without an answer for so long a far target's next one ends a silence. */
const SILENCE_MS = 5000;
/** More missed cycles than this are skipped at once, not made up as empty rounds. */
const EMPTY_ROUNDS_MAX = 3;

/**
 * Finds the network, tries the back ends, starts measuring. Resolves when the first method is known (within 15 s); never
 * rejects for trouble of the network or of tools.
 */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const surroundings = new SurroundingsWatch(options);
  const first = await surroundings.look();
  return new ProbeRunner(options, surroundings, first);
}

class ProbeRunner implements Runner {
  readonly #options: RunnerOptions;
  readonly #surroundings: SurroundingsWatch;
  readonly #clockWatch: ClockWatch;
  readonly #builder: RoundBuilder;
  readonly #outages = startOutageWatch();
  #running: RunningPlan;
  #next: Surroundings | null = null;
  #beatTickMs: number;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  #isDown = false;
  #beating: Promise<void> = Promise.resolve();
  #lastFarAnswerTickMs: number | null = null;
  readonly #looking: Looking;
  #linkSeenTickMs: number;
  #facts: Record<string, string> = {};
  readonly personal: Runner['personal'];

  constructor(options: RunnerOptions, surroundings: SurroundingsWatch, first: Surroundings) {
    this.#options = options;
    this.personal = personalTeller(options.personalSalt, (value) => this.#tellPersonal(value));
    this.#surroundings = surroundings;
    this.#clockWatch = new ClockWatch(options.clocks);
    const nowTickMs = options.clocks.tickMs();
    this.#builder = new RoundBuilder(nowTickMs, options.clocks.wallAtMs());
    this.#beatTickMs = nowTickMs;
    this.#looking = startLooking({
      look: () => surroundings.look(),
      tickMs: options.clocks.tickMs,
      log: options.log,
      onFound: (found) => {
        this.#next = found;
      },
    });
    this.#linkSeenTickMs = nowTickMs;
    this.#running = this.#run(first, nowTickMs);
    this.#notePlace(surroundings.glance());
    this.#wait();
  }

  method(): Method {
    return this.#running.plan.method;
  }

  setServerOffset(offset: { offsetMs: number; errorMs: number }): void {
    this.#clockWatch.noteServerOffset(offset);
    this.#builder.addClockOffset(offset);
  }

  noteTold(told: ToldTarget, sentTickMs: number, reading: Reading): boolean {
    const entry = this.#isStopped ? null : toldEntryOf(this.#running.plan, told);
    return entry !== null && this.#take(entry, sentTickMs, reading);
  }

  isLineDown(): boolean {
    return this.#isDown || this.#surroundings.isOffline();
  }

  askNow(moment: Moment): void {
    this.#running.atMoment(moment);
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#looking.stop();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#beating;
    await this.#running.stop();
    if (!this.#builder.isEmpty) this.#giveRound(this.#options.clocks.tickMs());
  }

  /** Announces the method and its personal values, and starts measuring by it. */
  #run(found: Surroundings, startTickMs: number): RunningPlan {
    const { plan, network } = found;
    for (const value of plan.personalValues) this.#tellPersonal(value);
    this.#call('onMethod', () => this.#options.onMethod(plan.method, plan.methodText));
    return new RunningPlan({
      plan,
      network,
      startTickMs,
      tickMs: this.#options.clocks.tickMs,
      log: this.#options.log,
      events: {
        onReading: (entry, sentTickMs, reading) => this.#take(entry, sentTickMs, reading),
        onUnmeasured: (from, to, cause) => this.#builder.addUnmeasured(from, to, cause),
        onPersonal: this.personal,
      },
    });
  }

  /** False: too old for the round. */
  #take(entry: PlanEntry, sentTickMs: number, reading: Reading): boolean {
    const isTaken = this.#builder.addReading(entry.target, sentTickMs, reading);
    if (!isTaken) this.#options.log.warn('a sample was too old for its round', { target: entry.target });
    this.#outages.note({ target: entry.target, sentTickMs, ...reading }, this.method());
    this.#steer();
    if (classOfOutcome(reading.outcome) === 'answered') this.#noteAnswer(entry);
    return isTaken;
  }

  #noteAnswer(entry: PlanEntry): void {
    this.#surroundings.near.noteAnswer(entry.role, entry.family);
    if (entry.role !== 'far') return;
    const nowTickMs = this.#options.clocks.tickMs();
    const wasSilent = this.#lastFarAnswerTickMs === null || nowTickMs - this.#lastFarAnswerTickMs >= SILENCE_MS;
    this.#lastFarAnswerTickMs = nowTickMs;
    this.#surroundings.noteFarAnswer();
    if (!wasSilent) return;
    this.#call('onAnswerAfterSilence', () => this.#options.onAnswerAfterSilence?.());
    this.#surroundings.near.noteReturn();
    this.#looking.lookSoon(); // the line may have come back with other addresses
  }

  /** An outage is noticed with the very sample that tells of it, not at the end of the round. */
  #steer(): void {
    if (this.#running.isStopped) return; // the plan that follows is told
    const { isDown, moments } = this.#outages.look(this.#options.clocks.tickMs());
    this.#isDown = isDown;
    this.#running.setDown(isDown);
    for (const moment of moments) this.#running.atMoment(moment);
  }

  #wait(): void {
    if (this.#isStopped) return;
    const { clocks } = this.#options;
    const passed = Math.max(0, Math.floor((clocks.tickMs() - this.#beatTickMs) / BEAT_MS));
    const fromTickMs = this.#beatTickMs;
    this.#beatTickMs += (passed + 1) * BEAT_MS;
    const expectedMs = this.#beatTickMs - fromTickMs;
    this.#timer = setTimeout(
      () => {
        this.#beating = this.#beat(expectedMs)
          .catch((error) => this.#options.log.error('a beat of the runner failed', { error: String(error) }))
          .finally(() => this.#wait());
      },
      Math.max(0, this.#beatTickMs - clocks.tickMs()),
    );
  }

  /** Once a second. Each await lets the event loop read what has arrived, so that nothing counts as lost for being unread. */
  async #beat(expectedMs: number): Promise<void> {
    const { clocks } = this.#options;
    const clockEvents = this.#clockWatch.look(expectedMs);
    await nextPoll();
    if (this.#isStopped) return;
    for (const event of clockEvents) this.#noteClockEvent(event);
    this.#noteNetwork(clocks.tickMs());
    this.#running.settle(clocks.tickMs());
    this.#steer();
    await nextPoll();
    if (this.#isStopped) return;
    const nowTickMs = clocks.tickMs();
    if (nowTickMs >= this.#builder.tickMs + ROUND_MS) await this.#endCycles(nowTickMs);
    this.#looking.beat(this.#lastFarAnswerTickMs !== null);
  }

  /** Without a network of its own this machine can't tell anything of the line. */
  #noteNetwork(nowTickMs: number): void {
    const place = this.#surroundings.glance();
    this.#notePlace(place);
    if (place) this.#looking.lookSoon();
    if (this.#surroundings.isOffline()) this.#builder.addUnmeasured(this.#linkSeenTickMs, nowTickMs, 'no-network');
    this.#linkSeenTickMs = nowTickMs;
  }

  #noteClockEvent(event: ClockEvent): void {
    const { fromTickMs, toTickMs, cause, byMs } = event;
    this.#options.log.warn(CLOCK_SENTENCES[cause], { byMs: Math.round(byMs) });
    this.#builder.addUnmeasured(fromTickMs, toTickMs, cause);
    if (cause === 'clock-step') this.#builder.addClockStep();
    this.#running.restartPingers(this.#options.clocks.tickMs(), cause);
  }

  /** Gives the round of each cycle that is over, and goes over to a new plan between two rounds. */
  async #endCycles(nowTickMs: number): Promise<void> {
    const over = Math.floor((nowTickMs - this.#builder.tickMs) / ROUND_MS);
    if (over > EMPTY_ROUNDS_MAX) this.#giveRound(this.#builder.tickMs + over * ROUND_MS);
    else for (let cycle = 0; cycle < over; cycle++) this.#giveRound(this.#builder.tickMs + ROUND_MS);
    const next = this.#next;
    this.#next = null;
    if (!next) return;
    if (next.plan.methodText === this.#running.plan.methodText) {
      this.#running.adopt(next.plan, next.network);
      return;
    }
    this.#options.log.info('what is measured has changed; a new method is in force', { why: next.why });
    const unfinished = this.#running.unfinishedMoments();
    await this.#running.stop();
    const startTickMs = this.#options.clocks.tickMs();
    // What was under way at the change has no outcome.
    this.#builder.addUnmeasured(this.#builder.tickMs - 2000, startTickMs, 'starting');
    this.#running = this.#run(next, this.#builder.tickMs);
    this.#running.resumeMoments(unfinished);
    this.#steer();
  }

  #giveRound(nextTickMs: number): void {
    const { clocks } = this.#options;
    const sinceMs = clocks.tickMs() - nextTickMs;
    const round = this.#builder.finish(this.#clockWatch.grade(), nextTickMs, Math.round(clocks.wallAtMs() - sinceMs));
    this.#call('onRound', () => this.#options.onRound(round, this.method()));
  }

  #notePlace(place: Place | null): void {
    if (!place) return;
    for (const value of place.personalValues) this.#tellPersonal(value);
    const changed = Object.entries(place.facts).filter(([key, fact]) => this.#facts[key] !== fact);
    this.#facts = place.facts;
    this.#builder.addFacts(Object.fromEntries(changed));
  }

  #tellPersonal(value: PersonalValue): void {
    this.#call('onPersonalValue', () => this.#options.onPersonalValue?.(value));
  }

  /** The recorder's trouble must not end the measuring. */
  #call(name: string, callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#options.log.error(`${name} threw`, { error: error instanceof Error ? error.stack : String(error) });
    }
  }
}
