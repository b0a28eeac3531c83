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
  expect(textOf('server/start.ts')).toContain('...NODE_START[side].flags, program(side)');
  expect(textOf('server/start.ts')).toContain('...NODE_START[side].env');
});

test('the image starts the probe as it was measured', () => {
  const image = textOf('Dockerfile').split(' AS probe\n')[1];
  expect(image).toContain(`ENTRYPOINT ${JSON.stringify(['node', ...flags, 'dist/probe.mjs']).replaceAll(',', ', ')}`);
  for (const setting of settings) expect(image).toMatch(new RegExp(`^ENV .*\\b${setting}\\b`, 'm'));
});
