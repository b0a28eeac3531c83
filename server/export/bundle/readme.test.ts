import { expect, test } from 'vitest';
import { readmeText } from './readme.ts';
import type { ReadmeFacts } from './readme-commands.ts';

const FACTS: ReadmeFacts = {
  lineName: 'Home',
  lineId: 'home',
  provider: 'Net',
  zone: 'Europe/Berlin',
  isSimulated: false,
  fromAtMs: Date.UTC(2026, 8, 30, 22),
  toAtMs: Date.UTC(2026, 9, 1, 22),
  asOfAtMs: Date.UTC(2026, 9, 1, 23),
  serverFingerprint: 'ab'.repeat(16),
  closing: { counter: 30, sha256: 'cd'.repeat(32), short: 'cdcd', entries: 9, lastSha256: 'ef'.repeat(32) },
  laneSalt: '01'.repeat(16),
  segment: null,
  stamps: 'trusted',
  lastStamped: null,
  restores: [],
  hasReport: false,
  hasVerifier: false,
};
const saidOf = (over: Partial<ReadmeFacts>, language: 'de' | 'en') =>
  readmeText({ ...FACTS, ...over }, language).replaceAll(/\s+/g, ' ');

test('tells its period in the time of the line', () => {
  expect(saidOf({}, 'de')).toContain(
    'Zeitraum: 01.10.2026 00:00:00 bis 02.10.2026 00:00:00. Messwerte bis 02.10.2026 01:00:00',
  );
  expect(saidOf({}, 'en')).toContain(
    'Time: 2026-10-01 00:00:00 to 2026-10-02 00:00:00. Measured up to 2026-10-02 01:00:00',
  );
});

test('says up to which seal time stamps of others reach', () => {
  expect(saidOf({ lastStamped: 30 }, 'en')).toContain('Seal no. 30, which closes this bundle, is stamped.');
  expect(saidOf({ lastStamped: 30 }, 'de')).toContain('Siegel Nr. 30, das diesen Nachweis abschließt, ist gestempelt.');
  expect(saidOf({ lastStamped: 28 }, 'en')).toContain('Stamps of those reach up to seal no. 28.');
  expect(saidOf({ lastStamped: 28 }, 'de')).toContain('Deren Zeitstempel reichen bis Siegel Nr. 28.');
  for (const stamps of ['trusted', 'unknown', 'none'] as const) {
    expect(saidOf({ stamps }, 'en')).toContain('had no stamp of a generally known service when the bundle was made');
    expect(saidOf({ stamps }, 'en')).not.toContain('Stamps of those reach');
  }
});
