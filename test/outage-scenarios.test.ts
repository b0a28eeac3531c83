import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from './needs.ts';
import { cut, cutWithProbeKilled, degrade, disturb, keepBusy, quiet } from './scenarios/cuts.ts';
import { type Playing, playInOrder } from './scenarios/play.ts';
import { type Finding, findingsTable } from './scenarios/scenario.ts';

/** Real probe, real server, real fping and ping, links really cut. All homes live at once, each plays its story in order. */

const QUIET_MS = Number(process.env['LAB_QUIET_MINUTES'] ?? 3) * 60_000;

const BY_FPING = [
  cut('6 s, nothing answers', 'line-silent', [6_000]),
  cut('7.3 s, the router says unreachable', 'line-unreachable', [7_300]),
  cut('7 s, 2 s of line, 8 s', 'line-unreachable', [7_000, 8_000], 2_000),
  cut('45 s, nothing answers', 'line-silent', [45_000]),
];
/** Long enough for whole rounds of losses on both sides, also where starting again takes seconds. */
const KILLED = cutWithProbeKilled('42 s, the probe killed for 4 s in the middle', 16_000, 4_000, 22_000);
const GATEWAY = disturb('the gateway is dead for 15 s', 'gateway-dead', 15_000);
const TARGET = disturb('one target is off for 20 s', 'target-off', 20_000);
const BY_PING = [
  cut('6 s, the router says unreachable', 'line-unreachable', [6_000]),
  cut('12 s, nothing answers', 'line-silent', [12_000]),
];
const BY_NEITHER = [
  cut('8 s, nothing answers', 'line-silent', [8_000]),
  cut('12 s, the router says unreachable', 'line-unreachable', [12_000]),
];
const SIX = disturb('IPv6 alone is off for 20 s', 'ipv6-off', 20_000);
/** Two failures of each resolver, 30 s apart; four, where the line lost some packets just before. */
const NAMES = degrade('nobody answers questions for names', 'names-off', 'dns-all', 300_000);
const OWN_SERVER = disturb('the own server is cut off for 75 s', 'vps-off', 75_000);
const LOSSY = quiet('nothing is cut, 2 % loss, both cores busy', QUIET_MS);
const BUSY_CUT = cut('12 s, 2 % loss, both cores busy', 'line-silent', [12_000]);
/** Three seconds on the grid; a SYN of the last silent second is answered when the kernel repeats it, with both cores busy. */
const TCP_WIDTH_MS = 3_300;
/** On a busy machine a packet more may be lost at an edge: then the bounds are one cycle wider, and still true. */
const CYCLE_MS = 1_000;
const WIDTHS_MS = { fping: 2_500, ping: 3_000, neither: TCP_WIDTH_MS };
const STORY_MS = 540_000;

