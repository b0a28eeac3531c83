import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseLaneEntry } from '../../rules/journal/lane.ts';
import type { UploadAnswer } from '../../rules/wire/upload.ts';
import { type FakeProbe, openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../../test/fakes/kept.ts';
import { openProxyList } from '../forwarded.ts';
import { segmentRoutes } from './segments.ts';

let kept: Kept;
let probe: FakeProbe;
beforeEach(() => {
  kept = openKept();
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
});
afterEach(() => kept.remove());

/** What the receipt says of where the upload came from. */
async function networkInReceipt(peerAddress: string, forwardedFor: string): Promise<string | undefined> {
  const proxies = openProxyList([{ address: '10.0.0.1', prefixBits: 32, family: 'ipv4' }]);
  const rule = { publicUrl: null, proxies };
  const app = new Hono().route('/', segmentRoutes({ keep: kept.keep, nowMs: () => kept.clock.nowMs, rule }));
  const body = JSON.stringify(probe.upload([probe.next(probe.rounds(2, START_AT_MS - 3_600_000))], START_AT_MS));
  const headers = { 'x-forwarded-for': forwardedFor };
  const incoming = { socket: { remoteAddress: peerAddress }, httpVersion: '1.1' };
  const answer = await app.request('/api/segments', { method: 'POST', body, headers }, { incoming });
  const { receipts } = (await answer.json()) as UploadAnswer; // what the route is typed to answer
  const entry = parseLaneEntry(receipts[0] ?? '');
  if (typeof entry === 'string') throw new Error(entry);
  const { content } = entry.entry;
  return content.type === 'receipt' ? content.fields.network : undefined;
}

test('a receipt names the network of the probe, not of the proxy, when the proxy is trusted', async () => {
  const direct = await networkInReceipt('203.0.113.5', '198.51.100.1');
  expect(direct).toMatch(/^hash:[0-9a-f]{64}$/);
  expect(await networkInReceipt('10.0.0.1', '198.51.100.1, 203.0.113.5')).toBe(direct);
  expect(await networkInReceipt('10.0.0.2', '203.0.113.5')).toBe('private');
  expect(await networkInReceipt('198.51.100.1', '203.0.113.5')).not.toBe(direct);
});
