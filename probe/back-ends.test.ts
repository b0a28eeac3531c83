import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import type { Method } from '../rules/method.ts';
import { parseRound, type Round } from '../rules/round.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';
import { until } from '../test/lab/programs.ts';
import { describeWith, findOnPath } from '../test/needs.ts';

/**
 * One suite for every back end: the whole runner in a namespace of its own ("home"), a router that is also the world
 * behind it, and a line that is really cut.
 */
const BACK_ENDS = [
  { backEnd: 'fping', widthMaxMs: 2500 },
  { backEnd: 'ping', widthMaxMs: 3000 },
  // A lost SYN is sent again after a second, so the attempt before the first good one may count as good: one second more,
  // and what a busy machine takes to start it
  { backEnd: 'tcp', widthMaxMs: 3300 },
  { backEnd: 'dns', widthMaxMs: 3000 },
] as const;
/** On a busy machine a packet more may be lost at an edge; that most are narrower is shown by test/outage-scenarios.test.ts. */
const CYCLE_MS = 1_000;
const FAR = [1, 2, 3, 4, 5].map((last) => `{address: 198.51.100.${last}, network: isp}`).join(', ');

const tickMs = () => Number(process.hrtime.bigint() / 1_000_000n);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const run = (command: string) => execFileSync('sh', ['-ec', command], { stdio: ['ignore', 'pipe', 'pipe'] });
const worlds: World[] = [];
afterAll(() => {
  for (const world of worlds) world.end();
});

class World {
  readonly home: string;
  readonly net: string;
  readonly messages: { round?: Round; method?: Method; log?: string }[] = [];
  #probe: ChildProcess | null = null;

  constructor(name: string) {
    const tag = `${process.pid}${name}`;
    this.home = `lwm-h${tag}`;
    this.net = `lwm-n${tag}`;
    worlds.push(this);
    run(`
      ip netns add ${this.home}; ip netns add ${this.net}
      ip -n ${this.home} link set lo up; ip -n ${this.net} link set lo up
      ip -n ${this.home} link add eth0 type veth peer name eth0 netns ${this.net}
      ip -n ${this.home} addr add 192.168.178.20/24 dev eth0; ip -n ${this.net} addr add 192.168.178.1/24 dev eth0
      ip -n ${this.home} link set eth0 up; ip -n ${this.net} link set eth0 up
      ip -n ${this.home} route add default via 192.168.178.1
      for last in 1 2 3 4 5; do ip -n ${this.net} addr add 198.51.100.$last/32 dev lo; done
      ip netns exec ${this.net} sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0
      ip netns exec ${this.net} nft add table cut
      ip netns exec ${this.net} nft add chain cut in '{ type filter hook input priority 0; }'`);
  }

