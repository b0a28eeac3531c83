type Difference = { statement: string; figure: string; said: string | number; computed: string | number };
type BoundPlace = { outage: string; bound: string; segment: number; sequence: number };

/** Findings on what follows from the rounds: figures, outages, bounds, and the clocks these stand on. See codes.ts. */
export const FIGURE_CODES = {
  'figure-differs': {
    kind: 'broken',
    say: ({ figure, said, computed }: { figure: string; said: string | number; computed: string | number }) =>
      `says ${said} for ${figure}, but the rounds give ${computed}`,
  },
  /** Of time in which packets passed; what is slow follows from days that are not all in here. */
  'degraded-differs': {
    kind: 'note',
    say: ({ figure, said, computed }: { figure: string; said: number; computed: number }) =>
      `says ${said} ms of ${figure} were degraded, the rounds in here alone give ${computed} ms: both count as available`,
  },
  /** The rounds know nothing of it. */
  'outage-invented': {
    kind: 'broken',
    say: ({ outage }: { outage: string }) => `tells of outage ${outage}, which does not follow from the rounds`,
  },
  'not-recomputed': {
    kind: 'broken',
    say: (_: Record<string, never>) => 'can not be computed again from what is in here',
  },
  /** Its boot began before the bundle, or nothing in here confirms its clock. */
  'outage-clock-unconfirmed': {
    kind: 'note',
    say: ({ outage, source }: { outage: string; source: string }) =>
      `says of the clock of outage ${outage} that it is vouched for by "${source}"; the rounds in here alone do not show that`,
  },
  /** So many events that they were not kept. */
  'mail-not-recomputed': {
    kind: 'note',
    say: (_: Record<string, never>) => 'tells of so many test mails that their figures are not computed again here',
  },
  'mail-places-not-recomputed': {
    kind: 'note',
    say: (_: Record<string, never>) =>
      'tells on whose part of their way test mails were held, and of clocks of mail servers: that rests on mails of weeks before and is not computed again; arrivals, figures and delays of mail are',
  },
  /** What the bundle has of them ends before they were over, or began after them. */
  'mail-open': {
    kind: 'note',
    say: ({ route, count, mails }: { route: string; count: number; mails: string }) =>
      `says more of ${count} test mails of route "${route}" than the rounds in here, which end before or begin after it was told: mails ${mails}`,
  },
  'mail-watched-later': {
    kind: 'note',
    say: ({ route, until }: { route: string; until: string }) =>
      `says that the mailbox of route "${route}" was watched until ${until}; the rounds in here end before`,
  },
  'mail-limits-changed': {
    kind: 'note',
    say: ({ route }: { route: string }) =>
      `judges mails of route "${route}" by limits that were not the same all the time: where its figures and delays differ from the rounds, that is a note`,
  },
  'mail-figures-open': {
    kind: 'note',
    say: ({ route }: { route: string }) =>
      `has figures of route "${route}" that depend on mails which the rounds in here do not decide`,
  },
  'mail-delay-open': {
    kind: 'note',
    say: ({ route, delay }: { route: string; delay: string }) =>
      `tells of delay ${delay} of route "${route}" otherwise than the rounds in here alone, which do not show its begin, its end, or a mail of it`,
  },
  /** Its words, or its place in the lane. */
  'statement-differs': {
    kind: 'broken',
    say: ({ statement, figure, said, computed }: Difference) =>
      `says ${said} for ${figure} of statement ${statement}, but the log and the text that it holds the hash of say ${computed}`,
  },
  'statement-unreadable': {
    kind: 'broken',
    say: ({ why }: { why: string }) => `is not the text of a statement of the provider: ${why}`,
  },
  /** Made again from the text and the rounds. */
  'comparison-differs': {
    kind: 'broken',
    say: ({ statement, figure, said, computed }: Difference) =>
      `says ${said} for ${figure} of statement ${statement} with the measurement, but its text and the rounds give ${computed}`,
  },
  /** Of another time, or left out. */
  'statement-not-shown': {
    kind: 'note',
    say: ({ statement, entry }: { statement: string; entry: number }) =>
      `does not have statement ${statement} of the provider (entry ${entry} of the log): it speaks of another time, or is left out`,
  },
  /** Held against the rounds without the rules: `bound` is one of the four samples of `bounds`. */
  'bound-not-there': {
    kind: 'broken',
    say: ({ outage, bound, segment, sequence }: BoundPlace) =>
      `names segment ${segment}, round ${sequence} for ${bound} of outage ${outage}, where no such sample stands`,
  },
  /** An answer; the rules may have left out what stands between. */
  'bound-not-beside': {
    kind: 'note',
    say: ({ outage, bound, segment, sequence }: BoundPlace) =>
      `names segment ${segment}, round ${sequence} for ${bound} of outage ${outage}, which is no answer right beside a loss`,
  },
  'bound-off-clock': {
    kind: 'note',
    say: ({ outage, bound, segment, sequence, offByMs }: BoundPlace & { offByMs: number }) =>
      `puts ${bound} of outage ${outage} ${offByMs} ms beside what the synchronised clock says in segment ${segment}, round ${sequence}`,
  },
  /** The rules may have had a reason: an address that nobody has answered too. */
  'reply-inside': {
    kind: 'note',
    say: ({
      outage,
      segment,
      sequence,
      target,
    }: {
      outage: string;
      segment: number;
      sequence: number;
      target: string;
    }) => `tells of outage ${outage}, within which ${target} answered in segment ${segment}, round ${sequence}`,
  },
  'bounds-unchecked': {
    kind: 'note',
    say: ({ entries }: { entries: number }) =>
      `tells of outages on a line that lost so much that only the first ${entries} losses were looked at one by one`,
  },
  /** Rounds whose clock was synchronised, or stamps of the server, put the boot at another time. */
  'boot-offset-contradicted': {
    kind: 'broken',
    say: ({ bootId, offsetMs }: { bootId: string; offsetMs: number }) =>
      `puts boot ${bootId} at an offset of ${offsetMs} ms, but its rounds show another time`,
  },
  'boot-offset-unconfirmed': {
    kind: 'note',
    say: ({ bootId, offsetMs }: { bootId: string; offsetMs: number }) =>
      `puts boot ${bootId} at an offset of ${offsetMs} ms, which no synchronised round in here confirms`,
  },
} as const;
