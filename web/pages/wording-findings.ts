import type { Language } from './views.ts';
import { findingsDe } from './wording-findings-de.ts';
import { findingsEn } from './wording-findings-en.ts';

/** One row of the decision table in a reader's words. */
export type Finding = {
  /** A few words, for tables. */
  title: string;
  /** One or two sentences: what was measured. */
  text: string;
  /** One sentence: what that means for whoever uses the line. */
  meaning: string;
  /** One or two sentences: how sure it is, what else it may have been. Never more than was measured. */
  sure: string;
};

/** Every name of a finding that the rules give, and `unknown` for names that this version of the pages does not know. */
export const FINDING_NAMES = [
  'ok',
  'line-or-isp-down-unlocalised',
  'dsl-sync-lost',
  'session-auth-failed',
  'session-lost',
  'planned-reconnect',
  'isp-access-unreachable',
  'isp-core-unreachable',
  'isp-transit-unreachable',
  'primary-line-down-failover-active',
  'router-or-lan-fault',
  'probe-lan-fault',
  'ipv4-only-down',
  'ipv6-only-down',
  'ipv6-renumbering',
  'dns-isp-only',
  'dns-all',
  'dns-tampered',
  'intercepted',
  'remote-target-only',
  'partial-reachability',
  'voip-only-down',
  'degraded-loss',
  'degraded-latency',
  'degraded-self-inflicted',
  'not-measured',
  'undetermined',
  'unknown',
] as const;
export type FindingName = (typeof FINDING_NAMES)[number];

/** The words of a finding; a name of a newer version reads as "unknown", never as nothing. */
export function findingOf(verdict: string, language: Language): Finding {
  const findings: Record<FindingName, Finding> = language === 'de' ? findingsDe : findingsEn;
  const name = FINDING_NAMES.find((known) => known === verdict) ?? 'unknown';
  return findings[name];
}
