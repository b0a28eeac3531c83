import { formatInstant } from '../../rules/instant.ts';
import { type Availability, availabilityOf } from '../../rules/outage/availability.ts';
import { dayStartAtMs } from '../../rules/outage/calendar-days.ts';
import { RULES_VERSION } from '../../rules/outage/derived.ts';
import { reachingIn, type Sums } from '../../rules/outage/period-sums.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { AnnotationView } from '../../web/pages/witness-views.ts';
import { filledDays } from '../figures/days.ts';
import { sumsOfPeriod } from '../figures/sums.ts';
import type { AskedPeriod } from '../period.ts';
import type { HeadRow } from '../store/heads-table.ts';
import type { Line, ReadStore, StoredOutage } from '../store/store.ts';
import { gatherMail, type MailCase } from './gather-mail.ts';
import type { OwnerParts } from './owner-parts.ts';

/** Everything that an export of a period says; read once, so that all formats say the same. */
export type EvidenceCase = {
  line: Line;
  period: AskedPeriod;
  madeAtMs: number;
  rulesVersion: number;
  /** Version of the time-zone rules that cut the days (IANA, as Node names it). */
  tzVersion: string;
  sums: Sums;
  /** Counted outages that began before the period and reach into it; `sums.outages` are those that began in it. */
  outagesReachingIn: number;
  availability: Availability;
  /** Whole local days that the period touches, with their first instants: a day of a daylight-saving change has 23 or 25 h. */
  days: (DayJson & { startsAtMs: number })[];
  outages: StoredOutage[];
  /** What the owner said of them, by the id of the outage; none for strangers. */
  annotations: ReadonlyMap<string, AnnotationView[]>;
  /** Oldest first; the text is exactly what the hash in the segments names. */
  methods: { sha256: string; text: string; usedFromAtMs: number }[];
  /** With its last segment: now, or up to where the head vouches for the lane. Strangers are not told: whether it grows says whether the line is up. */
  probe: {
    id: string;
    publicKey: string;
    enrolledAtMs: number;
    lastNumber: number | null;
    chainSha256: string | null;
  } | null;
  serverPublicKey: string;
  /** The newest head that was sealed when this was read; null: none yet. */
  head: Pick<HeadRow, 'counter' | 'atMs' | 'sha256'> | null;
  isSimulated: boolean;
  /** Test mails; null: no route was ever told. */
  mail: MailCase | null;
  /** What the owner keeps of the case; null for everybody else. */
  owner: OwnerParts | null;
};

type GatherInput = {
  store: ReadStore;
  line: Line;
  period: AskedPeriod;
  nowMs: number;
  serverPublicKey: string;
  annotationsOf: (outage: StoredOutage) => AnnotationView[];
  /** The words behind a hash, where this reader may have them; absent: none. */
  wordsOf?: MailCase['words'];
  head?: EvidenceCase['head'];
  /** Whether it is for strangers. */
  isReleased?: boolean;
  owner?: EvidenceCase['owner'];
  /** As it was then; absent: as it is now. */
  probe?: EvidenceCase['probe'];
};

/** Reads roll-ups and outages of the period; never raw rows. */
export function gatherCase(input: GatherInput): EvidenceCase {
  const { store, line, period, nowMs, serverPublicKey, annotationsOf, wordsOf = () => null } = input;
  const { head = null, owner = null, isReleased = false, probe = store.activeProbe(line.id) } = input;
  const { fromAtMs, toAtMs } = period;
  const outages = store.wholeOutages(line.id, fromAtMs, toAtMs);
  const sums = sumsOfPeriod({ store, line }, fromAtMs, toAtMs);
  const methods = store.methods(line.id, fromAtMs, toAtMs).toReversed();
  return {
    line,
    period,
    madeAtMs: nowMs,
    rulesVersion: RULES_VERSION,
    tzVersion: process.versions['tz'] ?? 'unknown',
    sums,
    outagesReachingIn: reachingIn(outages, fromAtMs),
    availability: availabilityOf([sums]),
    days: filledDays(store, line, period.fromDay, period.toDay).map((day) => ({
      ...day,
      startsAtMs: dayStartAtMs(day.day, line.zone),
    })),
    outages,
    annotations: new Map(outages.map((outage) => [outage.id, annotationsOf(outage)])),
    methods: methods.map(({ sha256, text, fromAtMs: usedFromAtMs }) => ({ sha256, text, usedFromAtMs })),
    probe: probe && {
      id: probe.id,
      publicKey: probe.publicKey,
      enrolledAtMs: probe.enrolledAtMs,
      lastNumber: isReleased ? null : probe.lastNumber,
      chainSha256: isReleased ? null : probe.chainSha256,
    },
    serverPublicKey,
    head,
    owner,
    mail: gatherMail(store, { line, period, asOfAtMs: nowMs, words: wordsOf }),
    isSimulated: methods.some(({ text }) => text.includes('"simulated": true')),
  };
}

/** `home_2026-10-01_2026-10-31`: only characters that every file system and header takes. */
export function exportName({ line, period }: Pick<EvidenceCase, 'line' | 'period'>): string {
  return `linewitness_${line.id}_${period.fromDay}_${period.toDay}`;
}

/** RFC 3339, or nothing where there is no such instant. */
export function instantText(atMs: number | null): string {
  return atMs === null ? '' : formatInstant(atMs);
}
