import type { Method, Target } from '../../rules/method.ts';
import type { FoldItem } from '../../rules/outage/fold-all.ts';
import type { Family } from '../../rules/outage/observation.ts';
import {
  LOST,
  type OutOfTurn,
  type SimulatedAnswer,
  type SimulatedLoss,
  simulateLine,
} from '../../rules/outage/simulated-line.ts';
import type { Round } from '../../rules/round.ts';
import { type DownTime, downTimes, type FarFate, type Turn, turnsOf } from './live-guess.ts';
import { methodOfHome, ROUTER_DOWN_SPACING_MS } from './method.ts';
import { type Noise, noiseOf } from './noise.ts';
import { type Fate, fateOf, type Habits, type PathWorld, reachOf } from './path.ts';
import { type ProbeRun, probeRuns, STORY_AT_MS } from './probe-life.ts';
import { addressAt, hashOf, type Router, routerWord } from './router-word.ts';
import { isOn, type Trouble } from './troubles.ts';

/** A home, what happens to it, and which of its witnesses there are. */
export type Home = {
  seed: number;
  families: readonly Family[];
  durationMs: number;
  troubles: readonly Trouble[];
  habits: Habits;
  router: Router;
  hasFirstHop: boolean;
  hasIspHost: boolean;
  hasSip: boolean;
};

/** What the probe in that home would have written, and which far packets were lost for no reason (UTC). */
export type Measured = { items: FoldItem[]; randomLossesAtMs: number[] };

/** A part of a long story in which the probe goes on measuring: whole rounds from one true time to another. */
export type Slice = { fromMs: number; toMs: number; roundsPerSegment: number };

/** Lets the story happen; a long one part by part. */
export function measureHome(home: Home, slice: Slice | null = null): Measured {
  const noise = noiseOf(home.seed);
  let drawn = 0;
  const method = methodOfHome({
    families: home.families,
    hasRouter: home.router.testimony !== 'none',
    hasFirstHop: home.hasFirstHop,
    hasIspHost: home.hasIspHost,
    hasSip: home.hasSip,
    random: () => noise(7_000 + drawn++, 0),
  });
  const world: PathWorld = { troubles: home.troubles, habits: home.habits, noise };
  const randomLossesAtMs: number[] = [];
  const items: FoldItem[] = [];
  for (const whole of probeRuns(home.troubles, home.durationMs)) {
    const run = slice ? partOfRun(whole, slice, method.roundMs) : whole;
    const { fates, randomMs } = farFates(world, method, run);
    randomLossesAtMs.push(...randomMs.map((ms) => STORY_AT_MS + ms));
    const endMs = run.trueMsOf(run.firstTickMs + run.roundCount * method.roundMs);
    const downs = downTimes(fates, endMs);
    const segments = simulateLine({
      method,
      bootId: run.bootId,
      runId: run.runId,
      firstTickMs: run.firstTickMs,
      firstSequence: (run.firstTickMs - whole.firstTickMs) / method.roundMs,
      roundCount: run.roundCount,
      roundsPerSegment: slice?.roundsPerSegment ?? 9 + Math.floor(noise(7_100, run.firstTickMs) * 10),
      answer: answerOf(home, world, run, turnsOf(downs, endMs)),
      outOfTurn: outOfTurn(method, run, downs, turnsOf(downs, endMs)),
      facts: (tickMs) => factsAt(home, run.trueMsOf(tickMs)),
      wallAtMs: run.wallAtMs,
      clock: run.clock,
      unmeasured: run.unmeasured,
      edit: (round) => withServerClock(world, run, round),
    });
    items.push(...segments.map((segment) => ({ segment, method })));
  }
  return {
    items: items.map(({ segment }, index) => ({ segment: { ...segment, number: index + 1 }, method })),
    randomLossesAtMs,
  };
}

function partOfRun(run: ProbeRun, { fromMs, toMs }: Slice, roundMs: number): ProbeRun {
  const skipped = Math.ceil(fromMs / roundMs);
  return {
    ...run,
    firstTickMs: run.firstTickMs + skipped * roundMs,
    roundCount: Math.ceil(toMs / roundMs) - skipped,
    unmeasured: skipped === 0 ? run.unmeasured : [],
  };
}

