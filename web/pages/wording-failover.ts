import type { Language } from './views.ts';

/**
 * Where the home went on over another way, the bounds rest on what the router said when it was asked, not on packets; the
 * page of such an entry says so in these words, in the place of those in wording-outage.ts.
 */
export type FailoverWords = {
  samples: {
    explain: string;
    names: { lastGood: string; firstBad: string; lastBad: string; firstGood: string };
    /** The bound is that of another entry. */
    missingBefore: string;
    missingAfter: string;
    waiting: string;
  };
  sums: { leastHow: string; mostHow: string; caveat: string };
};

const de: FailoverWords = {
  samples: {
    explain:
      'Die Grenzen beruhen auf dem, was der Router sagte, wenn er gefragt wurde, und auf dem Ende oder Beginn eines Ausfalls daneben. Die Zeiten sind auf die Millisekunde genannt; das Protokollblatt ist das unterschriebene Blatt, auf dem der Messwert steht.',
    names: {
      lastGood: 'Router davor: Anschluss',
      firstBad: 'Router zuerst: Ersatzverbindung',
      lastBad: 'Router zuletzt: Ersatzverbindung',
      firstGood: 'Router danach: Anschluss',
    },
    missingBefore: 'Kein Wort des Routers: Hier endet der Ausfall davor, oder die Beobachtung beginnt.',
    missingAfter: 'Kein Wort des Routers: Hier beginnt ein Ausfall, oder die Beobachtung endet.',
    waiting: 'Der Router nennt den Anschluss noch nicht wieder.',
  },
  sums: {
    leastHow: 'vom spätesten Beginn bis zum letzten Mal, als der Router die Ersatzverbindung nannte',
    mostHow: 'vom frühesten Beginn, bis der Router wieder den Anschluss nannte oder etwas anderes begann',
    caveat: 'Der Router wird nicht jede Sekunde gefragt; darum liegen die Grenzen weiter auseinander als sonst.',
  },
};

const en: FailoverWords = {
  samples: {
    explain:
      'The bounds rest on what the router said when it was asked, and on the end or begin of an outage beside it. Times are given to the millisecond; the record sheet is the signed sheet that holds the measurement.',
    names: {
      lastGood: 'Router before: the line',
      firstBad: 'Router at first: backup connection',
      lastBad: 'Router at last: backup connection',
      firstGood: 'Router after: the line',
    },
    missingBefore: 'No word of the router: here the outage before ends, or observation begins.',
    missingAfter: 'No word of the router: here an outage begins, or observation ends.',
    waiting: 'The router does not name the line again yet.',
  },
  sums: {
    leastHow: 'from the latest begin to the last time that the router named the backup connection',
    mostHow: 'from the earliest begin until the router named the line again or something else began',
    caveat: 'The router is not asked every second; therefore the bounds are further apart than usual.',
  },
};

export const failoverWords: Record<Language, FailoverWords> = { de, en };
