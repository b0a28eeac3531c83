import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { CONTEXT, KEY } from '../test/fakes/small-journal.ts';
import { measureContact } from './contact.ts';
import { readingOfContact, testimonyOfFailure, testimonyOfStatus } from './contact-reading.ts';
import { openServerConnection } from './sender-connection.ts';

/** What a contact comes to when that answers in the server's place. */
async function testimonyAgainst(status: number, body: string, headers: Record<string, string> = {}) {
  const server = createServer((_request, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const connection = openServerConnection(`http://127.0.0.1:${port}`);
  const clocks = { tickMs: () => Math.trunc(performance.now()), wallAtMs: () => Date.now(), bootId: CONTEXT.bootId };
  const outcome = await measureContact(
    { connection, key: KEY, serverPublicKey: KEY.publicKey, clocks, waiting: () => 0 },
    '-',
  );
  await connection.close();
  server.close();
  return outcome.isAnswered ? 'ok' : outcome.testimony;
}

test.each([
  ['a page with status 200', 200, '<html>Please sign in</html>', 'wrong'],
  ['a redirect to a portal', 302, '', 'wrong'],
  ['the status of a portal', 511, '', 'wrong'],
  ['a page of somebody that knows no contacts', 404, '<html>not found</html>', 'wrong'],
  ['the server’s own refusal', 401, '{"code":"bad-signature","message":"not signed by a known probe"}', 'refused'],
  ['a reverse proxy without its server', 502, '<html>Bad Gateway</html>', 'refused'],
])('%s is told as what it is', async (_what, status, body, testimony) => {
  expect(await testimonyAgainst(status, body, { location: 'http://portal.example/' })).toBe(testimony);
});

test('behind a certificate that holds, no status is a stranger’s', () => {
  expect(testimonyOfStatus({ status: 302, text: '' }, true)).toBe('refused');
});

test.each([
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'wrong'],
  ['CERT_NOT_YET_VALID', 'clock'],
  ['UND_ERR_CONNECT_TIMEOUT', 'silent'],
  ['EAI_AGAIN', 'silent'],
  ['UND_ERR_DESTROYED', 'none'],
])('%s: %s', (code, testimony) => {
  expect(testimonyOfFailure(code)).toBe(testimony);
});

test('an answer after two seconds is late, and one that was given up here says nothing', () => {
  expect(readingOfContact({ latencyUs: 3_000_000, isAnswered: true })).toMatchObject({ outcome: 'late' });
  expect(readingOfContact({ latencyUs: 1, isAnswered: false, testimony: 'none' })).toBeNull();
  expect(readingOfContact({ latencyUs: 1, isAnswered: false, testimony: 'clock' })).toMatchObject({
    outcome: 'tool-error',
    latencyUs: null,
  });
});
