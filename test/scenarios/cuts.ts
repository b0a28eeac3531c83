import type { OutageJson } from '../../rules/wire/status.ts';
import type { MeasuredHome } from '../lab/measured-home.ts';
import { pause, until } from '../lab/programs.ts';
import { LINE } from '../lab/sides.ts';
import type { Fault, Stamp, World } from '../lab/world.ts';
import type { Finding, Scenario, Truth } from './scenario.ts';

/** A busy machine takes long to begin; nothing is claimed of that. */
export const UP_WITHIN_MS = 120_000;
/** Shown at the latest so long after contact returns; waited for a little longer, to say how late it was. */
const SHOWN_WITHIN_MS = 30_000;
/** Longer than the 5 s within which a new loss belongs to the same outage, and than the 10 s of late answers. */
export const SETTLE_MS = 13_000;
/** Longer than a segment of a quiet line, and its way to the server. */
const SEGMENT_MS = 150_000;

/** Cuts the line for each of the runs, with a working line between them. */
export function cut(name: string, fault: Fault, runsMs: readonly number[], upMs = 0): Scenario {
  return {
    name,
    async play(home) {
      await home.isUp(UP_WITHIN_MS);
      const { truth, stateDuring, lastEnd } = await breakForRuns(home, fault, runsMs, upMs);
      const firstShown = await until(`"${name}" is shown with its end`, SHOWN_WITHIN_MS, () =>
        endedOutage(home, truth),
      );
      const shownAfterMs = performance.now() - lastEnd.fromTickMs;
      await pause(SETTLE_MS);
      return finding(home, name, truth, { firstShown, shownAfterMs, stateDuring });
    },
  };
}

/** Breaks something that is no outage of the line, and looks at what is said of it. */
export function disturb(name: string, fault: Fault, lastsMs: number): Scenario {
  return {
    name,
    async play(home) {
      await home.isUp(UP_WITHIN_MS);
      const { truth, stateDuring } = await breakForRuns(home, fault, [lastsMs], 0);
      await pause(SETTLE_MS);
      return finding(home, name, truth, { firstShown: null, shownAfterMs: null, stateDuring });
    },
  };
}

/**
 * Breaks something that makes the line degraded, until it is shown as that, and waits until the day tells more of it: a
 * segment of a quiet line takes up to 90 s. Of a line that has lost a packet in the last minutes more has to be seen.
 */
export function degrade(name: string, fault: Fault, verdict: string, withinMs: number): Scenario {
  return {
    name,
    async play(home) {
      await home.isUp(UP_WITHIN_MS);
      const beforeMs = await home.degradedMs();
      const began = home.world.begin(fault);
      const shown = await until(`the line is degraded by ${verdict}`, withinMs, async () => {
        const status = await home.status();
        return status.verdict === verdict ? status : null;
      });
      const truth = truthOf([[began, home.world.end(fault)]]);
      await until('the day has more degraded time', SEGMENT_MS, async () =>
        (await home.degradedMs()) > beforeMs ? true : null,
      );
      return finding(home, name, truth, { firstShown: null, shownAfterMs: null, stateDuring: shown.state });
    },
  };
}

/** Cuts the line, kills the probe in the middle, starts it again while the line is still cut, and mends the line. */
export function cutWithProbeKilled(name: string, beforeMs: number, holeMs: number, afterMs: number): Scenario {
  return {
    name,
    async play(home) {
      await home.isUp(UP_WITHIN_MS);
      const began = home.world.begin('line-silent');
      await pause(beforeMs);
      await home.sides.killProbe();
      await pause(holeMs);
      home.sides.startProbe();
      await pause(afterMs);
      const { state } = await home.status();
      const ended = home.world.end('line-silent');
      await home.isUp(UP_WITHIN_MS);
      await pause(SETTLE_MS);
      const none = { firstShown: null, shownAfterMs: null, stateDuring: state };
      return finding(home, name, truthOf([[began, ended]]), none);
    },
  };
}

