import { expect, test } from 'vitest';
import { baseUrls, ownerLinks } from './owner-link.ts';

const at = (host: string, publicUrl: string | null = null) =>
  baseUrls({ host, publicUrl, port: 8080 }, 8080, () => ['192.168.1.2', '10.8.0.1', '172.17.0.1', '172.18.0.1']);

test('the public address is the one to use, whatever the server listens on', () => {
  expect(at('0.0.0.0', 'https://status.example.org')).toEqual(['https://status.example.org']);
});

test('a server that only this machine reaches is at localhost', () => {
  expect(at('127.0.0.1')).toEqual(['http://localhost:8080']);
  expect(at('::1')).toEqual(['http://[::1]:8080']);
  expect(at('192.168.1.2')).toEqual(['http://192.168.1.2:8080']);
});

test('a server on all addresses names those by which a phone at home reaches it', () => {
  expect(ownerLinks(at('0.0.0.0'), 'abc').slice(0, 2)).toEqual([
    'http://localhost:8080/owner/sign-in?secret=abc',
    'http://192.168.1.2:8080/owner/sign-in?secret=abc',
  ]);
  expect(at('::')).toHaveLength(4);
});
