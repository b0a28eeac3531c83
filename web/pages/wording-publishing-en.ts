import type { PublishWords } from './wording-publishing.ts';

/** English sentences of the owner's pages on publishing. */
export const publishWordsEn: PublishWords = {
  title: (name) => `Publish: ${name}`,
  lead: 'While both switches are off, nobody but you sees anything of this line. You can take back at any time what you publish; it is gone at once.',
  preview: 'See what strangers would see',
  previewNote: 'The preview shows exactly the page that strangers see with the settings that are saved.',
  button: 'Save',
  saved: {
    nothing: 'Saved. This line is not published.',
    live: 'Saved. State and history are published.',
    evidence: 'Saved. Only the evidence is published.',
    both: 'Saved. State, history and evidence are published.',
  },
  problems: 'Not saved yet:',
  problem: {
    'imprint-missing': 'The imprint is missing. Enter it, or tick that you need none.',
    'contact-missing': 'The mail address for questions is missing.',
    'too-long': 'The text is too long: at most 4000 characters.',
    controls: 'The text contains control characters.',
    'not-a-mail': 'This is not a mail address like name@example.org.',
    delay: 'There is no such delay.',
  },
  switch: {
    live: {
      label: 'State and history',
      hint: 'State, outages, availability, response times; with them badge and feed.',
      choice: 'Visible to everybody',
    },
    evidence: {
      label: 'Evidence',
      hint: 'Downloads with times to the second, the targets of the measurement and the identity of the probe.',
      choice: 'Visible to everybody',
    },
  },
  delay: {
    label: 'How much later strangers see the state',
    hint: 'Times are rounded to 5 minutes in any case. You always see everything at once.',
    minutes: (minutes) => `${minutes} minutes later`,
    none: 'Without delay',
    warning:
      'Without delay strangers see at once when the line is off. Habits and absence can be read from that, for instance when you switch off the router before a journey.',
  },
  legal: {
    title: 'Who is responsible',
    text: 'Who offers pages to the public in Germany mostly needs an imprint (§ 5 Digitale-Dienste-Gesetz): name, postal address, mail address. Purely private pages may be exempt; where the line runs is disputed. This is not legal advice.',
    imprint: {
      label: 'Imprint',
      hint: 'Name and address as they are to stand under /imprint. Visible to everybody once anything is published.',
    },
    contact: { label: 'Mail address for questions', hint: 'Stands on the pages on imprint and privacy.' },
    skip: {
      label: 'Without an imprint',
      hint: 'For instance because only family and friends know this address.',
      choice: 'I have checked that I need no imprint',
    },
  },
  shown: {
    title: 'What strangers then see',
    lead: 'The name of the line and its provider are public. If the name holds your address, change it in the settings first.',
    items: [
      'whether a line at this provider works, delayed as chosen above',
      'outages with their measured duration; begin and end rounded to 5 minutes',
      'the cause of an outage only once it is certain',
      'availability, drop-outs and response times of the last days, weeks and months',
    ],
  },
  notShown: {
    title: 'What strangers do not see',
    items: [
      'faults in your home network, restarts and a silent probe: all of it reads “not observed”',
      'addresses, router, name servers, targets of the measurement and the probe itself',
      'contract, alarms and fault reports',
    ],
  },
  snippet: {
    title: 'To put on other pages',
    noAddress:
      'For others to reach these pages the server needs a public address (setting PUBLIC_URL). After that badge and feed stand here to be copied.',
    alt: 'State of the line',
    altRatio: 'Availability of the line',
    ratio: 'Availability in 30 days',
    shields: 'For shields.io (JSON)',
    feed: 'Feed of outages (Atom)',
    colours:
      'Colours of availability: green from 99.9 %, yellow from 99 %, orange from 95 %, red below; grey where less than half was observed. Figures are rounded down.',
  },
  site: {
    title: 'Imprint and contact',
    saved: 'Saved.',
    button: 'Save',
    notYet: 'No line is published yet; until then nobody sees this.',
  },
};
