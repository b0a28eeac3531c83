import { expect, test } from 'vitest';
import { systemClocks } from './clocks.ts';

const nothing = { readText: () => null, changedAtMs: () => null };

test('ticks are whole milliseconds that only grow', () => {
  const clocks = systemClocks();
  const ticks = Array.from({ length: 1000 }, () => clocks.tickMs());
  expect(ticks.every(Number.isSafeInteger)).toBe(true);
  expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
});

test('the boot id is the kernel’s, without dashes', () => {
  const readText = (path: string) =>
    path === '/proc/sys/kernel/random/boot_id' ? '8F3C1D2E-0000-4000-8000-0123456789ab\n' : null;
  expect(systemClocks({ ...nothing, readText }).bootId).toBe('8f3c1d2e0000400080000123456789ab');
});

test('where there is no boot id each start counts as a boot of its own', () => {
  const [one, other] = [systemClocks(nothing), systemClocks(nothing)];
  expect(one.bootId).toMatch(/^[0-9a-f]{32}$/);
  expect(one.bootId).not.toBe(other.bootId);
});

test.each([
  ['12345.67 54321.00\n', 12_345_670],
  [null, null],
  ['', null],
  ['soon', null],
])('/proc/uptime %j is %j ms', (text, uptimeMs) => {
  expect(systemClocks({ ...nothing, readText: () => text }).uptimeMs()).toBe(uptimeMs);
});

test('the age of the last synchronisation is that of timesyncd’s file, null without it and when the clock was set back since', () => {
  expect(systemClocks(nothing).syncAgeMs()).toBeNull();
  const ageMs = systemClocks({ ...nothing, changedAtMs: () => Date.now() - 64_000 }).syncAgeMs() ?? -1;
  expect(Math.abs(ageMs - 64_000)).toBeLessThan(1000);
  expect(systemClocks({ ...nothing, changedAtMs: () => Date.now() + 900 }).syncAgeMs()).toBe(0);
  expect(systemClocks({ ...nothing, changedAtMs: () => Date.now() + 9_000_000 }).syncAgeMs()).toBeNull();
});
