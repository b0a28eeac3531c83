import { saysEn } from './wording-says-en.ts';
import type { WitnessWords } from './wording-witness.ts';

/** English sentences on who said what in an outage. */
export const witnessEn: WitnessWords = {
  chain: {
    title: 'The way to the internet, link by link',
    explain: 'From the home outwards. Each link says who said what about it.',
    explainUntold: 'From the home outwards. Who said what about it is not published.',
    description: (links) => `The way to the internet: ${links}`,
    link: {
      home: 'Home',
      router: 'Router',
      dsl: 'Access',
      session: 'Session',
      provider: 'Provider',
      internet: 'Internet',
    },
    hint: {
      home: 'probe and home network',
      router: 'the home’s own router',
      dsl: 'DSL, or what else leads from the router to the provider',
      session: 'login at the provider',
      provider: 'the provider’s network',
      internet: 'targets in other networks',
    },
    state: { ok: 'in order', fail: 'failed', unknown: 'not known' },
    notReached: 'not reached',
    nothing: 'Nobody said anything about it.',
    firstIn: (sheet, row) => `record sheet ${sheet}, cycle ${row}`,
  },
  witness: {
    probe: 'The probe',
    gateway: 'The router in the home network',
    far: 'Targets on the internet',
    'isp-resolver': 'The provider’s DNS server',
    'public-resolver': 'Independent DNS servers',
    'own-server': 'The Linewitness server',
    router: 'The router itself',
    'first-hop': 'The provider’s first hop',
    'isp-host': 'A host of the provider',
    control: 'Negative control',
    sip: 'The telephony server',
    clock: 'Time server',
    snapshot: 'Snapshot',
    extra: 'Extra target',
  },
  says: saysEn,
  until: 'to',
  nearest: 'Named is the part that is nearest to the home.',
  provisional: {
    router: 'Provisional: the router is asked once more two minutes after the end. Then the finding is settled.',
    lasting: 'The outage is still going on; the finding is provisional.',
  },
  before: (finding, side, grade) =>
    `At first it said here: ${finding} (${side}), grade of proof ${grade}. The present finding rests on what the router said afterwards.`,
  planned: {
    title: (day) => `Planned reconnect on ${day}`,
    counts: 'Does not count as an outage and is listed on its own.',
  },
  failover:
    'The home was reachable over a backup connection (mobile network); the line itself was out of order. Each is counted on its own.',
  failoverNow: 'The home is reachable over a backup connection (mobile network).',
  reachable: {
    title: 'Home reachable',
    yes: 'yes, over a backup connection',
    how: 'The router reported the fault of the line; meanwhile the packets went another way.',
    measured:
      'What was measured is that targets on the internet answered, and what the router said of the line. Why it was out of order, who answers for it, and whether other lines were affected was not measured.',
  },
  tag: {
    'router-rebooted': 'The router restarted within this time; its own uptime says so.',
    'router-rented': 'The router belongs to the provider or is managed by it.',
    'router-state-implausible':
      'The router said something that packets or its own counters contradict. It was not believed.',
    'router-log-reconnect': 'The router’s log names the regular reconnect.',
    'user-disconnect': 'According to the router the connection was cut at the router itself.',
    'new-address': 'Afterwards the line had a new address.',
    'own-traffic': 'At that time the line was almost filled from inside the home.',
  },
  tags: 'Also to be said',
  phases: {
    side: 'Where',
    length: 'Duration',
    explain: 'An outage can have several causes one after the other.',
  },
  snapshots: {
    title: 'Snapshots',
    explain:
      'At the begin, after a minute and at the end everything is recorded at once, because it cannot be cleared up later.',
    moment: { onset: 'At the begin', minute: 'After a minute', end: 'At the end' },
    trace: 'Path of the packets',
    hop: 'Hop',
    address: 'Address',
    answerTime: 'Answer time',
    silentHop: 'no answer',
    log: 'From the router’s log',
    counters: 'Counters at the probe’s network connection',
    counter: 'Counter',
    ownerOnly: 'Only the owner sees these values, when signed in.',
    gone: 'The values are not here: erased, or not arrived yet.',
    none: 'no entries',
    sheet: (sheet, row) => `record sheet ${sheet}, cycle ${row}`,
  },
  clock: {
    title: 'The clock meanwhile',
    state: {
      sync: 'The probe’s clock was set to UTC.',
      holdover: 'The probe’s clock ran on by itself; shortly before or after it was set to UTC.',
      unsync: 'The probe’s clock was not set then. The times were corrected later, as soon as it was.',
      stepped: 'The probe’s clock jumped within this time. The times were corrected afterwards.',
    },
    corrected: (size, isFast) =>
      `The times on this page are corrected by ${size}, because the probe’s clock was ${isFast ? 'fast' : 'slow'}.`,
    exact: 'No correction was needed.',
    error: (size) => `Against the server’s clock an uncertainty of at most ${size} remains.`,
    durations: 'Durations come from a counter that does not depend on it.',
  },
  annotation: {
    title: 'Found out later',
    explain:
      'Has it turned out what it was? The entry stands on this page with its date and in the signed record; the measurements stay as they are.',
    tag: 'not counted: was at home',
    notCounted: (reason, at) =>
      `Does not count (found at home by you: ${reason}; entered on ${at}). The measurements are unchanged.`,
    notCountedUntold: 'Does not count: the owner found the cause at home later.',
    by: { home: 'Entered by the owner: it was at home', note: 'The owner’s note' },
    withdrawn: 'taken back',
    kind: 'What is to hold?',
    choice: {
      home: { label: 'It was at home', hint: 'The outage then no longer counts against the provider.' },
      note: { label: 'Only a note', hint: 'Finding and counting stay as they are.' },
    },
    text: 'What was it?',
    textHint: 'For example: the socket in the cellar. At most 500 characters.',
    save: 'Enter',
    withdraw: 'Take back',
    withdrawOf: (text) => `Take back: ${text}`,
    onlyNotes: 'While the outage lasts, only notes are possible.',
    refused: 'This was not entered',
    problem: {
      empty: 'Please say what it was.',
      'too-long': 'At most 500 characters, please.',
      lasts: 'The outage is still going on; until it ends only a note is possible.',
      kind: 'Please choose what is to hold.',
    },
  },
};
