import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeWith } from '../../../test/needs.ts';
import { runSystemPing } from './system-ping.ts';

const RUN = { address: '127.0.0.1', waitMs: 1000, payloadBytes: 16 };
let folder: string;
let pathBefore: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lw-ping-'));
  pathBefore = process.env['PATH'];
});
afterEach(() => {
  process.env['PATH'] = pathBefore;
  rmSync(folder, { recursive: true });
});

/** A program named `ping` that stands before the real one. */
function fakePing(script: string, mode = 0o755): void {
  const path = join(folder, 'ping');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  process.env['PATH'] = `${folder}:/usr/bin:/bin`;
}

describe('a strange ping program', () => {
  test('one that prints one word would throw inside the package; here it is just that output', async () => {
    fakePing('echo Killed; exit 137');
    expect(await runSystemPing(RUN)).toEqual({ output: 'Killed\n' });
  });

  test('one that prints nothing gives no output', async () => {
    fakePing('exit 1');
    expect(await runSystemPing(RUN)).toEqual({ output: '' });
  });

  test('a body line with three equal signs and no time, which makes the package throw, is just output', async () => {
    const lines = ['PING 127.0.0.1 (127.0.0.1) 16(44) bytes of data.', 'x a=1 b=2 c=3 d=4', ''].join('\\n');
    fakePing(`printf '${lines}'`);
    expect(await runSystemPing(RUN)).toMatchObject({ output: expect.stringContaining('c=3') });
  });

  test('one that hangs is killed a second after its time', async () => {
    fakePing('exec sleep 60');
    const startedAtMs = Date.now();
    expect(await runSystemPing(RUN)).toEqual({ failure: 'killed', reason: 'did not end in time' });
    expect(Date.now() - startedAtMs).toBeLessThan(4000);
  });

  test('one that hangs is killed at once when the attempt is given up', async () => {
    fakePing('exec sleep 60');
    const attempt = new AbortController();
    const run = runSystemPing({ ...RUN, waitMs: 9000, signal: attempt.signal });
    attempt.abort();
    expect(await run).toMatchObject({ failure: 'killed' });
  });

  test('one that floods us is cut short, not collected without end', async () => {
    fakePing('i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done');
    const run = await runSystemPing({ ...RUN, waitMs: 5000 });
    expect(run).toHaveProperty('output');
  });

  test('one that may not be started is "not permitted"', async () => {
    fakePing('exit 0', 0o644);
    process.env['PATH'] = folder;
    expect(await runSystemPing(RUN)).toMatchObject({ failure: 'not-permitted' });
  });

  test('none at all is "not installed"', async () => {
    process.env['PATH'] = folder;
    expect(await runSystemPing(RUN)).toEqual({ failure: 'not-installed', reason: 'there is no program "ping" here' });
  });

  test('it is always asked to speak English', async () => {
    process.env['LC_ALL'] = 'de_DE.UTF-8';
    fakePing('echo PING "$LC_ALL" "$LANG"');
    expect(await runSystemPing(RUN)).toEqual({ output: 'PING C C\n' });
  });
});

test('a name in place of an address is refused: looking it up could hang for long', async () => {
  await expect(runSystemPing({ ...RUN, address: 'localhost' })).rejects.toThrow(
    'bug: localhost is not a numeric address',
  );
});

describeWith(['ping'], 'the real ping', () => {
  test('answers on this machine itself, many at once', async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, () => runSystemPing(RUN)));
    for (const run of runs) expect(run).toMatchObject({ output: expect.stringContaining('bytes from 127.0.0.1') });
  });
});
