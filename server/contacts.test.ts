import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatInstant } from '../rules/instant.ts';
import { formatContact, parseContactAnswer } from '../rules/wire/contact.ts';
import type { ContactAnswer } from '../rules/wire/upload.ts';
import { type FakeProbe, openFakeProbe } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';
import { openKeyring } from './probe-key.ts';

let kept: Kept;
let probe: FakeProbe;
beforeEach(() => {
  kept = openKept();
  probe = openFakeProbe(1);
  enrolFake(kept.keep, 'home', probe);
});
afterEach(() => kept.remove());

function contactText(challenge: string, sign = probe.sign): string {
  const fields = { probe: probe.id, nonce: 'ab'.repeat(16), challenge, bootId: 'cd'.repeat(16), waiting: '0' };
  return formatContact({ ...fields, sentAt: formatInstant(kept.clock.nowMs) }, sign);
}

function call(challenge: string): ContactAnswer {
  const result = kept.keep.takeContact(contactText(challenge), kept.clock.nowMs);
  if (result.status !== 200) throw new Error(result.error.message);
  const answer = parseContactAnswer(result.text);
  if (typeof answer === 'string') throw new Error(answer);
  expect(openKeyring()(answer.signedText, answer.signature, kept.keep.serverPublicKey)).toBe(true);
  return answer.content;
}

describe('a contact', () => {
  test('counts once it names the challenge of the last answer, and is answered with the signed nonce', () => {
    const first = call('-');
    expect(first).toMatchObject({ accepted: 'no', nonce: 'ab'.repeat(16) });
    expect(kept.keep.live.lastContactAtMs('home')).toBeNull();
    expect(call(first.challenge).accepted).toBe('yes');
    expect(kept.keep.live.lastContactAtMs('home')).toBe(START_AT_MS);
  });

  test('that is a copy of an old one does not count', () => {
    const { challenge } = call('-');
    const copy = contactText(challenge);
    kept.keep.takeContact(copy, kept.clock.nowMs);
    kept.clock.nowMs += 50_000;
    expect(kept.keep.takeContact(copy, kept.clock.nowMs)).toMatchObject({ status: 200 });
    expect(kept.keep.live.lastContactAtMs('home')).toBe(START_AT_MS);
  });

  test('that is a copy, sent again and again, does not keep the probe itself from being heard', () => {
    const copy = contactText('-');
    let { challenge } = call('-');
    for (let turn = 0; turn < 3; turn += 1) {
      kept.keep.takeContact(copy, kept.clock.nowMs);
      const answer = call(challenge);
      expect(answer.accepted).toBe('yes');
      expect(answer.challenge).not.toBe(challenge);
      challenge = answer.challenge;
    }
  });

  test('is not written to disk each time, but outlives a restart in order', async () => {
    const before = kept.dump();
    call(call('-').challenge);
    expect(kept.dump()).toBe(before);
    await kept.reopen();
    expect(kept.keep.live.lastContactAtMs('home')).toBe(START_AT_MS);
  });

  test('that is malformed, not signed, or of a stranger is refused', () => {
    const at = kept.clock.nowMs;
    const thief = openFakeProbe(2);
    expect(kept.keep.takeContact('hello\n', at)).toMatchObject({ status: 400, error: { code: 'invalid' } });
    expect(kept.keep.takeContact(contactText('-', thief.sign), at)).toMatchObject({
      status: 401,
      error: { code: 'bad-signature' },
    });
    const stranger = contactText('-').replaceAll(probe.id, thief.id);
    expect(kept.keep.takeContact(stranger, at)).toMatchObject({ status: 401, error: { code: 'unknown-probe' } });
    enrolFake(kept.keep, 'home', thief);
    expect(kept.keep.takeContact(contactText('-'), at)).toMatchObject({ status: 403, error: { code: 'retired' } });
  });
});
