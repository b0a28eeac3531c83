import type { ReportWords, SealStamped } from './words.ts';
import { integrityEn } from './words-integrity-en.ts';
import { mailEn } from './words-mail.ts';
import { ruleEn } from './words-rule-en.ts';

function stampedText(stamped: SealStamped): string {
  if (stamped === 'newest') return 'A time stamp of others covers it.';
  return stamped === 'none'
    ? 'No seal since the begin of the period has a recognised time stamp of others.'
    : `Time stamps of others reach up to no. ${stamped.counter} of ${stamped.at}.`;
}

/** The report in English. */
export const reportWordsEn: ReportWords = {
  title: 'Record of the reachability of an internet line',
  technicianTitle: 'Sheet for the technician',
  page: (page, count) => `Page ${page} of ${count}`,
  seal: (counter, short) => `Seal no. ${counter}: ${short}`,
  simulated: 'Demo: all values in this document are made up, none of them was measured.',
  madeUp: 'DEMO, all made up',
  contents: 'Contents',
  chapters: {
    summary: 'Summary',
    days: 'Day by day',
    course: 'Timeline',
    outages: 'Outages and the samples behind them',
    reports: 'Fault reports and documents',
    statements: 'What the provider says, beside the measurement',
    mail: 'Test mails',
    method: 'How it was measured, and the limits of that',
    clock: 'The clock',
    objections: 'Objections and answers',
    integrity: 'Integrity: checksums, and checking by hand',
    notProven: 'What this record does not prove',
    rule: 'How it is counted',
    technician: 'Sheet for the technician',
    files: 'Files in this PDF',
  },
  figures: {
    line: 'Line',
    provider: 'Provider',
    period: 'Period',
    asOf: 'Measured up to',
    zone: (zone, version) => `Local time ${zone} (time-zone data ${version})`,
    customer: 'Customer',
    address: 'Address',
    contractNumber: 'Contract number',
  },
  summary: {
    claim: 'As measured, the line was out in this period:',
    none: 'In the observed time no outage that counts.',
    inOutages: (outages, dropouts) => {
      const all = outages === 1 ? 'in 1 outage' : `in ${outages} outages`;
      return dropouts === 0 ? all : `${all}, ${dropouts} of them shorter than 3 minutes (drop-outs)`;
    },
    reachingIn: (count) =>
      count === 1
        ? 'One more outage began before the period; its time inside is included.'
        : `${count} more outages began before the period; their time inside is included.`,
    failover: (length) => `During ${length} of it the home was reachable another way; the line itself was out.`,
    lasting: 'One outage is still going on; it is counted up to the last measurement.',
    observed: 'Observed',
    observedText: ({ percent, observed, length, unknown }) =>
      `${percent} (${observed} of ${length}). Not observed: ${unknown}; that counts neither as working nor as an outage.`,
    observedAll: (length) => `100 % (${length})`,
    availability: 'Working',
    availabilityText: (range) => `${range} of the observed time`,
    nothingObserved: 'Nothing was measured in this period.',
    side: 'Where, as measured',
    sideText: (count, range) => `${count === 1 ? '1 outage' : `${count} outages`}, together ${range}`,
    noSide: '–',
    grade: 'Grade of evidence',
    gradeText: (counts) => `${counts}. A: router and packets agree; B: packets alone; C: later testimony only.`,
    longest: 'Longest outage',
    longestText: (bounds, from) => `${bounds}; from ${from}`,
    notCounted: 'Not counted',
    notCountedText: (count) =>
      `${count === 1 ? '1 interruption' : `${count} interruptions`} that do not count against the provider (named in the chapter on outages)`,
    head: 'Newest seal',
    headText: ({ counter, at, short, sha256, stamped }) =>
      `no. ${counter} of ${at}, short sign ${short}; checksum (SHA-256) ${sha256}. A seal is a list, signed by the server, of where the logs of all lines ended at that time. ${stampedText(stamped)}`,
    noHead: 'The server has set no seal yet.',
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
  },
  days: {
    text: (zone) =>
      `Days run from midnight to midnight in ${zone}; on the day of a clock change a day has 23 or 25 hours. The lower bound of a day is what was certainly out on it: of an outage that crosses midnight, what is not certain is taken off each of its days, so a day in the middle of one stands here with a little less than 24 hours.`,
    months: 'Months',
    withOutages: 'Days with outages',
    left: (shown, all) =>
      `Printed are the ${shown} days with the longest outage time of ${all} days with outages; all days are in the file days.csv in this PDF.`,
    none: 'No day with an outage.',
    total: 'Period',
    cut: 'The period begins or ends within a day: the rows before are of whole days, the last one only of the period, as page 1.',
    month: 'Month',
    columns: {
      day: 'Day',
      least: 'Out at least',
      most: 'at most',
      outages: 'Outages',
      dropouts: 'Drop-outs',
      degraded: 'degraded',
      planned: 'planned',
      unknown: 'not observed',
      observed: 'observed',
    },
  },
  course: {
    text: 'Red and up to the top: outage. Green and low: working. Grey stripes: not observed. Short outages are drawn wider than they were, so that they can be seen: the drawing shows when, not how long. The tables say how long.',
    widened: 'Short outages are drawn wider than they were; the tables give their lengths.',
    legend: 'Legend',
    alt: (from, to, outages) => `Timeline from ${from} to ${to} with ${outages} outages; the tables name each.`,
    day: 'Each row is a day, from 0 to 24 h',
  },
  outages: {
    text: 'Each outage has four bounds: earliest and latest begin, earliest and latest end. Each bound rests on one single sample, which stands in the signed raw data (number of the sheet and of the cycle). The time given is that of sending, for the first answer afterwards that of receiving. “At least” is never longer and “at most” never shorter than the line was out.',
    none: 'No outage in this period.',
    columns: {
      number: 'No.',
      begin: 'Begin, earliest',
      end: 'End, latest',
      least: 'at least',
      most: 'at most',
      finding: 'Finding',
      side: 'Where',
      grade: 'Grade',
    },
    listed: (shown, all) =>
      `Printed are the ${shown} longest of ${all} outages; all are in the files outages.csv and evidence.json in this PDF.`,
    listedOthers: (shown, all) =>
      `Printed are the ${shown} longest of ${all}; all are in the files outages.csv and evidence.json in this PDF.`,
    details: 'The outages one by one',
    detailed: (shown, all) =>
      `Described one by one are the ${shown} longest of ${all} outages. Bounds and samples of all are in the file evidence.json in this PDF.`,
    title: (number, at) => `Outage ${number}: ${at}`,
    facts: (side, grade, lost) => `Where: ${side}. Grade ${grade}. ${lost}`,
    findings: 'What the findings say, and what they leave open',
    samples: {
      columns: {
        bound: 'Bound',
        at: 'Time',
        sample: 'rests on the sample',
        target: 'Target',
        outcome: 'Outcome',
        place: 'Sheet / cycle',
      },
      bound: {
        startEarliest: 'Begin, earliest',
        startLatest: 'Begin, latest',
        endEarliest: 'End, earliest',
        endLatest: 'End, latest',
      },
    },
    chain: 'The path:',
    answers: 'answers of its machines',
    clock: 'Clock:',
    server: 'Server:',
    silence: ({ first, last, from, to, count, reachable, unreachable }) =>
      `From ${from} to ${to} it noted ${count === 1 ? 'once' : `${count} times`} that it heard nothing of the probe (within entries ${first} to ${last} of the signed log). Meanwhile it reached others itself ${reachable} times, and did not ${unreachable} times${unreachable + reachable < count ? `; ${count - reachable - unreachable} times it did not look` : ''}.`,
    noSilence:
      'In this time it noted no silence of the probe. That is so where it stands at the same place, was reached another way, or did not run itself.',
    notCounted: 'Interruptions that do not count',
    notCountedText: 'Measured like the others, but not part of any sum as an outage.',
    why: 'Why not',
    lasting: 'still going on',
    note: (text, at, entry) => `Remark of the owner of ${at} (entry ${entry} of the signed log): “${text}”`,
    withdrawn: ' (taken back later)',
    clipped:
      'Outages that reach over the edge of the period stand here with their whole length; only the part inside the period is in the sums.',
  },
  unknown: {
    title: 'Why time was not observed',
    text: 'This time counts neither as working nor as an outage.',
    columns: { cause: 'Cause', stretches: 'stretches', length: 'together' },
  },
  reports: {
    text: 'What was reported to the provider. The checksum of each entry has stood in the signed log since the time given: this shows that the text was fixed then, not that what it says is true.',
    none: 'No fault report is on record for this period.',
    withheld: 'Reports and documents are not part of this version.',
    title: (subject) => `Report: ${subject}`,
    state: { reported: 'reported', withdrawn: 'withdrawn' },
    rows: {
      since: 'Without a connection since',
      reported: 'Reported',
      received: 'Received',
      channel: 'Channel',
      ticket: 'Ticket number',
      receipt: 'Proof of receipt',
      repaired: 'Repaired, as recorded',
      missed: 'Missed appointments',
    },
    records: 'Entries of the signed log',
    columns: { at: 'Entered', entry: 'Entry', hash: 'Checksum (SHA-256) of the text' },
    files: 'Documents attached',
    erased: '(erased; the checksum stays)',
    fileColumns: { name: 'File', dated: 'Dated', added: 'Entered', hash: 'Checksum (SHA-256)' },
  },
  statements: {
    text: 'Copied from letters or information of the provider and put beside the measurement, which does not change by it. They are compared with the room that both clocks leave; lengths here are therefore up to some seconds shorter than in the list of outages.',
    none: 'No statement of the provider is on record.',
    entered: (at, entry, sha256) => `Entered on ${at}, entry ${entry} of the signed log, checksum (SHA-256) ${sha256}`,
    left: (shown, all) => `Printed are ${shown} of ${all} comparisons.`,
  },
  mail: mailEn,
  method: {
    text: [
      'A probe on the line sends small packets in a fixed rhythm to several targets in different networks and to the home router, and records every answer and every answer that did not come. The rhythm is that of the method in force (below, with its checksum); during an outage it goes on measuring.',
      'On the probe the record is closed into sheets of at most 100 cycles, signed with its key and chained to the sheet before. The server keeps the bytes as received and confirms each sheet with a signature of its own. All figures here are computed from these bytes and can be computed again.',
    ],
    used: (from) => `The method from ${from} on`,
    usedAgain: (times, last) => `Used ${times} times in this period, in turn with others; last from ${last} on.`,
    hash: (sha256) => `Checksum of the method’s text, as it stands in every sheet: ${sha256}`,
    targets: 'Targets',
    columns: { target: 'Target', role: 'Task', network: 'Network', method: 'Method', spacing: 'Every' },
    width: (width) =>
      `With this method, lower and upper bound of an outage are at most ${width} apart (before they are rounded to whole seconds) where time before and after it was observed.`,
    shortest: (length) =>
      `While it measures, this method cannot miss an outage of ${length} or more; it may miss shorter ones.`,
    software: (name) => `Measuring program: ${name}.`,
    limits: 'Limits of the method',
    limitItems: [
      'What is measured is whether packets arrive. If they do not, only the comparison with the router and with what lies behind it says where.',
      'Loss of single packets is no outage. At least five in a row count (three when another witness confirms it), and only if no target answers.',
      'If the home router does not answer, the time counts as “in the home network” or “not observed”, never as an outage of the provider.',
      'A modem inside the router and the wiring in the house lie before the place from which on the line can be told apart.',
      'While the probe did not run, time is not observed. Silence alone proves nothing.',
    ],
    unreadable: 'This version of the program cannot read this method.',
  },
  clock: {
    text: [
      'Durations come from a counter that runs evenly whatever the time of day; they depend on no clock. Times of day come from the clock of the probe. Who vouches for it is said with each outage; where it was corrected later, by how much. The signed raw data stay as they are.',
      'Apart from that the server records when it received each sheet: a sheet cannot have been made later, and, because it holds a number from an earlier confirmation that nobody could know before, not earlier than that one either. During an outage that is the last confirmation before it. Where the server belongs to the owner, this is worth as much as the time stamps of third parties beside it.',
    ],
    source: {
      sync: 'set to world time (time server)',
      server: 'compared with the server’s clock',
      router: 'compared with the router’s clock',
      none: 'nobody vouches for it: durations hold, times of day are uncertain',
      unknown: 'not recorded',
    },
    columns: {
      outage: 'Outages',
      source: 'Clock of the probe',
      corrected: 'largest correction',
      error: 'largest uncertainty',
    },
    exact: 'none',
    none: 'There is no outage in this period whose time of day could be judged.',
    later: (size) => `${size} later than the clock said`,
    earlier: (size) => `${size} earlier than the clock said`,
    shown: (shown, all) => `${shown} of ${all}`,
  },
  objections: {
    text: 'What a provider might object, with the answer as far as the measurement gives one, and the place where it can be checked. What it cannot answer is conceded.',
    none: 'Not part of this version.',
    said: (objection) => `“${objection}”`,
    kind: { answered: 'answered', partly: 'in part', conceded: 'conceded' },
    proof: 'To check:',
  },
  integrity: integrityEn,
  ...ruleEn,
  files: {
    title: 'Files in this PDF',
    text: 'Embedded; any common PDF program can extract them (“pdfdetach -saveall” too).',
    columns: { name: 'File', what: 'Content', hash: 'Checksum (SHA-256)' },
    what: {
      'evidence.json': 'everything in this report, for programs; derived',
      'outages.csv': 'all outages with all bounds; derived',
      'days.csv': 'all days; derived',
      'heads.csv': 'all seals since the begin of the period with their time stamps',
      'heads.txt': 'the newest seal, word by word',
      'raw.sha256': 'list of the raw data with checksums',
    },
  },
};
