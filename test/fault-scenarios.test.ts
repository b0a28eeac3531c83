import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RouterWays } from './lab/home-router.ts';
import { describeWith } from './needs.ts';
import { FAULT_SCENARIOS, type FaultScenario, faultScenario, missesOf, wordsOf } from './scenarios/faults.ts';
import { type Playing, playInOrder } from './scenarios/play.ts';

/**
 * Where the fault lay, in a real home: real probe and server, links really cut, and a router that says what it has seen.
 * A choice of the faults; all of them with each kind of router are played by `npm run bench -- fault-matrix`.
 */

const STORY_MS = 540_000;
/** What is played in which home, in order; in one the last is waited for until the router was asked again. */
const HOMES: readonly { ways: RouterWays; names: readonly string[]; isFinal?: boolean }[] = [
  {
    ways: 'tr064',
    // mobile is believed of a router that has said before what the line is else
    names: ['the DSL is cut', 'mobile takes over for the dead DSL', 'the box renews the session ahead of the provider'],
  },
  { ways: 'igd', names: ['nothing behind the first router answers', 'the session is lost'], isFinal: true },
  { ways: 'tr064', names: ['the probe’s link is down', 'IPv6 alone is dead', 'the router is switched off and on'] },
];
const CASES = HOMES.flatMap(({ ways, names }, home) => names.map((name) => ({ name, ways, home })));

describeWith(['namespaces', 'fping'], 'a fault in a home with a router that can be asked', () => {
  let playing: Playing[] = [];
  const rows: string[] = [];

  beforeAll(() => {
    playing = HOMES.map(({ ways, names, isFinal = false }) => {
      const scenarios = names.map((name, at) => faultScenario(faultOf(name), isFinal && at === names.length - 1));
      return playInOrder({ server: 'vps', tools: ['fping'], router: ways }, scenarios);
    });
  }, STORY_MS);
  afterAll(async () => {
    await Promise.all(playing.map(({ done }) => done));
    const folder = join(import.meta.dirname, '.results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'fault-scenarios.txt'), `${rows.join('\n')}\n`);
    process.stdout.write(`\n${rows.join('\n')}\n`);
  }, STORY_MS);

  test.each(CASES)(
    '$name ($ways): is told as what it is',
    async ({ name, ways, home }) => {
      const finding = await playing[home]?.finding(name);
      if (!finding) throw new Error('bug: no finding');
      rows.push(
        `${name} | ${ways} | ${finding.outages.map(wordsOf).join('; ') || `no outage, ${finding.stateDuring}`}`,
      );
      expect(missesOf(faultOf(name), finding)).toEqual([]);
      if (HOMES[home]?.isFinal && HOMES[home].names.at(-1) === name)
        expect(finding.outages.every(({ final }) => final)).toBe(true);
      // what a command did is known to some milliseconds; mobile carries packets while the line is down
      for (const { verdict, downMinMs } of finding.outages) {
        if (verdict !== 'primary-line-down-failover-active')
          expect(downMinMs, `${verdict}: certain`).toBeLessThanOrEqual(finding.truth.downMaxMs);
      }
    },
    STORY_MS,
  );
});

function faultOf(name: string): FaultScenario {
  const fault = FAULT_SCENARIOS.find((one) => one.name === name);
  if (!fault) throw new Error(`bug: no fault is called "${name}"`);
  return fault;
}
