import { formatInstant } from '../../rules/instant.ts';
import { shortFingerprint } from '../../rules/journal/heads.ts';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import type { EvidenceJson } from '../../rules/wire/evidence.ts';
import { EVIDENCE_FORMAT, STATEMENT } from '../../rules/wire/evidence-format.ts';
import { outageParts } from '../../rules/wire/evidence-outage.ts';
import type { AnnotationView } from '../../web/pages/witness-views.ts';
import { instantOrNull, outageJson } from '../figures/outages.ts';
import { keyFingerprint } from '../probe-key.ts';
import type { StoredOutage } from '../store/store.ts';
import type { EvidenceCase } from './gather-case.ts';
import { MAIL_ACCOUNTING_RULE, mailPart } from './mail-json.ts';

/** How the sums came about; printed in every export so that nobody has to guess the rule (peers.md §2, 11). */
export const ACCOUNTING_RULE = [
  'An outage begins with at least 5 attempts lost in a row (3 when another witness agrees) and ends when 2 targets have answered.',
  'Of one outage: downMinMs reaches from the first to the last lost attempt of each run of losses, less the time that the first may have been under way; downMaxMs from the last good attempt before to the first good answer after.',
  'Of a day: downMinMs is what of the downMinMs of each counted outage lies in it for certain (of an outage that crosses midnight, what is not certain is taken off each of its days), never more than downMaxMs; downMaxMs is the time between the outer bounds of counted outages. Of a period: each the sum over its local days; a day that the period cuts is summed over the part inside.',
  'An outage is counted (outages; dropouts when its downMaxMs is below 180000) in the day and period that its earliest begin lies in. outagesReachingIn began before the period: their time inside is in the sums, they are not in its count.',
  'An outage that the owner found to be at home (attributedTo) stands here as it was measured and is not counted; its down time is unknown in every sum.',
  'Time that was not observed is unknown: neither up nor down. observed = upMs + degradedMs + maintenanceMs + downMaxMs. Availability = (observed - down) / observed, so degraded and maintenance time count as available: with down = downMaxMs it is upRatioMin, with down = downMinMs it is upRatioMax. failoverMs is the part of downMaxMs in which the home was reachable another way: with down = downMaxMs - failoverMs and downMinMs - failoverMs (not below 0) it is reachableRatioMin and reachableRatioMax. coverageRatio = observed / (observed + unknownMs).',
  'upMs + degradedMs + downMaxMs + maintenanceMs + unknownMs is the length of the time summed. Days are local days of the zone and may have 23 or 25 hours.',
];

export const DOES_NOT_PROVE = [
  'that nobody unplugged a cable: with side access, house wiring and the modem in the router cannot be told from the line, not by packets and not by what the router says',
  'speed: for speed the measuring tool of the regulator is what counts',
  'anything by itself in court: this is a documented measurement of reachability, not legal proof',
  'independence of the owner, as long as probe and server belong to the same person',
];

/** The document as text. Ends with a line feed. */
export function evidenceJson(evidence: EvidenceCase): string {
  return `${JSON.stringify(evidenceDocument(evidence), null, 1)}\n`;
}

/** One document with everything of the case; derived, so the signed segments outrank it. */
export function evidenceDocument(evidence: EvidenceCase): EvidenceJson {
  const { line, period, probe } = evidence;
  return {
    format: EVIDENCE_FORMAT,
    statement: STATEMENT.en,
    derived: true,
    simulated: evidence.isSimulated,
    madeAt: formatInstant(evidence.madeAtMs),
    line: { id: line.id, name: line.name, provider: line.provider, zone: line.zone },
    period: {
      fromAt: formatInstant(period.fromAtMs),
      toAt: formatInstant(period.toAtMs),
      fromDay: period.fromDay,
      toDay: period.toDay,
    },
    rules: { version: RULES_VERSION, timeZoneData: evidence.tzVersion, accounting: accountingOf(evidence) },
    doesNotProve: DOES_NOT_PROVE,
    sums: evidence.sums,
    outagesReachingIn: evidence.outagesReachingIn,
    availability: evidence.availability,
    days: evidence.days.map(({ startsAtMs, ...sums }) => ({ ...sums, startsAt: formatInstant(startsAtMs) })),
    outages: evidence.outages.map((outage) => ({
      ...outageWithBounds(outage),
      annotations: (evidence.annotations.get(outage.id) ?? []).map(annotationJson),
    })),
    ...(evidence.mail && { mail: mailPart(evidence.mail) }),
    methods: evidence.methods.map(({ sha256, text, usedFromAtMs }) => ({
      sha256,
      usedFromAt: formatInstant(usedFromAtMs),
      text,
    })),
    probe: probe && {
      id: probe.id,
      publicKey: probe.publicKey,
      enrolledAt: formatInstant(probe.enrolledAtMs),
      lastSegment: probe.lastNumber,
      lastSegmentSha256: probe.chainSha256,
    },
    serverPublicKey: evidence.serverPublicKey,
    serverFingerprint: keyFingerprint(evidence.serverPublicKey),
    heads: evidence.head === null ? [] : [headJson(evidence.head)],
    ...evidence.owner,
  };
}

function headJson({ counter, atMs, sha256 }: NonNullable<EvidenceCase['head']>) {
  return { counter, at: formatInstant(atMs), sha256, short: shortFingerprint(sha256) };
}

function accountingOf({ mail }: EvidenceCase): string[] {
  return mail ? [...ACCOUNTING_RULE, ...MAIL_ACCOUNTING_RULE] : ACCOUNTING_RULE;
}

function outageWithBounds(outage: StoredOutage) {
  return { ...outageJson(outage), lostSamples: outage.lostSamples, ...outageParts(outage) };
}

/** `entry`: of the line's log, where the hash of the text stands. */
function annotationJson({ entry, kind, text, atMs, withdrawnAtMs }: AnnotationView) {
  return { entry, kind, text, at: formatInstant(atMs), withdrawnAt: instantOrNull(withdrawnAtMs) };
}
