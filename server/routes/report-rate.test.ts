import { expect, test } from 'vitest';
import { asPage, useFakeSite } from '../../test/fakes/fake-site.ts';

/** The fake keep has no folder: what is begun fails at once, so nothing is really made. */
const site = useFakeSite();
let days = 0;
/** Each time another period. */
function nextPath(file = 'evidence.pdf?'): string {
  days += 1;
  return `/lines/proven/${file}from=2026-0${1 + (days % 9)}-${10 + (days % 19)}T00:00:00Z&to=2026-09-30`;
}
async function statuses(count: number, from: string, headers = {}): Promise<number[]> {
  const seen: number[] = [];
  for (let n = 0; n < count; n += 1) seen.push((await site.ask(nextPath(), { from, headers })).status);
  return seen;
}
const BEGUN = Array<number>(6).fill(500);

test('a stranger may begin six reports of ever new periods; then he is told when, and others are not kept from it', async () => {
  expect(await statuses(8, '203.0.113.5')).toEqual([...BEGUN, 429, 429]);
  const refused = await site.askAsStranger(nextPath());
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
  expect(await refused.json()).toMatchObject({ error: { code: 'too-often' } });
  expect(await (await site.askAsStranger(nextPath('evidence/making?kind=pdf&'), { headers: asPage })).text()).toMatch(
    /zu oft|too often/i,
  );
  expect(await statuses(1, '203.0.113.6')).toEqual([500]);
  expect(await statuses(9, '127.0.0.1')).toEqual([...BEGUN, 500, 500, 500]);
  expect((await site.askAsStranger('/lines/proven/evidence.json')).status).toBe(200);
});

test('what comes through a proxy that is not known is counted together only', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.7' };
  const seen = await statuses(31, '203.0.113.5', headers);
  expect([seen.indexOf(429), new Set(seen).size]).toEqual([30, 2]);
});
