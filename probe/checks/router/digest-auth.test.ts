import { expect, test } from 'vitest';
import { authorizationOf, chooseChallenge, DigestLogin } from './digest-auth.ts';

/** RFC 7616 §3.9.1. */
const REALM = 'http-auth@example.org';
const NONCE = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const CLIENT_NONCE = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const MUFASA = { user: 'Mufasa', password: 'Circle of Life' };

test.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
] as const)('the example of RFC 7616 with %s', (algorithm, response) => {
  const challenge = {
    realm: REALM,
    nonce: NONCE,
    opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
    algorithm,
    isStale: false,
  };
  const header = authorizationOf(challenge, MUFASA, {
    method: 'GET',
    path: '/dir/index.html',
    count: 1,
    clientNonce: CLIENT_NONCE,
  });
  expect(header).toContain(`response="${response}"`);
  expect(header).toContain('nc=00000001');
  expect(header).not.toContain('Circle');
});

test('of two challenges the better is answered, wherever they stand', () => {
  const md5 = 'Digest realm="r", qop="auth, auth-int", algorithm=MD5, nonce="1"';
  const sha = 'Digest realm="r", qop="auth", algorithm=SHA-256, nonce="2", stale=TRUE';
  expect(chooseChallenge([md5, sha])).toMatchObject({ algorithm: 'SHA-256', nonce: '2', isStale: true });
  expect(chooseChallenge([`${md5}, ${sha}`])).toMatchObject({ algorithm: 'SHA-256', nonce: '2' });
});

test.each([
  'Basic realm="r"',
  'Digest realm="r", nonce="1"', // without qop a prepared table would do
  'Digest realm="r", nonce="1", qop="auth-int"',
  'Digest realm="r", nonce="1", qop="auth", algorithm=MD5-sess',
  'Digest nonce="1", qop="auth"',
  'Digest realm="r", nonce="", qop="auth"',
  '',
])('%j is not answered', (header) => {
  expect(chooseChallenge([header])).toBeNull();
});

test('a login that was just refused is not sent again', () => {
  const login = new DigestLogin(MUFASA);
  expect(login.authorization('POST', '/x')).toBeNull();
  expect(login.takeChallenge(['Digest realm="r", nonce="1", qop="auth"'], false)).toBe(true);
  expect(login.authorization('POST', '/x')).toContain('nc=00000001');
  expect(login.takeChallenge(['Digest realm="r", nonce="2", qop="auth"'], true)).toBe(false);
});

test('a login that has worked is sent again with the nonce that a box knows after its restart', () => {
  const login = new DigestLogin(MUFASA);
  login.takeChallenge(['Digest realm="r", nonce="1", qop="auth"'], false);
  login.takeSuccess('nextnonce="2"');
  expect(login.authorization('POST', '/x')).toContain('nonce="2"');
  expect(login.takeChallenge(['Digest realm="r", nonce="3", qop="auth"'], true)).toBe(true);
  expect(login.takeChallenge(['Digest realm="r", nonce="4", qop="auth"'], true)).toBe(false);
});

test('a quote or a line break in what the server says can not leave its place in the header', () => {
  const header = 'Digest realm="a\\"b, uri=\\"/evil", nonce="1", qop="auth"';
  const challenge = chooseChallenge([header]);
  expect(challenge?.realm).toBe('a"b, uri="/evil');
  const login = new DigestLogin(MUFASA);
  login.takeChallenge([header], false);
  expect(login.authorization('POST', '/x')).toContain('realm="a\\"b, uri=\\"/evil"');
});
