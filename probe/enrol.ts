import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lineIdSchema, NO_PREVIOUS_SHA256, probeIdSchema } from '../rules/ids.ts';
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentAnswerSchema,
  enrolmentTokenSchema,
  wireErrorSchema,
} from '../rules/wire/upload.ts';
import { openJournalDisk } from './journal-disk.ts';
import { DAY_FILE, firstNumberOf } from './journal-files.ts';
import { readFirstHeader } from './journal-recovery.ts';
import { replaceSmallFile } from './journal-small-file.ts';
import { loadOrCreateKey, type ProbeKey, sha256Hex } from './key-file.ts';
import { describeError } from './log.ts';
import { openServerConnection, type ServerConnection } from './sender-connection.ts';

/** `enrolment.json`: the server that this probe belongs to. */
const enrolmentSchema = z.strictObject({
  /** Scheme, host and port. */
  serverUrl: z.string(),
  line: lineIdSchema,
  probe: probeIdSchema,
  serverPublicKey: enrolmentAnswerSchema.shape.serverPublicKey,
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

const ENROLMENT_FILE = 'enrolment.json';

/** null: not enrolled. A sentence when the file can't be used, or belongs to another key. */
export async function readEnrolment(dataDir: string, probe: string): Promise<Enrolment | string | null> {
  const path = join(dataDir, ENROLMENT_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // node:fs rejects with nothing else
    return code === 'ENOENT' ? null : `${path} can't be read: ${describeError(error)}`;
  }
  let enrolment: Enrolment;
  try {
    enrolment = enrolmentSchema.parse(JSON.parse(text));
  } catch {
    return `${path} is damaged. Enrol this probe again: npm run probe -- enroll URL TOKEN`;
  }
  return enrolment.probe === probe
    ? enrolment
    : `${path} was made for another key than key.pem. Enrol this probe again: npm run probe -- enroll URL TOKEN`;
}

/**
 * Joins a server: shows the token, proves that the key is ours, checks that the server is the one the token speaks of,
 * and keeps that. May be done again at any time with the same key. Returns what was kept, or a sentence that says what
 * went wrong and what to do.
 */
export async function enrol(dataDir: string, url: string, token: string): Promise<Enrolment | string> {
  const serverUrl = originOf(url);
  if (serverUrl === null)
    return `"${url}" is not an address of a server: it looks like https://example.org or http://192.168.1.5:8080`;
  if (!enrolmentTokenSchema.safeParse(token).success) {
    return 'this is not an enrolment token: it begins with "lw1." and is one word; copy all of what "npm run server -- invite LINE" printed';
  }
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const key = await loadOrCreateKey(join(dataDir, 'key.pem'));
    if (typeof key === 'string') return key;
    const connection = openServerConnection(serverUrl);
    try {
      return await enrolAt({ dataDir, serverUrl, token, key, connection });
    } finally {
      await connection.close();
    }
  } catch (error) {
    return `the folder ${dataDir} can't be used: ${describeError(error)}`;
  }
}

function originOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const isServer =
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.pathname === '/' && parsed.search === '';
  return isServer && parsed.username === '' ? parsed.origin : null;
}

type Enrolling = { dataDir: string; serverUrl: string; token: string; key: ProbeKey; connection: ServerConnection };

async function enrolAt({ dataDir, serverUrl, token, key, connection }: Enrolling): Promise<Enrolment | string> {
  const request: EnrolmentRequest = {
    token,
    publicKey: key.publicKey,
    proof: key.sign(`linewitness-enrolment/1\n${token}\n`),
    ...(await firstSegment(dataDir)),
  };
  const answer = await connection.post('/api/probes', {
    text: JSON.stringify(request),
    contentType: 'application/json',
  });
  if (answer.kind === 'unreachable') return `${serverUrl} can't be reached: ${answer.reason}`;
  if (answer.status !== 200) return refusal(serverUrl, answer.status, answer.text);
  const content = parseJson(answer.text, enrolmentAnswerSchema);
  if (!content) return `what answers at ${serverUrl} is not a Linewitness server`;
  const problem = checkAnswer(content, token, key);
  if (problem) return problem;
  const enrolment: Enrolment = {
    serverUrl,
    line: content.line,
    probe: content.probe,
    serverPublicKey: content.serverPublicKey,
  };
  // If we die before this: the server knows us, we don't know it. The same command again has the same answer.
  await replaceSmallFile(join(dataDir, ENROLMENT_FILE), `${JSON.stringify(enrolment, null, 1)}\n`);
  return enrolment;
}

/** The oldest segment that is kept here: what was measured before the enrolment is delivered too. */
async function firstSegment(dataDir: string): Promise<{ firstNumber: number; firstPreviousSha256: string }> {
  const disk = await openJournalDisk(join(dataDir, 'journal'));
  const names = (await disk.list()).map((file) => file.name).filter((name) => DAY_FILE.test(name));
  const headers = await Promise.all(names.map((name) => readFirstHeader(disk, name)));
  const [first] = headers.filter((header) => header !== null).sort((a, b) => a.number - b.number);
  return first
    ? { firstNumber: firstNumberOf(first), firstPreviousSha256: first.previousSha256 }
    : { firstNumber: 1, firstPreviousSha256: NO_PREVIOUS_SHA256 };
}

function checkAnswer({ serverPublicKey, probe }: EnrolmentAnswer, token: string, key: ProbeKey): string | null {
  const fingerprint = sha256Hex(Buffer.from(serverPublicKey, 'base64')).slice(0, 32);
  if (!token.endsWith(`.${fingerprint}`)) {
    return `the server that answers is not the one that made this token (its key has the fingerprint ${fingerprint}). Somebody may stand between: nothing was kept. Check the address, and make a new token on the right server`;
  }
  return probe === key.probe ? null : 'the server answered for another probe: nothing was kept';
}

const HINTS: Record<number, string> = {
  401: 'the token is wrong, was used by another probe, or is too old. Make a new one: npm run server -- invite LINE',
  403: 'the server does not admit this probe',
  404: 'there is no Linewitness server at this address',
  409: 'the server knows this probe in another state',
};

function refusal(serverUrl: string, status: number, text: string): string {
  const error = parseJson(text, wireErrorSchema) ?? parseJson(text, z.object({ error: wireErrorSchema }))?.error;
  const said = error ? ` (it says: ${error.message})` : '';
  if (status >= 300 && status < 400)
    return `${serverUrl} only points to another address: use that one (perhaps https:// for http://)`;
  if (status >= 500) return `${serverUrl} has trouble of its own (HTTP ${status})${said}. Try again later`;
  return `${serverUrl} refused: ${HINTS[status] ?? `HTTP ${status}`}${said}`;
}

function parseJson<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not JSON
  }
}
