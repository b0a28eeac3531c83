import { type Contract, NOTHING_PRIVATE } from '../../server/contracts/contract.ts';
import type { Keep } from '../../server/keep.ts';

/** No fault was ever reported. */
export function fakeReports(): Keep['reports'] {
  const notHere = (): never => {
    throw new Error('bug: the fake takes no reports');
  };
  return {
    ofLine: () => [],
    find: () => null,
    records: () => [],
    recordText: () => null,
    draft: notHere,
    rewrite: notHere,
    record: notHere,
    withdraw: notHere,
    letterChangedAtMs: () => null,
  };
}

/** A German contract of which nothing more was told. */
export function fakeContract(line: string): Contract {
  return { line, country: 'DE', services: ['internet', 'telephony'], ...NOTHING_PRIVATE };
}
