import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Method, Target } from '../rules/method.ts';
import { parseRound, type Round } from '../rules/round.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';
import { ipBatch } from '../test/lab/namespaces.ts';
import { KEPT_OUTPUT, until, watchProgram } from '../test/lab/programs.ts';
import { openWorld, type World } from '../test/lab/world.ts';
import { describeWith } from '../test/needs.ts';

/** The whole runner at home, in a world whose parts fall silent one by one: who still answers tells where the fault lies. */
type Asked = { target: Target; samples: Sample[] };

class Home {
  readonly world: World;
  readonly rounds: { round: Round; method: Method }[] = [];
  readonly methods: Method[] = [];
  readonly #children: ChildProcess[] = [];

  constructor(world: World) {
    this.world = world;
  }

  /** Something that answers, elsewhere in the world; resolves once it does. */
  async serve(place: 'router' | 'vps', code: string): Promise<void> {
    const script = code.replace(
      /@(\S+\.ts)/g,
      (_all, name: string) => new URL(`../test/fakes/${name}`, import.meta.url).href,
    );
    const args = ['--input-type=module', '-e', `await ${script}; console.log('ready')`];
    const server = this.world.spawn(place, process.execPath, args, KEPT_OUTPUT);
    this.#children.push(server);
    await watchProgram(server).sees(/ready/, 90_000);
  }

  startProbe(yaml: string): void {
    const from = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
    const code = `
      const [{ startRunner }, { systemClocks }, { parseProbeConfig }, { formatRound }] = await Promise.all([
        import(${from('runner.ts')}), import(${from('clocks.ts')}), import(${from('config.ts')}), import(${from('../rules/round.ts')})]);
      const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
      const log = (message, details) => say({ log: message + ' ' + JSON.stringify(details ?? {}) });
      const runner = await startRunner({ config: parseProbeConfig(${JSON.stringify(yaml)}, '/nonexistent'), clocks: systemClocks(),
        log: { info: log, warn: log, error: log }, serverUrl: null, personalSalt: '0'.repeat(32),
        onMethod: (method) => say({ method }), onRound: (round) => say({ line: formatRound(round) }) });
      process.stdin.on('end', async () => { await runner.stop(); process.exit(0); }).resume();`;
    const probe = this.world.spawn('home', process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#children.push(probe);
    let rest = '';
    probe.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      // our own child
      for (const line of lines) this.#take(JSON.parse(line) as { line?: string; method?: Method });
    });
  }

  #take({ line, method }: { line?: string; method?: Method }): void {
    if (method) this.methods.push(method);
    const round = line === undefined ? null : parseRound(line, 200);
    if (typeof round === 'string') throw new Error(`the rules refuse a round: ${round}`);
    const inForce = this.methods.at(-1);
    if (round && inForce) this.rounds.push({ round, method: inForce });
  }

  /** The samples of each target of that role, by the method now in force, as far as they were sent since. */
  asked(role: Target['role'], sinceTickMs = 0): Asked[] {
    const targets = (this.methods.at(-1)?.targets ?? []).filter((target) => target.role === role);
    return targets.map((target) => ({
      target,
      samples: this.rounds.flatMap(({ round, method }) =>
        round.samples.filter(
          (sample) => sample.sentTickMs >= sinceTickMs && isSameTarget(method.targets[sample.target], target),
        ),
      ),
    }));
  }

  async answeredBy(role: Target['role'], count: number): Promise<void> {
    await until(`${count} of ${role} answer`, 150_000, async () =>
      this.asked(role).filter(({ samples }) => samples.some(isAnswered)).length >= count ? true : null,
    );
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await this.world.close();
  }
}

const isSameTarget = (a: Target | undefined, b: Target) =>
  a?.role === b.role && a.kind === b.kind && a.family === b.family && a.address === b.address;
const isAnswered = ({ outcome }: Sample) => classOfOutcome(outcome) === 'answered';
const tickMs = () => Number(process.hrtime.bigint() / 1_000_000n);
const YAML = (backEnd: string) =>
  `{ backEnd: ${backEnd}, router: none, sipRegistrar: 198.51.100.10, resolvers: [203.0.113.53, "2001:db8:53::53"] }`;

/** What is left of the story of a home: of one that is asked by fping, and of one that is asked by ping. */
type Told = {
  methods: number;
  near: Asked[];
  controls: Asked[];
  sip: Asked[];
  clock: Asked[];
  /** Since the provider lost its way to the world, and since its line is cut. */
  withoutWorld: Record<'far' | 'first-hop' | 'isp-host', Sample[]>;
  withoutLine: Record<'first-hop' | 'isp-host', Sample[]>;
};
const BACK_ENDS = ['fping', 'ping'] as const;
const STORY_MS = 480_000;

