import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import { MAX_UPLOAD_BYTES } from '../rules/wire/upload.ts';

/** What is wrong with a body, as it goes into an answer. */
export type BodyProblem = { status: 400 | 413; error: { code: string; message: string } };

const DECODERS = { gzip: promisify(gunzip), zstd: promisify(zstdDecompress) } as const;

/**
 * The bytes of a request, decompressed, at most `maxBytes` before and after: a bomb is stopped while it unfolds, it never
 * is in memory as a whole.
 */
export async function readBody(request: Request, maxBytes = MAX_UPLOAD_BYTES): Promise<Buffer | BodyProblem> {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity' && coding !== 'gzip' && coding !== 'zstd') {
    return {
      status: 400,
      error: { code: 'invalid', message: `content-encoding "${coding.slice(0, 40)}" is neither gzip nor zstd` },
    };
  }
  if (Number(request.headers.get('content-length')) > maxBytes) return tooLarge(maxBytes);
  const bytes = await readBytes(request, maxBytes);
  if ('error' in bytes || coding === 'identity') return bytes;
  try {
    return await DECODERS[coding](bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(maxBytes);
    return { status: 400, error: { code: 'invalid', message: `the body is not whole ${coding}` } };
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Buffer | BodyProblem> {
  // with a length the HTTP parser ends the body there; without one it is counted as it comes
  if (request.headers.has('content-length')) return Buffer.from(await request.arrayBuffer());
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.length;
    if (length > maxBytes) return tooLarge(maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The body as JSON in the shape of the schema; the sentence of a problem names the place. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<{ value: T } | BodyProblem> {
  const bytes = await readBody(request);
  if ('error' in bytes) return bytes;
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    const where = error instanceof Error ? error.message.slice(0, 200) : '';
    return { status: 400, error: { code: 'invalid', message: `the body is not JSON: ${where}` } };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.length ? `"${issue.path.join('.')}"` : 'the body';
  return {
    status: 400,
    error: { code: 'invalid', message: `${place}: ${issue?.message ?? 'is not valid'}`.slice(0, 500) },
  };
}

function tooLarge(maxBytes: number): BodyProblem {
  return {
    status: 413,
    error: { code: 'too-large', message: `the body is larger than ${maxBytes} bytes; send fewer segments at once` },
  };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