describeWith(['namespaces', 'fping', 'ping'], 'a line that is really cut', () => {
  const playing: Record<'fping' | 'ping' | 'neither' | 'busy', Playing | null> = {
    fping: null,
    ping: null,
    neither: null,
    busy: null,
  };
  const findings = new Map<string, Finding>();
  const findingOf = async (home: keyof typeof playing, name: string): Promise<Finding> => {
    const found = await playing[home]?.finding(name);
    if (!found) throw new Error(`${home} is not being played`);
    findings.set(`${home} ${name}`, found);
    return found;
  };

  beforeAll(() => {
    playing.fping = playInOrder({ server: 'vps', tools: ['fping'] }, [...BY_FPING, KILLED, GATEWAY, TARGET]);
    playing.ping = playInOrder({ server: 'home', tools: ['ping'] }, [...BY_PING, SIX, NAMES]);
    playing.neither = playInOrder({ server: 'vps', tools: [] }, [...BY_NEITHER, OWN_SERVER]);
    playing.busy = playInOrder({ server: 'vps', tools: ['fping'] }, [LOSSY, BUSY_CUT], ({ world }) => {
      world.begin('loss-2-percent');
      keepBusy(world);
    });
  }, STORY_MS);
  afterAll(async () => {
    await Promise.all(Object.values(playing).map((each) => each?.done));
    const table = findingsTable([...findings.values()]);
    const folder = join(import.meta.dirname, '.results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'outage-scenarios.txt'), `${table}\n`);
    process.stdout.write(`\n${table}\n`);
  }, STORY_MS);

  test.each(BY_FPING.map(({ name }) => name))(
    'fping: a cut of %s is found, bounded and shown',
    async (name) => {
      expectFound(await findingOf('fping', name), WIDTHS_MS.fping + CYCLE_MS);
    },
    STORY_MS,
  );

  test.each(BY_PING.map(({ name }) => name))(
    'ping, server on the same machine: a cut of %s is found, bounded and shown',
    async (name) => {
      expectFound(await findingOf('ping', name), WIDTHS_MS.ping + CYCLE_MS);
    },
    STORY_MS,
  );

  test.each(BY_NEITHER.map(({ name }) => name))(
    'neither fping nor ping: a cut of %s is found, bounded and shown',
    async (name) => {
      expectFound(await findingOf('neither', name), WIDTHS_MS.neither + CYCLE_MS);
    },
    STORY_MS,
  );

  test.each([
    { home: 'fping', cuts: BY_FPING },
    { home: 'ping', cuts: BY_PING },
    { home: 'neither', cuts: BY_NEITHER },
  ] as const)(
    '$home: most bounds are as narrow as the grid allows',
    async ({ home, cuts }) => {
      const found = await Promise.all(cuts.map(({ name }) => findingOf(home, name)));
      const whole = found.flatMap(({ outages }) => outages).filter(({ flaps }) => flaps === 0);
      const narrow = whole.filter(
        ({ downMinMs, downMaxMs }) => downMaxMs !== null && downMaxMs - downMinMs <= WIDTHS_MS[home],
      );
      expect(narrow.length / whole.length).toBeGreaterThanOrEqual(0.5);
    },
    STORY_MS,
  );

  test(
    'none is invented without a cut, with 2 % loss and both cores busy',
    async () => {
      const { outages } = await findingOf('busy', LOSSY.name);
      expect(outages.filter(({ counts }) => counts)).toEqual([]);
    },
    STORY_MS,
  );

  test(
    'with 2 % loss and both cores busy a cut is found, bounded and shown',
    async () => {
      expectFound(await findingOf('busy', BUSY_CUT.name), 3_500);
    },
    STORY_MS,
  );

  test(
    'flaps within 5 s belong to one outage',
    async () => {
      const { outages } = await findingOf('fping', BY_FPING[2]?.name ?? '');
      expect(outages.map(({ flaps }) => flaps)).toEqual([1]);
    },
    STORY_MS,
  );

  test(
    'a probe killed in mid-outage claims nothing for the time it did not see',
    async () => {
      const { outages, truth } = await findingOf('fping', KILLED.name);
      const certainMs = outages.filter(({ counts }) => counts).reduce((sum, { downMinMs }) => sum + downMinMs, 0);
      expect(certainMs).toBeGreaterThan(5_000);
      expect(certainMs).toBeLessThanOrEqual(truth.downMaxMs - 4_000);
    },
    STORY_MS,
  );

  test(
    'a dead gateway is a fault of the home, and does not count',
    async () => {
      const { outages, stateDuring } = await findingOf('fping', GATEWAY.name);
      expect(outages.filter(({ counts }) => counts)).toEqual([]);
      expect(outages.map(({ verdict }) => verdict)).toEqual(['router-or-lan-fault']);
      expect(stateDuring).not.toBe('down');
    },
    STORY_MS,
  );

  test(
    'one target that falls silent is no outage',
    async () => {
      const { outages } = await findingOf('fping', TARGET.name);
      expect(outages.filter(({ counts }) => counts)).toEqual([]);
    },
    STORY_MS,
  );

  test(
    'IPv6 alone that is gone is no outage of the line',
    async () => {
      const { outages, stateDuring } = await findingOf('ping', SIX.name);
      expect(outages.filter(({ counts, verdict }) => counts && verdict !== 'ipv6-only-down')).toEqual([]);
      expect(stateDuring).not.toBe('down');
    },
    STORY_MS,
  );

  test(
    'resolvers that are silent while pings are answered are no outage of the line',
    async () => {
      const { outages, stateDuring } = await findingOf('ping', NAMES.name);
      expect(outages.filter(({ counts }) => counts)).toEqual([]);
      expect(stateDuring).toBe('degraded');
    },
    STORY_MS,
  );

  test(
    'a server that lost its own network says unknown, and knows all once the probe has delivered',
    async () => {
      const { outages, stateDuring } = await findingOf('neither', OWN_SERVER.name);
      expect(outages).toEqual([]);
      expect(stateDuring).toBe('unknown');
    },
    STORY_MS,
  );
});

/** One outage that counts, true in every bound, no wider than that, shown within 10 s, and still so after it settled. */
function expectFound(finding: Finding, maxWidthMs: number): void {
  const { truth, outages, firstShown, shownAfterMs } = finding;
  expect(outages, 'exactly one outage').toHaveLength(1);
  for (const outage of [firstShown, outages[0]]) {
    if (!outage || outage.downMaxMs === null || outage.endEarliestAt === null || outage.endLatestAt === null) {
      throw new Error(`not ended: ${JSON.stringify(outage)}`);
    }
    expect(outage.counts).toBe(true);
    expect(outage.downMinMs, 'lower bound').toBeLessThanOrEqual(truth.downMaxMs);
    expect(outage.downMaxMs, 'upper bound').toBeGreaterThanOrEqual(truth.downMinMs);
    expect(Date.parse(outage.startEarliestAt), 'startEarliestAt').toBeLessThanOrEqual(truth.beganToAtMs);
    expect(Date.parse(outage.startLatestAt), 'startLatestAt').toBeGreaterThanOrEqual(truth.beganFromAtMs);
    expect(Date.parse(outage.endEarliestAt), 'endEarliestAt').toBeLessThanOrEqual(truth.endedToAtMs);
    expect(Date.parse(outage.endLatestAt), 'endLatestAt').toBeGreaterThanOrEqual(truth.endedFromAtMs);
    const spreadMs = Date.parse(outage.endLatestAt) - Date.parse(outage.startEarliestAt);
    expect(outage.downMaxMs, 'the upper bound is the distance of its edges').toBe(spreadMs);
    // with flaps the bounds also hold the line's short returns
    if (outage.flaps === 0) expect(outage.downMaxMs - outage.downMinMs, 'width').toBeLessThanOrEqual(maxWidthMs);
  }
  expect(shownAfterMs, 'shown after').toBeLessThanOrEqual(10_000);
}
