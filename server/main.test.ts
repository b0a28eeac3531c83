import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'linewitness-main-'));
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

/** The real program on a folder of its own; it looks at nothing beyond this machine. */
function run(args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folder,
      SELF_CHECK_TARGETS: '',
      TIME_STAMP_AUTHORITIES: '',
      ZONE: 'UTC',
      ...env,
    },
  });
  children.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString();
    });
  }
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { child, output: () => text, ended };
}

async function started(server: Run): Promise<string> {
  await expect.poll(() => server.output(), { timeout: 15_000 }).toContain("Owner's door");
  return /Linewitness: (http:\S+)/.exec(server.output())?.[1] ?? '';
}

test('wrong settings are named, each in one sentence, and nothing is started', async () => {
  const server = run([], { PORT: 'eighty', ZONE: 'Mars/Base' });
  expect(await server.ended).toBe(1);
  expect(server.output()).toBe(
    'linewitness: PORT is "eighty", but must be a whole number from 0 to 65535\nZONE is "Mars/Base", but must be a time zone like Europe/Berlin\n',
  );
});

test('the server answers, commands work beside it, the printed link opens the door, and SIGTERM ends it cleanly', async () => {
  const server = run([], { PORT: '0' });
  const url = await started(server);
  const invite = run(['invite', 'home']);
  expect(await invite.ended).toBe(0);
  expect(invite.output()).toMatch(/^lw1\.\S+\n$/);
  await expect
    .poll(() => fetch(`${url}/api/lines`).then((answer) => answer.text()), { timeout: 30_000 })
    .toContain('"home"');

  const link = /http:\S+secret=\S+/.exec(server.output())?.[0] ?? '';
  expect((await fetch(link)).status).toBe(200);
  const form = new URLSearchParams({
    secret: new URL(link).searchParams.get('secret') ?? '',
    'new-password': 'korrekt pferd batterie',
  });
  const press = () =>
    fetch(`${url}/owner/sign-in`, { method: 'POST', body: form, headers: { origin: url }, redirect: 'manual' });
  const opened = await press();
  expect([opened.status, opened.headers.get('set-cookie')?.split('=')[0]]).toEqual([303, 'linewitness']);
  expect((await press()).status).toBe(403);

  // another process signs out everywhere: that holds in the running server at once
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const home = () => fetch(`${url}/owner`, { headers: { cookie }, redirect: 'manual' }).then(({ status }) => status);
  expect(await home()).toBe(200);
  expect(await run(['sign-out-everywhere']).ended).toBe(0);
  expect(await home()).toBe(303);

  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);

  // with a password, the next start gives nobody a link
  const again = run([], { PORT: '0' });
  await started(again);
  expect(again.output()).toMatch(
    /Owner's door: http:\S+\/owner\/sign-in \(password lost: npm run server -- login-link\)/,
  );
  expect(again.output()).not.toContain('secret=');
});

test('a second server on the same port says so in one sentence', async () => {
  const first = run([], { PORT: '0' });
  const { port } = new URL(await started(first));
  const second = run([], { PORT: port, DATA_DIR: join(folder, 'other') });
  expect(await second.ended).toBe(1);
  expect(second.output()).toBe(
    `linewitness: port ${port} on 127.0.0.1 is taken by another program; stop that one, or set PORT to another number\n`,
  );
});
