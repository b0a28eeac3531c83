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
  const small = /\n {2}server: \{\s*flags: \[([^\]]*)\],\s*env: \{([^}]*)\}/.exec(textOf('server/start.ts'));
  expect(small?.[1]?.match(/--[a-z0-9=-]+/g)).toEqual(flags);
  expect(small?.[2]?.trim()).toBe("MALLOC_ARENA_MAX: '1'");
  expect(env).toEqual({ MALLOC_ARENA_MAX: '1' });
});

test('the image starts the server as it was measured', () => {
  const image = textOf('Dockerfile').split(' AS server\n')[1]?.split('\nFROM ')[0] ?? '';
  expect(image).toContain(`ENTRYPOINT ${JSON.stringify(['node', ...flags, 'dist/server.mjs']).replaceAll(',', ', ')}`);
  for (const setting of settings) expect(image).toMatch(new RegExp(`^ENV .*\\b${setting}\\b`, 'm'));
});
