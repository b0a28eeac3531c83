import { expect, test } from 'vitest';
import { chooseBackEnd } from './back-end.ts';

const works = async () => null;
const fails = (reason: string) => async () => reason;

test.each([
  ['auto', works, works, 'fping', []],
  ['auto', fails('no fping'), works, 'ping', ['no fping']],
  ['auto', fails('no fping'), fails('no ping'), 'tcp', ['no fping', 'no ping']],
  ['fping', fails('no fping'), works, 'ping', ['no fping']],
  ['ping', works, works, 'ping', []],
  ['ping', works, fails('no ping'), 'tcp', ['no ping']],
  ['tcp', works, works, 'tcp', []],
  ['dns', works, works, 'dns', []],
] as const)('wanted %s: the first that works is taken, and each that did not has its reason', async (wanted, fping, ping, backEnd, reasons) => {
  expect(await chooseBackEnd(wanted, { fping, ping })).toEqual({ backEnd, reasons });
});

test('the real self-tests end with a way to measure on any machine', async () => {
  expect(['fping', 'ping', 'tcp']).toContain((await chooseBackEnd('auto')).backEnd);
});
