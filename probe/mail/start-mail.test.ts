import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findMailToken } from '../../rules/mail/vocabulary.ts';
import { sampleFromCells, sampleToCells } from '../../rules/sample.ts';
import { type FakeMailWorld, openMailWorld } from '../../test/fakes/fake-mail-world.ts';

let home: FakeMailWorld;
beforeEach(() => {
  home = openMailWorld();
});
afterEach(() => home.end());

const MINUTE_MS = 60_000;

/** Up to the first mail, both mailboxes looked at. */
async function firstMail(): Promise<string> {
  await home.start();
  home.watched('a');
  home.watched('b');
  await home.pass(31_000);
  const token = home.world.sent[0]?.token;
  if (token === undefined) throw new Error(`no mail: ${home.events()} ${home.world.logged.join('\n')}`);
  return token;
}
const numbers = () =>
  home.world.told.filter(({ role }) => role === 'mail').map(({ reading }) => reading.readings['mail'] ?? 0);

describe('the life of a test mail', () => {
  test('submitted, accepted, seen with its hops; each sample is one that the rules can read', async () => {
    const token = await firstMail();
    await home.deliver(token);
    expect(home.events()).toEqual(['submitting', 'accepted', 'sighted inbox', 'hop', 'hop']);
    const [, accepted, sighted, firstHop, lastHop] = home.world.told.filter(({ role }) => role === 'mail');
    expect(accepted?.reading.readings).toMatchObject({ connectMs: 1, dataMs: 4, submitMs: 10 });
    expect(home.world.values.get(accepted?.reading.facts['smtpReply'] ?? '')).toBe('250 2.0.0 Ok: queued as ABC123');
    expect(sighted?.reading.readings).toMatchObject({ sighting: 0, blindMs: 40, sizeBytes: 1400, hops: 2 });
    expect(sighted?.reading.facts).toMatchObject({ mailbox: 'b', matchedBy: 'header', watched: 'idle' });
    expect(firstHop?.reading.facts).toMatchObject({ owner: 'sender', anchor: 'yes', protocol: 'esmtpsa' });
    expect(lastHop?.reading.facts).toMatchObject({ owner: 'receiver' });
    for (const { reading, tickMs } of home.world.told) {
      const sample = { target: 0, sentTickMs: tickMs, ...reading };
      expect(sampleFromCells(sampleToCells(sample, tickMs), tickMs, 1)).toEqual(sample);
      expect(JSON.stringify(reading)).not.toMatch(/example|ABC123|INBOX/);
    }
    await home.stop();
  });

  test('overdue when its limit passes in a watched mailbox, known within seconds, told once, and seen all the same later', async () => {
    const token = await firstMail();
    await home.pass(15 * MINUTE_MS - 3000);
    expect(home.events()).not.toContain('overdue');
    await home.pass(6000);
    expect(home.events().filter((event) => event === 'overdue')).toHaveLength(1);
    home.watched();
    await home.pass(3 * MINUTE_MS);
    expect(home.events().filter((event) => event === 'overdue')).toHaveLength(1);
    await home.deliver(token);
    expect(home.events()).toContain('sighted inbox');
    await home.stop();
  });

  test('not overdue while nobody looks, but when the next look does not find it', async () => {
    await firstMail();
    home.blind();
    await home.pass(20 * MINUTE_MS);
    expect(home.events()).not.toContain('overdue');
    home.watched();
    await home.settle();
    expect(home.events()).toContain('overdue');
    await home.stop();
  });

  test('a report that it failed ends the waiting; one that it is delayed does not', async () => {
    const token = await firstMail();
    await home.report(token, { action: 'delayed', status: '4.4.1' });
    expect(home.live().underWay()[0]?.open).toBe(1);
    await home.report(token);
    expect(home.live().underWay()[0]?.open).toBe(0);
    const reports = home.world.told.filter(({ reading }) => reading.facts['event'] === 'report');
    expect(reports.map(({ reading }) => reading.readings)).toMatchObject([
      { sighting: 0, statusClass: 4, statusSubject: 4, statusDetail: 1 },
      { sighting: 1, statusClass: 5 },
    ]);
    await home.stop();
  });

  test('a break after the dot is uncertain, and never sent again under that token', async () => {
    home.world.script = 'wait';
    const token = await firstMail();
    home.world.answer({ kind: 'uncertain', atTickMs: home.world.nowTickMs, sentence: 'broke' });
    await home.settle();
    home.world.script = 'accept';
    await home.pass(40 * MINUTE_MS);
    expect(home.events().slice(0, 2)).toEqual(['submitting', 'uncertain']);
    const tokens = home.world.sent.map((sent) => sent.token);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.filter((sent) => sent === token)).toHaveLength(1);
    await home.stop();
  });

  test('what is not ours is foreign, at most one a minute, and counts for nothing', async () => {
    const token = await firstMail();
    const { route, number } = findMailToken(token) ?? { route: '', number: 0 };
    await home.deliver(`v1.${route}.${number}.${'0'.repeat(32)}`);
    await home.deliver(`v1.${route}.${number + 1}.${'1'.repeat(32)}`);
    await home.deliver(`v1.mail-test.5.${'1'.repeat(32)}`);
    expect(home.events('mailbox').filter((event) => event === 'foreign')).toHaveLength(1);
    expect(home.events()).not.toContain('sighted inbox');
    expect(home.live().underWay()[0]?.open).toBe(1);
    await home.stop();
  });

  test('the same message found twice is one sighting; in a second folder it is another', async () => {
    const token = await firstMail();
    const ref = await home.deliver(token);
    await home.deliver(token, { ref });
    await home.deliver(token, { folder: 'archive', folderPath: 'All' });
    expect(home.events().filter((event) => event.startsWith('sighted'))).toEqual(['sighted inbox', 'sighted archive']);
    await home.stop();
  });
});

