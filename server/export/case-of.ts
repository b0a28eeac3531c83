import { AppError } from '../app-error.ts';
import type { AskedPeriod } from '../period.ts';
import type { Site } from '../site.ts';
import type { Line, ReadStore, StoredOutage } from '../store/store.ts';
import { type EvidenceCase, gatherCase } from './gather-case.ts';
import { wordsIn } from './gather-mail.ts';
import { headFor } from './head-for.ts';
import { ownerPartsOf } from './owner-parts.ts';

/** Half a limitation period of a contract; keeps one document small enough to be made in memory. */
export const MAX_DAYS = 1100;
/** With what each witness said an outage is some KB. */
export const MAX_OUTAGES = 10_000;

export type CaseAsk = {
  line: Line;
  period: AskedPeriod;
  /** What whoever it is for may see. */
  store: ReadStore;
  nowMs: number;
  /** Strangers alone: how far they see; null: everything. */
  untilAtMs: number | null;
  /**
   * Notes, fault reports and statements of the provider, as the owner wrote them; the words behind hashes (hosts, what
   * servers replied); the list of files.
   */
  shows: { texts: boolean; values: boolean; files: boolean };
};

/** What a small export or a page says of a period. Refuses one with too many outages. */
export function caseOf({ keep }: Pick<Site, 'keep'>, ask: CaseAsk): EvidenceCase {
  const { line, period, store, nowMs, untilAtMs, shows } = ask;
  if (store.outageCount(line.id, period.fromAtMs, period.toAtMs) > MAX_OUTAGES) {
    throw new AppError('invalid', `more than ${MAX_OUTAGES} outages; ask for a shorter period`, { parameter: 'from' });
  }
  const annotationsOf = (outage: StoredOutage) => (shows.texts ? keep.annotations.of(line.id, outage) : []);
  return gatherCase({
    store,
    line,
    period,
    nowMs,
    serverPublicKey: keep.serverPublicKey,
    annotationsOf,
    head: headFor(keep, untilAtMs),
    isReleased: untilAtMs !== null,
    ...(shows.values && { wordsOf: wordsIn(keep.admin.showValue, line.id) }),
    owner: ownerPartsOf(keep, { read: store, line, period, shows }),
  });
}
