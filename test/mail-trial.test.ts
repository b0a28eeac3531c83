import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeLoopbackProbe } from './lab/loopback-home.ts';
import { KEPT_OUTPUT, watchProgram } from './lab/programs.ts';
import { PASSWORD } from './mail-lab/dovecot-config.ts';
import { type MailLab, openMailLab } from './mail-lab/lab.ts';
import { type HomeAccount, type HomeMail, type HomeRoute, writeMailSettings } from './mail-lab/mail-home.ts';
import { describeWith } from './needs.ts';

/** `npm run probe -- mail-test ROUTE` before real servers: one mail, and in plain words what came of it. */

const main = join(import.meta.dirname, '../probe/main.ts');

describeWith(['postfix', 'dovecot', 'faketime'], 'the command that tries one route', () => {
  let lab: MailLab;
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-mail-trial-'));

  beforeAll(async () => {
    lab = await openMailLab();
    lab.knobs.junk('junk@other.test');
    lab.knobs.fault('refused@other.test', { kind: 'answer', reply: '550 5.7.1 not from you' });
    await lab.knobs.overQuota('full@other.test');
    writeLoopbackProbe(folder, 9);
    writeMailSettings(folder, lab, settings(lab));
  });
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function tried(route: string): Promise<{ code: number | null; output: string }> {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, DATA_DIR: folder };
    const program = watchProgram(spawn(process.execPath, [main, 'mail-test', route], { ...KEPT_OUTPUT, env }));
    return { code: await program.ended, output: program.output() };
  }

  test.each([
    ['fine', 0, /accepted after \d+ ms: 250 .*queued as/],
    ['junk', 0, /in the junk folder "Junk"/],
    ['refused', 1, /FAILED: refused for its addressee: 550 5\.7\.1/],
    ['nobody', 1, /FAILED: it came back: .*User unknown/],
    ['full', 1, /FAILED: it came back: .*[Qq]uota/],
    ['stranger', 1, /FAILED: .*refuses the login/],
    ['forged', 1, /FAILED: .*certificate/],
    ['blind', 1, /Look at "folder" \("Nowhere"\) of the account "blind"/],
  ] as const)('route "%s": ends with %i and says so', async (route, code, words) => {
    const startedTickMs = performance.now();
    const tryOut = await tried(route);
    expect(tryOut.output).toMatch(words);
    expect(tryOut.code, tryOut.output).toBe(code);
    expect(tryOut.output).not.toContain(PASSWORD);
    expect(performance.now() - startedTickMs).toBeLessThan(40_000);
  });
});

function settings({ places }: MailLab): HomeMail {
  const accounts: Record<string, HomeAccount> = {
    sender: { address: 'erika@provider.test' },
    fine: { address: 'fine@other.test' },
    junk: { address: 'junk@other.test' },
    refused: { address: 'refused@other.test' },
    nobody: { address: 'nobody-there@other.test', user: 'someone@other.test' },
    full: { address: 'full@other.test' },
    blind: { address: 'blind@other.test', folder: 'Nowhere' },
    impostor: { address: 'impostor@provider.test', isPasswordWrong: true },
    forger: { address: 'forger@provider.test', smtpAt: places.wrongCertificate },
  };
  const route = (to: string, from = 'sender'): HomeRoute => ({ from, to });
  const plain = ['fine', 'junk', 'refused', 'nobody', 'full', 'blind'].map((to): [string, HomeRoute] => [
    to,
    route(to),
  ]);
  const odd = { stranger: route('fine', 'impostor'), forged: route('fine', 'forger') };
  return { accounts, routes: { ...Object.fromEntries(plain), ...odd }, deleteAfterSeconds: 1 };
}
