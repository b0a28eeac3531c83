import { describe, expect, test } from 'vitest';
import { foldItems, isFar, isRouter, METHOD, piece } from '../../test/fakes/folded-line.ts';
import type { Method, Target } from '../method.ts';
import { LOST, type SimulatedAnswer } from './simulated-line.ts';

/** What a provider's expert would say against an outage: here the fault lay at home, or nobody can tell that it did not. */

type Word = Record<string, string | number>;
type Home = {
  says: (secondsIn: number) => Word | null;
  /** The gateway answers pings. */
  hasGateway?: boolean;
};

const other = (role: Target['role'], more: Partial<Target>): Target => ({
  ...{ kind: 'ping', backEnd: 'fping', role, family: 4, address: '203.0.113.1', network: 'isp' },
  ...{ spacingMs: 5000, phaseMs: 400, ...more },
});
const ROUTER = other('router', { kind: 'router', backEnd: 'igd', address: '192.168.178.1', spacingMs: 10_000 });
const METHOD_HERE: Method = { ...METHOD, targets: [...METHOD.targets, other('first-hop', {}), ROUTER] };
const [FROM, TO] = [100, 165];
const isCut = (at: number) => at > FROM - 0.1 && at < TO;
/** Its session has run since before, and stands all through the outage. */
const STANDING = (at: number): Word => ({
  ...{ session: 'connected', link: 'up', access: 'dsl', lastError: 'none' },
  sessionUptimeS: Math.floor(at + 5000),
});

function outageOf({ says, hasGateway = true }: Home) {
  const segments = piece(
    0,
    600,
    (target, at) => {
      if (isRouter(target)) return hasGateway ? undefined : LOST;
      if (target.role === 'router') return answerOf(says(at));
      return (isFar(target) || target.role === 'first-hop') && isCut(at) ? LOST : undefined;
    },
    { method: METHOD_HERE },
  );
  const { outages } = foldItems(segments.map((segment) => ({ segment, method: METHOD_HERE }))).model;
  expect(outages).toHaveLength(1);
  return outages[0];
}

function answerOf(word: Word | null): SimulatedAnswer | typeof LOST {
  if (!word) return LOST;
  const entries = Object.entries(word);
  const facts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const readings = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { came: 40_000, facts: Object.fromEntries(facts), readings: Object.fromEntries(readings) };
}

describe('a plug pulled behind a modem of its own', () => {
  test('leaves link and session standing for a while: no more is said than "between router and provider"', () => {
    expect(outageOf({ says: STANDING })).toMatchObject({
      verdict: 'isp-access-unreachable',
      side: 'access',
      grade: 'B',
    });
  });

  test('and then the session goes, over a link that ends in the house', () => {
    const says = (at: number) => {
      if (isCut(at)) return { ...STANDING(at), session: 'connecting', sessionUptimeS: 0 };
      return { ...STANDING(at), ...(at > TO && { sessionUptimeS: Math.floor(at - TO + 2) }) };
    };
    expect(outageOf({ says })).toMatchObject({ verdict: 'session-lost', side: 'access' });
  });

  test('where the router itself says that the DSL is synchronised, it lay beyond', () => {
    const says = (at: number) => ({ ...STANDING(at), dslSync: 'up' });
    expect(outageOf({ says })).toMatchObject({ verdict: 'isp-access-unreachable', side: 'provider', grade: 'A' });
  });
});

describe('a switch or router that dies, at a home whose gateway never answers pings', () => {
  test('is the home’s: the router answered before and did not in the outage', () => {
    const dies = outageOf({ says: (at) => (isCut(at) ? null : STANDING(at)), hasGateway: false });
    expect(dies).toMatchObject({ verdict: 'router-or-lan-fault', side: 'home', counts: false });
    expect(dies?.chain[1]).toMatchObject({ link: 'router', state: 'fail', evidence: [{ says: 'silent' }] });
  });

  test('is not, where the router answers all along', () => {
    expect(outageOf({ says: STANDING, hasGateway: false })).toMatchObject({ side: 'unknown', counts: true });
  });

  test('is not, where the gateway answers pings and only the router’s words are missing', () => {
    expect(outageOf({ says: (at) => (isCut(at) ? null : STANDING(at)) })).toMatchObject({
      side: 'access',
      counts: true,
    });
  });
});

test('who reconnects by a button has ended the session, also when the router says so only afterwards', () => {
  const says = (at: number): Word | null => {
    if (isCut(at)) return null;
    const since = at < FROM ? -5000 : TO - 2;
    return {
      ...STANDING(at),
      lastError: at < FROM ? 'none' : 'user-disconnect',
      sessionUptimeS: Math.floor(at - since),
    };
  };
  expect(outageOf({ says })).toMatchObject({ side: 'home', counts: false, tags: ['user-disconnect'] });
});

test('the home’s own traffic that filled the line when it fell silent is said beside the outage', () => {
  const busy = (bps: number) => (at: number) => ({
    ...STANDING(at),
    downRateKbit: 50_000,
    receiveBps: isCut(at) ? bps : 1e6,
  });
  expect(outageOf({ says: busy(48_000_000) })?.tags).toEqual(['own-traffic']);
  expect(outageOf({ says: busy(9_000_000) })?.tags).toEqual([]);
});

describe('a router behind another router', () => {
  const behind = (at: number) => ({ ...STANDING(at), external: 'private' });

  test('knows nothing of the line, and its answers do not prove that the home works', () => {
    expect(outageOf({ says: (at) => ({ ...behind(at), dslSync: 'up' }) })).toMatchObject({
      verdict: 'isp-access-unreachable',
      side: 'unknown',
      grade: 'B',
    });
  });

  test('that loses the other one is a fault at home', () => {
    const says = (at: number) => (isCut(at) ? { ...behind(at), link: 'down', session: 'disconnected' } : behind(at));
    expect(outageOf({ says })).toMatchObject({ verdict: 'router-or-lan-fault', side: 'home', counts: false });
  });
});

describe('questions for names that go to the home router', () => {
  const resolver = other('isp-resolver', {
    ...{ kind: 'dns', backEnd: 'dns', address: '192.168.178.1', spacingMs: 30_000, phaseMs: 900 },
  });
  const verdicts = (network: string) => {
    const independent = { ...resolver, role: 'public-resolver' as const, address: '9.9.9.9', network: 'independent' };
    const method: Method = { ...METHOD, targets: [...METHOD.targets, { ...resolver, network }, independent] };
    const segments = piece(0, 900, ({ role }, at) => (role === 'isp-resolver' && at > 300 ? LOST : undefined), {
      method,
    });
    const { intervals } = foldItems(segments.map((segment) => ({ segment, method }))).model;
    return intervals.map(({ verdict, side }) => `${verdict} ${side}`);
  };

  test('and stay unanswered accuse nobody', () => expect(verdicts('home')).toContain('dns-isp-only unknown'));
  test('and not to it, accuse the provider', () => expect(verdicts('isp')).toContain('dns-isp-only provider'));

  test('say nothing of where packets came to in an outage', () => {
    const method: Method = {
      ...METHOD,
      targets: [...METHOD.targets, { ...resolver, network: 'home', spacingMs: 5000 }],
    };
    // a router without a line that answers whatever it is asked
    const segments = piece(0, 400, (target, at) => (isFar(target) && isCut(at) ? LOST : undefined), { method });
    const { outages } = foldItems(segments.map((segment) => ({ segment, method }))).model;
    expect(outages).toMatchObject([{ verdict: 'line-or-isp-down-unlocalised', side: 'access' }]);
  });
});
