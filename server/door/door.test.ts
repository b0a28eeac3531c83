import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRoot } from '../config.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { type Door, openDoor } from './door.ts';
import { type Cost, type Derive, openPasswordHashes } from './password-hash.ts';

const PASSWORD = 'korrekt pferd batterie';
const HOME = { key: '192.168.1.20', isNear: true };
const AFAR = { key: '203.0.113.5', isNear: false };

let store: Store;
let door: Door;
let clock: { nowMs: number; tickMs: number };
/** Costs of the hashes that were computed. */
let hashes: number[];

/** What is hashed comes out as it went in, and is counted. */
const derive: Derive = async (_algorithm, { message, nonce, memory }) => {
  hashes.push(memory);
  const text = `${nonce.toString('hex')} ${message.toString()}`;
  return Buffer.from(text.padEnd(64)).subarray(nonce.length * 2 - 8, nonce.length * 2 + 24);
};

function open(cost: Cost = { memoryKib: 64, passes: 1 }): Door {
  const passwords = openPasswordHashes(cost, derive);
  return openDoor({ store, nowMs: () => clock.nowMs, tickMs: () => clock.tickMs, sessionDays: 30, passwords });
}

beforeEach(async () => {
  clock = { nowMs: Date.UTC(2026, 9, 4, 12), tickMs: 0 };
  hashes = [];
  const migrationsDir = join(findRoot(), 'drizzle', 'migrations');
  store = openStore({ path: ':memory:', migrationsDir, nowMs: clock.nowMs }).store;
  door = open();
});
afterEach(() => store.close());

const setPassword = (password = PASSWORD) => door.redeem(door.loginLink().secret, password, null);
const sessionOf = (result: Awaited<ReturnType<Door['signIn']>> | { kind: 'unknown' }) =>
  result.kind === 'open' ? result.session : expect.fail(result.kind);

describe('a link', () => {
  test('opens once, within 24 hours, for as many days as are set', async () => {
    const { secret } = door.loginLink();
    expect(await door.redeem('x'.repeat(43), PASSWORD, null)).toEqual({ kind: 'unknown' });
    const session = sessionOf(await door.redeem(secret, PASSWORD, null));
    expect(await door.redeem(secret, PASSWORD, null)).toEqual({ kind: 'unknown' });
    expect(door.isSession(session)).toBe(true);
    const late = door.loginLink().secret;
    clock.nowMs += 86_400_001;
    expect(door.isLink(late)).toBe(false);
    expect(await door.redeem(late, null, null)).toEqual({ kind: 'unknown' });
    clock.nowMs += 29 * 86_400_000;
    expect(door.isSession(session)).toBe(false);
  });

  test('pressed twice at the same moment opens once', async () => {
    const { secret } = door.loginLink();
    const both = await Promise.all([door.redeem(secret, PASSWORD, null), door.redeem(secret, 'another one', null)]);
    expect(both.map(({ kind }) => kind)).toEqual(['open', 'unknown']);
  });

  test('is never held up by guessing', async () => {
    await setPassword();
    for (let guess = 0; guess < 50; guess += 1) await door.signIn(`guess ${guess}`, AFAR, null);
    expect((await door.signIn(PASSWORD, AFAR, null)).kind).toBe('wait');
    expect((await door.redeem(door.loginLink().secret, null, null)).kind).toBe('open');
  });

  test('made before the password was set does not open any more: it stands in somebody’s log', async () => {
    const old = door.loginLink().secret;
    await setPassword();
    expect(door.isLink(old)).toBe(false);
  });
});

describe('a session', () => {
  test('is always new, and the one that the browser had before ends', async () => {
    await setPassword();
    const first = sessionOf(await door.signIn(PASSWORD, HOME, null));
    const planted = 'p'.repeat(43);
    const second = sessionOf(await door.signIn(PASSWORD, HOME, planted));
    const third = sessionOf(await door.signIn(PASSWORD, HOME, second));
    expect([planted, first, second, third].map(door.isSession)).toEqual([false, true, false, true]);
  });

  test('is kept as a hash, like the links and the password', async () => {
    const unused = sessionOf(await setPassword());
    const { secret } = door.loginLink();
    const rows = ['owner_sessions', 'owner_logins', 'owner_account'].map((table) =>
      JSON.stringify(store.database.prepare(`SELECT * FROM ${table}`).all()),
    );
    for (const hidden of [unused, secret, PASSWORD]) expect(rows.join()).not.toContain(hidden);
    expect(rows.every((text) => text.length > 60)).toBe(true);
  });
});

