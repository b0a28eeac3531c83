import { expect, test } from 'vitest';
import type { ShortLivedEcho } from '../../path/parse-short-lived-echo.ts';
import { type HopSettings, readingOfEcho } from './measure.ts';

const HOP: HopSettings = {
  address: '62.155.244.1',
  toward: '1.1.1.1',
  distanceHops: 2,
  tool: 'iputils',
  waitMs: 2000,
  gatewayAddresses: ['192.168.178.1'],
  ownAddresses: ['192.168.178.20'],
};

test.each<[string, ShortLivedEcho, object]>([
  [
    'its own word',
    { said: 'exceeded', address: '62.155.244.1' },
    { outcome: 'reply', latencyUs: 9000, readings: { ttlHops: 2 } },
  ],
  [
    'that of another router, to which the packet came: no silence of the hop',
    { said: 'exceeded', address: '6.6.6.6' },
    { outcome: 'tool-error', latencyUs: null, facts: { hop: 'other' } },
  ],
  [
    'an answer of the far target: no silence of the hop',
    { said: 'reply', address: '1.1.1.1' },
    { outcome: 'tool-error', latencyUs: null, facts: { hop: 'passed' } },
  ],
  [
    'a gateway without a way',
    { said: 'refused', address: '192.168.178.1' },
    { outcome: 'unreachable-from', unreachableSender: 'gateway' },
  ],
  [
    'somebody behind it without a way',
    { said: 'refused', address: '80.1.1.1' },
    { outcome: 'unreachable-from', unreachableSender: 'beyond' },
  ],
  ['silence', { said: 'nothing', outcome: 'timeout' }, { outcome: 'timeout', facts: {} }],
  ['an own machine without a way', { said: 'nothing', outcome: 'no-route' }, { outcome: 'no-route' }],
])('%s', (_what, echo, reading) => expect(readingOfEcho(echo, HOP, 9000)).toMatchObject(reading));
