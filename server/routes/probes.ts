import { Hono } from 'hono';
import { enrolmentRequestSchema } from '../../rules/wire/upload.ts';
import { readJson } from '../read-body.ts';
import type { Site, SiteEnv } from '../site.ts';

/** `POST /api/probes`: enrolment with a one-time token. */
export function probeRoutes({ keep }: Pick<Site, 'keep'>): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.post('/api/probes', async (c) => {
    const read = await readJson(c.req.raw, enrolmentRequestSchema);
    if ('error' in read) return c.json({ error: read.error }, read.status);
    const result = keep.enrol(read.value);
    return result.status === 200 ? c.json(result.answer, 200) : c.json({ error: result.error }, result.status);
  });
  return routes;
}
