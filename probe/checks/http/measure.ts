import { Pool } from 'undici';
import { z } from 'zod';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';

const settingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .max(190)
    .refine((text) => !URL.parse(text)?.username && !URL.parse(text)?.password, 'must not hold a name or password'),
  request: z.enum(['HEAD', 'GET']).default('HEAD'),
});
export type HttpSettings = z.infer<typeof settingsSchema>;

/** Reads at most this much of a body; the rest is not the line's business. */
const BODY_MAX_BYTES = 65_536;

/** Asks a web server once, on a connection of its own. Every status code is an answer. */
export const httpCheck = defineCheck<HttpSettings>({
  kind: 'http',
  method:
    'One HTTP request on a connection of its own, without following redirects; the latency is the time from the start, name lookup and TLS included, until the head of the answer.',
  settings: settingsSchema,
  canBeLate: true, // shown only, never part of a verdict
  target: ({ url }) => ({ address: url, family: 0 }),
  measure: measureHttp,
});

async function measureHttp(settings: HttpSettings, attempt: Attempt): Promise<Reading> {
  const startUs = attempt.tickUs();
  const url = new URL(settings.url);
  // A fresh pool per attempt: no kept-alive connection may hide that a new one is impossible.
  const pool = new Pool(url.origin, {
    pipelining: 0,
    connections: 1,
    connect: { timeout: 0 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const answer = await pool.request({
      path: url.pathname + url.search,
      method: settings.request,
      signal: attempt.signal,
      headers: { 'user-agent': 'linewitness/0.1 (line probe)' },
    });
    const latencyUs = attempt.tickUs() - startUs;
    await answer.body.dump({ limit: BODY_MAX_BYTES, signal: attempt.signal }).catch(() => undefined);
    return answered(latencyUs, { readings: { statusCode: answer.statusCode } });
  } catch (error) {
    return readingOfError(error, attempt);
  } finally {
    await pool.destroy();
  }
}

/** For a URL any failure to get an answer is a loss of that service; its reason stands beside. */
function readingOfError(error: unknown, attempt: Attempt): Reading {
  if (attempt.signal.aborted) return unanswered('timeout');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return unanswered('not-permitted');
  if (code === 'ENETUNREACH' || code === 'ENETDOWN') return unanswered('no-route');
  return unanswered('timeout', { error: shortWord(code) });
}

function shortWord(code: string): string {
  return (
    code
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'unknown'
  );
}
