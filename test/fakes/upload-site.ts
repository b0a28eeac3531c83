import { Hono } from 'hono';
import type { Upload, UploadAnswer } from '../../rules/wire/upload.ts';
import { segmentRoutes } from '../../server/routes/segments.ts';
import { type FakeProbe, openFakeProbe } from './fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from './kept.ts';

type Answered = { status: number; answer: UploadAnswer };

/** A real keep behind the real route for uploads, and one probe that is enrolled for the line `home`. */
export type UploadSite = {
  kept: Kept;
  probe: FakeProbe;
  /** The next segments of the probe's chain, a minute each. */
  segments(count: number): string[];
  post(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Answered>;
  /** An upload of the probe; what is named takes the place of what it would say. */
  send(upload: Partial<Upload> & { segments: string[] }): Promise<Answered>;
};

/** When the probe's machine was started. */
export const BOOTED_AT_MS = START_AT_MS - 3_600_000;

export function openUploadSite(): UploadSite {
  const kept = openKept();
  const probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
  const rule = { publicUrl: null, proxies: null };
  const app = new Hono().route('/', segmentRoutes({ keep: kept.keep, nowMs: () => kept.clock.nowMs, rule }));
  const post: UploadSite['post'] = async (body, headers = {}) => {
    const response = await app.request('/api/segments', { method: 'POST', body, headers });
    return { status: response.status, answer: (await response.json()) as UploadAnswer };
  };
  return {
    kept,
    probe,
    segments: (count) => Array.from({ length: count }, () => probe.next(probe.rounds(12, BOOTED_AT_MS))),
    post,
    send: (upload) => post(JSON.stringify({ ...probe.upload(upload.segments, kept.clock.nowMs), ...upload })),
  };
}
