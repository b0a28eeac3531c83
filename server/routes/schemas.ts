import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../app-error.ts';
import { type EncodedBody, encodeBody } from '../encoded-body.ts';
import type { SiteEnv } from '../site.ts';
import { sendBody } from './answer.ts';

const HEADERS = { 'cache-control': 'public, max-age=3600', vary: 'Accept-Encoding' };

/**
 * `/schemas/NAME.json`: what our JSON documents look like (JSON Schema 2020-12), the same checks that our own programs make;
 * `/schemas/index.json` names them. Readers must pass over keys that they do not know: documents grow.
 */
export function schemaRoutes(): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const made = new Map<string, EncodedBody>();
  routes.get('/schemas/:file{[a-z-]{1,40}\\.json}', async (c) => {
    const name = (c.req.param('file') ?? '').replace('.json', '');
    const body = made.get(name) ?? (await bodyOf(name));
    if (body === null) throw notFound();
    made.set(name, body);
    return sendBody(c, body, HEADERS);
  });
  return routes;
}

/** null: there is none of that name. */
async function bodyOf(name: string): Promise<EncodedBody | null> {
  const document = await documentOf(name);
  if (document === null) return null;
  const bytes = Buffer.from(`${JSON.stringify(document, null, 1)}\n`, 'utf8');
  return encodeBody('application/schema+json; charset=utf-8', bytes);
}

/**
 * The schemas are loaded when somebody asks: hardly anybody does. Zod itself is there anyway; loaded in this way all of it would
 * stand in the bundle, in sixty languages (8 MB of memory).
 */
async function documentOf(name: string): Promise<object | null> {
  const { PUBLISHED_SCHEMAS } = await import('../../rules/wire/answer-schemas.ts');
  if (name === 'index') {
    const rows = Object.entries(PUBLISHED_SCHEMAS);
    return { schemas: rows.map(([key, { title }]) => ({ name: key, title, path: `/schemas/${key}.json` })) };
  }
  const published = Object.hasOwn(PUBLISHED_SCHEMAS, name) ? PUBLISHED_SCHEMAS[name] : undefined;
  if (!published) return null;
  const { $schema, ...rest } = z.toJSONSchema(published.schema, { io: 'input', reused: 'inline' });
  return { $schema, title: published.title, ...rest };
}
