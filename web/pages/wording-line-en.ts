import { plural } from './format.ts';
import type { LineWords } from './wording-line.ts';

/** English sentences of the page of a line. */
export const lineEn: LineWords = {
  days: {
    title: 'The last 90 days',
    summary: ({ calm, withOutage, withDropoutsOnly, unobserved }) =>
      `${plural(calm, 'day', 'days')} without outage, ${withOutage} with (${withDropoutsOnly} of them only drop-outs of less than three minutes), ${unobserved} not observed.`,
    legend: { outage: 'outage (the taller, the longer)', notYet: 'before measuring began' },
    table: 'All days as a table',
    columns: { down: 'Outage time', degraded: 'Degraded', planned: 'Planned reconnect' },
    tooltip: (day, outages, bounds, coverage) =>
      `${day}: ${plural(outages, 'outage', 'outages')}, ${bounds}; ${coverage}`,
    ongoingTooltip: (day, bounds, coverage) => `${day}: outage since an earlier day, ${bounds}; ${coverage}`,
    calmTooltip: (day, coverage) => `${day}: no outage; ${coverage}`,
    unknownTooltip: (day) => `${day}: not observed`,
    hint: 'Each bar leads to its day.',
  },
  last24: {
    title: 'The last 24 hours',
    summary: 'Course of the last 24 hours',
    found: 'What was found in this time',
    columns: { finding: 'Finding', state: 'State', length: 'Time', count: 'how often' },
  },
  availability: {
    title: 'Availability',
    explain:
      'Share of the observed time in which the line carried packets: from the certain lower to the possible upper bound. The lower figure is rounded down, the upper one up. Time that was not observed counts neither as working nor as an outage.',
    columns: {
      period: 'Period',
      ratio: 'Available',
      reachable: 'Home reachable',
      coverage: 'of which observed',
      down: 'Outage time',
      source: 'Intervals',
    },
    nothing: 'nothing observed',
    nothingYet: 'nothing observed yet',
    reachable: (length) =>
      `While the line was out, the home was reachable over a backup connection for up to ${length}. Line and reachability therefore stand side by side.`,
  },
  dropouts: {
    title: 'Drop-outs',
    perPeriod: 'Drop-outs by period',
    explain:
      'Drop-outs are outages of less than three minutes; they are part of the outages. Single losses of three or four packets in a row are no outage and are counted apart.',
    columns: { period: 'Period', dropouts: 'Drop-outs', bursts: 'short losses' },
    perDay: 'Drop-outs per day, last 90 days',
    most: (count) => `at most ${count} in one day`,
  },
  latency: {
    title: 'Response time and loss',
    summary: ({ sent, lost, share }) => `${sent} packets sent, ${lost} without an answer (${share}).`,
    median: 'median',
    p95: '95 of 100 answers were faster',
    loss: 'loss',
    none: 'There are no measurements for this time.',
    table: 'Values as a table',
    columns: {
      from: 'from',
      sent: 'sent',
      lost: 'no answer',
      min: 'fastest',
      p95: 'highest 95 % mark',
      max: 'slowest',
    },
    asData: 'Values as JSON',
  },
  outages: {
    title: 'Outages',
    titleMixed: 'Outages and interruptions',
    none: 'No outage was observed in the last 90 days.',
    columns: { begin: 'Begin', length: 'Duration', finding: 'Finding', where: 'Where', grade: 'Grade of proof' },
    shown: (shown, all) => `Shown are the latest ${shown} of ${all} in 90 days.`,
    provisional: 'provisional',
    notCounted: 'interruption, not counted against the provider',
    planned: 'not counted as an outage',
    lasting: 'still going on',
  },
  method: {
    title: 'How it is measured',
    every: (spacing) => `every ${spacing}`,
    everySecond: 'every second',
    sending: ({ far, farCount, gateway }) =>
      `The probe sends a packet ${far} to one of ${farCount} targets outside the home in turn${gateway === null ? '' : `, and ${gateway} one to the home router`}.`,
    deciding:
      'When at least five answers in a row are missing (three, if another witness agrees; more, while many packets get lost anyway), that is an outage until two targets answer again; its duration is given with a lower and an upper bound from the times of sending and receiving.',
    width: (width) => `With this method the two bounds are at most ${width} apart.`,
    more: 'All targets and distances',
    columns: { target: 'Target', role: 'Role', network: 'Network', backEnd: 'Method', spacing: 'Every' },
    role: {
      gateway: 'home router',
      far: 'target on the internet',
      'isp-resolver': 'provider’s DNS server',
      'public-resolver': 'independent DNS server',
      'own-server': 'this server',
      router: 'what the router says',
      'first-hop': 'the provider’s first hop',
      'isp-host': 'a server of the provider',
      control: 'negative control',
      sip: 'telephony',
      clock: 'time server at home',
      snapshot: 'snapshot',
      mail: 'test mails',
      mailbox: 'mailbox of the test mails',
      extra: 'extra, without influence on the finding',
    },
    hidden: 'not public',
    software: 'Measuring program',
    late: (lateAfter, listen) =>
      `An answer after more than ${lateAfter} is late; ${listen} are waited for, and a late answer is not a loss.`,
  },
  exports: {
    make: 'Export evidence',
    title: 'Evidence',
    explain: 'Outages, intervals and daily sums of the last 90 days to download.',
    csv: 'CSV for spreadsheets',
    json: 'JSON for programs',
    hidden: 'The evidence for this line is not published.',
    unpublished: 'This line is not published; only you see this page.',
  },
};
