import { expect, test } from 'vitest';
import { answerQuery } from './dns-server.ts';

function query(name: string, type: number): Buffer {
  const labels = name === '' ? [] : name.split('.');
  const text = labels.map((label) => String.fromCharCode(label.length) + label).join('');
  const head = Buffer.from('abcd01000001000000000000', 'hex');
  return Buffer.concat([head, Buffer.from(`${text}\0`, 'latin1'), Buffer.from([0, type, 0, 1])]);
}

test('a known name is answered with the number of the question and its address', () => {
  const answer = answerQuery(query('Example.com', 1));
  expect(answer?.toString('hex', 0, 8)).toBe('abcd818000010001');
  expect(answer?.subarray(-4)).toEqual(Buffer.from([192, 0, 2, 80]));
});

test('an unknown name does not exist', () => {
  expect(answerQuery(query('x7f3.example.invalid', 1))?.readUInt16BE(2)).toBe(0x8183);
});

test('the root names its servers', () => {
  expect(answerQuery(query('', 2))?.toString('latin1')).toContain('root-servers');
});

test('what is not a whole query gets no answer', () => {
  const whole = query('example.com', 1);
  for (let length = 0; length < whole.length; length += 1) expect(answerQuery(whole.subarray(0, length))).toBeNull();
  const response = Buffer.from(whole);
  response[2] = 0x81;
  expect(answerQuery(response)).toBeNull();
});
