import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeIngestServer } from '../test/fakes/fake-ingest-server.ts';
import { enrol, readEnrolment } from './enrol.ts';

let folder: string;
let server: FakeIngestServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linewitness-enrol-'));
  server = new FakeIngestServer();
  await server.listen();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A server that answers everything alike. */
async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const other = createServer((_request, response) => void response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url, close: () => other.close() };
}

test('a probe joins with the token, keeps the server’s key, and may do so again', async () => {
  const first = await enrol(folder, server.url, server.token);
  expect(first).toMatchObject({ line: 'home', serverUrl: server.url, serverPublicKey: server.key.publicKey });
  expect(await enrol(folder, `${server.url}/`, server.token)).toEqual(first);
  if (typeof first === 'string') throw new Error(first);
  expect(await readEnrolment(folder, first.probe)).toEqual(first);
});

test('an address or token that can’t be one is refused before anything is sent', async () => {
  expect(await enrol(folder, 'example', server.token)).toContain('is not an address of a server');
  expect(await enrol(folder, 'ftp://example.org', server.token)).toContain('is not an address of a server');
  expect(await enrol(folder, server.url, 'lw1.abc')).toContain('this is not an enrolment token');
});

test('a wrong or used token is said to be so', async () => {
  const wrong = server.token.replace('lw1.aaaa', 'lw1.bbbb');
  expect(await enrol(folder, server.url, wrong)).toContain(
    'the token is wrong, was used by another probe, or is too old',
  );
});

test('a server with another key than the token names is not joined, and nothing is kept', async () => {
  const other = new FakeIngestServer();
  const { number, sha256 } = other.end;
  const made = await enrol(folder, server.url, server.token);
  if (typeof made === 'string') throw new Error(made);
  await rm(join(folder, 'enrolment.json'));
  const body = {
    probe: made.probe,
    line: 'home',
    serverPublicKey: other.key.publicKey,
    expectedNumber: number + 1,
    expectedPreviousSha256: sha256,
  };
  const impostor = await answering(200, JSON.stringify(body));
  expect(await enrol(folder, impostor.url, server.token)).toContain('is not the one that made this token');
  expect(await readEnrolment(folder, made.probe)).toBeNull();
  impostor.close();
});

test.each([
  [200, '<html>hotel</html>', 'is not a Linewitness server'],
  [404, '', 'there is no Linewitness server at this address'],
  [301, '', 'only points to another address'],
  [500, '', 'has trouble of its own'],
])('an answer of HTTP %i "%s" is explained', async (status, body, said) => {
  const other = await answering(status, body);
  expect(await enrol(folder, other.url, server.token)).toContain(said);
  other.close();
});

test('a server that is not there, or does not speak TLS, is explained', async () => {
  const { url } = server;
  expect(await enrol(folder, url.replace('http:', 'https:'), server.token)).toContain('does not speak TLS');
  await server.close();
  expect(await enrol(folder, url, server.token)).toContain('nothing listens there');
});

test('a damaged enrolment, or one of another key, says what to do', async () => {
  const made = await enrol(folder, server.url, server.token);
  if (typeof made === 'string') throw new Error(made);
  expect(await readEnrolment(folder, 'f'.repeat(32))).toContain('Enrol this probe again');
  const path = join(folder, 'enrolment.json');
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, -9));
  expect(await readEnrolment(folder, made.probe)).toContain('is damaged');
});
