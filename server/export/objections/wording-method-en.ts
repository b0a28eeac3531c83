import { formatCount, formatPercent } from '../../../web/pages/format.ts';
import type { ObjectionFacts } from './facts.ts';
import { at, kinds, METHOD, most } from './phrases-en.ts';
import type { MethodObjection, ObjectionTexts } from './words.ts';

const NOT_SHOWN = 'Which targets were asked is not part of this version.';

/** What lies between two packets; empty where the targets are not shown. */
function overlooked({ targets }: ObjectionFacts): string {
  return targets.shortestVisibleMs === null
    ? ''
    : ` The measurement may miss interruptions shorter than ${most(targets.shortestVisibleMs)}.`;
}

/** English answers to what is said of the method. Nothing is said that the facts do not carry. */
export const methodObjectionsEn: ObjectionTexts<MethodObjection> = {
  'only-icmp': {
    objection: 'It was measured with ping only; that says nothing of the service.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      several: (f) =>
        `Besides ping, other questions are asked: ${kinds(f.targets.otherKinds)}. If anybody outside still answers these, no outage is counted.`,
      ping: () =>
        'That is so: targets outside were asked by ping only. Measured is that no packet was answered any more; what a service did in that time is not measured.',
    },
  },
  'icmp-rate-limited': {
    objection: 'Networks treat ping as unimportant and drop it.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      several: (f) =>
        `An outage is counted only once all ${formatCount(f.targets.far, 'en')} targets in ${formatCount(f.targets.networks, 'en')} networks are silent at once and other questions (${kinds(f.targets.otherKinds)}) get no answer either. Packets dropped here and there do not amount to that.`,
      ping: (f) =>
        `An outage is counted only once all ${formatCount(f.targets.far, 'en')} targets in ${formatCount(f.targets.networks, 'en')} networks are silent at once. If the provider itself dropped every ping, it would look the same.`,
      one: () =>
        'That the targets were in several networks throughout is not on record. That pings were dropped on the way is not ruled out.',
    },
  },
  'targets-down': {
    objection: 'The targets that were asked had a fault, not our network.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      several: (f) =>
        `At least ${formatCount(f.targets.far, 'en')} targets in ${formatCount(f.targets.networks, 'en')} networks of different operators, as the method names them, are asked. If only some of them are silent, it does not count as an outage.`,
      one: () =>
        'That the targets were in several networks throughout is not on record. A fault of the targets themselves is not ruled out.',
    },
  },
  'beyond-our-network': {
    objection: 'A network beyond ours (peering, transit) was disturbed, not our line.',
    proof: 'evidence.json: outages, chain',
    says: {
      all: (f) =>
        `Against this speaks, ${at(f.counted, f)}, that the router reported line or session to be gone, or that machines of the provider itself did not answer either; a fault beyond them would leave both alone.`,
      some: (f) =>
        `Against this speaks, ${at(f.notBeyond, f)}, that the router reported line or session to be gone, or that machines of the provider itself did not answer either. For the others it is not measured whether the fault lay beyond.`,
      unknown: () =>
        'Whether the fault lay beyond the provider’s network is not measured. What is owed then is a question of law.',
    },
  },
  'dns-only': {
    objection: 'Only the resolving of names was disturbed, the line worked.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      numeric: () =>
        'The targets on which an outage rests are asked by their address; no name has to be resolved for that. Faults of name resolution are listed apart and do not count as outages.',
      names: () =>
        'Some of the targets are asked by a name. Faults of name resolution are listed apart; here they cannot be told from others in every case.',
    },
  },
  'one-protocol-only': {
    objection: 'Only IPv4 or only IPv6 was affected; the other worked.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      both: () =>
        'Both IPv4 and IPv6 are measured. If only one of them fails, it does not count as an outage of the line.',
      one: () => 'Not both were measured throughout. Whether the other worked in that time is not measured.',
    },
  },
  'clock-wrong': {
    objection: 'The clock of the measuring device was wrong.',
    proof: 'evidence.json: outages; server/lane.txt: t1, t2, t3',
    says: {
      known: (f) =>
        `The clock was set to world time by its own account, or compared with the clock of the server, ${at(f.counted, f)}${f.clock.mostErrorMs === 0 ? '' : ` (uncertain by at most ${most(f.clock.mostErrorMs)})`}. Durations come from a counter that does not depend on the time of day.`,
      router: (f) =>
        `In ${formatCount(f.clock.byRouter, 'en')} of ${formatCount(f.counted, 'en')} counted outages the time of day rests on the clock of the router alone. Durations come from a counter that does not depend on it.`,
      some: (f) =>
        `In ${formatCount(f.clock.none, 'en')} of ${formatCount(f.counted, 'en')} counted outages nobody vouches for the time of day; it may be wrong. Durations come from a counter that does not depend on it.`,
      none: () =>
        'Nobody vouches for the time of day; it may be wrong. Durations come from a counter that does not depend on it.',
    },
  },
  'time-zone': {
    objection: 'Daylight saving and time zones were mixed up.',
    proof: 'days.csv: startsAt',
    says: {
      always: (f) =>
        `All instants are given in world time (UTC); days are calendar days of the zone ${f.zone}. ${f.oddDays === 0 ? 'Every day of the period has 24 hours.' : `Days of 23 or 25 hours because the clocks change: ${formatCount(f.oddDays, 'en')}; they are counted as such.`}`,
    },
  },
  'sampling-gaps': {
    objection: 'The measurement has gaps.',
    proof: 'days.csv: unknownMs',
    says: {
      none: (f) => `The whole period was observed.${overlooked(f)}`,
      some: (f) =>
        `${formatPercent(f.coverageRatio, 2, 'en')} of the period was observed. Not observed: ${most(f.unknownMs)}; that counts neither as working nor as an outage. What the line did then, the measurement does not say.`,
    },
  },
  'short-drop-outs': {
    objection: 'Short drop-outs are usual and must be put up with.',
    proof: 'outages.csv: downMaxMs',
    says: {
      none: () => 'No counted outage is shorter than three minutes.',
      some: (f) =>
        `${formatCount(f.dropouts, 'en')} of ${formatCount(f.counted, 'en')} counted outages are shorter than three minutes and listed apart as drop-outs. Whether they must be put up with is a question of law.${overlooked(f)}`,
    },
  },
  'nightly-reconnect': {
    objection: 'That was the nightly forced reconnect.',
    proof: 'outages.csv: verdict (planned-reconnect)',
    says: {
      told: (f) =>
        `Forced reconnects that are recognised do not count as outages and are listed apart; in the period: ${formatCount(f.planned, 'en')}. No short outage that counts came with a new address.`,
      untold: (f) =>
        `Forced reconnects that are recognised do not count as outages (in the period: ${formatCount(f.planned, 'en')}). Of short counted outages (${formatCount(f.shortUntold, 'en')}) the router told nothing; whether the address changed is not measured, and a forced reconnect is not ruled out there.`,
      similar: (f) =>
        `Forced reconnects that are recognised do not count as outages (in the period: ${formatCount(f.planned, 'en')}). But short counted outages came with a new address as well (${formatCount(f.newAddress, 'en')}); a reconnect at an unusual time is not ruled out there.`,
    },
  },
};
