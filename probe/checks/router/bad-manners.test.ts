import { describe, expect, test } from 'vitest';
import type { FritzBoxMode } from '../../../test/fakes/fritz-box-modes.ts';
import { routerHome as home, FRITZ_LOGIN as LOGIN } from '../../../test/fakes/router-home.ts';

describe('a router with bad manners', () => {
  const told = ['stale', 'latin1', 'lying', 'words', 'negative', 'overflow'] as const;
  const untold: [FritzBoxMode, string][] = [
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'unauthorized'],
    ['half', 'malformed'],
    ['huge', 'too-large'],
    ['bomb', 'malformed'],
    ['html', 'malformed'],
    ['redirect', 'refused'],
    ['gzip', 'malformed'],
    ['garbage-chunks', 'malformed'],
    ['reset', 'malformed'],
    ['empty', 'malformed'],
    ['fault', 'fault'],
  ];

  test.each(untold)('%s: nothing is believed, and the reason is %s', async (mode, reason) => {
    const { ask, box, pass } = await home();
    await ask();
    box.behave(mode);
    pass(60_000);
    expect(await ask()).toMatchObject({ outcome: 'timeout', latencyUs: null, facts: { reason }, readings: {} });
    box.behave('well');
    pass(60_000);
    expect((await ask()).facts).toMatchObject({ session: 'connected' });
  });

  test.each(told)('%s: what can be read is, and nothing else', async (mode) => {
    const { ask, box, pass } = await home({}, LOGIN);
    await ask();
    box.behave(mode);
    pass(60_000);
    const { readings, facts } = await ask('onset');
    expect(facts).toMatchObject({ session: 'connected' });
    for (const value of Object.values(readings)) expect(value).toSatisfy(Number.isSafeInteger);
    if (mode === 'words' || mode === 'overflow') expect(readings).toEqual({});
    if (mode === 'negative') expect(readings).not.toHaveProperty('sessionUptimeS');
  });

  test('an uptime that stands still is passed on as it is: it is for the rules to doubt it', async () => {
    const { ask, box, pass } = await home();
    box.behave('stale');
    const first = await ask();
    pass(60_000);
    const second = await ask();
    expect(second.readings['sessionUptimeS']).toBe(first.readings['sessionUptimeS']);
  });

  test.each(['slow', 'silent', 'drip'] as const)('%s: two requests run out, then it is left alone', async (mode) => {
    const { ask, box, pass } = await home({}, LOGIN);
    await ask();
    box.behave(mode);
    pass(60_000);
    const before = box.asked.length;
    const startMs = performance.now();
    expect(await ask()).toMatchObject({ outcome: 'timeout', facts: { reason: 'slow' } });
    expect(performance.now() - startMs).toBeLessThan(2000);
    expect(box.asked.length - before).toBe(2);
  });

  test('the end of the attempt ends a request under way', async () => {
    const { ask, box, pass } = await home();
    await ask();
    box.behave('silent');
    pass(60_000);
    const end = new AbortController();
    setTimeout(() => end.abort(), 100);
    const startMs = performance.now();
    expect((await ask(null, end.signal)).outcome).toBe('timeout');
    expect(performance.now() - startMs).toBeLessThan(1000);
  });
});
