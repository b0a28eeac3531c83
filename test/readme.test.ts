import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTables } from '../readme-settings.ts';

test('the README lists the settings as they are declared (npm run readme)', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  expect(withTables(readme)).toBe(readme);
});
