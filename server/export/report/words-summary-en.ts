import type { ReportWords, SealStamped } from './words.ts';

function stampedText(stamped: SealStamped): string {
  if (stamped === 'newest') return 'A time stamp of others covers it.';
  return stamped === 'none'
    ? 'No seal since the begin of the period has a recognised time stamp of others.'
    : `Time stamps of others reach up to no. ${stamped.counter} of ${stamped.at}.`;
}

/** The first page in English. */
export const summaryEn: ReportWords['summary'] = {
  claim: 'As measured, the line was out in this period:',
  none: 'In the observed time no outage that counts.',
  inOutages: (outages, dropouts) => {
    const all = outages === 1 ? 'in 1 outage' : `in ${outages} outages`;
    return dropouts === 0 ? all : `${all}, ${dropouts} of them shorter than 3 minutes (drop-outs)`;
  },
  onlyReachingIn: (count) =>
    count === 1
      ? 'In 1 outage that began before the period; only its time inside is counted.'
      : `In ${count} outages that began before the period; only their time inside is counted.`,
  reachingIn: (count) =>
    count === 1
      ? 'One more outage began before the period; its time inside is included.'
      : `${count} more outages began before the period; their time inside is included.`,
  failover: (length) => `During ${length} of it the home was reachable another way; the line itself was out.`,
  lasting: 'One outage is still going on; it is counted up to the last measurement in the period.',
  observed: 'Observed',
  observedText: ({ percent, observed, length, unknown }) =>
    `${percent} (${observed} of ${length}). Not observed: ${unknown}; that counts neither as working nor as an outage.`,
  observedAll: (length) => `100 % (${length})`,
  availability: 'Working',
  availabilityText: (range) => `${range} of the observed time`,
  nothingObserved: 'The reachability of the line was not measured in this period.',
  side: 'Where, as measured',
  sideText: (count, range) => `${count === 1 ? '1 outage' : `${count} outages`}, together ${range}`,
  noSide: '–',
  grade: 'Grade of evidence',
  gradeText: (counts) => `${counts}. A: router and packets agree; B: packets alone; C: later testimony only.`,
  longest: 'Longest outage',
  longestText: (bounds, from, isCut) =>
    `${bounds}; from ${from}${isCut ? ' (whole length, outside the period too)' : ''}`,
  notCounted: 'Not counted',
  notCountedText: (count) =>
    `${count === 1 ? '1 interruption' : `${count} interruptions`} that do not count against the provider (named in the chapter on outages)`,
  head: 'Newest seal',
  headText: ({ counter, at, short, sha256, stamped }) =>
    `no. ${counter} of ${at}, short sign ${short}; checksum (SHA-256) ${sha256}. A seal is a list, signed by the server, of where the logs of all lines ended at that time. ${stampedText(stamped)}`,
  noHead: 'There is no seal since the begin of the period.',
  course: 'The whole period',
  notProven: {
    title: 'What this does not prove',
    items: [
      'That nobody unplugged a cable. Where the fault lay “between the router and the provider’s network”, house wiring and the modem in the router are not excluded; where it is not established, neither are router and home network.',
      'Speed: what was measured is whether packets arrive, not how fast.',
      'Why the line failed and who is liable for it.',
      'Anything about time that was not observed.',
    ],
    more: (chapter) => `In full in the chapter “${chapter}”.`,
  },
};
