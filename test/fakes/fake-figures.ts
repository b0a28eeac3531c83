import { formatMethod } from '../../rules/method.ts';
import type { Bucket } from '../../rules/outage/derived.ts';
import { addToHistogram } from '../../rules/outage/histogram.ts';
import type { DayJson } from '../../rules/wire/status.ts';

/** Five far targets by fping. */
export const METHOD_TEXT = formatMethod({
  format: 'linewitness-method/1',
  software: 'linewitness 0.1.0',
  simulated: false,
  roundMs: 5000,
  lateAfterMs: 2000,
  listenMs: 10_000,
  targets: ['1.1.1.1', '9.9.9.9', '8.8.8.8', '1.0.0.1', '149.112.112.112'].map((address, n) => ({
    kind: 'ping',
    backEnd: 'fping',
    role: 'far' as const,
    family: 4 as const,
    address,
    network: ['cloudflare', 'quad9', 'google', 'cloudflare', 'quad9'][n] ?? 'other',
    spacingMs: 5000,
    phaseMs: n * 1000,
  })),
});

/** A local day whose time is up, or down in one outage. */
export function fakeDay(day: string, upMs: number, downMaxMs: number): DayJson {
  const [outages, downMinMs] = [downMaxMs > 0 ? 1 : 0, Math.max(0, downMaxMs - 2000)];
  const none = { degradedMs: 0, maintenanceMs: 0, unknownMs: 0, failoverMs: 0 };
  return { day, upMs, downMinMs, downMaxMs, ...none, outages, dropouts: 0 };
}

/** Nine answers of 12 ms to one of 30 ms. */
const HISTOGRAM = [30_000, ...Array.from({ length: 9 }, () => 12_000)].reduce(addToHistogram, '');

/** Steps of each width with latencies of 8 to 40 ms; one packet in a hundred lost. */
export function fakeBuckets(fromAtMs: number, toAtMs: number): Bucket[] {
  return [300_000, 3_600_000, 86_400_000].flatMap((widthMs) => {
    const first = Math.floor(fromAtMs / widthMs) * widthMs;
    return Array.from({ length: Math.ceil((toAtMs - first) / widthMs) }, (_, n) => {
      const sentCount = widthMs / 1000;
      return {
        widthMs,
        fromAtMs: first + n * widthMs,
        sentCount,
        lostCount: sentCount / 100,
        lateCount: 0,
        minUs: 8000,
        maxUs: 40_000,
        sumUs: sentCount * 12_000,
        histogram: HISTOGRAM,
        gatewaySentCount: sentCount,
        gatewayLostCount: 0,
        lossBursts: 0,
      };
    });
  });
}
