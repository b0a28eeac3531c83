import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeProbe, openFakeProbe, sha256 } from '../test/fakes/fake-probe.ts';
import { enrolFake, type Kept, openKept, START_AT_MS } from '../test/fakes/kept.ts';

let kept: Kept;
let probe: FakeProbe;
beforeEach(() => {
  kept = openKept();
  probe = openFakeProbe(1);
});
afterEach(() => kept.remove());

function token(line = 'home'): string {
  const invite = kept.keep.admin.invite(line);
  if (typeof invite === 'string') throw new Error(invite);
  return invite.token;
}

async function send(count: number) {
  const texts = Array.from({ length: count }, () => probe.next(probe.rounds(12, START_AT_MS - 3_600_000)));
  return await kept.keep.takeUpload(probe.upload(texts, kept.clock.nowMs), null, kept.clock.nowMs);
}

describe('an enrolment', () => {
  test('tells the probe its name, its line, the key of the server and where to begin', () => {
    expect(kept.keep.enrol(probe.enrolment(token()))).toEqual({
      status: 200,
      answer: {
        probe: probe.id,
        line: 'home',
        serverPublicKey: kept.keep.serverPublicKey,
        expectedNumber: 1,
        expectedPreviousSha256: '0'.repeat(64),
      },
    });
    expect(token()).toContain(`.${kept.keep.serverFingerprint}`);
  });

  test('sent again gets the same answer and changes nothing', () => {
    const request = probe.enrolment(token());
    const first = kept.keep.enrol(request);
    const before = kept.dump();
    expect(kept.keep.enrol(request)).toEqual(first);
    expect(kept.dump()).toBe(before);
  });

  test('of a known probe with a new token goes on where the server stands', async () => {
    enrolFake(kept.keep, 'home', probe);
    await send(2);
    const result = kept.keep.enrol(probe.enrolment(token()));
    expect(result).toMatchObject({
      status: 200,
      answer: { expectedNumber: 3, expectedPreviousSha256: probe.place.previousSha256 },
    });
    expect((await send(1)).status).toBe(200);
  });

  test('may begin at a later number with a stated previous hash', async () => {
    probe.place.number = 41;
    probe.place.previousSha256 = sha256('segment 40');
    const first = { firstNumber: 41, firstPreviousSha256: sha256('segment 40') };
    expect(kept.keep.enrol(probe.enrolment(token(), first))).toMatchObject({ answer: { expectedNumber: 41 } });
    expect((await send(2)).status).toBe(200);
  });

  test('of another probe retires the one before, and that one may come back with a new token', async () => {
    enrolFake(kept.keep, 'home', probe);
    enrolFake(kept.keep, 'home', openFakeProbe(2));
    expect((await send(1)).status).toBe(403);
    probe.place.number = 1;
    probe.place.previousSha256 = '0'.repeat(64);
    enrolFake(kept.keep, 'home', probe);
    expect((await send(1)).status).toBe(200);
    expect(kept.keep.store.activeProbe('home')?.id).toBe(probe.id);
  });
});

describe('an enrolment is refused, and changes nothing,', () => {
  const cases: Record<string, () => { request: ReturnType<FakeProbe['enrolment']>; status: number; says: RegExp }> = {
    'when the token is not known': () => {
      const known = token();
      const request = probe.enrolment(`lw1.${'A'.repeat(32)}.${known.split('.')[2]}`);
      return { request, status: 401, says: /not known/ };
    },
    'when the token is of another server': () => {
      const [, secret] = token().split('.');
      return { request: probe.enrolment(`lw1.${secret}.${'0'.repeat(32)}`), status: 403, says: /another server/ };
    },
    'when another probe used the token': () => {
      const used = token();
      kept.keep.enrol(openFakeProbe(2).enrolment(used));
      return { request: probe.enrolment(used), status: 403, says: /used by another/ };
    },
    'when the token is too old': () => {
      const old = token();
      kept.clock.nowMs += 8 * 86_400_000;
      return { request: probe.enrolment(old), status: 403, says: /too old/ };
    },
    'when the proof is of another key': () => {
      const fresh = token();
      return {
        request: { ...probe.enrolment(fresh), proof: openFakeProbe(2).enrolment(fresh).proof },
        status: 401,
        says: /proof/,
      };
    },
    'when the key is no key': () => {
      const request = { ...probe.enrolment(token()), publicKey: Buffer.alloc(32, 255).toString('base64') };
      return { request, status: 401, says: /proof/ };
    },
    'when the key belongs to a probe of another line': () => {
      enrolFake(kept.keep, 'office', probe);
      return { request: probe.enrolment(token()), status: 409, says: /line office/ };
    },
    'when a later number comes without its previous hash': () => ({
      request: probe.enrolment(token(), { firstNumber: 41 }),
      status: 400,
      says: /firstNumber/,
    }),
  };
  for (const [name, make] of Object.entries(cases)) {
    test(name, () => {
      const { request, status, says } = make();
      const before = kept.dump();
      const result = kept.keep.enrol(request);
      expect(result).toMatchObject({ status, error: { message: expect.stringMatching(says) } });
      expect(kept.dump()).toBe(before);
    });
  }
});
