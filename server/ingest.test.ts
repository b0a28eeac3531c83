import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLaneEntry } from '../rules/journal/lane.ts';
import { verifyReceipt } from '../rules/journal/receipt.ts';
import { type FakeProbe, openFakeProbe, sha256 } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, START_AT_MS } from '../test/fakes/kept.ts';
import { BOOTED_AT_MS, openUploadSite, type UploadSite } from '../test/fakes/upload-site.ts';
import { openKeyring } from './probe-key.ts';

let kept: Kept;
let probe: FakeProbe;
let segments: UploadSite['segments'];
let post: UploadSite['post'];
let send: UploadSite['send'];

beforeEach(() => {
  ({ kept, probe, segments, post, send } = openUploadSite());
});
afterEach(() => kept.remove());

describe('a good upload', () => {
  test('gets one signed receipt a segment, each of which verifies', async () => {
    const texts = segments(3);
    const { status, answer } = await send({ segments: texts });
    expect(status).toBe(200);
    expect(answer.error).toBeNull();
    expect(answer.receipts).toHaveLength(3);
    for (const [index, text] of texts.entries()) {
      const expected = {
        probe: probe.id,
        number: index + 1,
        sha256: sha256(text),
        serverPublicKey: kept.keep.serverPublicKey,
      };
      const receipt = await verifyReceipt(answer.receipts[index] ?? '', expected, { verify: openKeyring(), sha256 });
      expect(receipt).toMatchObject({ number: index + 1, t2AtMs: START_AT_MS });
    }
  });

  test('is derived when it is answered', async () => {
    await send({ segments: segments(2) });
    expect(kept.keep.store.current('home')).toMatchObject({ state: 'up', measuredAtMs: BOOTED_AT_MS + 180_000 });
    expect(kept.keep.store.days('home', '2026-10-01', '2026-10-01')[0]?.upMs).toBeGreaterThan(100_000);
    expect(kept.keep.live.lastContactAtMs('home')).toBe(START_AT_MS);
  });

  test('sent again gets its first receipts again and writes nothing', async () => {
    const texts = segments(3);
    const first = await send({ segments: texts });
    const before = kept.dump();
    kept.clock.nowMs += 50_000;
    const again = await send({ segments: texts });
    expect(again).toEqual(first);
    expect(kept.dump()).toBe(before);
    // anyone may hold a copy of an old upload: it is no sign of life
    expect(kept.keep.live.lastContactAtMs('home')).toBe(START_AT_MS);
  });

  test('may be gzip or zstd', async () => {
    const [one = '', two = ''] = segments(2);
    const body = (text: string) => Buffer.from(JSON.stringify(probe.upload([text], kept.clock.nowMs)));
    expect((await post(gzipSync(body(one)), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await post(zstdCompressSync(body(two)), { 'content-encoding': 'zstd' })).status).toBe(200);
  });

  test('of many probes at once is answered for each of them', async () => {
    const others = Array.from({ length: 12 }, (_, index) => openFakeProbe(20 + index));
    for (const [index, other] of others.entries()) enrolFake(kept.keep, `line-${index}`, other);
    const results = await Promise.all(
      others.map((other) => {
        const texts = Array.from({ length: 20 }, () => other.next(other.rounds(12, BOOTED_AT_MS)));
        return kept.keep.takeUpload(other.upload(texts, kept.clock.nowMs), '127.0.0.1', kept.clock.nowMs);
      }),
    );
    expect(results.map(({ status, answer }) => [status, answer.receipts.length])).toEqual(others.map(() => [200, 20]));
  });

  test('goes on after a declared gap and after a tombstone', async () => {
    const [first = ''] = segments(1);
    const afterFirst = probe.place.previousSha256;
    segments(3);
    const later = probe.next(probe.rounds(12, BOOTED_AT_MS), {
      previousSha256: afterFirst,
      missing: { fromNumber: 2, toNumber: 4, reason: 'damaged' },
    });
    const beforeDeleted = probe.place.previousSha256;
    const [deleted = '', follower = ''] = segments(2);
    probe.place.number = 6;
    const tombstone = probe.next([], {
      previousSha256: beforeDeleted,
      closedBy: 'tombstone',
      resumesSha256: sha256(deleted),
    });
    const { status, answer } = await send({ segments: [first, later, tombstone, follower] });
    expect(answer.error).toBeNull();
    expect(status).toBe(200);
    expect(kept.keep.store.activeProbe('home')?.lastNumber).toBe(7);
  });

  test('says in the receipt only a keyed hash of a public address', async () => {
    const [text = ''] = segments(1);
    const { answer } = await kept.keep.takeUpload(probe.upload([text], START_AT_MS), '198.51.100.7', START_AT_MS);
    const parsed = parseLaneEntry(answer.receipts[0] ?? '');
    const fields = typeof parsed === 'string' ? {} : parsed.entry.content.fields;
    expect(fields).toMatchObject({ network: expect.stringMatching(/^hash:[0-9a-f]{64}$/) });
    expect(kept.dump()).not.toContain('198.51.100.7');
  });
});
