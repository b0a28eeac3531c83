import { describe, expect, test } from 'vitest';
import { localTargetsOf, parseAuthorities } from './authorities.ts';

describe('the list of authorities', () => {
  test('holds names and addresses, and may be empty', () => {
    expect(parseAuthorities('')).toEqual([]);
    expect(parseAuthorities(' digicert=http://timestamp.digicert.com , own=https://[fd00::1]:8443/tsr?x=1')).toEqual([
      { name: 'digicert', url: 'http://timestamp.digicert.com/' },
      { name: 'own', url: 'https://[fd00::1]:8443/tsr?x=1' },
    ]);
  });

  test.each([
    'http://timestamp.digicert.com',
    'Digicert=http://a.example',
    '../x=http://a.example',
    'a=ftp://a.example',
    'a=file:///etc/passwd',
    'a=http://user:secret@a.example',
    'a=http://',
    'a=http://a.example,a=http://b.example',
    'a=http://a.example,b=http://a.example/',
    Array.from({ length: 9 }, (_, n) => `a${n}=http://a${n}.example`).join(','),
  ])('%s is refused with a sentence', (text) => {
    expect(parseAuthorities(text)).toEqual(expect.any(String));
  });

  test('may hold a local address only where it is written out', () => {
    const targets = (url: string) => [...localTargetsOf({ name: 'a', url })];
    expect(targets('http://192.168.1.2/tsr')).toEqual(['192.168.1.2:80']);
    expect(targets('https://[fd00::1]/')).toEqual(['[fd00::1]:443']);
    expect(targets('http://tsa.lan/')).toEqual([]);
  });
});