  /** Runs the real runner at home; every message is one line of JSON. */
  startProbe(yaml: string, env: Record<string, string> = {}): void {
    const here = import.meta.url;
    const code = `
      const [{ startRunner }, { systemClocks }, { parseProbeConfig }, { formatRound }] = await Promise.all([
        import(${JSON.stringify(new URL('runner.ts', here).href)}), import(${JSON.stringify(new URL('clocks.ts', here).href)}),
        import(${JSON.stringify(new URL('config.ts', here).href)}), import(${JSON.stringify(new URL('../rules/round.ts', here).href)})]);
      const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
      const log = (message, details) => say({ log: message + ' ' + JSON.stringify(details ?? {}) });
      const runner = await startRunner({ config: parseProbeConfig(${JSON.stringify(yaml)}, '/nonexistent'), clocks: systemClocks(),
        log: { info: log, warn: log, error: log }, serverUrl: null, personalSalt: '0'.repeat(32),
        onMethod: (method) => say({ method }), onRound: (round) => say({ line: formatRound(round) }) });
      process.stdin.on('end', async () => { await runner.stop(); process.exit(0); }).resume();`;
    const probe = spawn(
      findOnPath('ip') ?? 'ip',
      ['netns', 'exec', this.home, process.execPath, '--input-type=module', '-e', code],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, ...env },
      },
    );
    this.#probe = probe;
    let rest = '';
    probe.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(JSON.parse(line) as { line?: string; method?: Method; log?: string }); // our own child
    });
  }

  #take(message: { line?: string; method?: Method; log?: string }): void {
    const round = message.line === undefined ? undefined : parseRound(message.line, 200);
    if (typeof round === 'string') throw new Error(`the rules refuse a round: ${round}`);
    this.messages.push({ ...message, ...(round && { round }) });
  }

  cut = () => run(`ip netns exec ${this.net} nft add rule cut in ip daddr 198.51.100.0/24 drop`);
  mend = () => run(`ip netns exec ${this.net} nft flush chain cut in`);

  /** Each attempt at a far target with its last word, in the order of sending. */
  farSamples(): Sample[] {
    const last = new Map<string, Sample>();
    let method: Method | null = null;
    for (const message of this.messages) {
      method = message.method ?? method;
      for (const sample of message.round?.samples ?? []) {
        if (method?.targets[sample.target]?.role === 'far') last.set(`${sample.target} ${sample.sentTickMs}`, sample);
      }
    }
    return [...last.values()].sort((a, b) => a.sentTickMs - b.sentTickMs);
  }

  /** Resolves when so many attempts at far targets are as they are asked for; a busy machine takes long to begin. */
  async hasFar(count: number, isSo: (sample: Sample) => boolean): Promise<void> {
    await until(`${count} far samples in ${this.home}`, 90_000, async () =>
      this.farSamples().filter(isSo).length >= count ? true : null,
    );
  }

  async stopProbe(): Promise<void> {
    const probe = this.#probe;
    if (!probe || probe.exitCode !== null) return;
    const ended = new Promise((resolve) => probe.once('close', resolve));
    probe.stdin?.end();
    await ended;
  }

  end(): void {
    this.#probe?.kill('SIGKILL');
    for (const name of [this.home, this.net]) {
      try {
        run(`ip netns del ${name}`);
      } catch {
        // it was never made
      }
    }
  }
}

const isLost = (sample: Sample) => classOfOutcome(sample.outcome) === 'lost';
const isAnswered = (sample: Sample) => classOfOutcome(sample.outcome) === 'answered';

