import { closeSegment, formatSegmentHeader } from '../../rules/journal/segment.ts';
import type { Upload } from '../../rules/wire/upload.ts';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { METHOD_TEXTS, nextSegment, startPosition } from '../../server/demo/simulated-probe.ts';

export type BenchProbe = ReturnType<typeof identityFromSecret> & {
  line: string;
  /** Signed segments of 60 s at full resolution (12 rounds, 145 samples: far targets, gateway, first hop, provider's host, the router's word), in order. */
  segments: string[];
};

/**
 * Many probes that measured the same quiet hours, each under its own key and chain: the rounds are simulated once and
 * signed for each. `fromAtMs` is moved back to a full five minutes.
 */
export function benchProbes(count: number, segmentsEach: number, fromAtMs: number): BenchProbe[] {
  const bodies = roundLines(segmentsEach, fromAtMs);
  return Array.from({ length: count }, (_, index) => {
    const secret = Buffer.alloc(32);
    secret.writeUInt32BE(index + 1);
    const probe = identityFromSecret(secret);
    return { ...probe, line: `bench-${String(index + 1).padStart(3, '0')}`, segments: signAll(probe, bodies) };
  });
}

function roundLines(segments: number, fromAtMs: number): string[] {
  const startAtMs = Math.floor(fromAtMs / 300_000) * 300_000;
  const plan = planWorld({ seed: 400, fromAtMs: startAtMs, events: [], lossRatio: 0.0005, fullFromAtMs: startAtMs });
  const unsigned = { ...identityFromSecret(Buffer.alloc(32, 1)), sign: () => '' };
  const position = startPosition(plan);
  return Array.from({ length: segments }, () => {
    const text = nextSegment(plan, unsigned, position, Number.POSITIVE_INFINITY)?.text ?? '';
    return text.slice(text.indexOf('\n\n') + 2, text.lastIndexOf('\n\nclosedBy: ') + 1);
  });
}

function signAll(probe: ReturnType<typeof identityFromSecret>, bodies: string[]): string[] {
  let previousSha256 = '0'.repeat(64);
  return bodies.map((body, index) => {
    const header = formatSegmentHeader({
      probe: probe.id,
      number: index + 1,
      previousSha256,
      runId: probe.id.slice(0, 16),
      bootId: probe.id,
      challenge: null,
      methodSha256: probe.sha256(METHOD_TEXTS.full),
      configSha256: probe.sha256('bench\n'),
      missing: null,
      resumesSha256: null,
    });
    const text = closeSegment(header + body, 'interval', body.split('\n').length - 1, probe.sign);
    previousSha256 = probe.sha256(text);
    return text;
  });
}

/** The body of an upload of some segments, as it crosses the network. */
export function uploadBody(probe: BenchProbe, segments: string[], sentAtMs: number): Buffer {
  const upload: Upload = {
    probe: probe.id,
    sentAt: new Date(sentAtMs).toISOString(),
    // the server knows the method from the first segment on
    methods: segments[0] === probe.segments[0] ? [METHOD_TEXTS.full] : [],
    values: [],
    segments,
  };
  return Buffer.from(JSON.stringify(upload));
}
