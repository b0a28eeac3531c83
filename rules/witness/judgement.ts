import type { ChainLink, OutagePhase, OutageSnapshot, OutageTag } from '../outage/derived.ts';
import type { Family } from '../outage/observation.ts';
import type { FoundOutage } from '../outage/outage-machine.ts';
import { decide } from '../verdict/decision-table.ts';
import { type Inputs, NO_INPUTS } from '../verdict/inputs.ts';
import type { Grade, Verdict } from '../verdict/verdict.ts';
import type { AnswerLogs } from './answer-log.ts';
import { chainOf } from './chain.ts';
import { pathChanges, pathInputs, type Stretch } from './path-view.ts';
import { headlineOf, joinAlike, type Phase } from './phases.ts';
import { beganSession, isNewAddress, isPlannedReconnect, type ReconnectMemory } from './reconnects.ts';
import type { RouterMemory } from './router-memory.ts';
import { heardIn, type OutageTime, type RouterView, viewRouter } from './router-view.ts';
import { type SnapshotMemory, snapshotsWithin } from './snapshots.ts';

/** What the witnesses told, as far as it may still be asked for. */
export type Testimony = {
  router: RouterMemory;
  answers: AnswerLogs;
  reconnects: ReconnectMemory;
  snapshots: SnapshotMemory;
};

/** What is said of an outage. */
export type Judgement = {
  verdict: Verdict;
  grade: Grade;
  phases: OutagePhase[];
  tags: OutageTag[];
  chain: ChainLink[];
  snapshots: OutageSnapshot[];
};

/** Judges an outage, or what there is of it by then, with everything that was heard up to `nowAtMs`. */
export function judge(found: FoundOutage, families: readonly Family[], heard: Testimony, nowAtMs: number): Judgement {
  const time = timeOf(found, nowAtMs);
  const view = viewRouter(heard.router, time, nowAtMs);
  const whole = { fromAtMs: time.startLatestAtMs, toAtMs: Math.max(time.endEarliestAtMs, time.startLatestAtMs + 1) };
  const reconnect = reconnectOf(found, heard);
  const phases = phasesOf(found, { time, view, whole, heard, packets: packetInputs(found, families, view), reconnect });
  const verdict = headlineOf(phases);
  return {
    verdict,
    grade: gradeOf(verdict, { found, view, heard, time }),
    phases: phases.map(({ fromAtMs, toAtMs, verdict: { name, side } }) => ({ verdict: name, side, fromAtMs, toAtMs })),
    tags: tagsOf(found, view, heard),
    chain: chainOf({ found, time, whole, view, answers: heard.answers, router: heard.router }),
    snapshots: snapshotsWithin(heard.snapshots, time.startEarliestAtMs, time.endLatestAtMs),
  };
}

function timeOf(found: FoundOutage, nowAtMs: number): OutageTime {
  const { startEarliestAtMs, startLatestAtMs } = found;
  const endLatestAtMs = found.endLatestAtMs ?? Math.max(nowAtMs, startLatestAtMs);
  return { startEarliestAtMs, startLatestAtMs, endEarliestAtMs: found.endEarliestAtMs ?? endLatestAtMs, endLatestAtMs };
}

/** What packets alone say: each family that the line stands on is silent. */
function packetInputs(found: FoundOutage, families: readonly Family[], { wayOut }: RouterView): Inputs {
  if (found.isDoubtful) return NO_INPUTS;
  return {
    ...NO_INPUTS,
    continuity: 'ok',
    lan: 'up',
    gateway: gatewayOf(found.gateway, wayOut),
    farV4: families.includes(4) ? 'none' : 'na',
    farV6: families.includes(6) ? 'none' : 'na',
  };
}

/**
 * A gateway that answers proves that the home works only where it is the home's last router; one that never answers pings
 * is seen by the router's own silence.
 */
function gatewayOf(gateway: Inputs['gateway'], wayOut: RouterView['wayOut']): Inputs['gateway'] {
  if (wayOut === 'cut' || (wayOut === 'silent' && gateway === 'na')) return 'fail';
  return wayOut === 'behind' && gateway === 'ok' ? 'na' : gateway;
}

function reconnectOf({ isHome, isDoubtful, ...found }: FoundOutage, heard: Testimony): Inputs['reconnect'] {
  if (isHome || isDoubtful || found.endLatestAtMs === null || found.startsUnobserved || found.endsUnobserved)
    return 'na';
  const gap = { ...found, endLatestAtMs: found.endLatestAtMs };
  return isPlannedReconnect(heard.reconnects, heard.router, gap) ? 'planned' : 'na';
}

type Case = {
  time: OutageTime;
  view: RouterView;
  whole: Stretch;
  heard: Testimony;
  packets: Inputs;
  reconnect: Inputs['reconnect'];
};

