import { describe, expect, test } from 'vitest';
import { parseFpingEcho, parsePingEcho } from './parse-short-lived-echo.ts';

const FAR = '198.51.100.1';
const pinged = (...lines: string[]) => [`PING ${FAR} (${FAR}) 16(44) bytes of data.`, ...lines, ''].join('\n');

describe('ping of iputils', () => {
  test.each([
    [
      'who ended the packet',
      pinged('From 203.0.113.1 icmp_seq=1 Time to live exceeded', '', '1 packets transmitted, 0 received, +1 errors'),
      { said: 'exceeded', address: '203.0.113.1' },
    ],
    [
      'the same by IPv6',
      'PING 2001:db8:99::1(2001:db8:99::1) 16 data bytes\nFrom 2001:db8:1::1 icmp_seq=1 Time exceeded: Hop limit\n',
      { said: 'exceeded', address: '2001:db8:1::1' },
    ],
    [
      'who could not pass it on',
      pinged('From 192.168.178.1 icmp_seq=1 Destination Net Unreachable'),
      { said: 'refused', address: '192.168.178.1' },
    ],
    [
      'that it came to its end',
      pinged(`24 bytes from ${FAR}: icmp_seq=1 ttl=62 time=0.087 ms`),
      { said: 'reply', address: FAR },
    ],
    [
      'that nobody spoke',
      pinged('', '1 packets transmitted, 0 received, 100% packet loss, time 0ms'),
      { said: 'nothing', outcome: 'timeout' },
    ],
    ['that there is no way', 'ping: connect: Network is unreachable\n', { said: 'nothing', outcome: 'no-route' }],
    [
      'that it may not',
      'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\n',
      { said: 'nothing', outcome: 'not-permitted' },
    ],
    ['rubbish', 'Killed\n', { said: 'nothing', outcome: 'tool-error' }],
  ])('says %s', (_what, text, echo) => expect(parsePingEcho(text, FAR)).toEqual(echo));
});

describe('fping', () => {
  test.each([
    [
      'who ended the packet',
      `ICMP Time Exceeded from 203.0.113.1 for ICMP Echo sent to ${FAR}\n`,
      { said: 'exceeded', address: '203.0.113.1' },
    ],
    [
      'who ended a packet of somebody else',
      `ICMP Time Exceeded from 203.0.113.1 for ICMP Echo sent to 9.9.9.9\n${FAR} : [0], timed out (NaN avg, 100% loss)\n`,
      { said: 'nothing', outcome: 'timeout' },
    ],
    [
      'who could not pass it on',
      `ICMP Network Unreachable from 192.168.178.1 for ICMP Echo sent to ${FAR}\n`,
      { said: 'refused', address: '192.168.178.1' },
    ],
    [
      'that it came to its end',
      `${FAR} : [0], 24 bytes, 0.09 ms (0.09 avg, 0% loss)\n`,
      { said: 'reply', address: FAR },
    ],
    ['rubbish', 'fping: what?\n', { said: 'nothing', outcome: 'tool-error' }],
  ])('says %s', (_what, text, echo) => expect(parseFpingEcho(text, FAR)).toEqual(echo));
});
