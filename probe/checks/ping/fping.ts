import { type ChildProcess, execFile, spawn } from 'node:child_process';
import type { UnmeasuredCause } from '../../../rules/round.ts';
import { answered, type Reading, unanswered, unreachableFrom } from '../check.ts';
import { hasRouteHere } from '../route-here.ts';
import { PING_PAYLOAD_BYTES } from './measure.ts';
import { type FpingLine, parseFpingLine } from './parse-fping-line.ts';
import type { Pinger, PingerEvents, PingerOrder } from './pinger.ts';
import { SlotTable } from './slot-table.ts';

/**
 * One long-lived `fping -l` for one role.
 *
 * fping 5.1 sends each target's requests exactly `-p` apart, but never two within `-i` of each other. With `-i` = `-p` / n
 * every wake-up delay pushes all later requests (measured: 0.4 ms each, 35 s a day); with a slightly smaller `-i` each
 * cycle starts on its own time again and the grid stays constant. Hence {@link fpingStaggerMs}.
 *
 * Its schedule follows the wall clock, so the runner calls `restart` when that steps. A request that the kernel refuses
 * (no route, own firewall) leaves no line at all; see slot-table.ts.
 */
export type FpingOptions = {
  order: PingerOrder;
  events: PingerEvents;
  tickMs(): number;
  /** For tests: another program that behaves like fping. */
  program?: string;
};

/** What fping needs from start to first request, roughly; corrected by the first answer. */
const START_UP_MS = 6;
/** A tool that died is started again after this, doubling up to {@link RESTART_MAX_MS}. */
const RESTART_MIN_MS = 1000;
const RESTART_MAX_MS = 60_000;
/** A request sent so much too late is nearly judged before it is sent. */
const BEHIND_MAX_MS = 1500;
/** Two calls of `settle` this far apart: this program itself was held up, and reads late what came in time. */
const BEAT_MAX_MS = 1400;
const LINE_MAX_CHARS = 500;
const SELF_TEST_MS = 3000;
/** fping 5 writes ` [<- 198.51.100.9]` when an answer came from another address. */
const MARK_OF_STRANGER = ' [<- ';
/** So soon after the mark its line is read. */
const MARK_MAX_MS = 200;
const REPLY_LINE = / ms \(/;

/** Distance of two requests of one fping with `targetCount` targets `spacingMs` apart. */
export function fpingStaggerMs(spacingMs: number, targetCount: number): number {
  return Math.floor(spacingMs / targetCount) - 10;
}

/** Whether fping may be used here: `null`, or the reason in plain words. It asks only this machine itself. */
export function tryFping(program = 'fping'): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      ['-c', '1', '-t', '500', '127.0.0.1'],
      { timeout: SELF_TEST_MS, env: englishEnv() },
      (error, out, err) => {
        if (/: \[0\], \d+ bytes, /.test(out)) return resolve(null);
        if (error?.code === 'ENOENT') return resolve('fping is not installed');
        const said = `${err}${out}`.trim().split('\n')[0]?.slice(0, 120);
        return resolve(`fping did not reach this machine itself (${said || String(error?.code ?? 'no output')})`);
      },
    );
  });
}

/** Starts it at once. Trouble of the tool is told through `events`, never thrown. */
export function startFping(options: FpingOptions): Pinger {
  return new FpingProcess(options);
}

type AttemptLine = Exclude<FpingLine, { kind: 'unreachable' }>;

class FpingProcess implements Pinger {
  readonly #options: FpingOptions;
  readonly #addresses: Map<number, string>;
  #child: ChildProcess | null = null;
  #table: SlotTable | null = null;
  #startTimer: NodeJS.Timeout | null = null;
  #restartMs = RESTART_MIN_MS;
  #downSinceTickMs: number;
  #downCause: UnmeasuredCause = 'starting';
  #startedTickMs: number;
  #settledTickMs: number;
  #isMute = false;
  /** Marks of strangers' answers, and lines of answers, that were read in this turn. */
  #strangeAnswers = 0;
  #markedTickMs = 0;
  #unread: { line: string; readTickMs: number }[] = [];
  #isStopped = false;

  constructor(options: FpingOptions) {
    this.#options = options;
    this.#addresses = new Map(options.order.targets.map(({ target, address }) => [target, address]));
    this.#downSinceTickMs = options.tickMs();
    this.#startedTickMs = this.#downSinceTickMs;
    this.#settledTickMs = this.#downSinceTickMs;
    this.#start();
  }

