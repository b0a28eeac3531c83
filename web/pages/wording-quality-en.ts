import type { QualityWords } from './wording-quality.ts';

/** English sentences of the page on the quality of a line. */
export const qualityEn: QualityWords = {
  title: 'Quality of the line',
  link: 'Quality and what was observed',
  lead: (from, to) => `${from} to ${to}: what the router says of the line, and what was observed.`,
  periods: 'Period',
  days: (count) => `${count} days`,
  reading: {
    title: 'In words',
    explain: 'As far as it can be read from what the router says:',
    marginLow: (lowest) => `The noise margin downwards fell to ${lowest}, which is below 6 dB.`,
    marginFine: (lowest) => `The noise margin downwards was never below ${lowest}.`,
    marginMeaning:
      'Usually router and counterpart keep about 6 dB in reserve against interference. Less means less reserve; what pressed it down cannot be seen.',
    crc: (count, days, daysInAll) => `${count} blocks arrived damaged (CRC errors), on ${days} of ${daysInAll} days.`,
    crcNone: 'No block arrived damaged (CRC errors).',
    crcMeaning: 'What arrives damaged is lost or has to be sent again.',
    resyncs: (count) => `The DSL link was set up anew ${count === 1 ? 'once' : `${count} times`}.`,
    reconnects: (count, planned) =>
      `The router began ${count === 1 ? 'one new session' : `${count} new sessions`}${planned === 0 ? '' : `, ${planned} of them recognised as planned reconnects`}.`,
    calm: (hasDsl) =>
      hasDsl
        ? 'DSL link and session lasted without interruption, as far as the router reported.'
        : 'The session lasted without interruption, as far as the router reported.',
    below: (rate, attainable) =>
      `The lowest rate downwards was ${rate}; the router then took ${attainable} to be attainable.`,
    notSpeed: 'These are the router’s words on the line, not a measurement of speed.',
  },
  margin: {
    title: 'Noise margin',
    explain: (hours) =>
      `The lowest value ${hours === 1 ? 'of each hour' : `of every ${hours} hours`}. Higher means more reserve; gaps are times without a value.`,
    down: 'down',
    up: 'up',
    reserve: '6 dB, the usual reserve',
    description: (down, up) => `Noise margin over the period: down ${down}, up ${up}`,
    none: 'no value',
  },
  rates: {
    title: 'Rates of the line',
    columns: {
      direction: 'Direction',
      latest: 'latest',
      lowest: 'lowest',
      attainable: 'attainable, says the router',
      attenuation: 'attenuation',
    },
    down: 'down',
    up: 'up',
    explain: 'The line was connected at this rate. How much of it reaches your devices is not measured here.',
  },
  errors: {
    title: 'Errors and new connections by day',
    explain:
      'CRC: blocks that arrived damaged. FEC: errors that could still be mended. “At the provider” is what was counted at the counterpart.',
    bars: 'CRC errors by day',
    most: (count) => `at most ${count} on one day`,
    table: 'All days as a table',
    columns: {
      day: 'Day',
      marginDown: 'margin down from',
      marginUp: 'margin up from',
      crc: 'CRC',
      crcFar: 'CRC at the provider',
      fec: 'FEC',
      fecFar: 'FEC at the provider',
      erroredSecs: 'errored seconds',
      severelyErroredSecs: 'severe ones',
      resyncs: 'new DSL links',
      reconnects: 'new sessions',
    },
  },
  hours: {
    title: 'New sessions by time of day',
    explain: 'If they gather in one hour of the night, it is most likely the planned reconnect.',
    reconnects: 'New sessions by hour of the day',
    most: (count, hour) => `most (${count}) ${hour}`,
    none: 'There was no new session in this period, as far as the router reported.',
    table: 'All hours as a table',
    hour: 'Time',
    hourName: (from, to) => `from ${from}:00 to ${to}:00`,
  },
  unheard: {
    title: 'What is still missing',
    none: 'No router has said anything in this period. Outages are measured all the same; only where they lay is less exact.',
    noDsl:
      'The router says whether it is connected but names no values of the line. With cable and fibre there are mostly none; with DSL the probe needs a login at the router for them.',
    how: [
      'Without a login: the router has to allow status information over UPnP (FRITZ!Box: Home Network, Network, Network Settings). It then says whether it is connected and since when.',
      'With a login (FRITZ!Box): a user of its own with the right to the settings, and access for applications (TR-064) allowed. It then names noise margin, errors, rates and its log.',
    ],
    login: (file) => `In the file ${file} on the probe, then restart it:`,
    secret: 'Name and password stay on the probe; they do not leave the home network.',
    hidden: 'The values of this line are not published.',
    owner: 'To the probe of this line',
  },
  coverage: {
    title: 'What was observed',
    summary: (observed, unknown, percent) => `Observed: ${observed} (${percent}). Not observed: ${unknown}.`,
    whole: 'The whole period was observed.',
    columns: { cause: 'Why not', length: 'Time', pieces: 'how often' },
    nothing: 'nothing recorded',
    explain: 'Time that was not observed counts neither as working nor as an outage.',
  },
  asData: 'Values as JSON',
  back: 'To the line',
};
