import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { openMailWorld } from './fake-mail-world.ts';

/**
 * The life of one test mail, until this process kills itself: `mail-kill-child.ts FOLDER KILL-AT TOKEN`. KILL-AT: before that
 * writing or flushing of a file; 0: never. TOKEN: a mail of an earlier run that lies in the mailbox now. Says on standard
 * output, at once, what has happened outside: `sent TOKEN` with the final dot, `told EVENT NUMBER`, `sealed`.
 */
const [folder = '', killAt = '0', token = ''] = process.argv.slice(2);
const say = (line: string) => void writeSync(1, `${line}\n`);

await killAtFileAction(Number(killAt));
const home = openMailWorld({ folder, route: { spacingMs: 86_400_000 } });
const { world } = home;
if (token !== '') world.nowTickMs += 7_000_000;
world.script = async (request) => {
  await request.onBodySent();
  say(`sent ${request.mail.token}`);
  world.sent.push({ token: request.mail.token, to: request.mail.to, tickMs: world.nowTickMs });
  return home.accepted();
};
const { push } = world.told;
world.told.push = (...samples) => {
  for (const { reading } of samples) say(`told ${reading.facts['event']} ${reading.readings['mail']}`);
  return push.apply(world.told, samples);
};
const seal = async () => {
  await home.seal();
  say('sealed');
};

say('starting');
await home.start();
home.watched('a');
home.watched('b');
if (token !== '') await home.deliver(token);
await home.pass(31_000);
await seal();
const sent = world.sent[0]?.token;
if (token === '' && sent !== undefined) await home.deliver(sent);
await seal();
await home.pass(3_700_000);
await seal();
await home.stop();
say('done');

/** Every file of this program goes through handles; the two actions between which a kill makes a difference are wrapped. */
async function killAtFileAction(at: number): Promise<void> {
  const handle = await open('/dev/null', 'w');
  const handles = Object.getPrototypeOf(handle) as Record<'write' | 'datasync', (...args: unknown[]) => unknown>; // FileHandle
  await handle.close();
  let count = 0;
  for (const action of ['write', 'datasync'] as const) {
    const real = handles[action];
    handles[action] = function (...args: unknown[]) {
      count += 1;
      if (count === at) process.kill(process.pid, 'SIGKILL');
      return real.apply(this, args);
    };
  }
}