describeWith(['namespaces', 'fping', 'ping'], 'every back end', () => {
  describe.concurrent('in a namespace of its own', () => {
    test.each(BACK_ENDS)('$backEnd finds a cut of seven seconds, and the true length lies within the bounds', {
      timeout: 300_000,
    }, async ({ backEnd, widthMaxMs }) => {
      const world = new World(backEnd);
      world.startProbe(`{targets: [${FAR}], resolvers: [], backEnd: ${backEnd}}`);
      await world.hasFar(5, isAnswered);
      await pause(4300);
      world.cut();
      const cutTickMs = tickMs();
      await pause(7000);
      const mendTickMs = tickMs();
      world.mend();
      await world.hasFar(3, (sample) => isAnswered(sample) && sample.sentTickMs > mendTickMs + 1000);
      await world.stopProbe();
      const method = world.messages.find((message) => message.method)?.method;
      expect(method?.targets.filter(({ role }) => role === 'far').every((target) => target.backEnd === backEnd)).toBe(
        true,
      );

      const samples = world.farSamples();
      const lost = samples.filter(isLost);
      const lostTicks = lost.map(({ sentTickMs }) => sentTickMs);
      const [firstBad, lastBad] = [Math.min(...lostTicks), Math.max(...lostTicks)];
      const goods = samples.filter(isAnswered);
      const lastGood = goods.filter(({ sentTickMs }) => sentTickMs < firstBad).at(-1);
      const firstGood = goods.find(({ sentTickMs }) => sentTickMs > lastBad);
      const receivedTickMs = (firstGood?.sentTickMs ?? 0) + (firstGood?.latencyUs ?? 0) / 1000;
      const trueMs = mendTickMs - cutTickMs;
      expect(lost.length).toBeGreaterThanOrEqual(5);
      expect(goods.some(({ sentTickMs }) => sentTickMs > firstBad && sentTickMs < lastBad)).toBe(false);
      expect(lastBad - firstBad).toBeLessThanOrEqual(trueMs);
      expect(receivedTickMs - (lastGood?.sentTickMs ?? 0)).toBeGreaterThanOrEqual(trueMs);
      expect(receivedTickMs - (lastGood?.sentTickMs ?? 0) - (lastBad - firstBad)).toBeLessThanOrEqual(
        widthMaxMs + CYCLE_MS,
      );
    });

    test('fping and a router that says "unreachable": the sender is the gateway', { timeout: 300_000 }, async () => {
      const world = new World('u');
      world.startProbe(`{targets: [${FAR}], resolvers: []}`);
      await world.hasFar(5, isAnswered);
      // a rule says it: of destinations without a route the kernel says so to one host about once a second at most
      run(`
        ip -n ${world.net} link add line0 type veth peer name line1; ip -n ${world.net} link set line0 up
        ip -n ${world.net} route add 198.51.100.0/24 dev line0
        ip netns exec ${world.net} nft add chain cut away '{ type filter hook forward priority 0; }'
        ip netns exec ${world.net} nft add rule cut away reject with icmp type net-unreachable
        for last in 1 2 3 4 5; do ip -n ${world.net} addr del 198.51.100.$last/32 dev lo; done`);
      await world.hasFar(8, isLost);
      await world.stopProbe();
      const lost = world.farSamples().filter(isLost);
      expect(lost.length).toBeGreaterThanOrEqual(5);
      expect(new Set(lost.map(({ unreachableSender }) => unreachableSender))).toEqual(new Set(['gateway']));
    });

    test('fping without a route home or away: nothing of it is a loss', { timeout: 300_000 }, async () => {
      const world = new World('r');
      world.startProbe(`{targets: [${FAR}], resolvers: []}`);
      await world.hasFar(5, isAnswered);
      run(`ip -n ${world.home} route del default`);
      await world.hasFar(4, ({ outcome }) => outcome === 'no-route');
      await world.stopProbe();
      const samples = world.farSamples();
      expect(samples.filter(({ outcome }) => outcome === 'no-route').length).toBeGreaterThanOrEqual(4);
      expect(samples.filter(isLost)).toEqual([]);
    });

    test('fping behind an own firewall that drops: taken for losses first, taken back when fping never says "timed out"', {
      timeout: 300_000,
    }, async () => {
      const world = new World('f');
      run(`ip netns exec ${world.home} nft add table own
        ip netns exec ${world.home} nft add chain own out '{ type filter hook output priority 0; }'`);
      world.startProbe(`{targets: [${FAR}], resolvers: []}`);
      await world.hasFar(5, isAnswered);
      run(`ip netns exec ${world.home} nft add rule own out icmp type echo-request drop`);
      await world.hasFar(20, ({ outcome }) => outcome === 'tool-error');
      await world.stopProbe();
      const samples = world.farSamples();
      const stopTickMs = samples.at(-1)?.sentTickMs ?? 0;
      expect(samples.filter(({ outcome }) => outcome === 'tool-error').length).toBeGreaterThanOrEqual(10);
      expect(samples.filter((sample) => isLost(sample) && sample.sentTickMs < stopTickMs - 14_000)).toEqual([]);
    });

    test('where pings are not let through but TCP is, TCP takes over by itself', { timeout: 300_000 }, async () => {
      const world = new World('t');
      run(`ip netns exec ${world.net} nft add rule cut in icmp type echo-request drop`);
      world.startProbe(`{targets: [${FAR}], resolvers: []}`);
      const isTcp = ({ method }: { method?: Method }) => method?.targets.some(({ backEnd }) => backEnd === 'tcp');
      await until('TCP measures', 90_000, async () => world.messages.some(isTcp) || null);
      await world.hasFar(3, ({ outcome }) => outcome === 'reply');
      await world.stopProbe();
    });

    test('on a machine without fping and ping TCP measures, and the log says why', { timeout: 300_000 }, async () => {
      const world = new World('b');
      world.startProbe(`{targets: [${FAR}], resolvers: []}`, { PATH: '/nonexistent' });
      await world.hasFar(8, ({ outcome }) => outcome === 'reply');
      await world.stopProbe();
      const log = world.messages.flatMap((message) => message.log ?? []).join('\n');
      expect(log).toContain('fping is not installed');
      expect(log).toContain('ping is not installed');
      expect(world.farSamples().filter(({ outcome }) => outcome === 'reply').length).toBeGreaterThanOrEqual(8);
    });
  });
});
