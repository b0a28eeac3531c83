import type { EvidenceWords } from './wording-evidence.ts';

/** English sentences of the evidence page. */
export const evidenceWordsEn: EvidenceWords = {
  title: (name) => `Evidence: ${name}`,
  lead: 'Choose a period or an outage. The figures are shown right here; only then download what you want to pass on.',
  choose: {
    title: 'Period',
    from: 'First day',
    to: 'Last day',
    button: 'Show figures',
    outage: 'Or one outage',
    outageButton: 'Show outage',
    noOutages: 'No outage was measured in the last 12 months.',
    quick: 'Often chosen',
    last7: '7 days',
    last30: '30 days',
    last90: '90 days',
    month: 'This month',
    monthBefore: 'Last month',
  },
  problem: {
    period:
      'There is no such period: the first day must not lie after the last or in the future, and more than 1100 days do not fit into one file.',
    outage: 'There is no such outage, or not any more.',
    'too-many': 'There are more than 10,000 outages in this period. Please choose a shorter one.',
  },
  figures: {
    title: 'What was measured',
    of: (from, to) => (from === to ? from : `${from} to ${to}`),
    down: 'Out of service',
    noDown: 'none measured',
    outages: 'Outages',
    ofThem: (dropouts) => `${dropouts} of them shorter than 3 minutes`,
    reachingIn: (count) =>
      count === 1
        ? 'One more began before; its time within the period is included.'
        : `${count} more began before; their time within the period is included.`,
    observed: 'Observed',
    notObserved: (length) => `${length} not observed: counted neither as outage nor as available`,
    nothing: 'Nothing was measured in this period.',
    available: 'Available',
    availableNote: 'share of the observed time',
    failover: 'Reachable another way meanwhile',
  },
  files: {
    title: 'Download',
    pdf: {
      label: 'Report (PDF)',
      hint: 'To read, print and send: summary, days, outages with the measurements behind them, method and limits.',
    },
    zip: {
      label: 'Package for checking (ZIP)',
      hint: 'Everything that others need to check it without this program: signed measurements, time stamps, instructions and a checking program.',
    },
    tooLargeForMail: 'Too large for most mailboxes: pass on a link instead of the file.',
    tables: 'Tables and data',
    tablesNote: 'What is ticked above does not go into these.',
    excel: {
      label: 'Table for Excel (German)',
      hint: 'German spelling, local time. Times in whole seconds: earliest rounded down, latest rounded up.',
    },
    csv: { label: 'Table for programs (CSV)', hint: 'RFC 4180: comma, UTC, whole milliseconds.' },
    json: {
      label: 'Everything in one document (JSON)',
      hint: 'With the method, what each bound rests on, and the rules of counting.',
    },
    table: { outages: 'Outages', days: 'Days', mails: 'Test mails' },
    size: (text) => `about ${text}`,
    contents: 'What of yours goes along',
    texts: { label: 'Fault reports and notes', hint: 'What you wrote yourself, with ticket numbers.' },
    files: { label: 'Attachments', hint: 'Mails and letters of the provider, photos.' },
    values: {
      label: 'Personal details',
      hint: 'Network addresses, lines of the router’s log, contract data. Unless ticked, only their hashes are in it.',
    },
    make: { pdf: 'Make the report', zip: 'Make the package' },
    zipOwner: 'The package holds the exact measurements; only the owner of this line hands it out.',
    schemas: 'Description of the formats for programs (JSON Schema)',
  },
  making: {
    title: { pdf: 'The report is being made', zip: 'The package is being made' },
    state: {
      waiting: 'Waiting until another file is done.',
      working: 'At work.',
      done: 'Done.',
    },
    problem: {
      'no-head': 'The server has set no seal yet. Please try again in a minute.',
      moved: 'Many measurements are coming in from the line just now. Please try again in a minute.',
      'nothing-kept':
        'Not all raw data of that time and of the days before it are kept any more, or nothing was measured yet.',
      'other-rules': 'The figures are being worked out again by newer rules. Please try again later.',
      'no-space': 'The disk of the server is too full for it. Make room there, or choose a shorter period.',
      gone: 'The file was not fetched in time. Please make it again.',
      failed: 'That did not work. Please try again; the log of the server says why.',
    },
    percent: (percent) => `${percent} done`,
    refresh: 'This page reloads by itself.',
    download: (size) => `Download (${size})`,
    next: {
      pdf: 'To read, print and send. It also tells how others can check it.',
      zip: 'The package holds report.pdf to read and README.txt, which tells how to check it. Pass the ZIP file on as it is.',
    },
    check: 'Check the package yourself',
    back: 'Back to the choice',
  },
  check: {
    title: 'Checking that nothing was changed',
    text: 'Measurements are signed while they are made, the server confirms that it received them, and every hour it sets a seal, which pins down what was recorded by then. Outsiders can confirm it with their own clock.',
    key: 'Fingerprint of this server’s key',
    head: (counter) => `Seal no. ${counter}, short sign`,
    headNote:
      'The checksum of the newest seal also stands in every report to the provider that is drafted here: so it would be noticed if another log were presented later.',
    noHead: 'No seal is set yet.',
    verify: 'Check a package without uploading it',
  },
  notSaid: {
    title: 'What the evidence does not show',
    items: [
      'That nobody unplugged a cable. A fault of the line, of the wiring in the house and of the modem in the router look the same in the packets.',
      'How fast the line was. For speed the measuring program of the regulator is what counts.',
      'Independence of the owner, as long as measuring device and server belong to the same person. Time stamps of outsiders and answers of the provider narrow that down.',
    ],
  },
  share: 'Make a link for a case handler or lawyer',
  more: {
    title: 'Also',
    months: 'Closed months',
    technician: 'Sheet for the technician',
    statements: 'What the provider says, beside the measurement',
    files: 'Files of the case',
  },
  name: 'Evidence',
  ofOutage: 'Evidence for this outage',
  refused: 'This does not work:',
  all: 'Evidence: choose a period, report and package',
};
