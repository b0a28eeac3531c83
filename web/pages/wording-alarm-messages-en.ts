import type { AlarmMessageWords } from './wording-alarm-messages.ts';

export const alarmMessagesEn: AlarmMessageWords = {
  line: ({ name, provider }) => `A line at ${provider} (“${name}”)`,
  outageBegan: {
    title: (name) => `Outage: ${name}`,
    text: (line, { at, zone }) => `${line} has had no connection to the internet since ${at} (${zone}).`,
    goesOn: 'The outage is going on. There will be another message when it ends.',
    reportIt:
      'If it does not end soon, report it to the provider today: the legal periods (TKG § 58) begin only when the report has arrived there.',
  },
  outageEnded: {
    title: (name) => `Outage over: ${name}`,
    titleLate: (name) => `There was an outage: ${name}`,
    titleHome: (name) => `Fault in the home network over: ${name}`,
    text: (line, bounds) => `${line} is connected again. It was without connection for ${bounds}.`,
    textHome: (line, bounds) =>
      `${line} could not be reached from the measuring device for ${bounds}. The cause was in the home network; this says nothing about the line.`,
  },
  failoverBegan: {
    title: (name) => `Line down, backup connection in use: ${name}`,
    text: (line, { at, zone }) =>
      `${line} has been down since ${at} (${zone}). The home is online over a backup connection that the router set up.`,
  },
  failoverEnded: {
    title: (name) => `Line is back: ${name}`,
    text: (line, bounds) =>
      `${line} works again. It was down for ${bounds}; in that time the home was online over the backup connection.`,
  },
  outageCorrected: {
    title: (name) => `Finding corrected: ${name}`,
    text: (line, before, now) =>
      `${line}: the message said “${before}”. After the router was asked again, the finding is “${now}”.`,
    countsNot: 'So the interruption does not count as an outage of the line.',
  },
  outageWithdrawn: {
    title: (name) => `No outage after all: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: the outage that was announced for ${at} (${zone}) was not confirmed. Late answers did arrive.`,
  },
  noContact: {
    title: (name) => `No contact with the measuring device: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: no contact with the measuring device since ${at} (${zone}). The line may be out; this is not measured yet. Once it reports again, a message will say what it measured.`,
  },
  probeSilent: {
    title: (name) => `Measuring device is silent: ${name}`,
    text: (line, { at, zone }) =>
      `${line}: the measuring device has not reported since ${at} (${zone}). Is it switched on and connected to the router? Whether the line works is not known.`,
  },
  contactBack: {
    title: (name) => `Measuring device is back: ${name}`,
    titleOutage: (name) => `It was an outage: ${name}`,
    text: (line, since, back, zone) =>
      `${line}: the measuring device has been reporting again since ${back}, after silence since ${since} (${zone}).`,
    finding: {
      outage: (count, bounds) =>
        count === 1
          ? `The line was out in that time, ${bounds}.`
          : `The line was out ${count} times in that time, ${bounds} together.`,
      outageLasts: 'The line is still out.',
      home: 'It was a fault in the home network. This says nothing about the line.',
      lineWorked: 'The line worked in that time; only the reports did not arrive.',
      notMeasured: 'Nothing was measured in that time, the device was off. This says nothing about the line.',
      notKnown: 'What happened in that time cannot be said from the measurements that have arrived so far.',
    },
  },
  flapping: {
    title: (name) => `Frequent interruptions: ${name}`,
    text: (line, count, { at, zone }) => `${line} has been interrupted ${count} times since ${at} (${zone}).`,
    next: 'Single short interruptions are only counted from now on. After half an hour without any there will be a summary; one that lasts 10 minutes is announced even now.',
  },
  flappingOver: {
    title: (name) => `Calm again: ${name}`,
    text: (line, count, since, until, zone) =>
      `${line} was interrupted ${count} times between ${since} and ${until} (${zone}). It has been calm for half an hour.`,
    sum: (bounds) => `Outages together: ${bounds}.`,
  },
  measurementsLost: {
    title: (name) => `Measurements lost: ${name}`,
    text: (line, from, { at, zone }) =>
      `${line}: the measuring device lost measurements from ${from} to ${at} (${zone}). Its storage is probably full or broken. This time counts as not observed.`,
  },
  mail: {
    titleTrouble: (title, way) => `${title}: ${way}`,
    titleWell: (way) => `Mails arrive again: ${way}`,
    found: (sentence, since) => `${sentence} It has been like this since ${since}.`,
    waiting: (count, oldest) =>
      count === 1
        ? `One test mail is waiting, handed over on ${oldest}.`
        : `${count} test mails are waiting, the oldest was handed over on ${oldest}.`,
    before: (since, zone) => `That was not so from ${since} (${zone}) on.`,
    lineOf: ({ name }) => `Measured at the line “${name}”.`,
  },
  diskFilling: {
    title: 'The server is running out of disk space',
    text: (free) => `The server’s disk has ${free} left.`,
    soon: (days) => `At this rate it will be full in ${days}.`,
    todo: 'Once it is full the server can take nothing in; the measuring devices then keep what they measured.',
  },
  diskRelieved: {
    title: 'The server has enough disk space again',
    text: (free) => `The server’s disk has ${free} left again.`,
  },
  databaseDamaged: {
    title: 'The server’s database is damaged',
    text: 'The check of the database found an error. Back up the data folder now; what was found stands in the server’s log.',
  },
  pathBroken: {
    title: 'A way for alarms does not work',
    text: (path, { at, zone }, problem) =>
      `No message has arrived over “${path}” since ${at} (${zone}). Last answer: ${problem}`,
  },
  test: { title: 'Test from Linewitness', text: 'If you can read this, alarms arrive this way.' },
  summary: {
    title: (count) => `${count} messages from Linewitness`,
    text: 'These messages waited because of quiet hours, or because this way could not be reached:',
  },
  began: (earliest, latest, zone) => `Began: between ${earliest} and ${latest} (${zone})`,
  ended: (earliest, latest, zone) => `Ended: between ${earliest} and ${latest} (${zone})`,
  finding: (isFinal) => (isFinal ? 'Finding' : 'Finding so far'),
  where: 'Where',
  side: {
    home: 'in the home network',
    access: 'between the router and the provider’s network, as far as it was measured',
    provider: 'in the provider’s network, as far as it was measured',
    remote: 'at the target, not on the line',
    unknown: 'not established; router and home network are not excluded',
  },
  provisional: 'Provisional: late answers may still move these bounds a little.',
  page: 'More about it',
  report: 'Report the fault',
};
