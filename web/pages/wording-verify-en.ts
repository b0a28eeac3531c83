import type { VerifyWords } from './wording-verify.ts';

export const verifyEn: VerifyWords = {
  title: 'Check evidence',
  lead: 'Somebody gave you a package about internet outages, a ZIP file such as “linewitness_….zip”? Here you see whether anything in it was changed, whether anything is missing, and whether its figures follow from the measurements.',
  promise: [
    'The file stays on this device: it is checked here in the browser, and the page is not allowed to make any connection. A month takes about ten seconds, a year a minute or more.',
  ],
  noScript:
    'To check in the browser JavaScript is needed. Without it, use the program “verify.mjs”, or check by hand as the file README.txt in the evidence tells.',
  notBuilt:
    'This server lacks the checking program for browsers. Use the program “verify.mjs”, or check by hand as the file README.txt in the evidence tells.',
  form: {
    file: 'Package for checking (ZIP file)',
    fileHint: 'As you got it, not unpacked.',
    drop: 'You can also drag the file anywhere onto this page.',
    fingerprint: 'Fingerprint of the server, if you know it',
    fingerprintHint:
      '32 characters of 0–9 and a–f, for example from an earlier report. Only this shows that the package comes from the same server.',
    more: 'More thoroughly',
    every: 'Check each single signature',
    everyHint:
      'Else in very large evidence the first, the last and a sample are checked; the chain is always checked whole.',
    start: 'Check',
    cancel: 'Cancel',
    again: 'Check another file',
  },
  steps: {
    open: 'Opening the file',
    members: 'Checksums',
    lane: 'Log of the server',
    segments: 'Measurements',
    heads: 'Seals and time stamps',
    figures: 'Computing the figures again',
  },
  progress: (step, percent, member) => `${percent} – ${step}${member === '' ? '' : `: ${member}`}`,
  cancelled: 'Cancelled. Nothing was found out.',
  problems: {
    noFile: 'Please choose the file first.',
    badFingerprint: 'A fingerprint has 32 characters of 0–9 and a–f; spaces do no harm.',
    insecure:
      'This page came over an address without encryption. Browsers then keep their cryptography back. Save the checking page (below) and open it from your disk.',
    oldBrowser:
      'This browser does not know the signatures (Ed25519). It works in Firefox from 130, Safari from 17, Chrome and Edge from 137, or with the program “verify.mjs”.',
    unreadable: (reason) => `The check ended early: ${reason}`,
  },
  otherWays: {
    title: 'Other ways to the same check',
    items: [
      'Without trusting us: the file README.txt in the evidence tells six steps with sha256sum, openssl and ssh-keygen.',
      'The checking page and the program are part of all evidence. Who does not trust the sender takes them from the source of the project.',
    ],
    page: 'Save the checking page (one file, no internet)',
    program: 'Save the program (Node 20 or newer)',
  },
  verdict: {
    valid: {
      title: 'Unchanged and complete',
      meaning:
        'Everything is as it was signed; nothing that belongs to it is missing; each figure follows from the measurements. What that does not show is said below.',
    },
    gaps: {
      title: 'Unchanged, with gaps',
      meaning:
        'Everything that is there is as it was signed, and each figure follows from it. Some was not measured or is missing; it is named below, and counts neither as an outage nor as working.',
    },
    broken: {
      title: 'Not in order',
      meaning:
        'At least one thing is not what was signed, or does not follow from the measurements. That need not be a forgery, a damaged download looks the same; but nobody should rely on this evidence before that is cleared up.',
    },
  },
  unreadable:
    'This file cannot be read as a package for checking. Perhaps it is another file, or it did not arrive whole. Download it again, or ask the sender for it.',
  checked: (name, size) => `Checked file: ${name} (${size})`,
  server: {
    open: 'Still open is from whom the package comes. Compare the fingerprint of the server with one that you have from another hand:',
    same: 'The server is the one whose fingerprint you entered.',
  },
  simulated: 'This is a demonstration: nothing of it was measured.',
  findings: {
    broken: {
      title: (count) => (count === 1 ? 'One thing is wrong' : `${count} things are wrong`),
      meaning: 'Changed, not signed, not chained, or not to be computed from the measurements.',
    },
    gap: {
      title: (count) => (count === 1 ? 'One gap' : `${count} gaps`),
      meaning: 'Declared as missing or not measured. Gaps happen, with a power cut for example; they are not hidden.',
    },
    note: {
      title: (count) => (count === 1 ? 'One remark' : `${count} remarks`),
      meaning: 'Neither wrong nor missing, but good to know.',
    },
    none: 'Nothing to object to.',
    more: (count) => `… and ${count} more of the same kind.`,
    places: (first, count) => `${first} and ${count} more places`,
    leftOut: (count) => `Besides ${count} more that were only counted.`,
  },
  places: { segment: 'sheet', entry: 'entry', line: 'line', outage: 'outage', day: 'day' },
  about: {
    title: 'What it is about',
    note: 'As the evidence says itself. For name and provider there is only the word of its owner.',
    line: 'Line',
    period: 'Period',
    fromTo: (from, to) => `${from} to ${to}`,
    asOf: 'Measured up to',
    zone: 'Times in the zone',
    rules: 'Counting rule, time zone data',
    versions: (rules, zones) => `version ${rules}, ${zones}`,
  },
  figures: {
    title: 'Computed again from the measurements',
    note: 'Computed here, not taken from the report.',
    none: 'The figures could not be computed again.',
    outages: 'Outages in this time, also those not counted',
    down: 'Without service',
    unknown: 'Not observed',
    observed: 'Share observed',
  },
  keys: {
    title: 'Fingerprints to compare',
    note: 'Compare that of the server with one that you knew before the dispute: from an earlier report (PDF), or from the page of the line. Else it is only shown that everything comes from the same key.',
    none: 'not readable',
    server: 'Server',
    probe: 'Probe',
    manifest: 'Table of contents (SHA-256 of MANIFEST.sha256)',
  },
  heads: {
    title: 'Seals and time stamps',
    note: 'A seal pins down what was recorded by then: a list, signed by the server, of where the logs ended. A time stamp is the word of a third party that the seal existed by then. The short sign helps to find a seal; it is the same one only if the whole checksum is.',
    none: 'No seal: that everything was there before a certain time is only the word of the server.',
    more: (count) => `${count} more are not listed here.`,
    name: (counter) => `Seal no. ${counter}`,
    at: (time, fingerprint) => `${time}, short sign ${fingerprint}`,
    entries: (count) => `vouches for ${count} entries`,
    notThisLine: 'does not name this line',
    noStamp: 'without a time stamp',
    stamp: (authority, time, status) => `${authority}: ${time}, ${status}`,
    noTime: 'no readable time',
    stampStatus: {
      trusted: 'recognised authority',
      'unknown-root': 'authority not known here',
      broken: 'not valid',
    },
  },
  counts: {
    title: 'What was checked',
    members: 'Files in the evidence',
    segments: 'Signed sheets of measurements',
    rounds: 'Measuring cycles',
    samples: 'Single measurements',
    laneEntries: 'Entries in the log of the server',
    signatures: 'Signatures checked',
  },
  notProven: 'What this does not show',
  statement: 'Documented measurement of reachability; no expert opinion, no certified procedure.',
  download: 'Save the report (JSON)',
};
