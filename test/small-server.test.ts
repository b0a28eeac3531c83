import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SMALL_SERVER } from './bench/small-server.ts';

const textOf = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const { flags, env } = SMALL_SERVER;
const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);

test('npm run server starts the server as it was measured', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  expect(scripts.server).toContain(`${settings.join(' ')} node ${flags.join(' ')} dist/server.mjs`);
});

test('npm start starts the server as it was measured', () => {
  expect(textOf('server/start.ts')).toContain('...NODE_START[side].flags, program(side)');
  expect(textOf('server/start.ts')).toContain('...NODE_START[side].env');
});

test('the image starts the server as it was measured', () => {
  const image = textOf('Dockerfile').split(' AS server\n')[1]?.split('\nFROM ')[0] ?? '';
  expect(image).toContain(`ENTRYPOINT ${JSON.stringify(['node', ...flags, 'dist/server.mjs']).replaceAll(',', ', ')}`);
  for (const setting of settings) expect(image).toMatch(new RegExp(`^ENV .*\\b${setting}\\b`, 'm'));
});
