import { Hono } from 'hono';
import { type UploadAnswer, uploadSchema } from '../../rules/wire/upload.ts';
import type { ProxyRule } from '../forwarded.ts';
import { readJson } from '../read-body.ts';
import { clientAddress, type Site, type SiteEnv } from '../site.ts';

/** `POST /api/segments`: many segments in, many receipts out; refusals have the same shape (rules/wire/upload.ts). */
export function segmentRoutes(site: Pick<Site, 'keep' | 'nowMs'> & { rule: ProxyRule }): Hono<SiteEnv> {
  const { keep, nowMs } = site;
  const routes = new Hono<SiteEnv>();
  routes.post('/api/segments', async (c) => {
    const read = await readJson(c.req.raw, uploadSchema);
    if ('error' in read) return c.json({ receipts: [], error: read.error } satisfies UploadAnswer, read.status);
    const { status, answer } = await keep.takeUpload(read.value, clientAddress(site, c), nowMs());
    return c.json(answer, status);
  });
  return routes;
}
