import { formatInstant } from '../../../rules/instant.ts';
import { RULES_VERSION } from '../../../rules/outage/derived.ts';
import { BUNDLE_FORMAT, type BundleIndex } from '../../../rules/wire/bundle.ts';
import { bootOffsetsOf } from './boot-offsets.ts';
import type { BundleAsk } from './bundle-ask.ts';
import type { BundleRange } from './choose-range.ts';
import type { MemberSource } from './source-members.ts';

/** `bundle.json`: what is in here, for programs. */
export function bundleIndex(
  source: MemberSource,
  ask: BundleAsk,
  range: BundleRange,
  isSimulated: boolean,
): BundleIndex {
  const { line, period, closing, firstEntry, lastEntry, previousSha256, salt } = range;
  const { id, name, provider, zone } = line;
  return {
    format: BUNDLE_FORMAT,
    language: ask.language,
    simulated: isSimulated,
    rulesVersion: RULES_VERSION,
    timeZoneData: process.versions['tz'] ?? 'unknown',
    line: { id, name, provider, zone },
    period: {
      fromAt: formatInstant(period.fromAtMs),
      toAt: formatInstant(period.toAtMs),
      fromDay: period.fromDay,
      toDay: period.toDay,
    },
    asOfAt: formatInstant(closing.atMs),
    serverPublicKey: source.serverPublicKey,
    probes: source.reads.probes(id),
    lane: { firstEntry, lastEntry, previousSha256 },
    laneSalt: salt,
    bootOffsets: bootOffsetsOf(source, range),
  };
}
