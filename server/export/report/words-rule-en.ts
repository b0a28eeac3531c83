import type { ReportWords } from './words.ts';

/** What is not proven, and how it is counted, in English. */
export const ruleEn: Pick<ReportWords, 'notProven' | 'rule'> = {
  notProven: {
    text: 'Cryptography shows when data existed and that they were not changed since. It does not show what happened at the other end of the cable. In particular it is not proven:',
    items: [
      'That nobody unplugged a cable or switched off a device. Where the fault lay between the router and the provider’s network, house wiring, socket and the modem in the router cannot be told from the line outside, neither by packets nor by what the router says.',
      'Where the probe stood, and that it hung on this line. Only the networks from which its sheets arrived, and what the router says of the line, speak for it.',
      'Why the line failed, who is liable for it, and whether other lines were affected.',
      'Speed. For that the measuring procedure of the regulator is what counts.',
      'That probe and server are independent when both belong to the same person. Then the confirmations of the server show the order only; an independent time comes only from time stamps of third parties and from what was sent to the provider before.',
      'That values from the time of an outage are not invented, as long as no third party saw any of it. What lies between two confirmations could be invented, of an outage its whole length; the borders of that time are as independent as the time stamps of third parties before and after.',
      'That no second probe saw something else. Enrolments of probes stand in the signed log; one that was never enrolled leaves no trace.',
      'Anything in court by itself: this is a documented measurement, no expert opinion and no certified procedure.',
      'What happened in time that was not observed.',
    ],
    conceded: (count) =>
      count === 1
        ? 'What the objection says that is conceded in the chapter “Objections and answers”.'
        : `What the ${count} objections say that are conceded in the chapter “Objections and answers”.`,
  },
  rule: {
    name: (version) => `Linewitness accounting rule, version ${version}`,
    text: (version, zoneData) =>
      `All figures in this document follow the Linewitness accounting rule, version ${version}, with time-zone data ${zoneData}. The same raw data and the same version give the same figures.`,
    items: [
      'An outage begins with at least 5 attempts lost in a row (3 when another witness agrees) and ends when 2 targets have answered.',
      'Of one outage: “at least” reaches from the first to the last lost attempt of each run of losses, less the time that the first may have been under way; “at most” from the last good attempt before to the first good answer after.',
      'Of a day: “at least” is what of it lies in the day for certain (of an outage that crosses midnight, what is not certain is taken off each of its days), never more than “at most”; “at most” is the time between the outer bounds of counted outages. Of a period: each the sum over its local days; a day that the period cuts is summed over the part inside.',
      'An outage is counted in the day and period that its earliest begin lies in (as a drop-out when it was certainly shorter than 3 minutes). Outages that began before are not counted; their time inside is in the sums.',
      'An outage that the owner later found to be at home stands here as it was measured and is not counted; its time is “not observed” in every sum.',
      'Time that was not observed is neither working nor an outage. Observed = working + degraded + planned interruption + outage (at most). Availability = (observed − outage) / observed; degraded and planned time count as available. Where the home was reachable another way, the line was out all the same; that time is named separately.',
      'The sum of all states is the length of the time summed. Percentages are cut off, never rounded up, but for the upper end of a range; lower bounds are rounded down, upper bounds up.',
    ],
  },
};
