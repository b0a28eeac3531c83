import { Hono } from 'hono';
import { notFound } from '../app-error.ts';
import type { Site, SiteEnv } from '../site.ts';
import { sendBody } from './answer.ts';

/** `/assets/NAME`: style sheet and browser part. Built names change with their content, so they may be kept for ever. */
export function assetRoutes({ assets }: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/assets/:name', (c) => {
    const asset = assets.read(c.req.param('name'));
    if (asset === null) throw notFound();
    const cacheControl = asset.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache';
    return sendBody(c, asset.body, { 'cache-control': cacheControl, vary: 'Accept-Encoding' });
  });
  return routes;
}