  settle(nowTickMs: number): void {
    if (this.#isStopped) return;
    this.#settledTickMs = nowTickMs;
    if (this.#table) {
      this.#table.settle(nowTickMs);
      this.#watch(nowTickMs, this.#table);
    } else {
      this.#options.events.onUnmeasured(this.#downSinceTickMs, nowTickMs, this.#downCause);
      this.#downSinceTickMs = nowTickMs;
    }
  }

  restart(
    nowTickMs: number,
    cause: UnmeasuredCause,
    sinceTickMs: number = nowTickMs - this.#options.order.lateAfterMs,
  ): void {
    if (this.#isStopped) return;
    const wasRunning = this.#table !== null;
    this.#giveUp(cause, nowTickMs);
    if (wasRunning) this.#downSinceTickMs = sinceTickMs;
    this.#start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const child = this.#child;
    this.#giveUp('tool', this.#options.tickMs());
    const isRunning = child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
    if (child && isRunning) await new Promise((resolve) => child.once('close', resolve));
  }

  #start(): void {
    const { order, events, tickMs, program = 'fping' } = this.#options;
    this.#startTimer = null;
    const child = spawn(program, argumentsOf(order), { stdio: ['ignore', 'pipe', 'pipe'], env: englishEnv() });
    this.#child = child;
    this.#startedTickMs = tickMs();
    const table = new SlotTable({
      ...order,
      startTickMs: this.#startedTickMs + START_UP_MS,
      isMuteAtStart: this.#isMute,
      onReading: (target, sentTickMs, reading) => void this.#report(target, sentTickMs, reading),
    });
    this.#table = table;
    if (this.#downCause !== 'starting')
      events.onUnmeasured(this.#downSinceTickMs, this.#startedTickMs, this.#downCause);
    const onLine = (line: string) => {
      if (this.#child === child) this.#takeLine(line, table);
    };
    this.#strangeAnswers = 0;
    this.#unread = [];
    child.stderr?.on('data', (bytes: unknown) => {
      const marks = String(bytes).split(MARK_OF_STRANGER).length - 1;
      if (this.#child !== child || marks === 0) return;
      this.#strangeAnswers += marks;
      this.#markedTickMs = tickMs();
    });
    readLines(child.stdout, (line) => this.#keepLine(line, child, table));
    readLines(child.stderr, onLine);
    child.once('error', (error) => this.#lose(child, `fping could not be started: ${error.message}`));
    child.once('exit', (code, signal) => this.#lose(child, `fping ended (${signal ?? `code ${code}`})`));
  }

  /**
   * Lines of answers wait until all pipes of this turn were read: the mark of a stranger's answer is written to stderr before
   * the answer's line, but the two pipes may be read in either order.
   */
  #keepLine(line: string, child: ChildProcess, table: SlotTable): void {
    this.#unread.push({ line, readTickMs: this.#options.tickMs() });
    if (this.#unread.length > 1) return;
    setImmediate(() => {
      if (this.#child !== child) return;
      const lines = this.#unread;
      this.#unread = [];
      // several answers at once, not all of them marked: nobody can tell whose; in doubt they count
      const isStrange = this.#strangeAnswers >= lines.filter((read) => REPLY_LINE.test(read.line)).length;
      // a mark that no line followed belonged to a copy of an answer
      const hasMarks = this.#strangeAnswers > 0 && this.#options.tickMs() - this.#markedTickMs < MARK_MAX_MS;
      this.#strangeAnswers = 0;
      for (const read of lines)
        if (this.#child === child) this.#takeLine(read.line, table, read.readTickMs, hasMarks && isStrange);
    });
  }

  #takeLine(line: string, table: SlotTable, nowTickMs = this.#options.tickMs(), isStrange = false): void {
    const { order, events } = this.#options;
    const parsed = parseFpingLine(line);
    const target = parsed && order.targets.find(({ address }) => address === parsed.address)?.target;
    if (parsed === null || target === undefined || target === null) {
      if (line.trim() !== '') events.onTrouble('fping said something unexpected', { said: line.slice(0, 120) });
      return;
    }
    this.#restartMs = RESTART_MIN_MS;
    if (parsed.kind !== 'unreachable' && this.#isBehind(parsed, target, table, nowTickMs)) return;
    if (parsed.kind === 'reply' && isStrange) table.noteStranger(target, parsed.index, nowTickMs);
    else if (parsed.kind === 'reply') table.noteReply(target, parsed.index, parsed.latencyUs, nowTickMs);
    else if (parsed.kind === 'timed-out') table.noteTimedOut(target, parsed.index, nowTickMs);
    else table.noteUnreachable(target, unreachableFrom(order.senderOf(parsed.senderAddress)), nowTickMs);
  }

  /**
   * Whether fping sends far later than it should, because it did not get to run (while this program did): its slots would
   * be judged before they were sent. Then it is started again, and the time since it was last heard is not measured.
   */
  #isBehind(line: AttemptLine, target: number, table: SlotTable, nowTickMs: number): boolean {
    const { order, events } = this.#options;
    const sinceSentMs = line.kind === 'reply' ? line.latencyUs / 1000 : order.listenMs;
    const latenessMs = table.latenessMs(target, line.index, nowTickMs - sinceSentMs);
    const isOurDelay = nowTickMs - this.#settledTickMs > BEAT_MAX_MS;
    if (latenessMs < BEHIND_MAX_MS || isOurDelay) return false;
    events.onTrouble('fping is behind its schedule and is started again', { latenessMs: Math.round(latenessMs) });
    if (line.kind === 'reply') events.onReading(target, Math.round(nowTickMs - sinceSentMs), answered(line.latencyUs));
    const heardTickMs = table.lastHeardTickMs;
    this.restart(nowTickMs, 'tool', Math.min(heardTickMs, nowTickMs - order.lateAfterMs));
    return true;
  }

  /** A silence that the own routing table explains is not a loss. */
  async #report(target: number, sentTickMs: number, reading: Reading): Promise<void> {
    const isSilent = reading.outcome === 'timeout' || reading.outcome === 'tool-error';
    const address = this.#addresses.get(target);
    const isRouteless = isSilent && address !== undefined && !(await hasRouteHere(address));
    if (this.#isStopped) return;
    this.#options.events.onReading(target, sentTickMs, isRouteless ? unanswered('no-route') : reading);
  }

  #lose(child: ChildProcess, reason: string): void {
    if (this.#child !== child || this.#isStopped) return;
    this.#options.events.onTrouble(reason, { restartInMs: this.#restartMs });
    this.#giveUp('tool', this.#options.tickMs());
    this.#startTimer = setTimeout(() => this.#start(), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, RESTART_MAX_MS);
  }

  /** From here on nothing is measured; what was sent within `lateAfterMs` and not answered stays without an outcome. */
  #giveUp(cause: UnmeasuredCause, nowTickMs: number): void {
    this.#isMute = this.#table?.isMute ?? this.#isMute;
    this.#child?.kill('SIGKILL');
    this.#child = null;
    if (this.#table) this.#downSinceTickMs = nowTickMs - this.#options.order.lateAfterMs;
    this.#table = null;
    if (this.#startTimer) clearTimeout(this.#startTimer);
    this.#startTimer = null;
    this.#downCause = cause;
  }

  /** fping writes at least its "timed out" lines; none for long means that it hangs, or that nothing can be sent. */
  #watch(nowTickMs: number, table: SlotTable): void {
    const { order, events } = this.#options;
    const silentMs = nowTickMs - table.lastHeardTickMs;
    const patienceMs = order.listenMs + order.spacingMs + 5000;
    if (silentMs < patienceMs || nowTickMs - this.#startedTickMs < Math.max(patienceMs, RESTART_MAX_MS)) return;
    events.onTrouble('fping has been silent for too long and is started again', { silentMs });
    this.restart(nowTickMs, 'tool');
  }
}

function argumentsOf(order: PingerOrder): string[] {
  return [
    '-l', // for ever
    ...['-p', String(order.spacingMs)],
    ...['-i', String(order.staggerMs)],
    ...['-t', String(order.listenMs)],
    ...['-b', String(PING_PAYLOAD_BYTES)],
    ...order.targets.map(({ address }) => address),
  ];
}

/** fping flushes each line by itself also on a pipe, so lines arrive when they are written. */
function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('latin1');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(-LINE_MAX_CHARS);
    for (const line of lines) onLine(line);
  });
}

function englishEnv(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: handed on, with the language fixed
  return { ...process.env, LC_ALL: 'C' };
}
