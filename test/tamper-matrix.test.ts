import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { withTamperTable } from '../readme-tamper.ts';
import { describeWith } from './needs.ts';
import { FORGERIES, findingOf, isAdmitted, type Played, playAll } from './tamper/play.ts';
import { tamperTable } from './tamper/table.ts';

/**
 * Each forgery of the threat model against each verifier: the program, the page from a disk, and what README.txt of the
 * bundle tells to do by hand. The table is printed into test/.results/ and stands in the README.
 */
describeWith(['chromium', 'handTools'], 'a forged bundle', () => {
  let played: Map<string, Played>;

  beforeAll(async () => {
    const all = await playAll(join(import.meta.dirname, '../dist/verify.html'));
    played = new Map(all.map((one) => [one.forgery.what, one]));
    const results = join(import.meta.dirname, '.results');
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, 'tamper-matrix.md'), tamperTable(all));
  }, 600_000);

  describe.each(FORGERIES)('$what ($by)', (forgery) => {
    const said = () => played.get(forgery.what) ?? expect.fail('was not played');

    test.each(['program', 'page'] as const)('%s', (verifier) => {
      const report = said()[verifier];
      if (forgery.found === null) expect(report.status, 'nobody could see it').not.toBe('broken');
      else {
        const all = report.findings.map(({ kind, code, where }) => `${kind} ${code} at ${where}`);
        expect(findingOf(forgery, report), `${report.status}: ${all.slice(0, 9).join(', ')}`).not.toBeNull();
      }
      expect(isAdmitted(forgery, report), 'what cannot be seen is said').toBe(true);
    });

    test('by hand', () => {
      expect(said().hand).toBe(forgery.hand);
    });
  });

  test('the README has this table (npm run readme)', () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    expect(withTamperTable(readme, [...played.values()])).toBe(readme);
  });
});
