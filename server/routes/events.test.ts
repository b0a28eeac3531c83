import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import { useFakeSite } from '../../test/fakes/fake-site.ts';

const site = useFakeSite();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  site.app.close();
  vi.useRealTimers();
});

/** What a page that listens has heard, once the line changed and two seconds went by. */
async function heardAfterChange(answer: Response, line: string): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) throw new Error('bug: no stream');
  site.keep.change(line);
  await vi.advanceTimersByTimeAsync(2000);
  site.app.close();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += new TextDecoder().decode(value);
  }
}

test.each([
  '/events?line=live',
  '/events',
])('a stranger who listens to %s hears no change of a delayed line', async (path) => {
  const text = await heardAfterChange(await site.askAsStranger(path), 'live');
  expect(text).toContain('event: beat');
  expect(text).not.toContain('"line"');
});

test('who is near hears the change, and a stranger does where the line is really live', async () => {
  expect(await heardAfterChange(await site.ask('/events?line=live'), 'live')).toContain('{"line":"live"}');
  site.keep.put(fakeLine('live', { live: true, delayMinutes: 0 }));
  site.reopen({});
  expect(await heardAfterChange(await site.askAsStranger('/events?line=live'), 'live')).toContain('{"line":"live"}');
});

test('a page of a delayed line does not become newer with a change, so its time of building tells none', async () => {
  const built = async () => {
    const text = await (await site.askAsStranger('/lines/live', { headers: { accept: 'text/html' } })).text();
    return /data-built-at-ms="(\d+)"/.exec(text)?.[1];
  };
  const before = await built();
  site.nowMs += 12_000;
  site.keep.change('live');
  expect(await built()).toBe(before);
  site.nowMs += 20_000;
  expect(await built()).not.toBe(before);
});
