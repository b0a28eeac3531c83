import { createHash } from 'node:crypto';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { edited, fieldOf, type Members, resigned, sha256, textOf, withField, withManifest } from './evidence-parts.ts';
import type { Forgery } from './forgery.ts';
import type { Genuine } from './genuine.ts';
import {
  laneOf,
  rewritten,
  type Segment,
  segmentsOf,
  withLane,
  withoutStamps,
  withSegment,
  withSegments,
} from './rewrite.ts';

/** The segment that step 5 of README.txt takes as its example: it bears the begin of the outage. */
function exampleOf(members: Members): number {
  return Number(/-v n=(\d+)/.exec(textOf(members, 'README.txt'))?.[1]);
}

const otherTime = (text: string) => text.replace(/("samples":\[\[\d+,\d+),-?\d+/, '$1,4321');

/** What an owner with both keys does to measurements afterwards; each with a manifest that he signed again. */
const attacks: readonly (Omit<Forgery, 'by' | 'forge'> & { attack: (genuine: Genuine) => Members })[] = [
  {
    what: 'a value is changed in a signed block',
    attack: ({ members }) => withSegment(members, exampleOf(members), otherTime, null),
    found: { status: 'broken', code: 'segment-not-signed', where: /^probe\/.*segment \d+$/ },
    hand: '5',
  },
  {
    what: 're-signed: the block is signed again with the probe’s key',
    attack: ({ members, probe }) => withSegment(members, exampleOf(members), otherTime, probe.sign),
    found: { status: 'broken', code: 'segment-without-receipt', where: /^probe\/.*segment \d+$/ },
    hand: '5',
  },
  {
    what: 're-signed: this block and all after it, the log untouched',
    attack: (genuine) => onlySegments(genuine, exampleOf(genuine.members)),
    found: { status: 'broken', code: 'segment-without-receipt', where: /^probe\/.*segment \d+$/ },
    hand: '5',
  },
  {
    what: 'a block in the middle is dropped',
    attack: ({ members }) =>
      withSegments(
        members,
        segmentsOf(members).filter(({ text }) => fieldOf(text, 'number') !== '40'),
      ),
    found: { status: 'broken', code: 'receipt-without-segment', where: /^server\/lane\.txt/ },
    hand: null,
  },
  {
    what: 'the tail of the measurements is cut off',
    attack: ({ members }) => withSegments(members, segmentsOf(members).slice(0, -10)),
    found: { status: 'broken', code: 'receipt-without-segment', where: /^server\/lane\.txt/ },
    hand: null,
  },
  {
    what: 'two blocks change places',
    attack: ({ members }) => withSegments(members, swapped(segmentsOf(members), 40)),
    found: { status: 'broken', code: 'segment-follows-other', where: /^probe\/.*segment \d+$/ },
    hand: null,
  },
  {
    what: 'two days change places',
    attack: ({ members }) => {
      const [first, second] = ['probe/2026-10-01.txt', 'probe/2026-10-02.txt'];
      const changed = new Map(members);
      return changed.set(first, members.get(second) as Buffer).set(second, members.get(first) as Buffer);
    },
    found: { status: 'broken', code: 'segment-out-of-order', where: /^probe\// },
    hand: '5',
  },
  {
    what: 'all measurements are signed by another probe',
    attack: ({ members, probe }) => {
      const other = identityFromSecret(createHash('sha256').update('other').digest());
      const segments = segmentsOf(members).map((one) => ({ ...one, text: resigned(one.text, other.sign) }));
      const withKey = edited(withSegments(members, segments), 'bundle.json', (text) =>
        text.replace(probe.publicKey, other.publicKey),
      );
      return withKey.set(`keys/probe-${probe.id}.pem`, Buffer.from(spkiPem(other.publicKey)));
    },
    found: { status: 'broken', code: 'probe-id-differs', where: /./ },
    hand: '2',
  },
  {
    what: 'the method is changed',
    attack: ({ members }) =>
      edited(members, methodOf(members), (text) => text.replace(/\d(?=[^\d]*$)/, (digit) => String(9 - Number(digit)))),
    found: { status: 'broken', code: 'method-differs', where: /^method\// },
    hand: '5',
  },
  {
    what: 'the method is changed, under the name of its new hash',
    attack: ({ members }) => {
      const name = methodOf(members);
      const method = textOf(members, name).replace(/\d(?=[^\d]*$)/, (digit) => String(9 - Number(digit)));
      const renamed = new Map([...members].filter(([one]) => one !== name));
      return renamed.set(`method/${sha256(method)}.json`, Buffer.from(method, 'latin1'));
    },
    found: { status: 'broken', code: 'segment-method-missing', where: /^probe\/.*segment 1$/ },
    hand: '5',
  },
  {
    what: 'clock jump: an hour is added to the clock of a stretch; log and seals made anew',
    attack: (genuine) => withoutStamps(rewritten(genuine.members, genuine, { segments: (all) => all.map(withJump) })),
    found: { status: 'broken', code: 'clock-jump', where: /^probe\/.*segment \d+$/ },
    hand: '3',
  },
  {
    what: 'prepared in advance: a block names a receipt that was never given; log and seals made anew',
    attack: (genuine) =>
      withoutStamps(
        rewritten(genuine.members, genuine, {
          segments: (all) =>
            all.map((one, index) =>
              index === 60 ? { ...one, text: withField(one.text, 'challenge', 'ab'.repeat(16)) } : one,
            ),
        }),
      ),
    found: { status: 'broken', code: 'challenge-unknown', where: /^probe\/.*segment 61$/ },
    hand: '3',
  },
  {
    what: 'a block of a probe that was never admitted is put in',
    attack: ({ members }) => {
      const stranger = identityFromSecret(createHash('sha256').update('stranger').digest());
      const segments = segmentsOf(members);
      const last = segments.at(-1) as Segment;
      const text = resigned(withField(last.text, 'probe', stranger.id), stranger.sign);
      return withSegments(members, [...segments, { ...last, text }]);
    },
    found: { status: 'broken', code: 'segment-of-unknown-probe', where: /^probe\// },
    hand: null,
  },
  {
    what: 'the log is cut off together with the measurements, the seals are not',
    attack: ({ members }) => {
      const lane = laneOf(members).slice(0, -20);
      const kept = new Set(
        lane.filter((entry) => fieldOf(entry, 'type') === 'receipt').map((entry) => fieldOf(entry, 'number')),
      );
      const segments = segmentsOf(members).filter(({ text }) => kept.has(fieldOf(text, 'number')));
      const shorter = edited(withSegments(members, segments), 'bundle.json', (text) =>
        text.replace(/"lastEntry": \d+/, `"lastEntry": ${lane.length}`),
      );
      return withLane(shorter, lane);
    },
    found: { status: 'broken', code: 'lane-end-unsealed', where: /^server\/lane\.txt/ },
    hand: '4',
  },
];

export const OF_RECORDS: readonly Forgery[] = attacks.map(({ attack, ...said }) => ({
  ...said,
  by: 'owner',
  forge: (genuine) => withManifest(attack(genuine), genuine.server),
}));

function onlySegments(genuine: Genuine, from: number): Members {
  const { members } = genuine;
  const edit = (all: Segment[]) =>
    all.map((one) => (fieldOf(one.text, 'number') === String(from) ? { ...one, text: otherTime(one.text) } : one));
  return withSegments(members, segmentsOf(rewritten(members, genuine, { segments: edit })));
}

function swapped(segments: Segment[], at: number): Segment[] {
  const [one, next] = [segments[at] as Segment, segments[at + 1] as Segment];
  return segments.toSpliced(at, 2, { ...next, member: one.member }, { ...one, member: next.member });
}

/** The wall clock of ten segments, not their ticks. */
function withJump(segment: Segment, index: number): Segment {
  if (index < 60 || index >= 70) return segment;
  return {
    ...segment,
    text: segment.text.replaceAll(/"wallAtMs":(\d+)/g, (_, atMs) => `"wallAtMs":${Number(atMs) + 3_600_000}`),
  };
}

function methodOf(members: Members): string {
  return [...members.keys()].find((name) => name.startsWith('method/')) ?? '';
}

/** RFC 8410. */
function spkiPem(publicKey: string): string {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'base64')]);
  return `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`;
}
