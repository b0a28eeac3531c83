import { Hono } from 'hono';
import { z } from 'zod';
import { PUBLISHED_SCHEMAS } from '../../rules/wire/answer-schemas.ts';
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
  routes.get('/schemas/:file{[a-z-]{1,40}\\.json}', (c) => {
    const name = (c.req.param('file') ?? '').replace('.json', '');
    const body = made.get(name) ?? bodyOf(name);
    if (body === null) throw notFound();
    made.set(name, body);
    return sendBody(c, body, HEADERS);
  });
  return routes;
}

/** null: there is none of that name. */
function bodyOf(name: string): EncodedBody | null {
  const document = name === 'index' ? indexDocument() : schemaDocument(name);
  if (document === null) return null;
  const bytes = Buffer.from(`${JSON.stringify(document, null, 1)}\n`, 'utf8');
  return encodeBody('application/schema+json; charset=utf-8', bytes);
}

function indexDocument() {
  const schemas = Object.entries(PUBLISHED_SCHEMAS).map(([name, { title }]) => ({
    name,
    title,
    path: `/schemas/${name}.json`,
  }));
  return { schemas };
}

function schemaDocument(name: string): object | null {
  const published = Object.hasOwn(PUBLISHED_SCHEMAS, name) ? PUBLISHED_SCHEMAS[name] : undefined;
  if (!published) return null;
  const { $schema, ...rest } = z.toJSONSchema(published.schema, { io: 'input', reused: 'inline' });
  return { $schema, title: published.title, ...rest };
}
