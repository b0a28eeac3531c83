import { expect, test } from 'vitest';
import { readingOfTrouble } from './socket-trouble.ts';

test.each([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
])('%s while this machine has a route is the word of a router on the way, and a loss', async (code) => {
  expect(await readingOfTrouble(code, '127.0.0.1')).toMatchObject({
    outcome: 'timeout',
    latencyUs: null,
    facts: { error: 'unreachable' },
  });
});

test.each([
  ['EMFILE', 'tool-error', 'emfile'],
  ['ENOBUFS', 'tool-error', 'enobufs'],
  ['EINVAL', 'tool-error', 'einval'],
  ['', 'tool-error', 'unknown'],
])('"%s" is trouble of this machine, and no loss', async (code, outcome, error) => {
  expect(await readingOfTrouble(code, '127.0.0.1')).toMatchObject({ outcome, facts: { error } });
});

test.each(['EACCES', 'EPERM'])('%s is leave that this user does not have', async (code) => {
  expect(await readingOfTrouble(code, '127.0.0.1')).toMatchObject({ outcome: 'not-permitted' });
});
