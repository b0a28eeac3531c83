import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findMailToken } from '../../rules/mail/vocabulary.ts';

const CHILD = join(import.meta.dirname, '../../test/fakes/mail-kill-child.ts');

async function run(folder: string, killAt: number, token = ''): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, folder, String(killAt), token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return said.trim().split('\n');
}

const wordsOf = (lines: string[], start: string) =>
  lines.filter((line) => line.startsWith(`${start} `)).map((line) => line.slice(start.length + 1));

/** What the server has of a run that was killed: events of sealed segments only. */
const sealedOf = (lines: string[]) => lines.slice(0, lines.lastIndexOf('sealed') + 1);

/** One kill, the run after it, and what must hold then whatever the moment. */
async function killAndGoOn(killAt: number): Promise<'killed' | 'done'> {
  const folder = await mkdtemp('/dev/shm/linewitness-mail-kill-');
  try {
    const first = await run(folder, killAt);
    if (first.at(-1) === 'done') return 'done';
    const [token] = wordsOf(first, 'sent');
    const second = await run(folder, 0, token ?? '');
    expect(second.at(-1), `kill ${killAt}: ${second.join('\n')}`).toBe('done');
    const told = [...wordsOf(sealedOf(first), 'told'), ...wordsOf(second, 'told')];
    const tokens = [...wordsOf(first, 'sent'), ...wordsOf(second, 'sent')];
    expect(new Set(tokens).size).toBe(tokens.length);
    const known = `kill ${killAt}\n${first.join('\n')}\n--\n${second.join('\n')}`;
    const begun = told.find((event) => event.startsWith('submitting '))?.split(' ')[1];
    if (token === undefined) {
      // nothing went out: not sent, or nobody knows
      const ends = told.filter((event) => event === `not-tested ${begun}` || event === `uncertain ${begun}`);
      const isOfSecond = wordsOf(second, 'sent').some((sent) => `${findMailToken(sent)?.number}` === begun);
      expect(ends.length, known).toBe(isOfSecond ? 0 : 1);
      return 'killed';
    }
    const { number } = findMailToken(token) ?? { number: 0 };
    expect(told, known).toContain(`submitting ${number}`);
    expect(told.includes(`accepted ${number}`) || told.includes(`uncertain ${number}`), known).toBe(true);
    expect(told, known).not.toContain(`not-tested ${number}`);
    expect(told, known).toContain(`sighted ${number}`);
    expect(told.filter((event) => event === `hop ${number}`).length, known).toBeGreaterThanOrEqual(2);
    expect(told, known).toContain(`removed ${number}`);
    return 'killed';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('killed at each writing and each flushing of the book, a mail ends in the right state, told once or again, never sent again', async () => {
  const AT_ONCE = 4;
  let killed = 0;
  for (let at = 1; ; at += AT_ONCE) {
    const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => killAndGoOn(at + index)));
    killed += outcomes.filter((outcome) => outcome === 'killed').length;
    if (outcomes.includes('done')) break;
  }
  expect(killed).toBeGreaterThan(10);
}, 240_000);

test('a mail whose text was handed over but not its end was not sent; with the mark of the dot nobody knows', async () => {
  const states = new Set<string>();
  for (let at = 1; at <= 16; at += 1) {
    const folder = await mkdtemp('/dev/shm/linewitness-mail-kill-');
    const first = await run(folder, at);
    if (first.some((line) => line.startsWith('sent '))) {
      await rm(folder, { recursive: true, force: true });
      break;
    }
    const second = await run(folder, 0);
    const ends = wordsOf(second, 'told').filter((event) => /^(not-tested|uncertain) /.test(event));
    if (ends[0]) states.add(ends[0].split(' ')[0] ?? '');
    await rm(folder, { recursive: true, force: true });
  }
  expect([...states]).toEqual(['not-tested', 'uncertain']);
});
