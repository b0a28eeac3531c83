import { Hono } from 'hono';
import { type UploadAnswer, uploadSchema } from '../../rules/wire/upload.ts';
import { readJson } from '../read-body.ts';
import type { Site, SiteEnv } from '../site.ts';

/** `POST /api/segments`: many segments in, many receipts out; refusals have the same shape (rules/wire/upload.ts). */
export function segmentRoutes({ keep, nowMs }: Pick<Site, 'keep' | 'nowMs'>): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.post('/api/segments', async (c) => {
    const read = await readJson(c.req.raw, uploadSchema);
    if ('error' in read) return c.json({ receipts: [], error: read.error } satisfies UploadAnswer, read.status);
    const remoteAddress = c.env?.incoming?.socket.remoteAddress ?? null;
    const { status, answer } = await keep.takeUpload(read.value, remoteAddress, nowMs());
    return c.json(answer, status);
  });
  return routes;
}
