import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkTimeStamp } from '../../rules/journal/time-stamp.ts';
import type { TsaMood } from '../../test/fakes/fake-tsa.ts';
import { MINUTE_MS, useStampingSite } from '../../test/fakes/stamping-site.ts';
import { describeWith } from '../../test/needs.ts';
import { judgedAside, obtainAside } from './launch-stamps.ts';
import { obtainStamp } from './obtain-stamp.ts';
import { openStamper } from './stamp-heads.ts';

describeWith(['openssl'], 'time stamps of heads', () => {
  const site = useStampingSite();
  const { tsa, named, seal, open, look, asked, outcomes, roots } = site;
  const rootBytes = () => roots().map((root) => new X509Certificate(root).raw);

  test('are got from two authorities, hold the head, and are kept as they came', async () => {
    const head = seal();
    const stamper = open(named(0, 1));
    await look(stamper);
    await look(stamper);
    expect(asked()).toEqual([1, 1, 0]);
    expect(tsa(0).requests[0]?.contentType).toBe('application/timestamp-query');
    expect(outcomes(head.counter)).toEqual([
      ['tsa0', true, null],
      ['tsa1', true, null],
    ]);
    for (const { response, stampedAtMs } of site.store.heads.stampsOf(head.counter)) {
      const data = Buffer.from(head.text);
      const check = await checkTimeStamp(
        response ?? expect.fail(),
        { data, nonce: null, roots: rootBytes() },
        crypto.subtle,
      );
      expect(check).toMatchObject({ status: 'trusted', stampedAtMs });
    }
    // the clock of this test is not that of the authority
    expect(site.events).toContain('stamp-clock-differs');
  });

  test('are asked for at most every ten minutes, and not at the same second by all servers', async () => {
    const stamper = open(named(0, 1), { random: () => 0.5 });
    seal();
    await look(stamper);
    expect(asked()).toEqual([0, 0, 0]);
    site.nowMs += MINUTE_MS;
    await look(stamper);
    expect(asked()).toEqual([1, 1, 0]);
    for (let minute = 0; minute < 9; minute += 1) {
      site.nowMs += MINUTE_MS;
      seal();
      await look(stamper);
    }
    expect(asked()).toEqual([1, 1, 0]);
    site.nowMs += 2 * MINUTE_MS;
    await look(stamper);
    expect(asked()).toEqual([2, 2, 0]);
    // a restart does not forget it
    site.nowMs += MINUTE_MS;
    seal();
    await look(open(named(0, 1)));
    expect(asked()).toEqual([2, 2, 0]);
  });

  test('of a longer list come from another two each time', async () => {
    const stamper = open(named(0, 1, 2));
    for (let n = 0; n < 3; n += 1) {
      seal();
      await look(stamper);
      site.nowMs += 11 * MINUTE_MS;
    }
    expect(asked()).toEqual([2, 2, 2]);
  });

  test.each<[TsaMood, RegExp]>([
    ['other-data', /is a stamp of other data/],
    ['other-nonce', /does not repeat the random number/],
    ['rejected', /is a refusal: status 2/],
    ['garbage', /is no time stamp response/],
    ['error', /HTTP 503/],
    ['huge', /more than 64000 bytes/],
    ['drip', /timeout|aborted/i],
    ['silent', /timeout|aborted/i],
  ])('are not taken from an authority that is %s; the next of the list is asked', async (mood, problem) => {
    tsa(1).be(mood);
    const head = seal();
    expect(head.counter).toBe(1);
    const stamper = open(named(0, 1, 2), { timeoutMs: mood === 'drip' || mood === 'silent' ? 4000 : 30_000 });
    await look(stamper);
    await look(stamper);
    expect(outcomes(1)).toEqual([
      ['tsa0', true, null],
      ['tsa1', false, expect.stringMatching(problem)],
      ['tsa2', true, null],
    ]);
    expect(site.events).toContain('stamp-failed');
    expect(tsa(1).pouredBytes()).toBeLessThan(20_000_000);
  });

  test('do not follow a redirect', async () => {
    tsa(1).be({ redirect: tsa(2).url });
    seal();
    await look(open(named(1)));
    expect(outcomes(1)).toEqual([['tsa1', false, 'answered with HTTP 302']]);
    expect(asked()).toEqual([0, 1, 0]);
  });

  test('are not asked for where a name leads to a local address', async () => {
    const url = tsa(0).url.replace('127.0.0.1', 'localhost');
    seal();
    await look(open([{ name: 'tsa0', url }]));
    expect(outcomes(1)).toEqual([['tsa0', false, expect.stringContaining('local network')]]);
    expect(asked()).toEqual([0, 0, 0]);
  });

  test('are tried again later and later while they fail, and soon after they succeeded', async () => {
    tsa(0).be('error');
    const stamper = open(named(0));
    seal();
    const attempts: number[] = [];
    for (let minute = 0; minute <= 200; minute += 1) {
      const before = tsa(0).requests.length;
      await look(stamper);
      if (tsa(0).requests.length > before) attempts.push(minute);
      site.nowMs += MINUTE_MS;
    }
    expect(attempts).toEqual([0, 10, 30, 70, 150]);
    expect(site.store.heads.stampsOf(1)).toMatchObject([{ attempts: 5, response: null }]);
    tsa(0).be('ok');
    site.nowMs += 200 * MINUTE_MS;
    await look(stamper);
    expect(outcomes(1)).toEqual([['tsa0', true, null]]);
    site.nowMs += 11 * MINUTE_MS;
    seal();
    await look(stamper);
    expect(outcomes(2)).toEqual([['tsa0', true, null]]);
  });

  test('end with the server, which writes nothing more', async () => {
    tsa(0).be('silent');
    seal();
    const stopped = new AbortController();
    const work = open(named(0)).step(stopped.signal);
    setTimeout(() => stopped.abort(), 50);
    await work;
    expect(outcomes(1)).toEqual([]);
  });

  test('are kept as the difference to the first of their authority, and come out as they came', async () => {
    const stamper = open(named(0));
    const came: Buffer[] = [];
    for (let n = 0; n < 3; n += 1) {
      const head = seal();
      await look(stamper);
      const { response } = site.store.heads.stampsOf(head.counter)[0] ?? expect.fail();
      came.push(response ?? expect.fail());
      site.nowMs += 11 * MINUTE_MS;
    }
    const rows = site.store.database
      .prepare<[], { size: number }>('SELECT length(response) AS size FROM head_stamps')
      .all();
    const [first = 0, ...rest] = rows.map(({ size }) => size);
    expect(first).toBe(came[0]?.length);
    for (const size of rest) expect(size).toBeLessThan(first / 2);
    for (const [index, response] of came.entries()) {
      const data = Buffer.from(site.store.heads.byCounter(index + 1)?.text ?? '');
      const check = await checkTimeStamp(response, { data, nonce: null, roots: rootBytes() }, crypto.subtle);
      expect(check.status).toBe('trusted');
    }
    expect(site.store.heads.newestStamp('tsa0')?.response?.equals(came[2] ?? Buffer.alloc(0))).toBe(true);
  });

  test('are asked for and looked at in a process of their own, which ends with the server', async () => {
    const authorities = named(0);
    const head = seal();
    const extraRoots = roots();
    const aside = openStamper({
      ...{ store: site.store, nowMs: () => site.nowMs, log: site.log, authorities, extraRoots, random: () => 0 },
      obtain: obtainAside,
    });
    await look(aside);
    expect(outcomes(head.counter)).toEqual([['tsa0', true, null]]);
    const response = site.store.heads.stampsOf(head.counter)[0]?.response ?? expect.fail();
    const stamps = [
      { response, text: head.text },
      { response, text: `${head.text} ` },
    ];
    expect(await judgedAside(stamps, extraRoots)).toEqual(['owner', 'broken']);
    expect(await judgedAside(stamps.slice(0, 1), [])).toEqual(['unknown']);
    tsa(0).be('silent');
    const ask = { authority: authorities[0] ?? expect.fail(), text: head.text, extraRoots, timeoutMs: 20_000 };
    await expect(obtainAside(ask, AbortSignal.timeout(50))).rejects.toThrow();
  });

  test('of an authority whose root is not known are kept, those of nobody are not asked for', async () => {
    seal();
    const authorities = named(0);
    const stamper = openStamper({
      store: site.store,
      nowMs: () => site.nowMs,
      log: site.log,
      authorities,
      extraRoots: [],
      obtain: obtainStamp,
      random: () => 0,
    });
    await look(stamper);
    expect(outcomes(1)).toEqual([['tsa0', true, null]]);
    await look(open([]));
  });
});
