import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Program, pause } from './lab/programs.ts';
import { type MailLab, openMailLab } from './mail-lab/lab.ts';
import { PORTS } from './mail-lab/places.ts';
import { describeWith } from './needs.ts';

/** The line to a real mail server dies without a word: no packet comes or goes, and nobody closes anything. */

const NOTICED_WITHIN_MS = 30_000;

describeWith(['postfix', 'dovecot', 'faketime', 'namespaces'], 'a line to a mail server that dies silently', () => {
  let lab: MailLab;
  beforeAll(async () => {
    lab = await openMailLab({ isOwnNetwork: true });
    writeFileSync(join(lab.folder, 'ca.pem'), lab.ca);
  });
  afterAll(() => lab?.close());

  async function startWatching(address: string): Promise<Program> {
    const script = join(import.meta.dirname, 'mail-lab/watch-child.ts');
    const args = [script, lab.places.other.address, join(lab.folder, 'ca.pem'), address];
    const program = lab.daemons.spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    await program.sees(/watched/, 15_000);
    return program;
  }
  const linesOf = (program: Program, word: string) =>
    program
      .output()
      .split('\n')
      .filter((line) => line.startsWith(word));

  test('is noticed within 30 s in the middle of IDLE, during a look and while handing over', async () => {
    const [idle, looking] = await Promise.all([startWatching('idle@other.test'), startWatching('look@other.test')]);
    await pause(1000);
    const mend = lab.knobs.deadLine(PORTS.imap, PORTS.submission);
    const deadTickMs = performance.now();
    looking.child.stdin?.write('scan\n');
    idle.child.stdin?.write('submit\n');
    const noticed = async (program: Program, pattern: RegExp) => {
      await program.sees(pattern, 45_000);
      return Math.round(performance.now() - deadTickMs);
    };
    const [idleMs, lookMs, submitMs] = await Promise.all([
      noticed(idle, /blind (\S+)/),
      noticed(looking, /blind (\S+)/),
      noticed(idle, /submitted unreachable timeout/),
    ]);
    console.info(`dead line noticed in IDLE after ${idleMs} ms, in a look ${lookMs} ms, handing over ${submitMs} ms`);
    for (const ms of [idleMs, lookMs, submitMs]) expect(ms).toBeLessThan(NOTICED_WITHIN_MS);
    mend();
    const before = linesOf(idle, 'watched').length;
    await expect.poll(() => linesOf(idle, 'watched').length, { timeout: 60_000 }).toBeGreaterThan(before);
    idle.child.stdin?.write('submit\n');
    await idle.sees(/submitted accepted/, 20_000);
    await idle.sees(/found v1\.lab\.1\./, 10_000);
    await Promise.all([idle.end(), looking.end()]);
  });
});
