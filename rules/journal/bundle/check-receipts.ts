import type { LaneHead } from '../lane.ts';
import type { Check } from './check.ts';
import type { Events } from './check-events.ts';
import type { ReadLaneText } from './read-lane-text.ts';
import type { ReceiptBook } from './receipt-book.ts';

type Receipt = NonNullable<ReadLaneText['receipt']>;

/**
 * Books the receipts of a lane: times in order, each segment of a probe acknowledged once and in order, and only of the probe
 * that was admitted then.
 */
export function checkReceipts({ findings }: Check, { list }: Events, book: ReceiptBook) {
  const lastNumbers = new Map<string, number>();
  const enrolments = list.flatMap(({ entry, content }) =>
    content.type === 'enrolment'
      ? [{ entry, probe: content.fields.probe, first: Number(content.fields.firstNumber) }]
      : [],
  );
  let next = 0;
  let admitted: string | null = null;
  let isFull = false;
  const admittedAt = (entry: number): string | null => {
    for (let one = enrolments[next]; one !== undefined && one.entry < entry; one = enrolments[next]) {
      admitted = one.probe;
      if (one.first > (lastNumbers.get(one.probe) ?? 0) + 1) lastNumbers.set(one.probe, one.first - 1);
      next += 1;
    }
    return admitted;
  };
  return {
    take: (where: string, head: LaneHead, receipt: Receipt, challenge: string): void => {
      const { probe, number, sha256, t2AtMs, t3AtMs } = receipt;
      if (admittedAt(head.entry) !== probe) findings.add('receipt-of-retired', where, { probe });
      if (t2AtMs > t3AtMs || t3AtMs !== head.atMs) findings.add('receipt-times', where, {});
      const before = lastNumbers.get(probe);
      // a segment may declare numbers before it as missing; that it does is checked with the segment
      if (before !== undefined && number <= before) findings.add('receipt-number', where, { number, before });
      lastNumbers.set(probe, number);
      if (!book.add({ laneEntry: head.entry, number, probe, t2AtMs, t3AtMs }, sha256, challenge)) isFull = true;
    },
    /** There were more receipts than can be remembered. */
    isFull: (): boolean => isFull,
  };
}
