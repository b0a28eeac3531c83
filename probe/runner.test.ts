import { describe, expect, test } from 'vitest';
import { formatMethod, type Method } from '../rules/method.ts';
import { formatRound, parseRound, type Round } from '../rules/round.ts';
import type { PersonalValue } from '../rules/wire/upload.ts';
import { until } from '../test/lab/programs.ts';
import { describeWith } from '../test/needs.ts';
import { type Clocks, systemClocks } from './clocks.ts';
import { parseProbeConfig } from './config.ts';
import type { NetworkSources } from './network.ts';
import { hashOfPersonal } from './personal-hash.ts';
import { startRunner } from './runner.ts';
import type { RunnerOptions } from './runner-options.ts';

const TARGETS = 'targets: [127.0.0.1, 127.0.0.2, 127.0.0.3], resolvers: [], gateway: none';
const ROUNDS_WITHIN_MS = 40_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The whole runner on loopback. By TCP nothing but Node is needed: a refused connection is an answer. */
async function start(more: Partial<RunnerOptions> = {}, yaml = `{${TARGETS}, backEnd: tcp}`) {
  const config = parseProbeConfig(yaml, '/nonexistent');
  if (typeof config === 'string') throw new Error(config);
  const rounds: { round: Round; method: Method }[] = [];
  const methods: { method: Method; methodText: string; afterRounds: number }[] = [];
  const values: PersonalValue[] = [];
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const silences = { ended: 0 };
  const runner = await startRunner({
    config,
    clocks: systemClocks(),
    log: { info: log, warn: log, error: log },
    serverUrl: null,
    personalSalt: '5'.repeat(32),
    onRound: (round, method) => rounds.push({ round, method }),
    onMethod: (method, methodText) => methods.push({ method, methodText, afterRounds: rounds.length }),
    onPersonalValue: (value) => values.push(value),
    onAnswerAfterSilence: () => {
      silences.ended += 1;
    },
    ...more,
  });
  /** A busy machine gives a round later than it is due. */
  const hasRounds = (count: number) =>
    until(`${count} rounds`, ROUNDS_WITHIN_MS, async () => (rounds.length >= count ? true : null));
  return { runner, rounds, methods, values, logged, silences, hasRounds };
}

