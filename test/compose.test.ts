import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SERVER_SETTINGS } from '../server/config.ts';
import { KEPT_OUTPUT, until, watchProgram } from './lab/programs.ts';
import { describeWith } from './needs.ts';

/** There is no Docker engine here: what compose.yaml says is held against what the Dockerfile and the settings say. */
const textOf = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const { services, volumes, networks } = parse(textOf('compose.yaml'));
const dockerfile = textOf('Dockerfile');
const caddyfile = textOf('Caddyfile');

describe('compose.yaml', () => {
  test.each(['server', 'probe'])('builds the stage %s of the Dockerfile and keeps its data in a volume', (name) => {
    const stage = dockerfile.split(` AS ${name}\n`)[1]?.split('\nFROM ')[0] ?? '';
    expect(services[name].build.target).toBe(name);
    const [volume, path] = services[name].volumes[0].split(':');
    expect(volumes).toHaveProperty(volume);
    expect(stage).toContain(`VOLUME ${path}`);
    expect(stage).toContain('USER node');
    expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' });
  });

  test('sets only what the server knows, and each variable stands in .env.example', () => {
    const known = Object.values(SERVER_SETTINGS).map(({ env }) => env as string);
    for (const name of Object.keys(services.server.environment)) expect(known).toContain(name);
    const variables = new Set([...textOf('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    for (const name of variables) expect(textOf('.env.example')).toMatch(new RegExp(`^${name}=`, 'm'));
    expect(textOf('.gitignore')).toMatch(/^\.env$/m); // it may hold secrets one day
  });

  test('lets only Caddy out to the internet, and the server believes it alone', () => {
    expect(services.server.ports).toBeUndefined();
    expect(services.server.environment.TRUSTED_PROXY).toBe(services.caddy.networks.door.ipv4_address);
    expect(networks.door.ipam.config[0].subnet).toBe('172.30.77.0/24');
    expect(services.caddy.depends_on.server.condition).toBe('service_healthy');
    expect(dockerfile.split(' AS server\n')[1]).toContain('HEALTHCHECK');
    expect(caddyfile).toContain(`reverse_proxy server:${SERVER_SETTINGS.port.default}`);
  });

  test('gives the probe the machine’s own network and one right', () => {
    expect(services.probe).toMatchObject({ network_mode: 'host', cap_add: ['NET_RAW'], profiles: ['probe'] });
  });
});

describeWith(['caddy'], 'Caddy before the server', () => {
  const PORT = 18_443;
  let folder: string;
  let server: ReturnType<typeof watchProgram>;
  let caddy: ChildProcess;
  let link: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewitness-caddy-'));
    const env = { ...process.env, DATA_DIR: folder, PORT: '0', PUBLIC_URL: `https://localhost:${PORT}` };
    const trusted = { TRUSTED_PROXY: '127.0.0.1,::1', SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '' };
    server = watchProgram(
      spawn(process.execPath, ['dist/server.mjs'], { ...KEPT_OUTPUT, env: { ...env, ...trusted } }),
    );
    const [, port] = await server.sees(/"port":(\d+)/, 10_000);
    [link = ''] = await server.sees(/https:\/\/localhost:\d+\/owner\S+/, 10_000);
    const here = caddyfile
      .replace('admin off', 'admin off\n\tskip_install_trust\n\tauto_https disable_redirects')
      .replace('{$SITE} {', `https://localhost:${PORT} {\n\ttls internal\n\tbind 127.0.0.1`)
      .replace('server:8080', `127.0.0.1:${port}`);
    writeFileSync(join(folder, 'Caddyfile'), here);
    const caddyEnv = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    caddy = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
      stdio: 'ignore',
      env: caddyEnv,
    });
    await until('Caddy answers', 60_000, () =>
      ask('/healthz').then(
        ({ status }) => status === 200 || null,
        () => null,
      ),
    );
  });
  afterAll(async () => {
    caddy.kill();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The certificate is Caddy's own; who it is was settled by starting it. */
  function ask(
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
    return new Promise((resolve, reject) => {
      const { method = 'GET', headers = {} } = options;
      const url = `https://localhost:${PORT}${path}`;
      const sent = request(url, { method, headers, rejectUnauthorized: false, family: 4 }, (response) => {
        let body = '';
        const done = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
          // a stream of events has no end: its first words are enough
          if (response.headers['content-type']?.startsWith('text/event-stream')) {
            done();
            sent.destroy();
          }
        });
        response.on('end', done);
      });
      sent.on('error', reject).end(options.body);
    });
  }

  test('a visitor through it is a visitor: no cookie, nothing unpublished', async () => {
    const { status, headers } = await ask('/');
    expect(status).toBe(200);
    expect(headers['set-cookie']).toBeUndefined();
    expect((await ask('/api/lines')).body).toBe('{"lines":[]}\n');
  });

  test('the owner signs in under HTTPS and gets a cookie that only this host may send', async () => {
    const secret = new URL(link).searchParams.get('secret') ?? '';
    const { headers } = await ask('/owner/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://localhost:${PORT}` },
      body: new URLSearchParams({ secret, 'new-password': 'eine lange Losung 2026' }).toString(),
    });
    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-linewitness=.*; Path=\/; .*Secure/);
  });

  test('events come at once', async () => {
    const { headers, body } = await ask('/events', { headers: { accept: 'text/event-stream' } });
    expect(headers['content-type']).toContain('text/event-stream');
    expect(body.length).toBeGreaterThan(0);
  });

  test('pages arrive compressed once', async () => {
    const { headers } = await ask('/', { headers: { 'accept-encoding': 'br' } });
    expect(headers['content-encoding']).toBe('br');
  });
});