/** Lets time pass with nothing cut, under whatever load or loss there is. */
export function quiet(name: string, lastsMs: number): Scenario {
  return {
    name,
    async play(home) {
      await home.isUp(UP_WITHIN_MS);
      const began = stampNow();
      await pause(lastsMs);
      const { state } = await home.status();
      const nothing = truthOf([[began, began]]);
      const truth = { ...nothing, endedFromAtMs: Date.now(), endedToAtMs: Date.now() };
      return finding(home, name, truth, { firstShown: null, shownAfterMs: null, stateDuring: state });
    },
  };
}

/** Two processes that keep both processors busy until stopped. */
export function keepBusy(world: World): void {
  for (let core = 0; core < 2; core += 1)
    world.spawn('net', process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
}

async function breakForRuns(home: MeasuredHome, fault: Fault, runsMs: readonly number[], upMs: number) {
  const runs: [Stamp, Stamp][] = [];
  let stateDuring = '';
  for (const [index, runMs] of runsMs.entries()) {
    if (index > 0) await pause(upMs);
    const began = home.world.begin(fault);
    const untilTickMs = performance.now() + runMs;
    await pause(runMs - 1_000);
    stateDuring = (await home.status()).state;
    await pause(Math.max(0, untilTickMs - performance.now()));
    runs.push([began, home.world.end(fault)]);
  }
  const lastEnd = runs.at(-1)?.[1];
  if (!lastEnd) throw new Error('bug: a scenario without a run');
  return { truth: truthOf(runs), stateDuring, lastEnd };
}

/** The truth of a line that was down in these runs. */
export function truthOf(runs: readonly [Stamp, Stamp][]): Truth {
  const first = runs[0]?.[0];
  const last = runs.at(-1)?.[1];
  if (!first || !last) throw new Error('bug: a scenario without a run');
  return {
    downMinMs: Math.max(0, sum(runs.map(([began, ended]) => ended.fromTickMs - began.toTickMs))),
    downMaxMs: sum(runs.map(([began, ended]) => ended.toTickMs - began.fromTickMs)),
    beganFromAtMs: first.fromAtMs,
    beganToAtMs: first.toAtMs,
    endedFromAtMs: last.fromAtMs,
    endedToAtMs: last.toAtMs,
  };
}

type Seen = Pick<Finding, 'firstShown' | 'shownAfterMs' | 'stateDuring'>;
async function finding(home: MeasuredHome, scenario: string, truth: Truth, seen: Seen): Promise<Finding> {
  const outages = await outagesNear(home, truth);
  return { scenario, backEnd: home.arrangement.tools[0] ?? 'tcp or dns', truth, outages, ...seen };
}

/** All that the list says of the stretch from just before to just after the truth. */
export async function outagesNear(home: MeasuredHome, truth: Truth): Promise<OutageJson[]> {
  const fromAtMs = truth.beganFromAtMs - 5_000;
  const toAtMs = truth.endedToAtMs + 5_000;
  return (await home.outages()).filter(
    ({ startEarliestAt, endLatestAt }) =>
      Date.parse(startEarliestAt) < toAtMs && (endLatestAt === null || Date.parse(endLatestAt) > fromAtMs),
  );
}

/** The outage that covers the end of the truth, once the API and the page of the line both show it with its end. */
async function endedOutage(home: MeasuredHome, truth: Truth): Promise<OutageJson | null> {
  const outage = (await outagesNear(home, truth)).at(-1);
  if (!outage || outage.endLatestAt === null || Date.parse(outage.endLatestAt) < truth.endedFromAtMs - 3_000)
    return null;
  const page = await home.sides.read(`/lines/${LINE}`);
  return page.includes(`/lines/${LINE}/outages/${outage.id}`) ? outage : null;
}

/** Now, as a stamp. */
export function stampNow(): Stamp {
  const tickMs = performance.now();
  const atMs = Date.now();
  return { fromTickMs: tickMs, toTickMs: tickMs, fromAtMs: atMs, toAtMs: atMs };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
