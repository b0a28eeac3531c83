import type { Method } from '../method.ts';
import { type AnswerLogs, forgetAnswers, noteAnswer } from '../witness/answer-log.ts';
import { AFTER_OUTAGE_MS } from '../witness/failover.ts';
import { notePrefix6 } from '../witness/reconnects.ts';
import { forgetTold, noteContradiction, noteRouter, noteRouterSilence } from '../witness/router-memory.ts';
import { type RouterSays, routerSays } from '../witness/router-says.ts';
import { syncOf } from '../witness/router-view.ts';
import { forgetSnapshots, noteSnapshot } from '../witness/snapshots.ts';
import { areAnswersVoid } from './engine-mode.ts';
import type { Engine, EngineSink } from './engine-state.ts';
import { feedFailover } from './failover-entries.ts';
import { FAMILIES, type Sight, targetKey } from './observation.ts';

/** What somebody said so long before an outage may still be asked for. */
const KEPT_MS = 3_600_000;
/** What did not answer so long before says nothing of it. */
const FRESH_MS = 60_000;
/** A router may say a little longer than it is so that the line is down, and a little later. */
const STALE_MS = 60_000;
const AFTER_MS = 3_000;
const MANY_RUNS = 2;

/** Takes what a witness beside the far targets and the gateway says. */
export function feedWitness(engine: Engine, sight: Sight, sink: EngineSink): void {
  const { witness } = engine;
  if (sight.role === 'router') feedRouter(engine, sight, sink);
  else if (sight.role === 'snapshot') noteSnapshot(witness.snapshots, sight);
  else if (sight.role === 'place') feedPlace(engine, sight);
  else if (sight.role === 'first-hop' || sight.role === 'isp-host') feedPath(engine, sight);
}

/** The hops and machines of the provider, and resolvers: whether they answered. */
export function feedPath(engine: Engine, sight: Sight): void {
  if (sight.outcomeClass === 'not-measured' || engine.witness.homeResolvers.includes(sight.target)) return;
  const isAnswer = sight.outcomeClass === 'answered';
  // a resolver that answers, but not what it was asked for, proves neither that names nor that packets pass
  if (isAnswer && sight.answer !== null && sight.answer !== 'ok') return;
  const isLineUp = engine.line.run === null && engine.line.outage === null;
  noteAnswer(engine.witness.answers, sight, isAnswer, isLineUp);
  const runs = engine.witness.answers[sight.target]?.runs.length ?? 0;
  if (runs > MANY_RUNS) forgetAnswers(engine.witness.answers, askedSinceAtMs(engine, FRESH_MS));
}

function feedRouter(engine: Engine, sight: Sight, sink: EngineSink): void {
  const { router, snapshots } = engine.witness;
  const before = router.last;
  if (before && before.atMs < sight.atMs) noteLie(engine, before);
  const says = routerSays(sight);
  const isHeard = noteRouter(router, sight.target, sight.atMs, says);
  if (isHeard && sight.outcome === 'timeout') noteRouterSilence(router, sight.atMs);
  if (isHeard && says && !areAnswersVoid(engine)) feedFailover(engine, says, sight, sink);
  const sinceAtMs = askedSinceAtMs(engine, KEPT_MS);
  forgetTold(router, sinceAtMs);
  forgetSnapshots(snapshots, sinceAtMs);
}

function feedPlace(engine: Engine, { details, atMs }: Sight): void {
  const prefix = details?.['ownPrefix6'];
  if (typeof prefix === 'string') notePrefix6(engine.witness.reconnects, prefix, atMs);
}

/** Packets passed before, while and after the router said that nothing can pass. */
function noteLie(engine: Engine, says: RouterSays): void {
  const { router, downAtMs, failover } = engine.witness;
  const isMobile = says.access === 'mobile' && router.usualAccess !== 'mobile';
  // a line that another way stands in for is down while packets pass; but it went down before
  if (isMobile && (failover.entry || failover.isProven)) return;
  const fromAtMs = says.atMs - says.tookMs - (isMobile ? AFTER_OUTAGE_MS : STALE_MS);
  const toAtMs = says.atMs + AFTER_MS;
  if ((downAtMs ?? 0) >= fromAtMs || (engine.line.outage?.startEarliestAtMs ?? Number.MAX_SAFE_INTEGER) <= toAtMs)
    return;
  const answered = FAMILIES.map((family) => engine.families[family].answeredAtMs ?? 0);
  if (Math.max(...answered) < toAtMs) return;
  if (says.session !== null && says.session !== 'connected') noteContradiction(router, 'session', says.atMs);
  const sync = syncOf(says);
  if (sync === 'down' || sync === 'init') noteContradiction(router, 'sync', says.atMs);
}

/** Nothing asks for what was said before. */
function askedSinceAtMs({ fedToAtMs, line, witness }: Engine, keptMs: number): number {
  const starts = witness.waiting.map(({ found }) => found.startEarliestAtMs);
  return Math.min(fedToAtMs, line.outage?.startEarliestAtMs ?? fedToAtMs, ...starts) - keptMs;
}

/** Another method: only its targets count. */
export function witnessesForMethod({ witness }: Engine, keys: readonly string[], method: Method): void {
  const atHome = method.targets.filter(({ role, network }) => role === 'isp-resolver' && network === 'home');
  witness.homeResolvers = atHome.map(targetKey);
  const kept = Object.entries(witness.answers).filter(
    ([key]) => keys.includes(key) && !witness.homeResolvers.includes(key),
  );
  const answers: AnswerLogs = Object.fromEntries(kept);
  witness.answers = answers;
  witness.reconnects.window = method.reconnectWindow ?? null;
}
