import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeProbe, openFakeProbe } from '../../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept } from '../../test/fakes/kept.ts';
import { mailLife, mailMethod, mailUpload, naming, type ToldEvent, withTold } from '../../test/fakes/mailing-probe.ts';

const METHOD = mailMethod();
const MINUTE_MS = 60_000;
/** Refused before anything is sent: no address of the public internet. */
const PATH = {
  kind: 'ntfy',
  target: 'http://192.168.1.9/topic',
  secret: null,
  language: 'de',
  isOn: true,
  zone: 'Europe/Berlin',
  announceAfterSeconds: 0,
  quietFromMinute: null,
  quietToMinute: null,
} as const;

let kept: Kept;
let probe: FakeProbe;
let bootedAtMs: number;
beforeEach(() => {
  kept = openKept({ nowMs: Date.now });
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
  bootedAtMs = Date.now() - 62 * MINUTE_MS;
  kept.keep.alarms.add(PATH);
  kept.keep.alarms.start();
});
afterEach(() => kept.remove());

/** An hour up to now; the mails handed over at these minutes of it are seen at those, null: not. */
async function tell(mails: [number, number | null][], minutes: number): Promise<void> {
  const at = (minute: number) => bootedAtMs + (minute + 1) * MINUTE_MS;
  const watching = Array.from(
    { length: 60 },
    (_, n): ToldEvent => ({
      atMs: at(n) + 100,
      facts: { event: 'watching', mode: 'idle' },
    }),
  );
  const told = [
    ...mails.map(([from, seen], index) => ({
      role: 'mail' as const,
      name: 'in',
      events: mailLife({ number: index + 1 }, at(from), seen === null ? null : at(seen)).events,
    })),
    { role: 'mailbox' as const, name: 'gmx', events: watching },
  ];
  const texts = Array.from({ length: minutes }, () =>
    probe.next(withTold(probe.rounds(12, bootedAtMs), METHOD, told), naming(METHOD)),
  );
  const { answer } = await kept.keep.takeUpload(mailUpload(probe, texts, Date.now(), METHOD), null, Date.now());
  if (answer.error) throw new Error(answer.error.message);
}

const told = () => kept.keep.alarms.log(10).map(({ kind, title }) => `${kind}: ${title}`);

test('a route that holds mail is announced within seconds of the segment that tells of it, and that mails arrive again', {
  timeout: 120_000,
}, async () => {
  const held: [number, number | null][] = [
    [1, 1.1],
    [4, 45],
    [8, 45.1],
    [12, 45.2],
    [48, 48.1],
    [51, 51.1],
    [54, 54.1],
  ];
  await tell(held, 40);
  await expect.poll(told, { timeout: 30_000 }).toEqual(['mail-trouble: Mails verspätet: von outside an gmx']);
  await tell(held, 20);
  await expect
    .poll(told, { timeout: 30_000 })
    .toEqual([
      'mail-well: Mails kommen wieder an: von outside an gmx',
      'mail-trouble: Mails verspätet: von outside an gmx',
    ]);
});
