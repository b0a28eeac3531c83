import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLogBook } from '../test/fakes/small-journal.ts';
import { type Beside, openBeside } from './journal-beside.ts';
import { hashOfPersonal } from './personal-hash.ts';

let folder: string;
let beside: Beside;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linewitness-beside-'));
  beside = await open();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(): Promise<Beside> {
  const opened = await openBeside(folder, openLogBook().log);
  if (typeof opened === 'string') throw new Error(opened);
  return opened;
}
const madeOf = (text: string, kind = 'trace') => ({ kind, salt: beside.personalSalt, value: text });
const long = (index: number) => madeOf(`${index} `.padEnd(2000, 'x'));

test('what is kept is sent where its hash stands, until the server has it', async () => {
  const value = madeOf('1 192.168.178.1 800');
  await beside.keepValue(value);
  const text = `…"trace":"${hashOfPersonal(value)}"…`;
  expect(beside.valuesFor([text])).toEqual([value]);
  expect((await open()).valuesFor([text])).toEqual([value]);
  await beside.noteDelivered([value]);
  expect(beside.valuesFor([text])).toEqual([]);
  expect((await open()).valuesFor([text])).toEqual([]);
});

describe('the texts of snapshots', () => {
  const stored = async () => (await readFile(join(folder, 'values.json'), 'utf8')).length;

  test('that the server has leave when newer ones come; short values stay', async () => {
    const address = madeOf('192.168.178.20', 'own-address');
    await beside.keepValue(address);
    for (let index = 0; index < 200; index += 1) {
      await beside.keepValue(long(index));
      await beside.noteDelivered([long(index)]);
    }
    expect(await stored()).toBeLessThan(30_000);
    beside.forgetDelivered();
    const named = (value: ReturnType<typeof madeOf>) => beside.valuesFor([hashOfPersonal(value)]).length;
    expect([named(address), named(long(199)), named(long(0))]).toEqual([1, 1, 0]);
  });

  test('that wait are bounded as well, those in the middle leave first', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => beside.keepValue(long(index))));
    expect(await stored()).toBeLessThan(60_000);
    expect(beside.valuesFor([hashOfPersonal(long(99))])).toHaveLength(1);
    expect(beside.valuesFor([hashOfPersonal(long(0))])).toHaveLength(1);
    expect(beside.valuesFor([hashOfPersonal(long(50))])).toHaveLength(0);
  });
});

describe('the words of test mails', () => {
  const reply = (index: number) => madeOf(`250 2.0.0 Ok: queued as ${index}`, 'mail-reply');
  const host = () => madeOf('mx.provider.example', 'mail-host');

  test('are there to be sent at once, and on the disk when asked', async () => {
    await beside.keepValue(reply(1));
    expect(beside.valuesFor([hashOfPersonal(reply(1))])).toHaveLength(1);
    expect((await open()).valuesFor([hashOfPersonal(reply(1))])).toHaveLength(0);
    await beside.flush();
    expect((await open()).valuesFor([hashOfPersonal(reply(1))])).toHaveLength(1);
  });

  test('leave when the server has them, though they are short; what each mail names again stays longest', async () => {
    for (let index = 0; index < 1000; index += 1) {
      await beside.keepValue(host());
      await beside.keepValue(reply(index));
      await beside.noteDelivered([reply(index), host()]);
    }
    await beside.flush();
    expect((await readFile(join(folder, 'values.json'), 'utf8')).length).toBeLessThan(80_000);
    beside.forgetDelivered();
    const named = (value: ReturnType<typeof madeOf>) => beside.valuesFor([hashOfPersonal(value)]).length;
    expect([named(host()), named(reply(999)), named(reply(0))]).toEqual([1, 1, 0]);
  });

  test('that wait for a server are bounded', async () => {
    for (let index = 0; index < 100; index += 1)
      await beside.keepValue(madeOf(`${index} `.padEnd(8000, 'x'), 'mail-headers'));
    await beside.flush();
    expect((await readFile(join(folder, 'values.json'), 'utf8')).length).toBeLessThan(220_000);
  });
});
