import type { Method, Target } from '../../rules/method.ts';
import type { Round } from '../../rules/round.ts';
import { classOfOutcome, type Sample } from '../../rules/sample.ts';
import type { LiveState } from '../live-state.ts';
import { honestyOf } from '../live-words.ts';

/** One round, as the picture of the last ten minutes shows it. */
export type Moment = {
  wallAtMs: number;
  state: 'unknown' | 'up' | 'down';
  answered: number;
  lost: number;
  /** Of the far targets; null: none answered. */
  medianUs: number | null;
};

/** What the probe saw of itself, from memory: it begins anew with each start. Instants are this machine's clock. */
export type Seen = {
  startedAtMs: number;
  now: Moment | null;
  sinceAtMs: number | null;
  clock: Round['clock'] | null;
  backEnd: string | null;
  /**
   * How many targets of that role answered when last asked, and how many there are. Of role `control`, where nobody is to
   * answer: how many did not, or told the truth. Of `own-server` only its own answers count.
   */
  roles: { role: Target['role']; answering: number; targets: number }[];
  /** Oldest first; at most ten minutes. */
  moments: readonly Moment[];
  /** Newest first; `toAtMs` is null while one lasts. Ends are those of rounds, bounds are the server's to tell. */
  outages: readonly { fromAtMs: number; toAtMs: number | null }[];
};

export type PageState = { note(round: Round, method: Method): void; seen(): Seen };

const MOMENTS_MS = 600_000;
const OUTAGES_KEPT = 10;
/** A sample is written when its outcome is final; what is older than this many spacings says nothing of now. */
const SPACINGS_CURRENT = 4;

/** Watches the rounds for the probe's own page; `live` guesses at the state, as for the journal. */
export function startPageState(live: LiveState, startedAtMs: number): PageState {
  const moments: Moment[] = [];
  const outages: { fromAtMs: number; toAtMs: number | null }[] = [];
  const last = new Map<number, LastAnswer>();
  let sinceAtMs: number | null = null;
  let latest: { round: Round; method: Method } | null = null;
  return {
    note: (round, method) => {
      // positions in the method's list are the numbers of targets: another method has others
      if (latest && latest.method !== method) last.clear();
      const before = moments.at(-1)?.state ?? null;
      const { state } = live.note(round, method);
      latest = { round, method };
      moments.push({ wallAtMs: round.wallAtMs, state, ...farOf(round, method) });
      while (moments.length > Math.ceil(MOMENTS_MS / method.roundMs)) moments.shift();
      if (state !== before) {
        sinceAtMs = round.wallAtMs;
        const open = outages[0];
        if (before === 'down' && open) open.toAtMs = round.wallAtMs;
        if (state === 'down') outages.unshift({ fromAtMs: round.wallAtMs, toAtMs: null });
        outages.splice(OUTAGES_KEPT);
      }
      for (const sample of round.samples) {
        const outcomeClass = classOfOutcome(sample.outcome);
        if (outcomeClass !== 'not-measured') {
          last.set(sample.target, { isGood: isGood(method, sample), tickMs: sample.sentTickMs });
        }
      }
    },
    seen: () => ({
      startedAtMs,
      now: moments.at(-1) ?? null,
      sinceAtMs,
      clock: latest?.round.clock ?? null,
      backEnd: latest?.method.targets.find(({ role }) => role === 'far')?.backEnd ?? null,
      roles: latest ? rolesOf(latest.round, latest.method, last) : [],
      moments,
      outages,
    }),
  };
}

type LastAnswer = { isGood: boolean; tickMs: number };

function isGood(method: Method, sample: Sample): boolean {
  const target = method.targets[sample.target];
  const honesty = target ? honestyOf(target, sample) : null;
  if (target?.role === 'control') return honesty !== 'lies';
  return classOfOutcome(sample.outcome) === 'answered' && honesty !== 'lies';
}

function farOf(round: Round, method: Method): Pick<Moment, 'answered' | 'lost' | 'medianUs'> {
  const far = round.samples.filter(({ target }) => method.targets[target]?.role === 'far');
  const latencies = far.flatMap(({ latencyUs }) => (latencyUs === null ? [] : [latencyUs])).sort((a, b) => a - b);
  return {
    answered: far.filter(({ outcome }) => classOfOutcome(outcome) === 'answered').length,
    lost: far.filter(({ outcome }) => classOfOutcome(outcome) === 'lost').length,
    medianUs: latencies[Math.floor(latencies.length / 2)] ?? null,
  };
}

function rolesOf(round: Round, method: Method, last: Map<number, LastAnswer>): Seen['roles'] {
  // a snapshot is made when there is an outage, and then it is made; test mails have a part of their own
  const silent: Target['role'][] = ['snapshot', 'mail', 'mailbox'];
  const roles = [...new Set(method.targets.map(({ role }) => role))].filter((role) => !silent.includes(role));
  return roles.map((role) => {
    const numbers = method.targets.flatMap((target, number) => (target.role === role ? [{ target, number }] : []));
    const answering = numbers.filter(({ target, number }) => {
      const sample = last.get(number);
      const oldestTickMs = round.tickMs - Math.max(SPACINGS_CURRENT * target.spacingMs, 3 * method.roundMs);
      return sample?.isGood === true && sample.tickMs >= oldestTickMs;
    });
    return { role, answering: answering.length, targets: numbers.length };
  });
}
