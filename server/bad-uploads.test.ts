import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UploadAnswer } from '../rules/wire/upload.ts';
import { type FakeProbe, openFakeProbe, sha256 } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, START_AT_MS } from '../test/fakes/kept.ts';
import { BOOTED_AT_MS, openUploadSite, type UploadSite } from '../test/fakes/upload-site.ts';

let kept: Kept;
let probe: FakeProbe;
let segments: UploadSite['segments'];
let post: UploadSite['post'];
let send: UploadSite['send'];

beforeEach(() => {
  ({ kept, probe, segments, post, send } = openUploadSite());
});
afterEach(() => kept.remove());

describe('a bad upload changes nothing', () => {
  type Bad = {
    status: number;
    says: RegExp;
    code?: string;
    send: () => Promise<{ status: number; answer: UploadAnswer }>;
  };
  /** Sent after two good segments. */
  const BAD: Record<string, () => Bad> = {
    'malformed JSON': () => ({ status: 400, says: /not JSON/, send: () => post('{"probe":') }),
    'an empty body': () => ({ status: 400, says: /not JSON/, send: () => post('') }),
    'an unknown key': () => ({
      status: 400,
      says: /the body: .*extra/i,
      send: () => send({ segments: [], extra: 1 } as never),
    }),
    'a wrong type deep inside': () => ({
      status: 400,
      says: /"segments\.0"/,
      send: () => send({ segments: [7] as never }),
    }),
    'a sent time that is none': () => ({
      status: 400,
      says: /"sentAt"/,
      send: () => send({ sentAt: 'today', segments: segments(1) }),
    }),
    'too many segments': () => ({
      status: 400,
      says: /"segments".*500/,
      send: () => send({ segments: Array(501).fill('x') }),
    }),
    'a body that is too large': () => ({
      status: 413,
      says: /larger than 16000000 bytes/,
      send: () => post('x'.repeat(16_000_001)),
    }),
    'a gzip bomb': () => ({
      status: 413,
      says: /larger than/,
      send: () => post(gzipSync(Buffer.alloc(200_000_000)), { 'content-encoding': 'gzip' }),
    }),
    'JSON that would unfold into millions of objects': () => ({
      status: 400,
      says: /more parts/,
      send: () => post(gzipSync(`[${'{},'.repeat(5_000_000)}{}]`), { 'content-encoding': 'gzip' }),
    }),
    'JSON as deep as it is long': () => ({
      status: 400,
      says: /more parts/,
      send: () => post(gzipSync('['.repeat(8_000_000) + ']'.repeat(8_000_000)), { 'content-encoding': 'gzip' }),
    }),
    'a zstd bomb': () => ({
      status: 413,
      says: /larger than/,
      send: () => post(zstdCompressSync(Buffer.alloc(200_000_000)), { 'content-encoding': 'zstd' }),
    }),
    'gzip that is cut off': () => ({
      status: 400,
      says: /not whole gzip/,
      send: () => post(gzipSync(randomBytes(1000)).subarray(0, 300), { 'content-encoding': 'gzip' }),
    }),
    'an unknown coding': () => ({ status: 400, says: /"br"/, send: () => post('x', { 'content-encoding': 'br' }) }),
    'a probe that is not enrolled': () => {
      const stranger = openFakeProbe(99);
      const text = stranger.next(stranger.rounds(12, BOOTED_AT_MS));
      return {
        status: 401,
        code: 'unknown-probe',
        says: /not enrolled/,
        send: () => post(JSON.stringify(stranger.upload([text], START_AT_MS))),
      };
    },
    'a segment of another probe': () => {
      const other = openFakeProbe(98);
      const text = other.next(other.rounds(12, BOOTED_AT_MS));
      return { status: 400, says: /is of probe/, send: () => send({ segments: [text] }) };
    },
    'a foreign key': () => {
      const thief = openFakeProbe(97);
      Object.assign(thief.place, probe.place);
      const text = thief.next(thief.rounds(12, BOOTED_AT_MS), { probe: probe.id });
      return {
        status: 401,
        code: 'bad-signature',
        says: /segments\[0\].*not signed/,
        send: () => send({ segments: [text] }),
      };
    },
    'one changed digit': () => {
      const [text = ''] = segments(1);
      return { status: 401, says: /not signed/, send: () => send({ segments: [text.replace(',1000,', ',1001,')] }) };
    },
    'a truncated segment': () => {
      const [text = ''] = segments(1);
      return {
        status: 400,
        says: /segments\[0\].*signature line/,
        send: () => send({ segments: [text.slice(0, -40)] }),
      };
    },
    'only a header': () => {
      const [text = ''] = segments(1);
      return { status: 400, says: /no header/, send: () => send({ segments: [text.slice(0, 200)] }) };
    },
    'a future version': () => {
      const [text = ''] = segments(1);
      const future = text.replace('linewitness-segment/1', 'linewitness-segment/2');
      return { status: 400, says: /line 1 must be "linewitness-segment\/1"/, send: () => send({ segments: [future] }) };
    },
    'reordered segments': () => {
      const [one = '', two = ''] = segments(2);
      return {
        status: 409,
        code: 'gap',
        says: /4 came, but 3 is expected/,
        send: () => send({ segments: [two, one] }),
      };
    },
    'a skipped segment': () => {
      const [, two = ''] = segments(2);
      return { status: 409, code: 'gap', says: /3 is expected/, send: () => send({ segments: [two] }) };
    },
    'a fork of what is kept': () => {
      probe.place.number = 2;
      const text = probe.next(probe.rounds(12, BOOTED_AT_MS));
      return { status: 409, code: 'fork', says: /another segment 2 is kept/, send: () => send({ segments: [text] }) };
    },
    'a wrong previous hash': () => {
      const text = probe.next(probe.rounds(12, BOOTED_AT_MS), { previousSha256: sha256('else') });
      return { status: 409, code: 'fork', says: /chained to/, send: () => send({ segments: [text] }) };
    },
    'a gap declared over what is kept': () => {
      const text = probe.next(probe.rounds(12, BOOTED_AT_MS), {
        number: 5,
        missing: { fromNumber: 2, toNumber: 4, reason: 'damaged' },
      });
      return { status: 409, code: 'fork', says: /declares 2 missing/, send: () => send({ segments: [text] }) };
    },
    'a method that is not known': () => {
      const text = probe.next(probe.rounds(12, BOOTED_AT_MS), { methodSha256: sha256('m') });
      return {
        status: 400,
        code: 'unknown-method',
        says: /did not come along/,
        send: () => send({ segments: [text] }),
      };
    },
    'a method that is none': () => ({
      status: 400,
      says: /methods\[0\]: the method is not JSON/,
      send: () => send({ segments: segments(1), methods: ['{'] }),
    }),
    'a sample of a target that the method does not have': () => {
      const rounds = probe.rounds(1, BOOTED_AT_MS);
      for (const round of rounds) for (const sample of round.samples) sample.target += 1;
      const text = probe.next(rounds);
      return { status: 400, says: /line 11: round sample 4: target 5/, send: () => send({ segments: [text] }) };
    },
  };

  for (const [name, make] of Object.entries(BAD)) {
    test(name, async () => {
      await send({ segments: segments(2) });
      const bad = make();
      const before = kept.dump();
      const { status, answer } = await bad.send();
      expect(answer.error?.message).toMatch(bad.says);
      expect(status).toBe(bad.status);
      expect(answer.receipts).toEqual([]);
      if (bad.code) expect(answer.error?.code).toBe(bad.code);
      if (status === 409)
        expect(answer.error).toMatchObject({
          expectedNumber: 3,
          expectedPreviousSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        });
      expect(kept.dump()).toBe(before);
    });
  }

  test('behind a good prefix, which is kept and receipted', async () => {
    const texts = segments(3);
    const [one = '', two = '', three = ''] = texts;
    const { status, answer } = await send({ segments: [one, two, three.replace('"sync"', '"synd"')] });
    expect(status).toBe(401);
    expect(answer.receipts).toHaveLength(2);
    expect((await send({ segments: [three] })).status).toBe(200);
  });

  test('and a retired probe is told so', async () => {
    enrolFake(kept.keep, 'home', openFakeProbe(2));
    const before = kept.dump();
    const { status, answer } = await send({ segments: segments(1) });
    expect([status, answer.error?.code]).toEqual([403, 'retired']);
    expect(kept.dump()).toBe(before);
  });
});
