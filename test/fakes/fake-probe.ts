import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { formatInstant } from '../../rules/instant.ts';
import { chainSha256, formatSegment, type Segment } from '../../rules/journal/segment.ts';
import { formatMethod, type Method } from '../../rules/method.ts';
import type { Round } from '../../rules/round.ts';
import type { Sample } from '../../rules/sample.ts';
import type { EnrolmentRequest, Upload } from '../../rules/wire/upload.ts';

/** Header of PKCS#8 for a raw Ed25519 secret (RFC 8410 §7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const ROUND_MS = 5000;

/** Five far targets each 5 s, as a probe with IPv4 only has them. */
export const FAKE_METHOD: Method = {
  format: 'linewitness-method/1',
  software: 'fake probe 1',
  simulated: true,
  roundMs: ROUND_MS,
  lateAfterMs: 2000,
  listenMs: 10_000,
  targets: ['192.0.2.1', '192.0.2.2', '198.51.100.1', '198.51.100.2', '203.0.113.1'].map((address, index) => ({
    kind: 'ping',
    backEnd: 'fping',
    role: 'far',
    family: 4,
    address,
    network: `net-${index}`,
    spacingMs: ROUND_MS,
    phaseMs: index * 1000,
  })),
};
export const FAKE_METHOD_TEXT: string = formatMethod(FAKE_METHOD);

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A probe that signs whatever a test wants, chained or not. */
export type FakeProbe = ReturnType<typeof openFakeProbe>;

/** The same `secret` (0…255) is the same probe. */
export function openFakeProbe(secret: number) {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, Buffer.alloc(32, secret)]),
    format: 'der',
    type: 'pkcs8',
  });
  const raw = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const id = createHash('sha256').update(raw).digest('hex').slice(0, 32);
  const signText = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64');
  const place = { number: 1, previousSha256: NO_PREVIOUS_SHA256, sequence: 0 };
  return {
    id,
    publicKey: raw.toString('base64'),
    sign: signText,
    /** What the next segment will be chained to; tests may set it. */
    place,
    enrolment: (token: string, first: Partial<EnrolmentRequest> = {}): EnrolmentRequest => ({
      token,
      publicKey: raw.toString('base64'),
      proof: signText(`linewitness-enrolment/1\n${token}\n`),
      firstNumber: 1,
      firstPreviousSha256: NO_PREVIOUS_SHA256,
      ...first,
    }),
    upload: (segments: string[], sentAtMs: number, more: Partial<Upload> = {}): Upload => ({
      probe: id,
      sentAt: formatInstant(sentAtMs),
      methods: [FAKE_METHOD_TEXT],
      values: [],
      segments,
      ...more,
    }),
    /** Signs the next segment of the chain; `over` changes any field of it before that. */
    next: (rounds: Round[], over: Partial<Segment> = {}): string => {
      const segment: Segment = {
        probe: id,
        number: place.number,
        previousSha256: place.previousSha256,
        runId: '0f3c9a1be27d4c55',
        bootId: '3b1f0c0a5cf94d3f8a0b7d1e2c4f6a90',
        challenge: null,
        methodSha256: sha256(FAKE_METHOD_TEXT),
        configSha256: sha256('config'),
        missing: null,
        resumesSha256: null,
        closedBy: 'interval',
        rounds,
        ...over,
      };
      const text = formatSegment(segment, signText);
      place.number = segment.number + 1;
      place.previousSha256 = chainSha256(segment, sha256(text));
      return text;
    },
    /** Rounds that follow the ones made before. `isLost` says of each far packet whether it got no answer. */
    rounds: (count: number, bootedAtMs: number, isLost: (sentAtMs: number) => boolean = () => false): Round[] => {
      const made = Array.from({ length: count }, (_, index) => fakeRound(place.sequence + index, bootedAtMs, isLost));
      place.sequence += count;
      return made;
    },
  };
}

function fakeRound(sequence: number, bootedAtMs: number, isLost: (sentAtMs: number) => boolean): Round {
  const tickMs = 60_000 + sequence * ROUND_MS;
  const samples = FAKE_METHOD.targets.map((_, target): Sample => {
    const sentTickMs = tickMs + target * 1000;
    const lost = isLost(bootedAtMs + sentTickMs);
    return {
      target,
      sentTickMs,
      outcome: lost ? 'timeout' : 'reply',
      latencyUs: lost ? null : 9000 + target * 1000 + ((sequence * 7919) % 700),
      unreachableSender: null,
      readings: {},
      facts: {},
    };
  });
  return { sequence, tickMs, wallAtMs: bootedAtMs + tickMs, clock: 'sync', syncAgeMs: 1000, unmeasured: [], samples };
}
