import type { LawWords } from './wording-law.ts';

export const lawEn: LawWords = {
  before: {
    lead: 'Another',
    after: (zone) => `report today before 24:00 (${zone}), or one compensated day may be lost`,
    text: 'Days are counted from the day on which the provider receives the report, not from the outage (TKG § 58 (3)). Safest is a call in which you are given a ticket number; a letter arrives later.',
    action: 'Report the fault',
  },
  noRule:
    'For the country of this line no rule is known here by which an outage is compensated. That does not mean that there is none: the contract, the regulator or a consumer advice centre can tell more.',
  noRuleForBusiness:
    'The contract is entered as that of another enterprise. The compensation of TKG § 58 is for consumers, micro and small enterprises and non-profits that did not waive it (TKG § 71 (3)); so no amount is given. The contract says what holds otherwise.',
  title: 'What is due when',
  day: (dayNumber) => (dayNumber === 0 ? 'Day 0: your report was received' : `Day ${dayNumber} after the report`),
  dayOver: (dayNumber) => `Repaired on day ${dayNumber} after the report`,
  soFar: (range) => `${range} so far`,
  nothingYet: (day) => `Nothing is due yet. From ${day} on each day without service may bring a compensation.`,
  dayOverBefore: 'Repaired before the report was received',
  nothingCame: 'The fault was repaired before a compensation was due.',
  possible: 'Possible; exceptions such as force majeure are not looked at here.',
  proviso: 'possible, provided that the receipt of your report can be shown',
  provisoShown: 'possible, provided that your proof of the receipt holds',
  open: 'See report and amounts',
  facts: {
    reported: 'Reported',
    received: 'Received by the provider',
    repaired: 'Repaired',
    notRepaired: 'not yet, as far as is known',
  },
  table: {
    title: 'Day by day',
    columns: {
      day: 'Day',
      date: 'Date',
      status: 'What was',
      strict: 'whole days only',
      likely: 'each begun day',
      source: 'Provision',
    },
    sum: 'Sum',
    appointments: 'missed appointments',
    credit: 'credit, larger than the days: it counts in their place',
    older: (count) => `${count} earlier days are not in the table, but in the sum.`,
    status: {
      'before-report': 'out of service, not reported yet',
      'receipt-day': 'day of receipt, does not count',
      free: 'out of service, no compensation yet',
      dead: 'out of service all day',
      'dead-in-part': 'out of service for a part of the day (arguable)',
      'dead-unmeasured': 'not measured; counted as if the service was gone',
      served: 'no complete outage',
    },
    explain:
      'No court has settled whether a day counts on which the service was gone for a part only. So this is a range: on the left only days count that were measured as out of service from midnight to midnight, on the right each begun day on which the service was gone.',
  },
  outlook: {
    title: 'If it goes on',
    columns: { day: 'Day', date: 'Date', cents: 'adds', sum: 'together' },
    explain: 'Counted with each begun day.',
  },
  deadlines: {
    title: 'Dates',
    name: {
      'information-due': 'Information by the provider due',
      'compensation-starts': 'Compensation possible from here',
      'rate-doubles': 'Double daily rate possible',
      'data-preservation-ends': 'Line data may be erased',
      'bill-dispute-ends': 'Dispute a bill',
      'limitation-ends': 'Limitation',
    },
    text: {
      'information-due':
        'By the end of this day the provider must have said what it has started and when the fault will be repaired; by a strict reading on the day before.',
      'compensation-starts':
        'If the service is still completely gone then, from this day on: 5 euros or 10 % of the monthly fee for each day of complete outage, whichever is higher.',
      'rate-doubles':
        'If the service is still completely gone then, from this day on: 10 euros or 20 % of the monthly fee a day, whichever is higher.',
      'data-preservation-ends':
        'Providers may keep such data for up to seven days, counted here from the beginning of the fault. Ask them before that day to preserve the data.',
      'bill-dispute-ends':
        'Eight weeks after a bill was received. The date holds for a bill that came on the day of the report; for later ones their receipt counts.',
      'limitation-ends': 'Keep the evidence until then.',
    },
    calendar: 'Dates for the calendar (ICS)',
  },
  notes: {
    title: 'What holds here',
    partial:
      'Not all agreed services of the line are gone. Only a complete outage is compensated (OLG Braunschweig 9 U 54/23); so no amount is given for the days.',
    assumed: 'Which services are agreed has not been entered; internet alone is assumed.',
    mobile:
      'The contract includes mobile service. Whether the outage of the line is “complete” then is open; a provider may dispute it.',
    feeUnknown: 'The monthly fee has not been entered; the fixed amounts are used. Above 50 euros a month it is more.',
    refuted: 'The measurement shows no outage that counts for this report; so no amount is given for the days.',
    telephonyAssumed:
      'Whether the telephone is gone as well was not said; it is counted as gone with the line. If it works, the outage is not complete.',
    unmeasured:
      'Days without measurement have an amount on the right only. That the service was gone on them you would have to show otherwise.',
    receiptMissing:
      'There is no proof yet that the report was received. Without it the day of receipt is hard to prove.',
    notMeasured: 'The times rest on what you say, not on a measurement.',
    downAgain:
      'After the measured end the line was out once more, which is not counted here. If it was the same fault, enter the later end under “When was it repaired?” once it is certain; if not, report that outage anew, today.',
    countedElsewhere:
      'An earlier report is about the same fault. The amount is due once only, counted from the report that was received first.',
    credit: (credited, open) =>
      `A credit for the same fault is taken into account: the larger amount is due, not the sum (TKG § 58 (3) s. 3). Of the sum ${credited} are credited already; ${open} would be open.`,
    capped: (amount) => `Cut to the cap of ${amount} for one end user (TKG § 70).`,
    feeShare: (amount) =>
      `For comparison: ${amount} of the monthly fee fall on the time without service. A reduction under TKG § 57 (4) needs the measurement of the Bundesnetzagentur.`,
    receiptDayCounts: (amount) =>
      `Not recommended: counting the day of receipt as the first day gives ${amount}; this is not how the BGB counts (§ 187 (1)).`,
    weekend: (amount) =>
      `An argument that the provider may bring: if the free days end on a weekend, their end moves to the next working day (BGB § 193). Then it would be ${amount}.`,
    substitute: 'If the provider offered a substitute (such as mobile access), this may end the complete outage.',
    exceptions:
      'Nothing is due if the provider shows that the customer is responsible for the fault or its duration, or that it rests on measures laid down by law, orders of security authorities or force majeure (TKG § 58 (3) s. 1).',
    preserve:
      'Important now: ask the provider to preserve the line and connection data of this fault. They may be erased after seven days. The draft contains this request.',
    source: (text) => `Wording read: ${text}.`,
  },
  settings: 'Enter the contract',
  share: {
    title: 'Under the law until November 2021',
    text: (whole, begun) =>
      `For each day without service a thirtieth of the monthly fee falls away: ${whole} whole days, ${begun} begun ones.`,
  },
  hours: {
    text: (length) => `Hours without service are counted: ${length} so far at least.`,
    next: 'The amount grows',
  },
  advice: 'Not legal advice. A consumer advice centre says what holds in your case.',
};
