import type { MailWords } from './wording-mail.ts';

/** English sentences of the page on test mails. */
export const mailEn: MailWords = {
  title: 'Delivery time of mails',
  lead: 'How long a mail takes from being sent to reaching the mailbox, measured with test mails sent for that purpose.',
  link: 'Delivery time of mails',
  linkNone: 'Measure the delivery time of mails',
  routes: 'Routes',
  now: {
    waiting: (age, count) =>
      `the oldest has been on its way for at least ${age}, ${count === 1 ? '1 test mail is waiting' : `${count} test mails are waiting`}`,
    onTheWay: (count) =>
      count === 1 ? 'One test mail is on its way right now.' : `${count} test mails are on their way right now.`,
    asOf: (when) => `That was so ${when}; nothing is known since.`,
    oldest: 'Oldest undelivered mail',
    handedOver: 'time since it was handed over:',
    notThere: (asOf, least) => `not in the mailbox ${asOf}, so on its way for at least ${least}`,
    atLeast: 'on its way for at least',
    watchedUntil: (asOf) => `last looked ${asOf}`,
    neverWatched: 'Nobody has looked into the mailbox yet.',
    notWatched: (since) => `Since ${since} nobody can look into the mailbox.`,
    stillOpen: 'So nobody knows whether the mail has arrived meanwhile.',
    where: 'Where they wait',
    said: (when) => `The mail server’s own words, ${when}:`,
    toMail: 'This mail in detail',
  },
  shared: {
    title: 'A mailbox in common',
    text: (routes, account) =>
      `Disturbed are ${routes}. They have ${account === null ? 'one mailbox' : `the mailbox ${account}`} in common; the reason is most likely to be found there or at its provider.`,
  },
  and: 'and',
  periods: 'Period',
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  figures: {
    title: (route) => `${route}: delivery time`,
    median: 'Median',
    p95: '95 of 100 faster than',
    max: 'longest',
    count: 'Test mails',
    open: 'of these still on their way',
    untested: 'not tested',
    none: 'No test mail was handed over in this period.',
    bound: '≥ means at least: mails still on their way count with the time that they have taken so far.',
    atLeast: (value) => `≥ ${value}`,
  },
  drawing: {
    title: 'Course',
    description: ({ count, median, max, open }) =>
      `Delivery time of ${count} test mails: median ${median}, longest ${max}, still on their way ${open}.`,
    median: 'median',
    longest: 'up to the longest',
    open: 'still on their way',
    late: 'limit from which on it is late',
    lateFrom: (limit) => `late from ${limit}`,
    untested: 'not tested',
    none: '–',
    openMail: (time, age) => `handed over ${time}, on its way for at least ${age}`,
    table: 'Days as a table',
    columns: {
      day: 'Day',
      count: 'handed over',
      open: 'still on their way',
      untested: 'not tested',
      max: 'longest delivery time',
    },
    asData: 'Values as JSON',
  },
  delays: {
    title: 'Delays and disturbances',
    none: 'There were none in this period.',
    columns: {
      begin: 'Begin',
      end: 'End',
      what: 'Finding',
      length: 'Longest delivery time',
      mails: 'Test mails',
      where: 'Where',
    },
    lasting: 'still going on',
    endUnknown: (when) => `was still going on ${when}; not known since`,
    between: (earliest, latest) => `between ${earliest} and ${latest}`,
    mails: (count, missing) => (missing === 0 ? String(count) : `${count}, of these ${missing} never arrived`),
    held: ({ sender, from, receiver, to }) =>
      `The longest one lay between its acceptance at the ${sender} ${from} and its arrival at the ${receiver} ${to}.`,
    heldUntilSeen: ({ sender, from, to }) =>
      `The longest one was accepted by the ${sender} ${from} and could be seen in the mailbox ${to}.`,
    heldSince: ({ sender, from }) =>
      `The oldest was accepted by the ${sender} ${from} and has not turned up anywhere yet.`,
    toLongest: 'The longest one in detail',
  },
  mails: {
    title: 'The newest test mails',
    columns: {
      handedOver: 'Handed over',
      state: 'State',
      arrived: 'Arrived',
      length: 'Delivery time',
      folder: 'Folder',
    },
    planned: 'planned',
    plannedMany: (count) => `${count} planned`,
    more: (count) => `${count} more`,
    shown: (shown, all) => `Shown are the newest ${shown} of ${all} of the period.`,
    none: 'There were none in this period.',
  },
  method: {
    title: 'How it is measured',
    how: 'The probe hands a small test mail to the sender’s provider and waits for it in the receiver’s mailbox. Each carries a mark that nobody can forge. The time begins when the server for sending has accepted the mail; from then on it is responsible for it. It ends when the mail can be seen in the mailbox. After that it is deleted; other mails are never touched.',
    pace: ({ way, every, prompt, late, lost }) =>
      `Mails ${way}: one every ${every}; in time up to ${prompt}, late from ${late}, presumably lost after ${lost === 1 ? 'a day' : `${lost} days`}.`,
    open: 'While mails wait, fewer new ones are sent, not more. One that arrives only after days is recognised as well.',
    blind:
      'When the line was disturbed or nobody could look into the mailbox, that time counts as not tested; for the arrival it then says between which times it lay.',
    limits: 'What this does not say',
    notSaid: [
      'Test mails stand for their own way, not for every mail: filters and detours may treat others otherwise.',
      'Why a server waited is not said by any measurement from outside. What a provider itself wrote about it is quoted with the mail.',
      'Late mails do not count as an outage of the line.',
    ],
  },
  exports: {
    title: 'Evidence',
    explain: 'All test mails and delays of this period for download, as CSV:',
    mails: 'Test mails',
    delays: 'Delays',
    all: 'The outages of the line as CSV; the file for programs holds both:',
    json: 'This page as JSON',
    hidden: 'The evidence of this line is not published.',
  },
  hidden: 'No test mails are sent for this line.',
  back: 'To the line',
};
