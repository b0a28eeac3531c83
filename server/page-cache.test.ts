import { beforeEach, expect, test } from 'vitest';
import { createPageCache, type PageCache } from './page-cache.ts';

let nowMs = 0;
let renderings = 0;
let cache: PageCache;
const show = (key: string, line: string | null = 'home', isTimed = false) =>
  cache
    .get(key, { line, isTimed }, () => {
      renderings += 1;
      return `page ${renderings}`;
    })
    .body.as('identity')
    .bytes.toString();

beforeEach(() => {
  nowMs = 1_000_000;
  renderings = 0;
  cache = createPageCache(() => nowMs);
});

test('a page is rendered once while nothing changes', () => {
  show('a');
  nowMs += 29_000;
  expect(show('a')).toBe('page 1');
});

test('a change is shown with the next request', () => {
  show('a');
  nowMs += 5000;
  cache.touch('home');
  expect(show('a')).toBe('page 2');
});

test('however much changes, a page is rendered at most once a second', () => {
  for (let request = 0; request < 100; request += 1) {
    cache.touch('home');
    show('a');
    nowMs += 50;
  }
  expect(renderings).toBe(5);
});

test('a change during that second is not forgotten', () => {
  show('a');
  nowMs += 500;
  cache.touch('home');
  expect(show('a')).toBe('page 1');
  nowMs += 500;
  expect(show('a')).toBe('page 2');
});

test('a change of one line leaves the pages of another, but not the index', () => {
  show('a', 'home');
  show('b', 'office');
  show('/', null);
  nowMs += 2000;
  cache.touch('office');
  expect([show('a', 'home'), show('b', 'office'), show('/', null)]).toEqual(['page 1', 'page 4', 'page 5']);
});

test('after half a minute a page is rendered anew, because time went on', () => {
  show('a');
  nowMs += 30_000;
  expect(cache.peek('a')).toBeNull();
  expect(show('a')).toBe('page 2');
});

test('a wall clock set back does not freeze a page', () => {
  show('a');
  nowMs -= 86_400_000;
  expect(show('a')).toBe('page 2');
});

test('memory is bounded: the oldest of many large pages are dropped, the newest stays', () => {
  const large = 'x'.repeat(100_000);
  for (let page = 0; page < 60; page += 1) cache.get(`page-${page}`, { line: 'home', isTimed: false }, () => large);
  expect(cache.peek('page-0')).toBeNull();
  expect(cache.peek('page-59')).not.toBeNull();
  const kept = Array.from({ length: 60 }, (_, page) => cache.peek(`page-${page}`)).filter((page) => page !== null);
  expect(kept.length).toBe(20);
  cache.get('huge', { line: 'home', isTimed: false }, () => 'x'.repeat(5_000_000));
  expect(cache.peek('huge')).not.toBeNull();
  expect(cache.peek('page-59')).toBeNull();
});

test('a page for strangers does not become newer with a change, only with time', () => {
  show('a', 'home', true);
  nowMs += 29_000;
  cache.touch('home');
  expect(show('a', 'home', true)).toBe('page 1');
  nowMs += 1000;
  expect(show('a', 'home', true)).toBe('page 2');
});
