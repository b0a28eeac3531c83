import { expect, test } from 'vitest';
import { MINUTE_MS, useStampingSite } from '../../test/fakes/stamping-site.ts';
import { describeWith } from '../../test/needs.ts';
import { openHeads } from './heads.ts';

describeWith(['openssl'], 'time stamps that somebody waits for', () => {
  const site = useStampingSite();
  const { tsa, named, seal, open, look, asked, outcomes } = site;

  test('are asked for at once where somebody waits for them, without jitter, but no more often', async () => {
    const stamper = open(named(0, 1, 2), { random: () => 0.9 });
    const now = () => stamper.askNow(new AbortController().signal);
    seal();
    await Promise.all([now(), now()]);
    expect(asked().toSorted()).toEqual([0, 1, 1]);
    seal();
    await now();
    await look(stamper);
    // the third has not been asked yet; nobody is asked twice in ten minutes
    expect(asked()).toEqual([1, 1, 1]);
    for (let minute = 1; minute < 10; minute += 1) {
      site.nowMs += MINUTE_MS;
      seal();
      await now();
    }
    expect(asked()).toEqual([1, 1, 1]);
    site.nowMs += MINUTE_MS;
    await now();
    expect(asked().toSorted()).toEqual([1, 2, 2]);
  });

  test('that fail while somebody waits are asked for again as late as else', async () => {
    tsa(0).be('error');
    const stamper = open(named(0));
    seal();
    for (let minute = 0; minute < 29; minute += 1) {
      await stamper.askNow(new AbortController().signal);
      site.nowMs += MINUTE_MS;
    }
    expect(asked()).toEqual([2, 0, 0]);
  });

  test('are kept with whose root they end in; what was kept before is judged bit by bit', async () => {
    seal();
    await look(open(named(0)));
    expect(site.store.heads.stampsOf(1)).toMatchObject([{ root: 'owner' }]);
    site.store.heads.setRoot({ counter: 1, authority: 'tsa0', root: null });
    const timeStamps = (extraRoots: string[]) => ({ authorities: [], extraRoots });
    const heads = openHeads({
      store: site.store,
      key: site.key,
      nowMs: () => site.nowMs,
      log: site.log,
      timeStamps: timeStamps([]),
    });
    await heads.step(new AbortController().signal);
    expect(site.store.heads.stampsOf(1)).toMatchObject([{ root: 'unknown' }]);
    site.store.heads.setRoot({ counter: 1, authority: 'tsa0', root: null });
    const trusting = openHeads({
      store: site.store,
      key: site.key,
      nowMs: () => site.nowMs,
      log: site.log,
      timeStamps: timeStamps([tsa(0).root]),
    });
    await trusting.step(AbortSignal.abort());
    expect(site.store.heads.unjudged(9)).toHaveLength(1);
    await trusting.step(new AbortController().signal);
    expect(site.store.heads.stampsOf(1)).toMatchObject([{ root: 'owner' }]);
    expect(site.store.heads.unjudged(9)).toEqual([]);
  });

  test('are waited for no longer than the owner should wait, and kept when they come later', async () => {
    tsa(0).be('silent');
    const timeStamps = { authorities: named(0), extraRoots: [] };
    const heads = openHeads({ store: site.store, key: site.key, nowMs: () => site.nowMs, log: site.log, timeStamps });
    heads.sealNow();
    const stopped = new AbortController();
    await heads.stampNow({ waitMs: 50, signal: stopped.signal });
    expect(outcomes(1)).toEqual([]);
    stopped.abort();
    tsa(0).be('ok');
    site.nowMs += 11 * MINUTE_MS;
    await heads.stampNow({ waitMs: 20_000, signal: new AbortController().signal });
    expect(outcomes(1)).toEqual([['tsa0', true, null]]);
  });
});
