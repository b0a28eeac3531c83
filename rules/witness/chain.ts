import { CHAIN_LINKS, type ChainEvidence, type ChainLink } from '../outage/derived.ts';
import type { SightRole } from '../outage/observation.ts';
import type { FoundOutage } from '../outage/outage-machine.ts';
import { type AnswerLogs, countAnswers } from './answer-log.ts';
import type { Stretch } from './path-view.ts';
import { isByUser, type RouterMemory, type RouterTold } from './router-memory.ts';
import { believedSync, heardIn, type OutageTime, type RouterView, syncOf } from './router-view.ts';

/** Everything that `says` of a {@link ChainEvidence} can be, for whoever translates it. */
export const EVIDENCE_WORDS = [
  'measured', //        the probe measured all along
  'answered',
  'silent',
  'mixed', //           some attempts were answered
  'restarted', //       the router's own uptime says that it started
  'sync-up',
  'sync-down',
  'sync-began', //      a synchronisation began meanwhile, by its own seconds or count
  'sync-lasted',
  'session-up', //      connected, and its seconds ran
  'session-stuck', //   connected, but its seconds did not run: not believed
  'session-down',
  'session-refused', // the login was refused
  'session-ended-by-user',
  'session-began',
  'session-lasted',
  'access-mobile', //   packets went another way
  'not-believed', //    said what packets or its own seconds contradict
] as const;
export type EvidenceWord = (typeof EVIDENCE_WORDS)[number];

export type ChainCase = {
  found: FoundOutage;
  time: OutageTime;
  whole: Stretch;
  view: RouterView;
  answers: AnswerLogs;
  router: RouterMemory;
  /** Packets passed another way. */
  isReachable?: boolean;
};

type Evidence = ChainEvidence & { says: EvidenceWord };
type Link = ChainLink['state'];

const MOST_TOLD = 8;

/** The six links, each with what was seen of it in the outage. */
export function chainOf(one: ChainCase): ChainLink[] {
  const [router, dsl, session] = [routerLink(one), toldLink(one, 'dsl'), toldLink(one, 'session')];
  const links: Record<(typeof CHAIN_LINKS)[number], { state: Link; evidence: Evidence[] }> = {
    home: homeLink(one),
    router,
    dsl,
    session,
    provider: one.isReachable
      ? { state: 'unknown', evidence: countedEvidence(one, 'first-hop') }
      : providerLink(one, [router, dsl, session]),
    internet: internetLink(one),
  };
  return CHAIN_LINKS.map((link) => ({ link, ...links[link] }));
}

function homeLink({ found, time }: ChainCase): { state: Link; evidence: Evidence[] } {
  const measured = bare('probe', 'measured', time, { lostSamples: found.lostSamples });
  return { state: found.gateway === 'ok' ? 'ok' : 'unknown', evidence: [measured, ...gatewayEvidence(found, time)] };
}

function gatewayEvidence(found: FoundOutage, time: OutageTime): Evidence[] {
  if (found.gateway === 'na') return [];
  return [bare('gateway', found.gateway === 'ok' ? 'answered' : 'silent', time, {})];
}

function routerLink({ found, time, view, router }: ChainCase): { state: Link; evidence: Evidence[] } {
  const evidence = gatewayEvidence(found, time);
  if (view.isRestarted && router.device) {
    evidence.push({
      ...bare('router', 'restarted', time, {}),
      fromAtMs: router.device.startAtMs,
      toAtMs: null,
    });
  }
  const isMute = view.wayOut === 'silent' && found.gateway === 'na';
  if (isMute && router.silence) {
    const { fromAtMs, toAtMs, attempts } = router.silence;
    evidence.push({ ...bare('router', 'silent', time, { lost: attempts }), fromAtMs, toAtMs });
  }
  const states = { ok: 'ok', fail: 'fail', na: 'unknown' } as const;
  return { state: view.isRestarted || isMute ? 'fail' : states[found.gateway], evidence };
}

function toldLink({ time, view, router }: ChainCase, link: 'dsl' | 'session'): { state: Link; evidence: Evidence[] } {
  const said = view.told.slice(-MOST_TOLD).flatMap((one) => {
    const says = link === 'dsl' ? saysOfDsl(one, view) : saysOfSession(one, view);
    return says === null ? [] : [toldEvidence(one, says, valuesOf(one, link, router))];
  });
  const span = link === 'dsl' ? view.sync : view.session;
  const track = link === 'dsl' ? router.dsl : router.session;
  if (span !== null) {
    const says = link === 'dsl' ? (`sync-${span}` as const) : (`session-${span}` as const);
    const startAtMs = track?.startAtMs ?? time.startEarliestAtMs;
    said.push({ ...bare('router', says, time, {}), fromAtMs: startAtMs, toAtMs: track?.heardAtMs ?? null });
  }
  return { state: stateOf(said), evidence: said };
}

function saysOfDsl(one: RouterTold, view: RouterView): EvidenceWord | null {
  if (syncOf(one) === null) return null;
  const sync = believedSync(one, view);
  if (sync === null) return 'not-believed';
  return sync === 'up' ? 'sync-up' : 'sync-down';
}

