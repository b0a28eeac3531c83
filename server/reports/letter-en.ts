import type { LetterWords } from './letter-words.ts';

export const letterEn: LetterWords = {
  subject: (since) => `Fault report: internet line without connection since ${since}`,
  subjectEnded: (from, to) => `Fault report: internet line without connection from ${from} to ${to}`,
  contract: (number) => `contract number ${number}`,
  simulated: {
    subject: 'Demo',
    text: 'Demo: made-up values. Nothing of this was measured; this letter is not meant to be sent.',
  },
  salutation: 'Dear Sir or Madam,',
  opening: 'There is a fault on my line. I hereby report it and ask you to repair it.',
  openingEnded: 'There was a fault on my line. I hereby report it.',
  facts: {
    line: 'Line',
    provider: 'Provider',
    contract: 'Contract number',
    services: 'Services agreed',
    customer: 'Customer',
    begin: 'Begin',
    between: (from, to, zone) => `between ${from} and ${to}, measured (${zone})`,
    told: (from, zone) => `${from}, as I noticed it (${zone})`,
    state: 'State',
    lasting: (knownAt) => `still going on as far as is known; last measured without connection at ${knownAt}`,
    lastingTold: (knownAt) => `still going on, as of ${knownAt}`,
    ended: (from, to) => `ended between ${from} and ${to}`,
    endedUnobserved: (at) => `without connection until ${at} at least, not observed after that`,
    length: 'Duration',
    observed: 'Observation',
    observedText: (share) => `${share} of the time from the begin to the last measurement of the outage was observed`,
  },
  service: { internet: 'internet', telephony: 'telephone', mobile: 'mobile' },
  measured: {
    title: 'What was measured',
    unknown: 'The fault was not found by a measurement.',
    access:
      'The router at home answered during this time. As far as measured, the fault was between the router and the provider’s network; house wiring and the modem in the router cannot be excluded from here.',
    provider:
      'The router at home answered during this time; as far as measured, the fault was in the provider’s network.',
    home: 'The measurement suggests a fault in the home network.',
    method: 'Several targets in different networks were asked.',
    grade: {
      A: 'What the router says and what was measured agree.',
      B: 'This rests on measurements of my own; there is no word of the router that confirms them.',
      C: 'This rests on what the router said after the fault.',
    },
    provisional: 'The finding is provisional; it may still change in the minutes after the end.',
  },
  tried: {
    title: 'What I have checked',
    answers: {
      cable: {
        dead: 'A device on a network cable (not only Wi-Fi) has no connection either.',
        works: 'A device on a network cable has a connection.',
      },
      restart: { done: 'The router was restarted, without success.' },
      device: {
        dead: 'Another device has no connection either.',
        works: 'Another device has a connection.',
      },
      lights: {
        fault: 'The light for the connection on the router (DSL, internet, online) is off or blinking.',
        fine: 'The lights on the router show normal operation.',
        dark: 'No light on the router is on.',
      },
      account: {
        fine: 'I know of no notice of a fault or of maintenance, and the bills are paid.',
        trouble: 'There is a notice of a fault or of maintenance, or a bill is open.',
      },
      telephony: {
        dead: 'The telephone on the line does not work either.',
        works: 'The telephone on the line works.',
      },
    },
  },
  asks: {
    title: 'I ask you',
    repair: 'to repair the fault without delay and free of charge,',
    repairEnded: 'to remove the cause free of charge, so that the fault does not come back,',
    confirm: 'to confirm the receipt of this report in writing, with date, time and ticket number,',
    inform: 'to tell me by the following day what you have started and when the fault will probably be repaired,',
    substitute: 'to offer a substitute until then, such as mobile access, or to tell me that none is possible,',
    preserve: 'to keep the line and connection data stored about this fault until it is cleared up.',
  },
  asksOfLaw: {
    repair: 'to repair the fault without delay and free of charge (§ 58 (1) TKG),',
    repairEnded: 'to remove the cause free of charge, so that the fault does not come back (§ 58 (1) TKG),',
    confirm:
      'to document the receipt of this report to me without delay (§ 58 (2) sentence 1 TKG), please in writing with date, time and ticket number,',
    inform:
      'to tell me, if the fault is not repaired within one calendar day after receipt, within the following day at the latest what you have started and when it will probably be repaired (§ 58 (2) sentence 2 TKG),',
  },
  cooperation: 'I help to find the fault; appointments can be agreed at short notice.',
  reach: {
    phone: (phone) => `I can be reached at ${phone}.`,
    times: (times) => `Best reached: ${times}.`,
    other: (phone) => `If I cannot be reached there: ${phone}.`,
  },
  head: ({ counter, at, short, sha256 }) =>
    `Seal of the measurement logs when this text was drafted: no. ${counter} of ${at}, short sign ${short}, checksum (SHA-256) ${sha256}. A seal is a list, signed by the server, of where the logs ended at that time. With this report it can be checked later that nothing was changed that the server had recorded by then; please keep it.`,
  closing: 'Yours faithfully',
  date: 'Date',
};
