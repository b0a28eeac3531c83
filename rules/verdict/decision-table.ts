import type { Condition } from './conditions.ts';
import {
  all,
  anyAnswers,
  atHome,
  byUser,
  down,
  dslLost,
  failover,
  isMost,
  ispDnsSilent,
  ispDnsWrong,
  ispReached,
  ispSilent,
  lineAnswers,
  lineSilent,
  measured,
  notMeasured,
  sessionGone,
  sessionNotGone,
  someAsked,
} from './conditions.ts';
import type { Inputs } from './inputs.ts';
import type { Side, State, Verdict, VerdictName } from './verdict.ts';

/** One row: when it fits, what is said. `cause` only where the state is `unknown`. */
export type Row = {
  /** Of the reference (line-measurement.md §5): a row with variants stands here once for each. */
  number: string;
  when: Condition;
  verdict: VerdictName;
  side: Side;
  counts: boolean;
  state: State;
  cause?: (inputs: Inputs) => string;
};

function counted(number: string, verdict: VerdictName, side: Side, when: Condition): Row {
  return { number, when, verdict, side, counts: true, state: 'down' };
}
function shown(number: string, verdict: VerdictName, side: Side, state: State, when: Condition): Row {
  return { number, when, verdict, side, counts: false, state };
}
/** Nothing is said of the line: time that is neither up nor down in any sum. */
function open(number: string, verdict: VerdictName, side: Side, cause: string, when: Condition): Row {
  return { number, when, verdict, side, counts: false, state: 'unknown', cause: () => cause };
}

/**
 * First match wins; in every tie less outage. The rows are in the order of the reference, lettered ones before their
 * parent. Row 5 is none: a failing gateway that others answer through is no witness, and the rows below do not ask it.
 *
 * Where this differs from the reference, it says less: a refused login that nobody can prove unchanged does not count
 * (decision 7a), and its time is nobody's; a lost session or a silent first hop accuses the provider only when the router
 * says that the DSL is synchronised (a plug, modem or fibre pulled in the house looks the same, and a session outlives it for
 * a while, on cable and fibre for hours); without any word of the router the side is unknown.
 */
