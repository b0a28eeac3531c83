import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import { MAX_UPLOAD_BYTES } from '../rules/wire/upload.ts';

/** What is wrong with a body, as it goes into an answer. */
export type BodyProblem = { status: 400 | 413 | 503; error: { code: string; message: string } };

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
    return await oneAtATime(() => DECODERS[coding](bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(maxBytes);
    return { status: 400, error: { code: 'invalid', message: `the body is not whole ${coding}` } };
  }
}

/** Bodies unfold one after the other: forty small bombs at once would be forty large bodies in memory. */
let decoding: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(decode: () => Promise<T>): Promise<T> {
  const decoded = decoding.then(decode);
  decoding = decoded.catch(() => undefined); // told to whoever asked
  return decoded;
}

/** Of all larger bodies under way together; a stranger may begin as many as he likes. */
const MAX_HELD_BYTES = 96_000_000;
/** Contacts, enrolments and what a probe sends when all is well are read whatever else is under way. */
const SMALL_BYTES = 65_536;
let heldBytes = 0;

async function readBytes(request: Request, maxBytes: number): Promise<Buffer | BodyProblem> {
  // with a length the HTTP parser ends the body there; without one it is counted as it comes
  const announced = request.headers.get('content-length');
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    if (announced !== null && Number(announced) <= SMALL_BYTES) return Buffer.from(await request.arrayBuffer());
    for await (const part of request.body ?? []) {
      length += part.length;
      heldBytes += part.length;
      if (length > maxBytes) return tooLarge(maxBytes);
      if (length > SMALL_BYTES && heldBytes > MAX_HELD_BYTES) return BUSY;
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch {
    return { status: 400, error: { code: 'invalid', message: 'the body ended before it was whole' } };
  } finally {
    heldBytes -= length;
  }
}

const BUSY: BodyProblem = {
  status: 503,
  error: { code: 'busy', message: 'too much is being sent to this server at once; try again later' },
};

/** The body as JSON in the shape of the schema; the sentence of a problem names the place. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<{ value: T } | BodyProblem> {
  const bytes = await readBody(request);
  if ('error' in bytes) return bytes;
  if (hasManyMarks(bytes)) {
    return { status: 400, error: { code: 'invalid', message: 'the body has more parts than any that makes sense' } };
  }
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

/** 500 segments, 500 values and 50 methods have some 7,000. */
const MAX_MARKS = 50_000;
const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/**
 * Whether JSON has more than so many commas and opening brackets outside of its strings. Parsing 16 MB of `[{},{},…`
 * would take seconds and a gigabyte, from anyone; looking costs 1 ms a megabyte.
 */
function hasManyMarks(bytes: Buffer): boolean {
  let marks = 0;
  let isInText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isInText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) marks += 1;
    if (marks > MAX_MARKS) return true;
  }
  return false;
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
