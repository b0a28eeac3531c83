import type { BundleFinding, BundleReport } from '../rules/journal/bundle/report.ts';
import { SAMPLE_NOW_MS } from './sample-values.ts';

const HASH = '77aa01f3c4d590b1e2f3a4b5c6d7e8f90123456789abcdef0123456789abcdef';

/** A report as the verifier gives it, of a month without fault. Nothing here was computed. */
export function sampleVerifyReport(patch: Partial<BundleReport> = {}): BundleReport {
  return {
    status: 'valid',
    findings: [],
    findingsLeftOut: 0,
    index: {
      format: 'linewitness-bundle/1',
      language: 'de',
      simulated: false,
      rulesVersion: 7,
      timeZoneData: '2026a',
      line: { id: 'home', name: 'Lindenstraße 7, DSL', provider: 'Musternetz', zone: 'Europe/Berlin' },
      period: {
        fromAt: '2026-10-17T22:00:00.000Z',
        toAt: '2026-10-20T22:00:00.000Z',
        fromDay: '2026-10-18',
        toDay: '2026-10-20',
      },
      asOfAt: '2026-10-20T23:00:00.000Z',
      serverPublicKey: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
      probes: [{ id: '21fe31dfa154a261626bf854046fd227', publicKey: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' }],
      lane: { firstEntry: 1, lastEntry: 2900, previousSha256: '0'.repeat(64) },
      laneSalt: '0123456789abcdef0123456789abcdef',
      bootOffsets: {},
    },
    manifestSha256: HASH,
    serverFingerprint: '21fe31dfa154a261626bf854046fd227',
    counts: { members: 96, segments: 4800, rounds: 86_400, samples: 518_400, laneEntries: 4900, signatures: 9724 },
    heads: Array.from({ length: 9 }, (_, index) => ({
      counter: 1040 + index,
      atMs: SAMPLE_NOW_MS + index * 3_600_000,
      sha256: HASH,
      entries: index === 0 ? null : 2000 + index * 40,
      stamps:
        index === 8
          ? []
          : [
              { authority: 'digicert', status: 'trusted', stampedAtMs: SAMPLE_NOW_MS + 2000, accuracyMs: 1000 },
              { authority: 'freetsa', status: 'unknown-root', stampedAtMs: SAMPLE_NOW_MS + 3000, accuracyMs: null },
            ],
    })),
    recomputed: {
      outages: 3,
      downMinMs: 2_472_105,
      downMaxMs: 2_474_230,
      unknownMs: 61_400,
      coverageRatio: 0.999_76,
    },
    notProven: ['cable', 'location', 'dark-rounds', 'server-key', 'server-clock', 'other-probes', 'packing'],
    ...patch,
  };
}

/** The same with findings of every sort, some of them from a stranger who wants to steer the terminal. */
export function sampleBrokenReport(): BundleReport {
  const changed = (member: string): BundleFinding => ({
    kind: 'broken',
    where: member,
    code: 'member-changed',
    values: { expected: HASH, found: '0'.repeat(64) },
    what: `is not what the manifest names: SHA-256 ${'0'.repeat(64)} instead of ${HASH}`,
  });
  return sampleVerifyReport({
    status: 'broken',
    findings: [
      ...Array.from({ length: 11 }, (_, index) => changed(`probe/2026-10-${index + 10}.txt`)),
      {
        kind: 'broken',
        where: 'probe/2026-10-18.txt segment 17',
        code: 'segment-of-the-future',
        values: {},
        what: 'is found by a verifier that is newer than this page',
      },
      {
        kind: 'broken',
        where: '\u001b[2Jevil\u202egpj.exe\n',
        code: 'zip-unreadable',
        values: { why: '<img src=x onerror=alert(1)>\u001b]0;x\u0007' },
        what: "can't be read as a ZIP file: <img src=x onerror=alert(1)>\u001b]0;x\u0007",
      },
    ],
    findingsLeftOut: 1200,
    recomputed: null,
    serverFingerprint: null,
  });
}