export const DECISION_TABLE: readonly Row[] = [
  // The probe's own side comes first: what it could not see, it does not judge.
  open('21', 'unknown', 'unknown', 'first-contact', (i) => i.continuity === 'first-contact'),
  open('2', 'probe-lan-fault', 'home', 'no-network', (i) => i.continuity === 'no-network'),
  open(
    '1a',
    'not-measured',
    'home',
    'power-cut-likely',
    (i) => i.continuity === 'reboot' && i.routerStart === 'within',
  ),
  open('1b', 'not-measured', 'unknown', 'line-was-up', (i) => notMeasured(i) && i.session === 'spans-hole'),
  { ...open('1', 'not-measured', 'unknown', '', notMeasured), cause: (i) => i.continuity },
  open('2', 'probe-lan-fault', 'home', 'no-network', (i) => i.lan === 'down'),

  // Where everything is answered, only a signed answer is one.
  shown('3', 'ok', 'unknown', 'up', (i) => i.negativeControl === 'lying' && i.httpsNonce === 'ok'),
  open('3', 'intercepted', 'unknown', 'intercepted', (i) => i.negativeControl === 'lying'),

  open('4', 'router-or-lan-fault', 'home', 'router-or-lan-fault', (i) => i.gateway === 'fail' && lineSilent(i)),
  open(
    '4',
    'router-or-lan-fault',
    'home',
    'router-or-lan-fault',
    all(down, (i) => i.routerStart === 'within'),
  ),

  // Another way carries the packets: the line is down, the home is reachable.
  counted('6', 'primary-line-down-failover-active', 'access', all(failover, dslLost)),
  open(
    '6',
    'primary-line-down-failover-active',
    'unknown',
    'session-auth-failed',
    all(failover, (i) => i.wanSession === 'auth-failed'),
  ),
  counted(
    '6',
    'primary-line-down-failover-active',
    'provider',
    all(failover, sessionGone, (i) => i.dslSync === 'up'),
  ),
  counted('6', 'primary-line-down-failover-active', 'unknown', failover),

  // What the router says of the line. Who ended the session himself comes before all of it.
  shown(
    '9a',
    'planned-reconnect',
    'provider',
    'maintenance',
    all(down, (i) => i.reconnect === 'planned' && !byUser(i) && !dslLost(i) && i.wanSession !== 'auth-failed'),
  ),
  open('9', 'session-lost', 'home', 'user-disconnect', all(down, byUser)),
  counted('7', 'dsl-sync-lost', 'access', all(down, dslLost)),
  open(
    '8',
    'session-auth-failed',
    'unknown',
    'session-auth-failed',
    all(down, (i) => i.wanSession === 'auth-failed'),
  ),
  counted(
    '9',
    'session-lost',
    'provider',
    all(down, sessionGone, (i) => i.dslSync === 'up'),
  ),
  counted('9', 'session-lost', 'access', all(down, sessionGone)),

  // How far packets come. 11a first: an answer of the provider's own machine voids the silence of its first hop.
  counted('11a', 'isp-transit-unreachable', 'provider', all(down, sessionNotGone, ispReached)),
  counted(
    '10',
    'isp-access-unreachable',
    'provider',
    all(down, (i) => i.firstHop === 'fail' && i.dslSync === 'up'),
  ),
  counted(
    '10',
    'isp-access-unreachable',
    'access',
    all(down, (i) => i.firstHop === 'fail' && i.gateway === 'ok'),
  ),
  counted(
    '10',
    'isp-access-unreachable',
    'unknown',
    all(down, (i) => i.firstHop === 'fail'),
  ),
  counted(
    '11',
    'isp-core-unreachable',
    'provider',
    all(down, (i) => i.firstHop === 'ok' && ispSilent(i)),
  ),
  // Without a gateway that answers, nobody can tell the house from the access: side unknown (decision 7a).
  counted(
    '12',
    'line-or-isp-down-unlocalised',
    'access',
    all(down, (i) => i.gateway === 'ok'),
  ),
  counted('12', 'line-or-isp-down-unlocalised', 'unknown', down),

  // one family alone: the router's translation of addresses, or its settings of IPv6, look the same from here
  shown('13', 'ipv4-only-down', 'unknown', 'degraded', (i) => i.farV4 === 'none' && isMost(i.farV6)),
  shown(
    '14',
    'ipv6-renumbering',
    'unknown',
    'degraded',
    (i) => i.farV6 === 'none' && isMost(i.farV4) && i.prefix6 === 'changed',
  ),
  shown('14', 'ipv6-only-down', 'unknown', 'degraded', (i) => i.farV6 === 'none' && isMost(i.farV4)),

  // the home router, where it is what questions are put to, may have failed itself
  shown('15', 'dns-isp-only', 'unknown', 'degraded', all(lineAnswers, ispDnsSilent, atHome)),
  shown('15', 'dns-isp-only', 'provider', 'degraded', all(lineAnswers, ispDnsSilent)),
  shown(
    '15',
    'dns-all',
    'unknown',
    'degraded',
    all(lineAnswers, (i) => i.ispResolver === 'fail' && i.publicResolvers === 'none'),
  ),
  // who answers for the own server as well is somebody else on the way
  shown('15', 'dns-tampered', 'unknown', 'degraded', all(lineAnswers, ispDnsWrong, atHome)),
  shown('15', 'dns-tampered', 'provider', 'degraded', all(lineAnswers, ispDnsWrong)),
  open(
    '16',
    'intercepted',
    'unknown',
    'intercepted',
    all(anyAnswers, (i) => i.httpsNonce === 'wrong'),
  ),

  shown(
    '17',
    'remote-target-only',
    'remote',
    'up',
    all(anyAnswers, (i) => i.silentNetworks === 1),
  ),
  shown(
    '17',
    'partial-reachability',
    'unknown',
    'degraded',
    all(anyAnswers, (i) => Number(i.silentNetworks) > 1),
  ),
  shown(
    '17',
    'partial-reachability',
    'unknown',
    'degraded',
    all(anyAnswers, (i) => !lineAnswers(i)),
  ),
  // no ping is answered, but names are: packets passed, and how many nobody knows
  open(
    '17',
    'partial-reachability',
    'unknown',
    'partial-reachability',
    all(measured, someAsked, (i) => !anyAnswers(i) && i.publicResolvers === 'some'),
  ),

  // Services of their own; mail has a table of its own (mail/mail-table.ts).
  shown(
    '18',
    'voip-only-down',
    'provider',
    'degraded',
    all(lineAnswers, (i) => i.sip === 'fail' && i.sipHost === 'provider'),
  ),
  shown(
    '18',
    'voip-only-down',
    'remote',
    'degraded',
    all(lineAnswers, (i) => i.sip === 'fail'),
  ),
  shown(
    '19',
    'degraded-self-inflicted',
    'home',
    'degraded',
    all(lineAnswers, (i) => (i.quality === 'loss' || i.quality === 'latency') && i.ownTraffic === 'full'),
  ),
  shown(
    '19',
    'degraded-loss',
    'unknown',
    'degraded',
    all(lineAnswers, (i) => i.quality === 'loss'),
  ),
  shown(
    '19',
    'degraded-latency',
    'unknown',
    'degraded',
    all(lineAnswers, (i) => i.quality === 'latency'),
  ),

  shown('20', 'ok', 'unknown', 'up', lineAnswers),
  open('21', 'unknown', 'unknown', 'no-samples', () => true),
];

/** The verdict for one interval. */
export function decide(inputs: Inputs): Verdict {
  const row = rowFor(inputs);
  return {
    name: row.verdict,
    side: row.side,
    state: row.state,
    counts: row.counts,
    cause: row.cause?.(inputs) ?? null,
  };
}

/** The first row that fits. */
export function rowFor(inputs: Inputs): Row {
  const row = DECISION_TABLE.find(({ when }) => when(inputs));
  if (!row) throw new Error('bug: the decision table has no last row');
  return row;
}
