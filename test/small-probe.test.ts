import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SMALL_PROBE } from './bench/small-probe.ts';

const textOf = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const { flags, env } = SMALL_PROBE;
const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);

test('npm run probe starts the probe as it was measured', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  expect(scripts.probe).toContain(`${settings.join(' ')} node ${flags.join(' ')} dist/probe.mjs`);
});

test('npm start starts the probe as it was measured', () => {
  const small = /\n {2}probe: \{\s*flags: \[([^\]]*)\],\s*env: \{([^}]*)\}/.exec(textOf('server/start.ts'));
  expect(small?.[1]?.match(/--[a-z0-9=-]+/g)).toEqual(flags);
  expect(small?.[2]?.trim()).toBe("MALLOC_ARENA_MAX: '1'");
  expect(env).toEqual({ MALLOC_ARENA_MAX: '1' });
});

test('the image starts the probe as it was measured', () => {
  const image = textOf('Dockerfile').split(' AS probe\n')[1];
  expect(image).toContain(`ENTRYPOINT ${JSON.stringify(['node', ...flags, 'dist/probe.mjs']).replaceAll(',', ', ')}`);
  for (const setting of settings) expect(image).toMatch(new RegExp(`^ENV .*\\b${setting}\\b`, 'm'));
});