describe('guessing', () => {
  test('costs a hash with or without a password, so nobody learns whether there is one', async () => {
    expect((await door.signIn(PASSWORD, AFAR, null)).kind).toBe('wrong');
    const without = hashes.splice(0);
    await setPassword();
    hashes.length = 0;
    expect((await door.signIn('something else', AFAR, null)).kind).toBe('wrong');
    expect(hashes).toEqual(without);
    expect(without).toEqual([64]);
  });

  test('is refused without a hash once it is too fast; the right password counts no more than a wrong one then', async () => {
    await setPassword();
    for (let guess = 0; guess < 5; guess += 1) await door.signIn(`guess ${guess}`, AFAR, null);
    hashes.length = 0;
    expect(await door.signIn(PASSWORD, AFAR, null)).toEqual({ kind: 'wait', forMs: 2000 });
    expect(hashes).toEqual([]);
    clock.tickMs += 2000;
    expect((await door.signIn(PASSWORD, AFAR, null)).kind).toBe('open');
  });

  test('many at once counts as many', async () => {
    await setPassword();
    const results = await Promise.all(Array.from({ length: 40 }, () => door.signIn('wrong', AFAR, null)));
    expect(results.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
  });

  test('elsewhere does not hinder a browser that is signed in, nor one at home', async () => {
    const session = sessionOf(await setPassword());
    for (let guess = 0; guess < 100; guess += 1) {
      await door.signIn('wrong', { key: `203.0.113.${guess}`, isNear: false }, null);
    }
    expect((await door.signIn(PASSWORD, AFAR, null)).kind).toBe('wait');
    expect((await door.signIn(PASSWORD, HOME, null)).kind).toBe('open');
    expect((await door.changePassword(PASSWORD, 'sieben regenschirme', session)).kind).toBe('open');
  });

  test('the old password in a browser left open is slowed down too', async () => {
    const session = sessionOf(await setPassword());
    for (let guess = 0; guess < 5; guess += 1) await door.changePassword('wrong', 'sieben regenschirme', session);
    expect(await door.changePassword(PASSWORD, 'sieben regenschirme', session)).toEqual({ kind: 'wait', forMs: 2000 });
  });

  test('more at once than can be computed soon is put off, not queued', async () => {
    await setPassword();
    const places = Array.from({ length: 30 }, (_, index) => ({ key: `10.0.0.${index}`, isNear: true }));
    const results = await Promise.all(places.map((place) => door.signIn(PASSWORD, place, null)));
    expect(results.filter(({ kind }) => kind === 'open')).toHaveLength(20);
    expect(results.at(-1)).toEqual({ kind: 'wait', forMs: 5000 });
  });
});

describe('the password', () => {
  test('is hashed again when the cost has grown', async () => {
    await setPassword();
    const dearer = open({ memoryKib: 128, passes: 1 });
    hashes.length = 0;
    await dearer.signIn(PASSWORD, HOME, null);
    await dearer.signIn(PASSWORD, HOME, null);
    expect(hashes).toEqual([64, 128, 128]);
    expect(store.door.passwordHash()).toContain('m=128,');
  });

  test('changed while a sign-in with the old one is under way lets nobody in', async () => {
    await setPassword();
    const slow = door.signIn(PASSWORD, HOME, null);
    store.write(() => store.door.setPasswordHash(`$argon2id$v=19$m=64,t=1,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`, 0));
    expect(await slow).toEqual({ kind: 'wrong' });
  });

  test('may be no name that stands on the pages', () => {
    expect(door.passwordProblem('korrekt pferd batterie')).toBeNull();
    expect(door.passwordProblem('linewitness7!x')).toBe('name');
  });
});
