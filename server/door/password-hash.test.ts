import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEFAULT_COST, type Derive, openPasswordHashes } from './password-hash.ts';

const CHEAP = { memoryKib: 64, passes: 1 };

test('a password is kept as argon2id in PHC format, which any other implementation can check', async () => {
  const stored = await openPasswordHashes().hash('korrekt pferd');
  const [, , version, cost, salt = '', hash] = stored.split('$');
  expect([version, cost]).toEqual(['v=19', 'm=19456,t=2,p=1']);
  const again = argon2Sync('argon2id', {
    message: 'korrekt pferd',
    nonce: Buffer.from(salt, 'base64'),
    parallelism: 1,
    tagLength: 32,
    memory: 19_456,
    passes: 2,
  });
  expect(hash).toBe(again.toString('base64').replaceAll('=', ''));
});

test('only the password itself fits, in every spelling that a keyboard makes of it', async () => {
  const passwords = openPasswordHashes(CHEAP);
  const stored = await passwords.hash('schöne Grüße');
  expect(await passwords.verify(stored, 'schöne Grüße')).toBe(true);
  expect(await passwords.verify(stored, 'scho\u0308ne Gru\u0308ße')).toBe(true);
  expect(await passwords.verify(stored, 'schöne Grüsse')).toBe(false);
  expect(await passwords.hash('schöne Grüße')).not.toBe(stored);
});

test('a hash of lower cost is still read, and known to be outdated', async () => {
  const stored = await openPasswordHashes(CHEAP).hash('korrekt pferd');
  const today = openPasswordHashes(DEFAULT_COST);
  expect(await today.verify(stored, 'korrekt pferd')).toBe(true);
  expect(today.isOutdated(stored)).toBe(true);
  expect(openPasswordHashes(CHEAP).isOutdated(stored)).toBe(false);
});

test('many at once are computed one after the other, and one that fails stops none of the others', async () => {
  let [running, most] = [0, 0];
  const derive: Derive = async (_algorithm, { message }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (message.toString() === 'bad') throw new Error('no memory');
    return Buffer.alloc(32);
  };
  const passwords = openPasswordHashes(CHEAP, derive);
  const results = Promise.allSettled(['a', 'bad', 'c', 'd'].map((password) => passwords.hash(password)));
  expect(passwords.pending()).toBe(4);
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect([most, passwords.pending()]).toEqual([1, 0]);
});

test('without a password the same work is done, and nothing fits', async () => {
  const costs: unknown[] = [];
  const derive: Derive = async (_algorithm, { memory, passes, tagLength }) => {
    costs.push([memory, passes, tagLength]);
    return Buffer.alloc(32);
  };
  const passwords = openPasswordHashes(CHEAP, derive);
  const stored = await passwords.hash('x');
  expect(await passwords.verify(stored, 'x')).toBe(true);
  expect(await passwords.verify(null, 'x')).toBe(false);
  expect(costs).toEqual(Array(3).fill([64, 1, 32]));
});

test('what is not one of our hashes is a broken database, not a wrong password', async () => {
  await expect(openPasswordHashes(CHEAP).verify('$argon2i$v=19$m=64,t=1,p=1$x$y', 'x')).rejects.toThrow('bug:');
});
