import type { ObjectionFacts } from './facts.ts';
import type { AnswerName, ObjectionId } from './objection.ts';

type Judges = { [Id in ObjectionId]: (facts: ObjectionFacts) => AnswerName<Id> };

/** Networks in which far targets must lie before their silence together is put to the line. */
const ENOUGH_NETWORKS = 2;

/** Which answer holds; in every doubt the weaker one. Asked only where an outage counts, if it is about outages. */
export const JUDGES: Judges = {
  'own-router': ({ counted, providerSide, gatewayOk }) => {
    if (providerSide === counted) return 'provider';
    return gatewayOk > 0 ? 'gateway' : 'unknown';
  },
  'rented-router': ({ counted, rented }) => allOr(rented, counted, { all: 'rented', some: 'some', none: 'unknown' }),
  wifi: byGateway,
  'house-wiring': ({ counted, providerSide }) =>
    allOr(providerSide, counted, { all: 'provider', some: 'some', none: 'unknown' }),
  unplugged: () => 'unknown',
  'power-cut': byGateway,
  'device-load': byGateway,
  'customer-software': ({ counted, routerAgrees }) =>
    allOr(routerAgrees, counted, { all: 'router', some: 'some', none: 'unknown' }),
  'own-traffic': ({ ownTraffic }) => (ownTraffic > 0 ? 'some' : 'none'),
  'backup-worked': ({ reachable }) => (reachable > 0 ? 'seen' : 'unseen'),
  'probe-restarted': ({ stallMs }) => (stallMs === 0 ? 'none' : 'some'),
  'vpn-or-mobile': ({ reachable }) => (reachable > 0 ? 'failover' : 'seen'),
  'probe-broken': (facts) => (facts.routerAgrees === facts.counted ? byGateway(facts) : weaker(byGateway(facts))),
  'only-icmp': ({ targets }) => {
    if (!targets.isShown) return 'withheld';
    return targets.otherKinds.length > 0 ? 'several' : 'ping';
  },
  'icmp-rate-limited': ({ targets }) => {
    if (!targets.isShown) return 'withheld';
    if (targets.networks < ENOUGH_NETWORKS) return 'one';
    return targets.otherKinds.length > 0 ? 'several' : 'ping';
  },
  'targets-down': ({ targets }) => {
    if (!targets.isShown) return 'withheld';
    return targets.networks >= ENOUGH_NETWORKS ? 'several' : 'one';
  },
  'beyond-our-network': ({ counted, notBeyond }) =>
    allOr(notBeyond, counted, { all: 'all', some: 'some', none: 'unknown' }),
  'dns-only': ({ targets }) => {
    if (!targets.isShown) return 'withheld';
    return targets.isNumeric ? 'numeric' : 'names';
  },
  'one-protocol-only': ({ targets }) => {
    if (!targets.isShown) return 'withheld';
    return targets.families.length === 2 ? 'both' : 'one';
  },
  'clock-wrong': ({ counted, clock }) => {
    if (clock.confirmed === counted) return 'known';
    if (clock.none === counted) return 'none';
    return clock.none === 0 ? 'router' : 'some';
  },
  'time-zone': () => 'always',
  'sampling-gaps': ({ unknownMs }) => (unknownMs === 0 ? 'none' : 'some'),
  'short-drop-outs': ({ dropouts }) => (dropouts === 0 ? 'none' : 'some'),
  'nightly-reconnect': ({ newAddress, shortUntold }) => {
    if (newAddress > 0) return 'similar';
    return shortUntold > 0 ? 'untold' : 'told';
  },
  'planned-work': ({ statements, hasTexts }) => {
    if (!hasTexts) return 'withheld';
    return statements.plannedRows > 0 ? 'said' : 'unknown';
  },
  'force-majeure': () => 'unknown',
  'other-customers-fine': () => 'unknown',
  'our-logs-differ': ({ statements, hasTexts }) => {
    if (!hasTexts) return 'withheld';
    return statements.count > 0 ? 'compared' : 'unknown';
  },
  'speed-fine': () => 'unknown',
  'not-complete-outage': ({ wholeDays }) => (wholeDays > 0 ? 'whole' : 'parts'),
  'account-blocked': () => 'unknown',
  'substitute-offered': () => 'unknown',
  'nobody-at-home': () => 'unknown',
  'no-report-made': ({ reports, hasTexts }) => {
    if (!hasTexts) return 'withheld';
    if (reports.made === 0) return 'none';
    return reports.shown > 0 ? 'proven' : 'told';
  },
  'late-report': ({ reports, hasTexts }) => {
    if (!hasTexts) return 'withheld';
    return reports.afterMs === null ? 'none' : 'told';
  },
  'no-cooperation': ({ reports, hasTexts }) => {
    if (!hasTexts) return 'withheld';
    return reports.checked > 0 ? 'told' : 'none';
  },
  'edited-later': ({ stamped }) => (stamped > 0 ? 'stamped' : 'chained'),
  invented: ({ stamped }) => (stamped > 0 ? 'stamped' : 'unknown'),
  'server-is-his': ({ stamped }) => (stamped > 0 ? 'stamped' : 'unknown'),
  'no-certified-method': () => 'unknown',
};

/** Where the router did not tell the same, a probe that had lost its own way out would look alike. */
function weaker(answer: 'all' | 'some' | 'unknown'): 'some' | 'unknown' {
  return answer === 'unknown' ? 'unknown' : 'some';
}

function byGateway({ counted, gatewayOk }: ObjectionFacts): 'all' | 'some' | 'unknown' {
  return allOr(gatewayOk, counted, { all: 'all', some: 'some', none: 'unknown' });
}

function allOr<All, Some, None>(
  count: number,
  all: number,
  names: { all: All; some: Some; none: None },
): All | Some | None {
  if (count === all && all > 0) return names.all;
  return count > 0 ? names.some : names.none;
}
