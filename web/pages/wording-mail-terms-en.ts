import type { MailTerms } from './wording-mail-terms.ts';

/** English needs another tense after the time from which on it is so. */
function told(since: string | null, subject: string, [plain, lasting]: [string, string]): string {
  return since === null
    ? `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${plain}`
    : `Since ${since} ${subject} ${lasting}`;
}

/** English words for what the rules on test mails can say. */
export const mailTermsEn: MailTerms = {
  at: (clock) => `at ${clock}`,
  atDay: (day, clock) => `on ${day} at ${clock}`,
  way: (from, to) => `from ${from} to ${to}`,
  wayByName: (route) => `on the route “${route}”`,
  title: (from, to) => `From ${from} to ${to}`,
  titleByName: (route) => `Route “${route}”`,
  sender: (account) => (account === null ? 'sender’s provider' : `sender’s provider (${account})`),
  receiver: (account) => (account === null ? 'receiver’s provider' : `receiver’s provider (${account})`),
  verdict: {
    'mail-ok': {
      title: 'Mails arrive',
      now: ({ way }) => `Test mails ${way} arrive`,
      meaning: 'The latest test mail of which the end is known arrived.',
      sure: 'Measured is the way of these test mails; others may take another one.',
    },
    'mail-delayed': {
      title: 'Mails late',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, [
          'arrive late or have not arrived yet',
          'have been arriving late or have not arrived yet',
        ]),
      meaning: 'The server for sending accepted them, but they were not to be seen in the mailbox in time.',
      sure: 'Not arrived yet does not mean lost: mail servers go on trying for days. A full mailbox, a filter rule of your own or another device that fetches and deletes mails would look the same.',
    },
    'mail-blocked': {
      title: 'Sending refused',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, ['are refused when they are sent', 'have been refused when they were sent']),
      meaning: 'The server for sending did not accept the latest test mail; it was never on its way.',
      sure: 'Whether it refuses every mail or only this one is not known.',
    },
    'mail-unreachable': {
      title: 'Mail server not reachable',
      now: ({ way, since }) =>
        told(since, `the server for sending mails ${way}`, ['is not reachable', 'has not been reachable']),
      meaning: 'The line worked meanwhile: other targets on the internet answered.',
      sure: 'Some routers and lines block mail servers or their ports; whether that is the reason cannot always be seen from here.',
    },
    'mail-bouncing': {
      title: 'Mails come back',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, ['come back as undeliverable', 'have been coming back as undeliverable']),
      meaning: 'A mail server reported in writing that it could not deliver the test mail.',
      sure: 'Only that report says why; whether other mails come back as well is not known.',
    },
    'mail-to-junk': {
      title: 'Mails in the junk folder',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, ['end up in the junk folder', 'have been ending up in the junk folder']),
      meaning: 'The mails arrive, but whoever looks into the inbox only does not notice them.',
      sure: 'Whether a filter of the provider or a rule of your own put them there cannot be seen.',
    },
    'mail-lost': {
      title: 'Mails presumably lost',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, [
          'are missing and by now presumed lost',
          'have been missing and are by now presumed lost',
        ]),
      meaning: 'Accepted by the server for sending, but since then neither seen in the mailbox nor come back.',
      sure: 'A filter rule of your own or another device may have deleted them as well. If one turns up after all, it is recognised and this finding is corrected.',
    },
    'mail-unreadable': {
      title: 'Mailbox cannot be read',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, [
          'are not sent because nobody can look into the mailbox',
          'have not been sent because nobody can look into the mailbox',
        ]),
      meaning: 'The line worked, but the server of the mailbox did not answer or let nobody in.',
      sure: 'Whether the provider’s server failed or the access has changed cannot always be seen from here.',
    },
    'mail-config-error': {
      title: 'Check the access to the mail server',
      now: ({ way, since }) =>
        told(since, `test mails ${way}`, [
          'are not sent because there is no access to the mail server',
          'have not been sent because there is no access to the mail server',
        ]),
      meaning: 'In most cases a password was changed, access has to be enabled, or a certificate has run out.',
      sure: 'It says nothing about the way of the mails, and nothing against anybody.',
    },
    'mail-not-tested': {
      title: 'Not tested',
      now: ({ way, since }) => told(since, `mails ${way}`, ['are not tested', 'have not been tested']),
      meaning: 'Not tested is neither in time nor late.',
      sure: 'Nothing is claimed for this time.',
    },
    'mail-unknown': {
      title: 'Nothing known yet',
      now: ({ way }) => `Nothing is known yet of mails ${way}`,
      meaning: 'The first test mail has not been handed over, or is not due yet.',
      sure: 'As soon as one has arrived, it says here how long it was on its way.',
    },
  },
  state: {
    'not-tested': { title: 'not sent', text: 'No test mail was sent at this time.' },
    submitting: { title: 'being handed over', text: 'The mail is being handed over to the server for sending.' },
    'refused-temporary': {
      title: 'refused for now',
      text: 'The server for sending did not accept the mail for the time being. It was never on its way.',
    },
    refused: { title: 'refused', text: 'The server for sending did not accept the mail. It was never on its way.' },
    'config-error': {
      title: 'no access',
      text: 'There was no access to the server for sending. The mail was never on its way.',
    },
    unreachable: {
      title: 'server not reachable',
      text: 'The server for sending could not be reached although the line worked.',
    },
    uncertain: {
      title: 'uncertain',
      text: 'The connection broke when the mail had been handed over already. Whether it was accepted is not known; it is not sent again.',
    },
    accepted: { title: 'on its way', text: 'Accepted and not arrived yet; that is not too long so far.' },
    overdue: { title: 'overdue', text: 'Accepted, but not seen in the mailbox even after the time allowed.' },
    arrived: { title: 'arrived', text: 'The mail arrived; as far as is known, not too late.' },
    'arrived-late': { title: 'arrived late', text: 'The mail arrived, but too late.' },
    bounced: { title: 'came back', text: 'A mail server reported that it could not deliver the mail.' },
    'presumed-lost': {
      title: 'presumably lost',
      text: 'Accepted, but since then neither seen in the mailbox nor come back.',
    },
    unconfirmed: {
      title: 'never confirmed',
      text: 'Whether the mail was ever accepted is not known; it did not arrive. This does not count as a loss.',
    },
  },
  leg: {
    submit: ({ sender }) => `while sending, before it was accepted by the ${sender}`,
    sender: ({ sender }) => `at the ${sender}, before it was passed on`,
    'hand-over': ({ sender, receiver }) => `between the ${sender} and the ${receiver}`,
    receiver: ({ receiver }) => `at the ${receiver}, after it was taken over`,
    visible: ({ receiver }) => `in the mailbox at the ${receiver}: stored, but not to be seen yet`,
    unknown: () => 'not established',
  },
  limit: {
    submit: 'The mail was not on its way yet.',
    sender:
      'This rests on the time stamps of the servers in the mail, on a report of the provider or on comparing the other routes. Why it waited there does not follow.',
    'hand-over':
      'This alone does not say who held it: a sender that does not pass it on and a receiver that puts it off look the same from outside.',
    receiver:
      'This rests on the time stamps of the servers in the mail. Why it waited there does not follow; a full mailbox may be the reason as well.',
    visible:
      'The mail server itself stated that it had stored it earlier. A rule of your own or another device that moved it would look the same.',
    unknown: 'From what could be seen it does not follow who held the mail.',
  },
  mailbox: ({ receiver }) => `in the mailbox or at the ${receiver}`,
  mailboxLimit:
    'This follows from comparing other routes: what else goes to this mailbox does not arrive either, what the same sender sends elsewhere does. A full mailbox or a filter rule of your own would look the same.',
  within: (account) => (account === null ? 'at the provider that is watched' : `at the provider of ${account}`),
  withinLimit:
    'Both ends of this route are at this provider; at which place there cannot be seen. A full mailbox or a filter rule of your own would look the same.',
  side: {
    home: 'at home',
    access: 'between the router and the provider’s network',
    provider: 'at the provider that is watched',
    remote: 'at the other provider',
    unknown: 'at whom is not established',
  },
  reason: {
    login: 'The login was refused.',
    certificate: 'The certificate of the server could not be confirmed.',
    tls: 'No encrypted connection came about.',
    'token-command': 'The command that gives the password failed.',
    name: 'The name of the server could not be resolved.',
    connect: 'The server took no connection.',
    timeout: 'The server did not answer in time.',
    greeting: 'The server took the connection, but did not greet or turned it away.',
    closed: 'The server ended the connection.',
    protocol: 'The server did not answer as is usual.',
    'line-down': 'The line itself was disturbed.',
    'mailbox-blind': 'Nobody could look into the mailbox.',
    stopped: 'The login was refused several times; until somebody looks after it, this route rests.',
    'many-open': 'Enough test mails wait already.',
    'not-running': 'The probe was not running.',
    'not-sent': 'The connection broke before the mail was handed over.',
    unreachable: 'The mailbox could not be reached.',
    folder: 'The folder could not be opened.',
    limit: 'The mail server asked for patience (too many accesses).',
    stopping: 'The probe was stopped.',
  },
  tag: {
    'provider-admitted': 'the provider that is watched reported the delay itself, in writing',
    'sender-admitted': 'the sender’s provider reported the delay itself, in writing',
    'put-off-by-receiver': 'the sender reports that the receiver put it off; its word alone',
    'possible-greylisting': 'first contact, perhaps put off for that (greylisting)',
    'own-settings': 'the reply may be about the address, the space or the rules; nobody is blamed',
    'clock-doubtful': 'clock of the probe not certain',
    'onset-unseen': 'begin not seen; perhaps earlier',
    'some-lost': 'some presumably lost',
    'some-bounced': 'some came back',
  },
  folder: {
    inbox: 'inbox',
    junk: 'junk folder',
    trash: 'trash',
    archive: 'archive',
    sent: 'sent mail',
    other: 'another folder',
  },
  stage: {
    connect: 'while connecting',
    greeting: 'at the greeting',
    ehlo: 'at the introduction (EHLO)',
    starttls: 'while encrypting (STARTTLS)',
    auth: 'at the login',
    mail: 'when the sender was named (MAIL FROM)',
    rcpt: 'when the receiver was named (RCPT TO)',
    data: 'before the text (DATA)',
    dot: 'after the text',
  },
  part: {
    connectMs: 'connecting',
    tlsMs: 'encrypting',
    authMs: 'login',
    dataMs: 'envelope and text',
    submitMs: 'all together',
  },
  match: {
    header: 'by its own header',
    subject: 'by its subject',
    body: 'by its text',
    'envelope-id': 'by the identifier in the report',
    'returned-headers': 'by the headers sent back',
    'queue-id': 'by the number that the provider gave it',
  },
  owner: {
    sender: 'sender’s side',
    receiver: 'receiver’s side',
    other: 'third server',
    unknown: 'not to be assigned',
  },
  action: {
    failed: 'undeliverable',
    delayed: 'delayed',
    delivered: 'delivered',
    relayed: 'passed on',
    expanded: 'spread to a list',
  },
};
