import { Hono } from 'hono';
import { readBody } from '../read-body.ts';
import type { Site, SiteEnv } from '../site.ts';

const MAX_CONTACT_BYTES = 4000;

/** `POST /api/contact`: a signed "I am here", answered with the signed nonce (both plain text). */
export function contactRoutes({ keep, nowMs }: Pick<Site, 'keep' | 'nowMs'>): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.post('/api/contact', async (c) => {
    const body = await readBody(c.req.raw, MAX_CONTACT_BYTES);
    if ('error' in body) return c.json({ error: body.error }, body.status);
    const result = keep.takeContact(body.toString('latin1'), nowMs());
    if (result.status !== 200) return c.json({ error: result.error }, result.status);
    return c.text(result.text, 200, { 'cache-control': 'no-store' });
  });
  return routes;
}
