import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeWith } from '../../test/needs.ts';
import { hasRouteHere } from './route-here.ts';

test('this machine always has a route to itself', async () => {
  expect(await hasRouteHere('127.0.0.1')).toBe(true);
});

describeWith(['namespaces'], 'a machine without any network', () => {
  test('has no route to anywhere, and says so at once', () => {
    const code = `const { hasRouteHere } = await import(${JSON.stringify(new URL('route-here.ts', import.meta.url).href)});
      console.log(JSON.stringify([await hasRouteHere('198.51.100.1'), await hasRouteHere('2001:db8::1')]));`;
    const out = execFileSync('unshare', ['--net', process.execPath, '--input-type=module', '-e', code]);
    expect(JSON.parse(out.toString())).toEqual([false, false]);
  });
});

test('asking many times leaves no socket open', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'UDPWRAP' || name === 'UDPWrap').length;
  await Promise.all(Array.from({ length: 200 }, () => hasRouteHere('127.0.0.1')));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = process.getActiveResourcesInfo().filter((name) => name === 'UDPWRAP' || name === 'UDPWrap').length;
  expect(after).toBeLessThanOrEqual(before);
});
