import type { NoValues } from './codes-container.ts';

/** Findings on heads and time stamps. See codes.ts. */
export const HEAD_CODES = {
  'head-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => why },
  'head-name': {
    kind: 'broken',
    say: ({ counter }: { counter: number }) => `has the counter ${counter}, not that of its name`,
  },
  'head-not-signed': {
    kind: 'broken',
    say: ({ why }: { why: string }) => `is not signed by the server: its signature ${why}`,
  },
  'head-of-other-server': { kind: 'broken', say: ({ server }: { server: string }) => `is of the server ${server}` },
  'head-not-chained': { kind: 'broken', say: (_: NoValues) => 'is not chained to the seal before it' },
  'head-restored': {
    kind: 'note',
    say: ({ before, at }: { before: number; at: string }) =>
      `continues the seal ${before}, with a number that jumps: the server was restored from a backup at ${at}. Seals with a number above ${before} that were made before that time are of a log that is gone; no other seal has their numbers`,
  },
  'head-restored-alone': {
    kind: 'broken',
    say: (_: NoValues) =>
      'leaves numbers out because the server was restored from a backup, it says, but the log of this line says nothing of that',
  },
  'head-back-in-time': {
    kind: 'gap',
    say: ({ byMs }: { byMs: number }) => `was made ${byMs} ms before the seal before it, by the server's clock`,
  },
  'head-without-line': { kind: 'broken', say: (_: NoValues) => 'says nothing of the log of this line' },
  'head-shrinks': {
    kind: 'broken',
    say: ({ entries, before }: { entries: number; before: number }) =>
      `counts ${entries} entries or events of the log, fewer than the ${before} of the seal before it`,
  },
  'head-lane-differs': {
    kind: 'broken',
    say: ({ entry }: { entry: number }) => `vouches for another entry ${entry} than the log in here has`,
  },
  'head-before-entry': {
    kind: 'gap',
    say: ({ entry, byMs }: { entry: number; byMs: number }) =>
      `holds entry ${entry}, which says that it was written ${byMs} ms later`,
  },
  'entry-backdated': {
    kind: 'broken',
    say: ({ counter, byMs }: { counter: number; byMs: number }) =>
      `says that it was written ${byMs} ms before the seal ${counter}, which does not hold it`,
  },
  'server-clock-back': {
    kind: 'gap',
    say: ({ counter, byMs, entries }: { counter: number; byMs: number; entries: number }) =>
      `is the first of ${entries} in a row that are older, by up to ${byMs} ms, than the seal ${counter} before them: the server's clock was set back, and its times prove nothing here`,
  },
  'head-events-differ': {
    kind: 'broken',
    say: ({ said, here }: { said: number; here: number }) =>
      `vouches for ${said} events of the log; those in here (${here}) are others, or not all`,
  },
  'heads-left-out': {
    kind: 'note',
    say: ({ from, to, count }: { from: number; to: number; count: number }) =>
      `from ${from} to ${to} are here but for ${count}, which the server has to show on request`,
  },
  'heads-none': {
    kind: 'broken',
    say: (_: NoValues) => 'holds no seal: nothing shows that its log was not cut off or made anew',
  },
  'lane-end-unsealed': {
    kind: 'broken',
    say: ({ entry }: { entry: number }) =>
      `ends with entry ${entry}, at which no seal ends: it may have been cut off there`,
  },
  'period-not-closed': {
    kind: 'gap',
    say: ({ closedAt }: { closedAt: string }) => `ends later than the last seal in here, which is of ${closedAt}`,
  },
  'as-of-differs': {
    kind: 'broken',
    say: ({ said, found }: { said: string; found: string }) =>
      `says that it is as of ${said}, but its last seal is of ${found}`,
  },
  'stamp-broken': { kind: 'broken', say: ({ fault, why }: { fault: string; why: string }) => `${why} (${fault})` },
  'stamp-unknown-root': {
    kind: 'note',
    say: ({ authority }: { authority: string }) =>
      `is a time stamp whose chain ends at "${authority}", which nobody here vouches for: it is as good as that name`,
  },
  'stamp-root-of-bundle': {
    kind: 'note',
    say: ({ root }: { root: string }) =>
      `is a time stamp whose root (SHA-256 ${root}) comes with the bundle alone: compare it with the authority's own page`,
  },
  'stamp-without-head': { kind: 'broken', say: (_: NoValues) => 'is a time stamp of a seal that is not in the bundle' },
  'stamp-before-head': {
    kind: 'gap',
    say: ({ byMs }: { byMs: number }) =>
      `was stamped ${byMs} ms before the time at which the seal says that it was made`,
  },
  'stamp-late': {
    kind: 'note',
    say: ({ byMs }: { byMs: number }) =>
      `was stamped ${byMs} ms after the seal says that it was made: it proves only that it existed by then`,
  },
  'stamps-sampled': {
    kind: 'note',
    say: ({ checked, all }: { checked: number; all: number }) =>
      `are ${all} time stamps, of which ${checked} were checked; all with --every-signature`,
  },
  'signatures-sampled': {
    kind: 'note',
    say: ({ checked, all }: { checked: number; all: number }) =>
      `holds ${all} signed texts, of which the signatures of ${checked} were checked; the last of each chain covers all before it`,
  },
  'stamps-end': {
    kind: 'note',
    say: ({ at }: { at: string }) =>
      `are stamped by trusted authorities up to that of ${at}; what the log holds after it rests on the clock of the server alone`,
  },
  'period-not-stamped': {
    kind: 'note',
    say: (_: NoValues) => 'has no trusted time stamp of an outsider: its times rest on the clock of the server alone',
  },
} as const;