describe('tidying up', () => {
  test('a message is taken out an hour later, and only when the server has its sighting', async () => {
    home.world.segments.delivered = 0;
    const token = await firstMail();
    await home.deliver(token);
    await home.deliver(token, { folder: 'sent', folderPath: 'Sent' }, 'a');
    await home.seal();
    const sealed = home.world.segments.sealed;
    await home.pass(59 * MINUTE_MS);
    expect(home.world.removed).toEqual([]);
    await home.pass(3 * MINUTE_MS);
    expect(home.world.removed).toEqual(['a 2']);
    home.world.segments.delivered = sealed;
    await home.pass(MINUTE_MS);
    expect(home.world.removed).toEqual(['a 2', 'b 1']);
    expect(home.events().filter((event) => event.startsWith('removed'))).toEqual(['removed expunged']);
    await home.pass(5 * MINUTE_MS);
    expect(home.world.removed).toHaveLength(2);
    await home.stop();
  });

  test('without a server it goes once the sighting is sealed; also after a restart', async () => {
    const token = await firstMail();
    await home.deliver(token);
    await home.stop();
    await home.start();
    home.watched();
    await home.pass(62 * MINUTE_MS);
    expect(home.world.removed).toEqual(['b 1']);
    await home.stop();
  });
});

describe('mailboxes', () => {
  test('tell each minute that they are watched while a mail is awaited, else each five', async () => {
    await home.start();
    for (let second = 0; second < 20; second += 1) {
      home.watched();
      await home.pass(1000);
    }
    expect(home.events('mailbox')).toEqual(['watching']);
    await home.stop();
    expect(home.events('mailbox')).toEqual(['watching', 'blind stopping', 'blind stopping']);
  });

  test('a line that is down is the reason of its blindness', async () => {
    await home.start();
    home.watched();
    home.world.isLineDown = true;
    home.blind();
    home.blind();
    expect(home.events('mailbox')).toEqual(['watching', 'blind line-down']);
    await home.stop();
  });
});

describe('after a start', () => {
  test('a number is never used again, and no mail goes sooner for it', async () => {
    await firstMail();
    await home.stop();
    for (let start = 0; start < 5; start += 1) {
      await home.start();
      home.watched();
      await home.pass(61_000);
      await home.stop();
    }
    expect(home.world.sent).toHaveLength(1);
    await home.start();
    home.watched();
    await home.pass(15 * MINUTE_MS);
    expect(home.world.sent).toHaveLength(2);
    expect(new Set(numbers()).size).toBe(2);
    await home.stop();
  });

  test('slots that went by without a probe are told as such', async () => {
    await firstMail();
    await home.stop();
    home.world.nowTickMs += 61 * MINUTE_MS;
    await home.start();
    await home.settle();
    const skipped = home.events().filter((event) => event === 'not-tested not-running');
    expect(skipped).toHaveLength(3);
    await home.stop();
  });

  test('what may not be in a sealed segment is told again with the time at which it happened', async () => {
    const token = await firstMail();
    await home.seal();
    await home.deliver(token);
    const happenedAtMs = home.world.nowTickMs + home.world.wallSkewMs;
    home.drop();
    home.world.nowTickMs += 30_000;
    const before = home.world.told.length;
    await home.start();
    await home.pass(2000);
    const again = home.world.told.slice(before).filter(({ role }) => role === 'mail');
    expect(again.map(({ reading }) => reading.facts['event'])).toEqual(['sighted', 'hop', 'hop']);
    expect(again.map(({ reading }) => reading.readings['eventAtMs'])).toEqual(Array(3).fill(happenedAtMs));
    await home.stop();
    const count = home.world.told.length;
    await home.start();
    await home.pass(2000);
    expect(home.events().slice(count)).toEqual([]);
    await home.stop();
  });

  test('a mail that turns up days later, after restarts and a reboot, is known', async () => {
    const token = await firstMail();
    await home.stop();
    home.world.boot = 'c'.repeat(32);
    home.world.wallSkewMs += 3 * 86_400_000 + home.world.nowTickMs;
    home.world.nowTickMs = 50_000;
    await home.start();
    home.watched();
    await home.settle();
    expect(home.events()).toContain('overdue');
    await home.deliver(token, { lastEmptyTickMs: null, lastEmptyAtMs: null });
    const sighted = home.world.told.find(({ reading }) => reading.facts['event'] === 'sighted');
    expect(sighted?.reading.readings['blindMs']).toBeGreaterThan(3 * 86_400_000 - 1000);
    await home.stop();
  });
});