/** The fate of each far packet of a run: what the probe's own guess at the state, and the truth, rest on. */
function farFates(world: PathWorld, method: Method, run: ProbeRun): { fates: FarFate[]; randomMs: number[] } {
  const fates: FarFate[] = [];
  const randomMs: number[] = [];
  for (const [index, target] of method.targets.entries()) {
    if (target.role !== 'far') continue;
    const family = target.family === 6 ? 6 : 4;
    const endTickMs = run.firstTickMs + run.roundCount * method.roundMs;
    for (let tick = run.firstTickMs + target.phaseMs; tick < endTickMs; tick += target.spacingMs) {
      const sentMs = run.trueMsOf(tick);
      const { came, isRandom } = fateOf(world, index, 'world', family, target.network, sentMs);
      if (isRandom) randomMs.push(sentMs);
      if (typeof came !== 'number' && came.outcome === 'no-route') continue;
      const isLost = typeof came !== 'number';
      const finalMs = sentMs + (isLost ? 2000 : came / 1000);
      fates.push({
        family,
        target: index,
        sentMs,
        finalMs,
        isLost,
        isWitnessed: isLost && came.outcome === 'unreachable-from',
      });
    }
  }
  return { fates, randomMs };
}

/** Attempts beside the grid: the router every 10 s while down, and everybody who is asked at moments. */
function outOfTurn(method: Method, run: ProbeRun, downs: readonly DownTime[], turns: readonly Turn[]): OutOfTurn[] {
  const asked: OutOfTurn[] = [];
  for (const [target, { role }] of method.targets.entries()) {
    const at = (trueMs: number) => asked.push({ target, sentTickMs: run.tickOf(trueMs) });
    if (role === 'router') {
      for (const { fromMs, toMs } of downs)
        for (let ms = fromMs + ROUTER_DOWN_SPACING_MS; ms < toMs; ms += ROUTER_DOWN_SPACING_MS) at(ms);
    }
    for (const { moment, atMs } of turns) {
      const isAsked =
        role === 'router' ||
        (role === 'snapshot' && moment !== 'reread') ||
        (role === 'control' && moment === 'onset') ||
        (role === 'own-server' && (moment === 'onset' || moment === 'end'));
      if (isAsked) at(atMs + target);
    }
  }
  return asked;
}

type Came = number | SimulatedLoss | SimulatedAnswer | null;

function answerOf(home: Home, world: PathWorld, run: ProbeRun, turns: readonly Turn[]) {
  const { troubles } = home;
  return (target: Target, sentTickMs: number, index: number): Came => {
    const atMs = run.trueMsOf(sentTickMs);
    const family = target.family === 6 ? 6 : 4;
    const fate = fateOf(world, index, reachOf(target), family, target.network, atMs);
    const otherFate = (other: 4 | 6) => fateOf(world, index, 'world', other, target.network, atMs);
    const turn = turns.find((one) => Math.abs(one.atMs + index - atMs) < 2) ?? null;
    switch (target.role) {
      case 'router':
        return typeof fate.came === 'number'
          ? routerWord(home.router, troubles, world.noise, atMs, turn !== null)
          : fate.came;
      case 'snapshot':
        return turn && { came: 40_000, ...snapshot(turn, troubles, atMs) };
      case 'clock':
        return typeof fate.came === 'number'
          ? { came: fate.came, readings: clockReadings(run, sentTickMs) }
          : fate.came;
      case 'control':
        return controlAnswer(target, troubles, fate, atMs);
      case 'own-server':
        return ownServerAnswer(troubles, home.families.map(otherFate), atMs);
      case 'isp-resolver':
      case 'public-resolver':
        return resolverAnswer(target, troubles, fate, atMs);
      case 'sip':
        if (isOn(troubles, 'sip-off', atMs)) return LOST;
        return typeof fate.came === 'number' ? { came: fate.came, readings: { statusCode: 401 } } : fate.came;
      default:
        return fate.came;
    }
  };
}

function snapshot(turn: Turn, troubles: readonly Trouble[], atMs: number): Pick<SimulatedAnswer, 'facts' | 'readings'> {
  const isDown = isOn(troubles, 'sync-lost', atMs) || isOn(troubles, 'session-lost', atMs);
  return {
    facts: { moment: turn.moment, trace: hashOf(`trace ${turn.atMs}`), routerLog: hashOf(`log ${turn.atMs}`) },
    readings: {
      hops: isDown ? 1 : 6,
      rxPackets: 5_000 + Math.floor(atMs / 10),
      txPackets: 5_000 + Math.floor(atMs / 9),
      carrierChanges: 2,
    },
  };
}

