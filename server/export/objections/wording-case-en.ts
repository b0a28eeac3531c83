import { formatCount } from '../../../web/pages/format.ts';
import { least, most, reachable, revised } from './phrases-en.ts';
import type { CaseObjection, ObjectionTexts } from './words.ts';

const count = (number: number, one: string, many: string) =>
  `${formatCount(number, 'en')} ${number === 1 ? one : many}`;

/** English answers to what is said of the provider’s side, the claim and the record. Nothing is said that the facts do not carry. */
export const caseObjectionsEn: ObjectionTexts<CaseObjection> = {
  'planned-work': {
    objection: 'It was announced maintenance.',
    proof: 'chapter “What the provider says, beside the measurement”',
    says: {
      withheld: () =>
        'The measurement cannot know whether work was announced. What the provider says is not part of this version.',
      said: (f) =>
        `The provider’s statements name ${count(f.statements.plannedRows, 'piece', 'pieces')} of planned work; they stand beside the measurement on the same time axis. Whether they were announced is not measured.`,
      unknown: () => 'The measurement cannot know whether work was announced. No announcement is on file here.',
    },
  },
  'force-majeure': {
    objection: 'It was force majeure.',
    proof: '',
    says: {
      unknown: () =>
        'Why the line failed is not measured. In Germany force majeure is an exception that the provider has to show (§ 58(3) TKG).',
    },
  },
  'other-customers-fine': {
    objection: 'Other customers had no fault.',
    proof: '',
    says: { unknown: () => 'Only this one line is measured. Of others the measurement says nothing.' },
  },
  'our-logs-differ': {
    objection: 'Our records show something else.',
    proof: 'chapter “What the provider says, beside the measurement”; texts/',
    says: {
      withheld: () => 'What the provider says is not part of this version.',
      compared: (f) =>
        `What the provider has stated stands beside the measurement: points on which both agree: ${formatCount(f.statements.agrees, 'en')}, on which they contradict each other: ${formatCount(f.statements.differs, 'en')}, which cannot be compared: ${formatCount(f.statements.open, 'en')}. Who is right then is not decided by the comparison.`,
      unknown: () =>
        'No records of the provider are on file here. If they are produced with times, they can be laid beside the measurement on the same time axis.',
    },
  },
  'speed-fine': {
    objection: 'The agreed speed was delivered.',
    proof: '',
    says: {
      unknown: () =>
        'That may be so: speed is neither measured nor disputed. Measured is whether packets came there and back.',
    },
  },
  'not-complete-outage': {
    objection: 'The service had not failed completely.',
    proof: 'days.csv: downMinMs; outages.csv',
    says: {
      whole: (f) =>
        `On ${count(f.wholeDays, 'calendar day', 'calendar days')} no target on the internet answered over the line from midnight to midnight.${reachable(f)} Telephone and television were not measured by themselves. What counts as a complete outage of the service is a question of law.`,
      parts: (f) =>
        `In the counted times (at least ${least(f.downMinMs)}) no target on the internet answered over the line; no whole calendar day is among them.${reachable(f)} Telephone and television were not measured by themselves. What counts as a complete outage of a day is a question of law.`,
    },
  },
  'account-blocked': {
    objection: 'The line was blocked for unpaid bills, or the login was wrong.',
    proof: '',
    says: {
      unknown: () =>
        'Whether the line was blocked is not measured. Where the router reports that its login was refused, it does not count as an outage.',
    },
  },
  'substitute-offered': {
    objection: 'We offered a substitute, such as mobile access.',
    proof: '',
    says: { unknown: () => 'Whether a substitute was offered or accepted is not measured.' },
  },
  'nobody-at-home': {
    objection: 'Our technician found nobody at home at the agreed time.',
    proof: '',
    says: {
      unknown: (f) =>
        `Whether an appointment was agreed, and who kept it, is not measured${f.reports.made === 0 ? '' : '; what the customer recorded of it stands with the fault reports'}.`,
    },
  },
  'no-report-made': {
    objection: 'The customer did not report a fault.',
    proof: 'evidence.json: reports; server/events.txt: report',
    says: {
      withheld: () => 'Fault reports are not part of this version.',
      proven: (f) =>
        `On record: ${count(f.reports.made, 'report', 'reports')}. The customer names a proof of receipt for: ${formatCount(f.reports.shown, 'en')}. When they were put on record stands signed in the log; that they were received is shown by that proof, not by the measurement.`,
      told: (f) =>
        `On record: ${count(f.reports.made, 'report', 'reports')}, without a proof of receipt yet. When they were put on record stands signed in the log.`,
      none: () => 'No report is on record for this period.',
    },
  },
  'late-report': {
    objection: 'The fault was reported too late.',
    proof: 'chapter “Fault reports and documents”; server/events.txt: report',
    says: {
      withheld: () => 'Fault reports are not part of this version.',
      told: (f) =>
        `As the customer states it, it was reported ${most(f.reports.afterMs ?? 0)} after the begin at the earliest. When that was entered stands signed in the log. In Germany the days of § 58(3) TKG run from receipt of the report, not from the outage.`,
      none: () =>
        'When it was reported is not on record here. In Germany the days of § 58(3) TKG run from receipt of the report, not from the outage.',
    },
  },
  'no-cooperation': {
    objection: 'The customer did not cooperate in the repair.',
    proof: 'server/events.txt: report; texts/',
    says: {
      withheld: () => 'Fault reports and what the customer says are not part of this version.',
      told: (f) =>
        `For ${count(f.reports.checked, 'report', 'reports')} it is on record what the customer checked himself. These are his own words; signed is only when they were entered.`,
      none: () => 'What the customer checked or offered himself is not on record here.',
    },
  },
  'edited-later': {
    objection: 'The data were changed afterwards.',
    proof: 'MANIFEST.sha256; probe/; server/lane.txt; heads/',
    says: {
      stamped: (f) =>
        `The measuring cycles are signed in blocks and chained; ${formatCount(f.stamped, 'en')} of ${formatCount(f.heads, 'en')} seals carry the time stamp of a service whose root is generally known. What were changed after such a stamp would show in the check; who the services are is named in the chapter on integrity.${revised(f)}`,
      chained: (f) =>
        `The measuring cycles are signed in blocks and chained; a single change would show. But without time stamps of outsiders, whoever owns probe and server could make everything anew.${revised(f)}`,
    },
  },
  invented: {
    objection: 'The customer invented the measurements during the outage.',
    proof: 'server/lane.txt: receipt, silence; heads/',
    says: {
      stamped: () =>
        'During an outage nobody outside can confirm the measurements. The time is bracketed by the last receipt before it, by what the server noted of the silence meanwhile, as far as it did, and by the time stamps of services of others. That nobody disconnected the line himself in that time is not proven by this.',
      unknown: () =>
        'During an outage nobody outside can confirm the measurements. The confirmations of the server bracket the time, but they may come from the customer’s server; there are no time stamps of recognised services of others.',
    },
  },
  'server-is-his': {
    objection: 'The server is the customer’s too; he confirms himself.',
    proof: 'heads/: .tsr',
    says: {
      stamped: (f) =>
        `That is so as far as both belong to the customer: then the server’s signature proves order only. Independent of it are the time stamps that services of others gave to ${formatCount(f.stamped, 'en')} seals, and every fault report already sent in which the checksum of a seal stands.`,
      unknown: () =>
        'That is so as far as both belong to the customer: then the server’s signature proves order only. There are no time stamps of recognised services of others.',
    },
  },
  'no-certified-method': {
    objection: 'This is no recognised method of measurement.',
    proof: '',
    says: {
      unknown: () =>
        'That is so: this is a documented measurement of reachability, no expert opinion and no certified procedure. Whoever has the owner’s evidence package can read method and raw data, and recompute every figure.',
    },
  },
};