/** Lives the whole story in a home of its own; the homes live at the same time. */
async function live(backEnd: (typeof BACK_ENDS)[number]): Promise<Told> {
  const home = new Home(await openWorld());
  try {
    await home.serve(
      'router',
      "(await import('@fake-ntp-server.ts')).startFakeClock({ aheadMs: 5000 }, '192.168.178.1', 123)",
    );
    await home.serve('vps', "(await import('@fake-sip-registrar.ts')).startFakeRegistrar('198.51.100.10', 5060)");
    home.startProbe(YAML(backEnd));
    await home.answeredBy('far', 10);
    await home.answeredBy('isp-host', 1);
    const near = [...home.asked('first-hop'), ...home.asked('isp-host')];
    const methods = home.methods.length;
    await until('all have been asked', 120_000, async () =>
      (['control', 'sip', 'clock'] as const).every((role) =>
        home.asked(role).every(({ samples }) => samples.length > 0),
      )
        ? true
        : null,
    );
    const [controls, sip, clock] = [home.asked('control'), home.asked('sip'), home.asked('clock')];

    const since = (tick: number) => (role: Target['role']) => home.asked(role, tick).flatMap(({ samples }) => samples);
    ipBatch(home.world.places.provider, ['link set core down']);
    const farOf = since(tickMs() + 500);
    await until('all have been asked without the world', 60_000, async () =>
      farOf('far').length >= 10 && farOf('first-hop').length >= 4 && farOf('isp-host').length >= 2 ? true : null,
    );
    const withoutWorld = { far: farOf('far'), 'first-hop': farOf('first-hop'), 'isp-host': farOf('isp-host') };
    home.world.begin('line-silent');
    const cutOf = since(tickMs() + 500);
    await until('all have been asked without the line', 60_000, async () =>
      cutOf('first-hop').length >= 2 && cutOf('isp-host').length >= 1 ? true : null,
    );
    return {
      ...{ methods, near, controls, sip, clock, withoutWorld },
      withoutLine: { 'first-hop': cutOf('first-hop'), 'isp-host': cutOf('isp-host') },
    };
  } finally {
    await home.close();
  }
}

describeWith(['namespaces', 'fping', 'ping'], 'witnesses on the path', () => {
  const stories = new Map<string, Promise<Told>>();
  beforeAll(() => {
    for (const backEnd of BACK_ENDS) {
      const story = live(backEnd);
      story.catch(() => undefined); // told by the tests that ask for it
      stories.set(backEnd, story);
    }
  }, STORY_MS);
  afterAll(() => Promise.allSettled(stories.values()), STORY_MS);

  describe.each(BACK_ENDS)('asked by %s', (backEnd) => {
    const told = () => stories.get(backEnd) ?? Promise.reject(new Error('bug: no story'));

    test(
      'are the provider’s first router of both families and its own host, each asked every 5 s',
      async () => {
        const { near, methods } = await told();
        expect(
          near.map(({ target }) => `${target.role} ${target.family} ${target.backEnd} ${target.spacingMs}`).sort(),
        ).toEqual([`first-hop 4 ${backEnd} 5000`, `first-hop 6 ${backEnd} 5000`, `isp-host 4 ${backEnd} 5000`]);
        // by IPv6 both are one machine here, and then it is asked once
        expect(near.slice(0, 2).map(({ target }) => target.address)).toEqual(['203.0.113.1', '2001:db8:53::53']);
        expect(methods).toBe(1);
      },
      STORY_MS,
    );

    test(
      'the controls are silent or honest, telephony and clock answer',
      async () => {
        const { controls, sip, clock } = await told();
        expect(controls.map(({ target }) => target.kind).sort()).toEqual(['nxdomain', 'nxdomain', 'ping', 'ping']);
        for (const { target, samples } of controls) {
          if (target.kind === 'ping') expect(samples.filter(isAnswered)).toEqual([]);
          else expect(samples.at(-1)?.facts).toEqual({ answer: 'ok' });
        }
        expect(sip[0]?.samples[0]).toMatchObject({ outcome: 'reply', readings: { statusCode: 200 } });
        const { offsetMs = 0, errorMs = 0 } = clock[0]?.samples[0]?.readings ?? {};
        expect(Math.abs(offsetMs - 5000)).toBeLessThanOrEqual(errorMs + 5);
      },
      STORY_MS,
    );

    test(
      'a fault behind the provider leaves them answering; a cut line does not',
      async () => {
        const { withoutWorld, withoutLine } = await told();
        expect(withoutWorld.far.some(isAnswered)).toBe(false);
        for (const role of ['first-hop', 'isp-host'] as const) {
          expect(withoutWorld[role].every(isAnswered)).toBe(true);
          expect(withoutLine[role].some(isAnswered)).toBe(false);
        }
      },
      STORY_MS,
    );
  });
});