/** A router's clock is right; it is told as far as its answer was under way. */
function clockReadings(run: ProbeRun, tickMs: number): Record<string, number> {
  const rightAtMs = STORY_AT_MS + run.trueMsOf(tickMs);
  return { offsetMs: Math.round(rightAtMs - run.wallAtMs(tickMs)), errorMs: 30, stratum: 3 };
}

function controlAnswer(target: Target, troubles: readonly Trouble[], fate: Fate, atMs: number): Came {
  const isLying = isOn(troubles, 'path-lies', atMs);
  if (target.kind === 'ping') return isLying && typeof fate.came === 'number' ? fate.came : LOST;
  if (typeof fate.came !== 'number') return fate.came;
  const isWrong = isLying || isOn(troubles, 'isp-resolver-lies', atMs);
  if (isOn(troubles, 'isp-resolver-off', atMs) || isOn(troubles, 'resolvers-off', atMs)) return LOST;
  return { came: fate.came, facts: { answer: isWrong ? 'wrong' : 'ok' } };
}

/** It is reached by either family. */
function ownServerAnswer(troubles: readonly Trouble[], fates: readonly Fate[], atMs: number): Came {
  const answered = fates.map(({ came }) => came).find((came) => typeof came === 'number');
  if (typeof answered !== 'number') return fates[0]?.came ?? LOST;
  if (isOn(troubles, 'own-server-off', atMs)) return LOST;
  const isOther = isOn(troubles, 'portal', atMs) || isOn(troubles, 'path-lies', atMs);
  return { came: answered + 20_000, facts: { answer: isOther ? 'wrong' : 'ok' } };
}

function resolverAnswer(target: Target, troubles: readonly Trouble[], fate: Fate, atMs: number): Came {
  if (typeof fate.came !== 'number') return fate.came;
  const isOwn = target.role === 'isp-resolver';
  if (isOn(troubles, 'resolvers-off', atMs) || (isOwn && isOn(troubles, 'isp-resolver-off', atMs))) return LOST;
  const isWrong = isOn(troubles, 'path-lies', atMs) || (isOwn && isOn(troubles, 'isp-resolver-lies', atMs));
  return { came: fate.came, facts: { answer: isWrong ? 'wrong' : 'ok' } };
}

function factsAt(home: Home, atMs: number): Record<string, string> {
  const { troubles, families, router } = home;
  if (isOn(troubles, 'cable-out', atMs)) return { defaultRoute: 'direct' };
  const address = addressAt(router, troubles, atMs);
  return {
    ...(families.includes(4) && { ownAddress4: hashOf('192.168.178.20') }),
    ...(families.includes(6) && { ownAddress6: hashOf(`own ${address}`), ownPrefix6: hashOf(`prefix64 ${address}`) }),
    defaultRoute: isOn(troubles, 'in-tunnel', atMs) ? 'tunnel' : 'direct',
  };
}

/** About every 90 s something is uploaded, and the server's stamps come back; not while it can't be reached. */
function withServerClock(world: PathWorld, run: ProbeRun, round: Round): Round {
  if (round.sequence % 18 !== 3) return round;
  const atMs = run.trueMsOf(round.tickMs);
  const { came } = fateOf(world, 60, 'world', 4, 'own', atMs);
  if (typeof came !== 'number' || isOn(world.troubles, 'path-lies', atMs)) return round;
  return { ...round, clockOffset: { offsetMs: Math.round(STORY_AT_MS + atMs - round.wallAtMs), errorMs: 20 } };
}

/** Numbers of a home that differ from home to home. */
export function habitsOf(noise: Noise): Habits {
  return {
    routerSaysUnreachable: noise(8_000, 0) < 0.4,
    losesRoutes: noise(8_001, 0) < 0.5,
    lanUs: 300 + Math.floor(noise(8_002, 0) * 1_500),
    lineUs: 6_000 + Math.floor(noise(8_003, 0) ** 3 * 120_000),
    lossRatio: noise(8_004, 0) < 0.5 ? 0 : noise(8_005, 0) * 0.018,
    hopLossRatio: noise(8_006, 0) * 0.06,
  };
}
