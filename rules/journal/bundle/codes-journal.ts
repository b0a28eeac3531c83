import type { NoValues } from './codes-container.ts';

/** Findings on segments, the lane, events, keys, methods, values and files. See codes.ts. */
export const JOURNAL_CODES = {
  'key-unreadable': { kind: 'broken', say: (_: NoValues) => 'is not an Ed25519 public key (SPKI PEM)' },
  'key-differs': {
    kind: 'broken',
    say: ({ owner }: { owner: string }) => `is not the key of ${owner} that bundle.json names`,
  },
  'server-key-differs': {
    kind: 'broken',
    say: ({ expected, found }: { expected: string; found: string }) =>
      `is of the server ${found}, not of ${expected} that you expect`,
  },
  'probe-id-differs': {
    kind: 'broken',
    say: ({ probe }: { probe: string }) => `gives the probe ${probe} a key that is not its own`,
  },
  'probe-not-enrolled': {
    kind: 'broken',
    say: ({ probe }: { probe: string }) =>
      `names the probe ${probe} with a key that no enrolment in the log vouches for`,
  },
  'method-differs': {
    kind: 'broken',
    say: ({ found }: { found: string }) => `does not have the hash of its name, but ${found}`,
  },
  'method-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => `is not a method: ${why}` },
  simulated: { kind: 'note', say: (_: NoValues) => 'is of a demonstration: nothing in it was measured' },
  'simulated-hidden': {
    kind: 'broken',
    say: ({ method }: { method: string }) => `does not say that it is simulated, but its method ${method} does`,
  },

  'segment-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => why },
  'segment-method-missing': {
    kind: 'broken',
    say: ({ method }: { method: string }) => `names the method ${method}, which is not there`,
  },
  'segment-of-unknown-probe': {
    kind: 'broken',
    say: ({ probe }: { probe: string }) => `is of the probe ${probe}, whose key is not there`,
  },
  'segment-not-signed': { kind: 'broken', say: (_: NoValues) => 'is not signed by this probe' },
  'segment-follows-other': {
    kind: 'broken',
    say: ({ follows, before }: { follows: number; before: number }) =>
      `follows number ${follows}, but number ${before} comes before it`,
  },
  'segment-not-chained': { kind: 'broken', say: (_: NoValues) => 'is not chained to the one before it' },
  'segment-not-as-enrolled': {
    kind: 'broken',
    say: (_: NoValues) => 'is the first of its probe, but is not chained to what the enrolment says',
  },
  'segment-of-other-probe': { kind: 'broken', say: (_: NoValues) => 'is not of the probe that its receipt names' },
  'segment-back-in-time': { kind: 'broken', say: (_: NoValues) => 'goes back in time within one boot' },
  'segment-repeats-rounds': { kind: 'broken', say: (_: NoValues) => 'repeats rounds of its run' },
  'segment-lacks-rounds': {
    kind: 'gap',
    say: ({ rounds }: { rounds: number }) => `lacks the ${rounds} rounds before it`,
  },
  'segment-declares-missing': {
    kind: 'gap',
    say: ({ from, to, reason }: { from: number; to: number; reason: string }) =>
      `declares ${from} to ${to} as missing: ${reason}`,
  },
  'segment-deleted': {
    kind: 'gap',
    say: (_: NoValues) => 'stands for one that was deleted before it was delivered',
  },
  'segment-without-receipt': {
    kind: 'broken',
    say: (_: NoValues) => 'has no receipt in the log of the server: nothing shows when it arrived',
  },
  'segment-twice': { kind: 'broken', say: (_: NoValues) => 'is in the bundle more than once' },
  'segment-out-of-order': {
    kind: 'broken',
    say: ({ entry, before }: { entry: number; before: number }) =>
      `arrived with entry ${entry} of the log, but stands after one of entry ${before}`,
  },
  'segment-on-other-day': {
    kind: 'broken',
    say: ({ arrivedAt }: { arrivedAt: string }) =>
      `stands in the file of another day than that of its arrival, ${arrivedAt}`,
  },
  'receipt-without-segment': {
    kind: 'broken',
    say: ({ number, probe }: { number: number; probe: string }) =>
      `acknowledges segment ${number} of the probe ${probe}, which is not in the bundle`,
  },
  'challenge-none': {
    kind: 'note',
    say: ({ segments }: { segments: number }) =>
      `is the first of ${segments} that name no receipt, though their probe had one: they may have been made at any time before they arrived`,
  },
  'challenge-unknown': {
    kind: 'broken',
    say: (_: NoValues) => 'names a receipt that the server did not give: nothing shows that it was made after any time',
  },
  'challenge-lost': {
    kind: 'gap',
    say: (_: NoValues) =>
      'names a receipt from a time of which the server says that it did not run, or that it lost what it had written (restored from a backup): it is not shown here after what time it was made',
  },
  'challenge-before-bundle': {
    kind: 'note',
    say: ({ segments }: { segments: number }) =>
      `begins with ${segments} segments that name a receipt from before the bundle: not made before it, but that is not shown here`,
  },
  'challenge-later': {
    kind: 'broken',
    say: ({ entry }: { entry: number }) => `names the receipt of entry ${entry}, which was given only after its own`,
  },
  'clock-stepped': {
    kind: 'note',
    say: ({ byMs }: { byMs: number }) => `says that the clock of the probe was set: by ${byMs} ms`,
  },
  'clock-jump': {
    kind: 'broken',
    say: ({ byMs }: { byMs: number }) =>
      `has a clock that jumps by ${byMs} ms within one run, without the probe saying so`,
  },
  'clocks-contradict': {
    kind: 'gap',
    say: ({ byMs, against }: { byMs: number; against: string }) =>
      `was measured at a time that the server's clock contradicts by ${byMs} ms (against ${against}), though the probe says that its clock is right`,
  },

  'lane-unreadable': { kind: 'broken', say: ({ why }: { why: string }) => why },
  'lane-not-signed': { kind: 'broken', say: (_: NoValues) => 'is not signed by this server' },
  'lane-follows-other': { kind: 'broken', say: ({ before }: { before: number }) => `follows entry ${before}` },
  'lane-not-chained': { kind: 'broken', say: (_: NoValues) => 'is not chained to the one before it' },
  'lane-other-line': { kind: 'broken', say: ({ line }: { line: string }) => `is of the line ${line}` },
  'lane-range-differs': {
    kind: 'broken',
    say: ({ said, found }: { said: string; found: string }) => `has the entries ${found}, but bundle.json says ${said}`,
  },
  'lane-clock-back': {
    kind: 'note',
    say: ({ byMs }: { byMs: number }) =>
      `was written at a time that is ${byMs} ms before the entry before it: the server's clock was set back`,
  },
  'lane-type-unknown': {
    kind: 'note',
    say: ({ type }: { type: string }) =>
      `is of the type "${type}", which this verifier does not know; only chain and signature were checked`,
  },
  'too-many-texts': {
    kind: 'broken',
    say: ({ most }: { most: number }) => `holds more than the ${most} texts that are looked at`,
  },
  'receipt-times': { kind: 'broken', say: (_: NoValues) => 'has times that contradict each other' },
  'receipt-number': {
    kind: 'broken',
    say: ({ number, before }: { number: number; before: number }) =>
      `acknowledges segment ${number} after segment ${before} of the same probe`,
  },
  'receipt-of-retired': {
    kind: 'broken',
    say: ({ probe }: { probe: string }) => `acknowledges a segment of the probe ${probe}, which was not admitted then`,
  },
  'server-gap': {
    kind: 'gap',
    say: ({ from, to }: { from: string; to: string }) => `says that the server did not run from ${from} to ${to}`,
  },
  restored: {
    kind: 'gap',
    say: ({ backupAt, at }: { backupAt: string; at: string }) =>
      `says that the server was restored at ${at} from a backup of ${backupAt}: what it had written in between is lost, and entries from here on have numbers that may have been given out before. Whoever holds a seal from in between holds one of a log that is gone`,
  },
  pruning: { kind: 'gap', say: ({ day }: { day: string }) => `says that raw data from before ${day} were removed` },
  'probe-admitted': {
    kind: 'note',
    say: ({ probe }: { probe: string }) =>
      `admits the probe ${probe} to the line; the one before it, if any, is retired`,
  },
  silence: {
    kind: 'note',
    say: ({ since, selfCheck }: { since: string; selfCheck: string }) =>
      `says that there was no contact with the probe since ${since}; the server's own connection: ${selfCheck}`,
  },
  'silence-ended': {
    kind: 'note',
    say: ({ since, silentMs }: { since: string; silentMs: number }) =>
      `says that a silence of ${silentMs} ms, since ${since}, had ended`,
  },

  'event-not-owned': {
    kind: 'broken',
    say: ({ type }: { type: string }) => `is of the type "${type}", which does not belong here`,
  },
  'event-hidden': {
    kind: 'broken',
    say: ({ entry }: { entry: number }) => `lacks entry ${entry}, which is an event of the log`,
  },
  'event-not-in-lane': { kind: 'broken', say: (_: NoValues) => 'is not in the log of the server' },
  'event-out-of-order': { kind: 'broken', say: ({ before }: { before: number }) => `stands after entry ${before}` },
  'settings-differ': {
    kind: 'broken',
    say: ({ setting, said, found, entry }: { setting: string; said: string; found: string; entry: number }) =>
      `says "${said}" for the ${setting} of the line, but its settings of entry ${entry} say "${found}"`,
  },
  'settings-not-shown': {
    kind: 'note',
    say: ({ entry }: { entry: number }) =>
      `names the line, its provider and its time zone without the settings of entry ${entry}, which are not in here`,
  },
  'text-differs': {
    kind: 'broken',
    say: ({ found }: { found: string }) => `does not have the hash of its name, but ${found}`,
  },
  'text-not-in-lane': { kind: 'broken', say: (_: NoValues) => 'has a hash that no event of the log names' },
  'value-line': { kind: 'broken', say: ({ why }: { why: string }) => why },
  'value-not-named': {
    kind: 'note',
    say: (_: NoValues) => 'shows a value whose hash stands in no signed text here: it proves nothing',
  },
} as const;