/** Cuts where a witness first says something else, and asks the table of each stretch. */
function phasesOf(found: FoundOutage, { time, view, whole, heard, packets, reconnect }: Case): Phase[] {
  const inside = (atMs: number) => atMs > time.startLatestAtMs && atMs < time.endEarliestAtMs;
  const isOpen = !found.isHome && !found.isDoubtful;
  const told = view.told.slice(1).map(({ fromAtMs }) => fromAtMs);
  const changes = isOpen ? [...told, ...pathChanges(heard.answers, whole)].filter(inside) : [];
  const borders = [time.startEarliestAtMs, ...new Set(changes.sort((a, b) => a - b))];
  const phases = borders.map((fromAtMs, at): Phase => {
    const toAtMs = borders[at + 1] ?? null;
    if (!isOpen) return { fromAtMs, toAtMs: toAtMs ?? found.endLatestAtMs, verdict: decide(packets) };
    const stretch = {
      fromAtMs: Math.max(fromAtMs, whole.fromAtMs),
      toAtMs: toAtMs ?? whole.toAtMs,
    };
    const inputs: Inputs = {
      ...packets,
      ...heardIn(view, fromAtMs, stretch.toAtMs),
      ...pathInputs(heard.answers, stretch, whole),
      // between its runs the line carried packets for moments, and questions for names are too few to tell these apart
      ...(found.flaps > 0 && { ispResolver: 'na', publicResolvers: 'na' }),
      reconnect,
    };
    return { fromAtMs, toAtMs: toAtMs ?? found.endLatestAtMs, verdict: decide(withLaterWords(inputs, view)) };
  });
  return joinAlike(phases);
}

/** What its seconds prove afterwards, where the router said nothing of it in the outage itself. */
function withLaterWords(inputs: Inputs, { session, sync }: RouterView): Inputs {
  const dslSync = inputs.dslSync === 'na' ? wordOf(sync, 'down', 'up') : inputs.dslSync;
  const wanSession = inputs.wanSession === 'na' ? wordOf(session, 'disconnected', 'connected') : inputs.wanSession;
  return { ...inputs, dslSync, wanSession };
}

function wordOf<Word>(span: 'began' | 'lasted' | null, gone: Word, there: Word): Word | 'na' {
  if (span === null) return 'na';
  return span === 'began' ? gone : there;
}

/** A: the router's words and the packets agree. B: packets alone. C: only what the router's seconds prove later. */
function gradeOf(
  { name, cause }: Verdict,
  { found, view, heard, time }: { found: FoundOutage; view: RouterView; heard: Testimony; time: OutageTime },
): Grade {
  if (found.isHome || found.isDoubtful || name === 'line-or-isp-down-unlocalised') return 'B';
  if (name === 'router-or-lan-fault') return view.isRestarted ? 'C' : 'B';
  const gap = { ...found, endLatestAtMs: time.endLatestAtMs };
  if (name === 'planned-reconnect') {
    return beganSession(heard.router, gap) || isNewAddress(heard.reconnects, heard.router, gap) ? 'A' : 'B';
  }
  const isSyncVerdict = name === 'dsl-sync-lost';
  const isSessionVerdict = name === 'session-lost' || name === 'session-auth-failed' || cause === 'user-disconnect';
  const isAccessVerdict = name === 'isp-access-unreachable';
  const words = view.told.map((one) => heardIn({ ...view, told: [one] }, one.fromAtMs, one.toAtMs));
  const said = words.some(({ dslSync, wanSession }) => {
    if (isSyncVerdict) return dslSync === 'down' || dslSync === 'init';
    if (isSessionVerdict) return wanSession !== 'na' && wanSession !== 'connected';
    // that a session stands says nothing of the wire before a hop that is silent
    return dslSync === 'up' || (!isAccessVerdict && wanSession === 'connected');
  });
  if (said) return 'A';
  if (isSyncVerdict || isSessionVerdict) return 'C';
  return view.sync === 'lasted' || (!isAccessVerdict && view.session === 'lasted') ? 'C' : 'B';
}

/** In alphabetical order. */
function tagsOf(found: FoundOutage, view: RouterView, { router, reconnects }: Testimony): OutageTag[] {
  const { startEarliestAtMs, startLatestAtMs, endLatestAtMs } = found;
  const gap = endLatestAtMs === null ? null : { startEarliestAtMs, startLatestAtMs, endLatestAtMs };
  const tags: [OutageTag, boolean][] = [
    ['new-address', gap !== null && isNewAddress(reconnects, router, gap)],
    ['own-traffic', router.fullAtMs.some((atMs) => atMs >= startEarliestAtMs && atMs <= (endLatestAtMs ?? atMs))],
    ['router-log-reconnect', gap !== null && (router.logReconnectAtMs ?? 0) >= startEarliestAtMs],
    ['router-rebooted', view.isRestarted],
    ['router-rented', router.isRented && (found.isHome || view.isRestarted)],
    ['router-state-implausible', view.isImplausible],
    [
      'user-disconnect',
      view.isEndedByUser ||
        view.told.some((one) => heardIn({ ...view, told: [one] }, one.fromAtMs, one.toAtMs).disconnectedBy === 'user'),
    ],
  ];
  return tags.filter(([, holds]) => holds).map(([tag]) => tag);
}
