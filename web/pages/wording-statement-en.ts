import type { StatementWords } from './wording-statement.ts';

/** English sentences on what the provider says. */
export const statementEn: StatementWords = {
  title: 'What the provider says',
  link: 'Compare what the provider says',
  lead: 'What the provider says of the line in a letter, a mail or a log stands here beside the measurement, on the same time axis. It changes nothing of what was measured.',
  none: 'Nothing that the provider says has been entered yet.',
  kept: 'Entered statements',
  withdrawn: (at) => `taken back on ${at}`,
  enter: {
    title: 'Enter a statement',
    explain:
      'Copy it word for word and completely, also what speaks against you. The entry goes into the signed log with its date; it cannot be changed, only taken back.',
    name: 'Name',
    nameHint: 'For example: fault log of ticket 4711.',
    source: 'Where is it from?',
    sourceHint: 'For example: letter of 3 November, page 2.',
    file: 'File it is from',
    noFile: 'no file',
    zone: 'Time zone of the statement',
    exact: 'How exact are its times?',
    exactHint: 'So far the two may lie apart without being called a contradiction.',
    exactness: [
      'to the second',
      'to the minute',
      'to 5 minutes',
      'to a quarter of an hour',
      'to the hour',
      'to the day',
    ],
    rows: 'Statements, one a line',
    rowsHint:
      'Begin; end; kind; text. Kinds: outage, no outage, maintenance, sync lost, session lost, repaired, note. A dash where there is no end; “repaired” and “note” have none. In the hour that comes twice when clocks change, with the distance to UTC, such as 02:30+01:00.',
    sample: '2026-11-03 14:00; 16:20; outage; port fault\n2026-11-03 16:20; -; repaired; port reset',
    button: 'Enter',
    refused: 'This was not entered',
    line: (line) => `Line ${line}`,
  },
  problem: {
    missing: 'Something is missing here.',
    'too-long': 'This is too long.',
    'too-many': 'These are too many: at most 500 lines an entry, and 100 entries.',
    cells: 'These are not at least three parts: begin; end; kind.',
    'not-a-time': 'This is no time like 2026-11-03 14:00.',
    'no-such-time': 'This time did not exist, the clocks were put forward.',
    twice: 'This time came twice; please with the distance to UTC, such as +01:00.',
    'not-a-kind': 'This kind is not known.',
    'ends-before': 'The end lies before the begin.',
    'no-end': 'This kind needs an end.',
    'has-end': 'This kind has no end.',
    'out-of-range': 'This lies before the year 2000 or more than a year ahead.',
    'not-a-zone': 'This time zone is not known.',
    'not-a-choice': 'Please choose.',
    quote: 'A quotation mark is not closed.',
  },
  kind: {
    outage: 'outage',
    'no-outage': 'no fault',
    'planned-work': 'maintenance',
    'sync-lost': 'sync lost',
    'session-lost': 'session lost',
    repaired: 'repaired',
    note: 'note',
  },
  compare: {
    title: 'Side by side',
    lead: 'Named is everything on which both agree, contradict each other or cannot be compared, also what speaks against the measurement. Who is right is not decided by this comparison.',
    counts: ({ agrees, differs, open }) =>
      `Agreements: ${agrees}. Contradictions: ${differs}. Cannot be compared: ${open}.`,
    columns: { said: 'The provider says', measured: 'Measured', verdict: 'Comparison' },
    theirs: 'Provider',
    ours: 'Measured',
    drawing: (from, to) => `The provider’s statement above the measurement, from ${from} to ${to}`,
    nothing: 'Nothing was measured in the time of this statement; there is nothing to compare.',
    notSaid: 'nothing',
    legend: 'Above, what the provider says; below, what was measured. Where nothing stands above, it says nothing.',
    exact: (size) => `Its times are taken to be exact ${size}.`,
    rows: 'The statement as entered',
    rowColumns: { from: 'Begin', to: 'End', kind: 'Kind', text: 'Text' },
    log: (entry) => `In the signed log: entry ${entry}, checksum`,
    withdraw: 'Take back',
    withdrawExplain: 'The entry can still be read and stays in the log; it is not compared any more.',
    back: 'All statements',
  },
  weight: { agrees: 'agrees', differs: 'contradiction', open: 'cannot be compared' },
  finding: {
    'both-down': ({ outage }) => `Measured as well: outage, ${outage}.`,
    'both-planned': ({ outage }) => `An interruption was measured in this time, ${outage}.`,
    'both-up': ({ ms }) => `Answers came from the internet here too, ${ms} in all.`,
    'both-not-line': ({ outage }) => `A fault was measured, ${outage}; it lay at home and is not put to the line.`,
    'begin-agrees': ({ ours }) => `Measured begin: ${ours}.`,
    'end-agrees': ({ ours }) => `Measured end: ${ours}.`,
    'repair-agrees': ({ ours }) => `Answers came again: ${ours}.`,
    'cause-agrees': () => 'The router reported this too.',
    'begin-differs': ({ ours, ms, isTheirsLater }) =>
      isTheirsLater
        ? `Packets went unanswered at least ${ms} earlier. Measured begin: ${ours}.`
        : `By the measurement it began at least ${ms} later: ${ours}; shortly before an answer still came.`,
    'end-differs': ({ ours, ms, isTheirsLater }) =>
      isTheirsLater
        ? `Answers came again at least ${ms} earlier: ${ours}.`
        : `Packets went unanswered for at least ${ms} more, until ${ours}.`,
    'still-down': ({ ms }) => `${ms} later, at the last measurement, the outage was still going on.`,
    denied: ({ ms, outage }) => `Packets went unanswered for at least ${ms} of it, ${outage}.`,
    'only-theirs': ({ ms }) =>
      `Answers came here in that time, ${ms} in all. To that extent the measurement did not observe this outage.`,
    'down-between': ({ ms }) =>
      `Packets went unanswered before this time and after the one named before it too, for at least ${ms}.`,
    'failed-after-repair': ({ ms, ours }) =>
      ours === ''
        ? `Packets went unanswered for ${ms} after it; at the last measurement the outage was still going on.`
        : `Packets went unanswered for at least ${ms} after it, until ${ours}.`,
    'worked-before-repair': ({ ms, ours }) =>
      `Answers came again at least ${ms} before it: ${ours}. By the measurement the outage was shorter.`,
    'beyond-planned': ({ ms }) => `Packets went unanswered outside of this time too, for at least ${ms}.`,
    'cause-differs': () => 'The router reported that this connection was up.',
    'cause-unknown': () => 'The router said nothing of this.',
    'begin-unobserved': ({ ours }) => `Observed only from ${ours} on; the measurement says nothing of the begin.`,
    'end-unobserved': ({ ours }) => `Observed only until ${ours}; the measurement says nothing of the end.`,
    'end-not-named': ({ ours }) => `Measured end: ${ours}. The provider names none.`,
    'too-short': () => 'The measurement may miss interruptions as short as this.',
    'too-inexact': () => 'The times are too inexact to be compared.',
    unobserved: ({ ms }) => `${ms} of it were not observed; the measurement says nothing of that.`,
    'not-mentioned': ({ outage }) => `Outage, ${outage}.`,
    'clock-uncertain': () => 'Nobody vouches for the clock of the measurement here; the times cannot be compared.',
    outside: () => 'This lies outside of the time that was measured or is compared.',
    'planned-unnoticed': ({ ms }) => `Answers came here in that time, ${ms} in all.`,
    'repair-unmatched': () => 'No outage that fits was measured around that time.',
  },
  to: 'to',
  lasting: 'still going on',
};
