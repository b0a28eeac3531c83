import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePingOutput } from './parse-ping-output.ts';

describe.each(['linux-iputils', 'busybox'])('output recorded from %s', (device) => {
  const folder = new URL(`fixtures/${device}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

  test.each(names)('%s is classified as its pair says', (name) => {
    const pair = JSON.parse(readFileSync(new URL(name.replace('.txt', '.json'), folder), 'utf8')) as {
      expected: unknown;
    }; // ours
    expect(parsePingOutput(readFileSync(new URL(name, folder), 'utf8'))).toEqual(pair.expected);
  });
});

test('a duplicate reply counts once, and with the first time', () => {
  const output =
    '24 bytes from 1.2.3.4: icmp_seq=1 ttl=64 time=5 ms\n24 bytes from 1.2.3.4: icmp_seq=1 ttl=64 time=9 ms (DUP!)\n';
  expect(parsePingOutput(output)).toEqual({ outcome: 'reply', latencyUs: 5000, ttlHops: 64 });
});

test('an answer beats an error that came beside it', () => {
  const output =
    'From 192.168.178.1 icmp_seq=1 Destination Net Unreachable\n24 bytes from 1.2.3.4: icmp_seq=1 ttl=64 time=5 ms';
  expect(parsePingOutput(output)).toMatchObject({ outcome: 'reply' });
});

test.each([
  ['', 'no output'],
  ['Killed', 'Killed'],
  ['a=1 b=2 c=3 d=4', 'a=1 b=2 c=3 d=4'],
  ['PING 1.2.3.4 (1.2.3.4): 56 Datenbytes', 'PING 1.2.3.4 (1.2.3.4): 56 Datenbytes'],
  ['24 bytes from 1.2.3.4: icmp_seq=1 ttl=64 time=. ms', '24 bytes from 1.2.3.4: icmp_seq=1 ttl=64 time=. ms'],
])('%j is not understood, and so never a loss', (output, reason) => {
  expect(parsePingOutput(output)).toEqual({ outcome: 'tool-error', reason });
});

test('an answer from another address than was asked is none', () => {
  const lines = [
    'PING 1.1.1.1 (1.1.1.1) 56(84) bytes of data.',
    '64 bytes from 8.8.4.4: icmp_seq=1 ttl=62 time=0.097 ms (DIFFERENT ADDRESS!)',
    '',
    '--- 1.1.1.1 ping statistics ---',
    '1 packets transmitted, 1 received, 0% packet loss, time 0ms',
  ];
  expect(parsePingOutput(lines.join('\n'))).toEqual({ outcome: 'timeout' });
});