describe.concurrent('the runner', { timeout: 2 * ROUNDS_WITHIN_MS }, () => {
  test('gives a round each five seconds on a constant grid, each one readable by the rules', async () => {
    const { runner, rounds, methods, silences, hasRounds } = await start();
    await hasRounds(2);
    await runner.stop();
    expect(rounds.slice(0, 2).map(({ round }) => round.sequence)).toEqual([0, 1]);
    expect((rounds[1]?.round.tickMs ?? 0) - (rounds[0]?.round.tickMs ?? 0)).toBe(5000);
    for (const { round, method } of rounds) {
      expect(typeof parseRound(formatRound(round), method.targets.length)).toBe('object');
      if (round.sequence < 2) expect(round.samples.map(({ outcome }) => outcome)).toEqual(['reply', 'reply', 'reply']);
    }
    expect(methods).toHaveLength(1);
    expect(methods[0]?.methodText).toBe(formatMethod(runner.method()));
    expect(silences.ended).toBe(1);
  });

  test('stopped, it gives what it has and nothing more', async () => {
    const { runner, rounds, hasRounds } = await start();
    await hasRounds(1);
    await pause(1000);
    const whole = rounds.length;
    await runner.stop();
    await runner.stop();
    const count = rounds.length;
    expect(count).toBe(whole + 1);
    await pause(5200);
    expect(rounds).toHaveLength(count);
  });

  test('a recorder that throws does not end the measuring', async () => {
    let calls = 0;
    const { runner, logged } = await start({
      onRound: () => {
        calls += 1;
        throw new Error('disk full');
      },
    });
    await until('two rounds were given', ROUNDS_WITHIN_MS, async () => (calls >= 2 ? true : null));
    await runner.stop();
    expect(logged).toContain('onRound threw');
  });

  test('what the server said about the clock stands in the next round only', async () => {
    const { runner, rounds, hasRounds } = await start();
    runner.setServerOffset({ offsetMs: -3, errorMs: 20 });
    await hasRounds(2);
    await runner.stop();
    expect(rounds[0]?.round).toMatchObject({ clock: 'holdover', clockOffset: { offsetMs: -3, errorMs: 20 } });
    expect(rounds[1]?.round).not.toHaveProperty('clockOffset');
  });

  test('own addresses stand as salted hashes in the first round, their values go beside', async () => {
    const { runner, rounds, values, hasRounds } = await start({ networkSources: homeWith(() => '01B2A8C0') });
    await hasRounds(1);
    await runner.stop();
    const own = values.find(({ kind }) => kind === 'own-address');
    expect(own?.value).toBe('192.168.178.20');
    expect(own && rounds[0]?.round.facts?.['ownAddress4']).toBe(own && hashOfPersonal(own));
    expect(JSON.stringify(rounds)).not.toContain('192.168.178.20');
  });

  test('another gateway is another method, announced before the first round that uses it', async () => {
    let reads = 0;
    const networkSources = homeWith(() => (reads++ < 1 ? '01B2A8C0' : '01B3A8C0'));
    const { runner, rounds, methods } = await start(
      { networkSources },
      `{targets: [127.0.0.1, 127.0.0.2], resolvers: [], backEnd: tcp}`,
    );
    await until('the new method has a round', ROUNDS_WITHIN_MS, async () =>
      rounds.length > (methods[1]?.afterRounds ?? rounds.length) ? true : null,
    );
    await runner.stop();
    expect(methods.map(({ method }) => method.targets[0]?.address)).toEqual(['192.168.178.1', '192.168.179.1']);
    const change = methods[1]?.afterRounds ?? -1;
    expect(rounds.slice(0, change).every(({ method }) => method.targets[0]?.address === '192.168.178.1')).toBe(true);
    expect(rounds.slice(change).every(({ method }) => method.targets[0]?.address === '192.168.179.1')).toBe(true);
    expect(rounds[change]?.round.unmeasured.map(({ cause }) => cause)).toEqual(['starting']);
  });

  test('a cable that is pulled makes the time unmeasured, until it is plugged in again', async () => {
    let carrier = '1';
    const home = homeWith(() => '01B2A8C0');
    const networkSources: NetworkSources = {
      ...home,
      readText: (path) => (path === '/sys/class/net/eth0/carrier' ? carrier : home.readText(path)),
    };
    const { runner, rounds, hasRounds } = await start({ networkSources });
    await hasRounds(1);
    carrier = '0';
    await pause(2000);
    carrier = '1';
    await hasRounds(2);
    await runner.stop();
    expect(rounds[0]?.round.unmeasured).toEqual([]);
    expect(rounds[1]?.round.unmeasured.map(({ cause }) => cause)).toEqual(['no-network']);
    const [hole] = rounds[1]?.round.unmeasured ?? [];
    expect((hole?.toTickMs ?? 0) - (hole?.fromTickMs ?? 0)).toBeGreaterThan(1500);
    expect((hole?.toTickMs ?? 0) - (hole?.fromTickMs ?? 0)).toBeLessThan(3500);
  });

  test('a tunnel that takes over the default route stands in the very round in which it comes', async () => {
    let tunnel = '';
    const home = homeWith(() => '01B2A8C0');
    const networkSources: NetworkSources = {
      ...home,
      readText: (path) => home.readText(path)?.replace('eth0', `${tunnel}eth0`) ?? null,
    };
    const { runner, rounds, logged, hasRounds } = await start({ networkSources });
    await hasRounds(1);
    await pause(1000);
    tunnel = 'wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\n';
    await hasRounds(2);
    await runner.stop();
    expect(rounds[0]?.round.facts?.['defaultRoute']).toBe('direct');
    expect(rounds[1]?.round.facts).toEqual({ defaultRoute: 'tunnel' });
    expect(logged.join('\n')).toContain('leads into a tunnel');
  });

  test('a contact with a server in another network is a sample, with one at home it is none', async () => {
    const reading = {
      outcome: 'reply' as const,
      latencyUs: 24_000,
      unreachableSender: null,
      readings: {},
      facts: { answer: 'ok' },
    };
    const samplesWith = async (serverUrl: string) => {
      const { runner, rounds } = await start({ serverUrl });
      runner.noteTold({ role: 'own-server' }, systemClocks().tickMs(), reading);
      await pause(1500);
      await runner.stop();
      return rounds.flatMap(({ round, method }) =>
        round.samples.filter(({ target }) => method.targets[target]?.role === 'own-server'),
      );
    };
    expect(await samplesWith('https://203.0.113.9:8443')).toMatchObject([
      { latencyUs: 24_000, facts: { answer: 'ok' } },
    ]);
    expect(await samplesWith('http://192.168.178.30:8080')).toEqual([]);
  });

  describeWith(['fping'], 'a gateway that fping does not understand', () => {
    test('leaves the line observed: fping for the gateway fails, the far targets are measured', async () => {
      const yaml = '{targets: [127.0.0.1, 127.0.0.2], resolvers: [], gateway: "fe80::1%nosuch0", backEnd: fping}';
      const { runner, rounds, logged, hasRounds } = await start({}, yaml);
      await hasRounds(2);
      await runner.stop();
      expect(logged.join('\n')).toContain('fping');
      expect(rounds[1]?.round.unmeasured).toEqual([]);
      expect(rounds[1]?.round.samples.map(({ outcome }) => outcome)).toEqual(['reply', 'reply']);
    });
  });

  describeWith(['fping'], 'a wall clock that is set a day ahead', () => {
    test('marks the round, restarts fping and leaves the grid alone', async () => {
      let steppedMs = 0;
      const real = systemClocks();
      const clocks: Clocks = { ...real, wallAtMs: () => real.wallAtMs() + steppedMs };
      const { runner, rounds, logged, hasRounds } = await start({ clocks }, `{${TARGETS}, backEnd: fping}`);
      await hasRounds(1);
      await pause(1500);
      steppedMs = 86_400_000;
      await hasRounds(3);
      await runner.stop();
      const stepped = rounds.find(({ round }) => round.clock === 'stepped')?.round;
      expect(stepped?.sequence).toBe(1);
      expect(stepped?.unmeasured.map(({ cause }) => cause)).toEqual(['clock-step']);
      const [hole] = stepped?.unmeasured ?? [];
      expect((hole?.toTickMs ?? 0) - (hole?.fromTickMs ?? 0)).toBeLessThan(4000);
      expect(logged).toContain('the wall clock was set to another time; fping is started again');
      expect((rounds[2]?.round.tickMs ?? 0) - (rounds[1]?.round.tickMs ?? 0)).toBe(5000);
      expect((rounds[2]?.round.wallAtMs ?? 0) - (rounds[1]?.round.wallAtMs ?? 0)).toBeGreaterThan(86_400_000);
      const outcomes = rounds.flatMap(({ round }) => round.samples.map(({ outcome }) => outcome));
      expect(new Set(outcomes)).toEqual(new Set(['reply']));
    });
  });
});

/** A home whose IPv4 router is what `routerHex` says at each look (which asks for the interfaces once). */
function homeWith(routerHex: () => string): NetworkSources {
  const head = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n';
  let hex = routerHex();
  return {
    readText: (path) =>
      path === '/proc/net/route' ? `${head}eth0\t00000000\t${hex}\t0003\t0\t0\t0\t00000000\n` : null,
    interfaces: () => {
      const eth0 = { address: '192.168.178.20', netmask: '', mac: '', internal: false, cidr: null };
      const seen = { eth0: [{ ...eth0, family: 'IPv4' as const }] };
      setImmediate(() => {
        hex = routerHex();
      });
      return seen;
    },
  };
}
