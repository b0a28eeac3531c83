import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseFpingLine } from './parse-fping-line.ts';

const folder = new URL('fixtures/fping-5.1/', import.meta.url);
const { expected } = JSON.parse(readFileSync(new URL('lines.json', folder), 'utf8')) as { expected: unknown[] }; // ours
const lines = readFileSync(new URL('lines.txt', folder), 'utf8').trimEnd().split('\n');

test('every recorded line of fping is understood', () => {
  expect(lines.map(parseFpingLine)).toEqual(expected);
});

test.each([
  [''],
  ['garbage'],
  ['198.51.100.1 : xmt/rcv/%loss = 3/3/0%, min/avg/max = 0.1/0.1/0.1'],
  ['198.51.100.1 : [1], 24 bytes, ms'],
  ['198.51.100.1 : [1], 24 bytes, 1.2.3 ms (1 avg)'],
  ['ICMP Redirect (Change route) from 192.168.178.1 for ICMP Echo sent to 198.51.100.1'],
  [`${'9'.repeat(40)} : [${'9'.repeat(40)}], 24 bytes, ${'9'.repeat(40)} ms`],
])('%j says nothing about an attempt', (line) => {
  expect(parseFpingLine(line)).toBeNull();
});

test('marks of answers from other addresses, which stand before the next error, do not hide it', () => {
  const line =
    ' [<- 8.8.4.4] [<- 8.8.4.4]ICMP Network Unreachable from 192.168.178.1 for ICMP Echo sent to 198.51.100.1';
  expect(parseFpingLine(line)).toEqual({
    kind: 'unreachable',
    address: '198.51.100.1',
    senderAddress: '192.168.178.1',
  });
});