function saysOfSession(one: RouterTold, view: RouterView): EvidenceWord | null {
  if (one.access === 'mobile') return 'access-mobile';
  if (one.session === null) return null;
  const { wanSession } = heardIn({ ...view, told: [one] }, one.fromAtMs, one.toAtMs);
  if (one.session === 'connected') return wanSession === 'connected' ? 'session-up' : 'session-stuck';
  if (!view.isSessionBelieved) return 'not-believed';
  if (isByUser(one)) return 'session-ended-by-user';
  return one.session === 'auth-failed' ? 'session-refused' : 'session-down';
}

const FAILS: readonly EvidenceWord[] = [
  'sync-down',
  'sync-began',
  'session-down',
  'session-refused',
  'session-ended-by-user',
  'session-began',
];
const WORKS: readonly EvidenceWord[] = ['sync-up', 'sync-lasted', 'session-up', 'session-lasted'];

function stateOf(evidence: Evidence[]): Link {
  if (evidence.some(({ says }) => FAILS.includes(says))) return 'fail';
  return evidence.some(({ says }) => WORKS.includes(says)) ? 'ok' : 'unknown';
}

/** Figures of the newest answer belong to the entry that it stands in. */
function valuesOf(one: RouterTold, link: 'dsl' | 'session', { last }: RouterMemory): Evidence['values'] {
  const words =
    link === 'dsl' ? { dslSync: one.dslSync, link: one.link } : { session: one.session, lastError: one.lastError };
  const values: Evidence['values'] = { answers: one.answers };
  for (const [key, word] of Object.entries(words)) if (word !== null) values[key] = word;
  if (!last || last.atMs < one.fromAtMs || last.atMs > one.toAtMs) return values;
  const keys =
    link === 'dsl'
      ? (['dslUptimeS', 'downMarginTenthDb', 'upMarginTenthDb', 'downRateKbit', 'upRateKbit', 'retrains'] as const)
      : (['sessionUptimeS'] as const);
  for (const key of keys) {
    const value = last.readings[key];
    if (value !== undefined) values[key] = value;
  }
  return values;
}

/**
 * The provider's own machines tell more than its first hop, which proves no more than its edge. Where something nearer
 * had failed, their silence says nothing of the provider.
 */
function providerLink(one: ChainCase, nearer: { state: Link }[]): { state: Link; evidence: Evidence[] } {
  const edge = countedEvidence(one, 'first-hop');
  const own = [...countedEvidence(one, 'isp-host'), ...countedEvidence(one, 'isp-resolver')];
  const evidence = [...edge, ...own];
  if (own.some(({ says }) => says !== 'silent')) return { state: 'ok', evidence };
  const isEdgeReached = own.length === 0 && edge.some(({ says }) => says !== 'silent');
  const isUntold = evidence.length === 0 || isEdgeReached || nearer.some(({ state }) => state === 'fail');
  return { state: isUntold ? 'unknown' : 'fail', evidence };
}

function internetLink(one: ChainCase): { state: Link; evidence: Evidence[] } {
  const { found, time } = one;
  if (one.isReachable) return { state: 'ok', evidence: [bare('far', 'answered', time, {})] };
  const far: Evidence = {
    ...bare('far', 'silent', time, { lostSamples: found.lostSamples }),
    segment: found.bounds.firstBad.segment,
    sequence: found.bounds.firstBad.sequence,
  };
  const names = countedEvidence(one, 'public-resolver');
  const isAnswered = names.some(({ says }) => says === 'answered');
  return { state: isAnswered ? 'unknown' : 'fail', evidence: [far, ...names] };
}

function countedEvidence({ answers, whole }: ChainCase, role: SightRole): Evidence[] {
  const { answered, lost, first } = countAnswers(answers, role, whole.fromAtMs, whole.toAtMs);
  if (answered + lost === 0 || role === 'place') return [];
  const unanswered: EvidenceWord = answered === 0 ? 'silent' : 'mixed';
  const says = answered > 0 && lost === 0 ? 'answered' : unanswered;
  return [
    {
      witness: role,
      says,
      fromAtMs: whole.fromAtMs,
      toAtMs: whole.toAtMs,
      values: { answered, lost },
      segment: first?.segment ?? null,
      sequence: first?.sequence ?? null,
    },
  ];
}

function toldEvidence(one: RouterTold, says: EvidenceWord, values: Evidence['values']): Evidence {
  const { fromAtMs, toAtMs, segment, sequence } = one;
  return { witness: 'router', says, fromAtMs, toAtMs, values, segment, sequence };
}

function bare(
  witness: Evidence['witness'],
  says: EvidenceWord,
  time: OutageTime,
  values: Evidence['values'],
): Evidence {
  const { startEarliestAtMs, endLatestAtMs } = time;
  return { witness, says, fromAtMs: startEarliestAtMs, toAtMs: endLatestAtMs, values, segment: null, sequence: null };
}
