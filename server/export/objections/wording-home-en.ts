import { formatCount } from '../../../web/pages/format.ts';
import { at, CHAIN, most, notCounted, ofAll } from './phrases-en.ts';
import type { HomeObjection, ObjectionTexts } from './words.ts';

const HALTED = 'probe stopped or restarted';
const POWER = 'probably a power cut';
const HOME = 'fault in the home network';

/** English answers to what is said of the home of the customer. Nothing is said that the facts do not carry. */
export const homeObjectionsEn: ObjectionTexts<HomeObjection> = {
  'own-router': {
    objection: 'The customer’s router was faulty or had crashed.',
    proof: CHAIN,
    says: {
      provider: (f) =>
        `Against this speaks, ${at(f.counted, f)}, that either the router itself reported the line to be up, or a place in the provider’s network still answered while nothing beyond it did. As far as this rests on what the router says, it holds only if that is true.`,
      gateway: (f) =>
        `The router went on answering the probe ${at(f.gatewayOk, f)} while nothing outside answered any more. If it is silent or restarts in that time, no outage is counted.${notCounted(f.homeMs, HOME)} A fault in the modem part of the router is not ruled out by this.`,
      unknown: () =>
        'Whether the router was working in that time was not measured. A fault of the router is not ruled out.',
    },
  },
  'rented-router': {
    objection: 'The customer runs a device or firmware of his own, for which we are not responsible.',
    proof: 'evidence.json: outages, tags (router-rented)',
    says: {
      rented: (f) => `The router itself said ${at(f.counted, f)} that it is supplied or managed by the provider.`,
      some: (f) =>
        `The router said ${at(f.rented, f)} that it is supplied or managed by the provider; for the others this is not measured.`,
      unknown: () =>
        'Whose router it is and what firmware it has is not measured. Whether this objection relieves the provider is a question of law.',
    },
  },
  wifi: {
    objection: 'It was the customer’s Wi-Fi.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `The probe keeps asking the router as well. It answered ${at(f.counted, f)} while nothing outside answered; disturbed Wi-Fi between the two would have stopped this answer as well.${notCounted(f.homeMs, HOME)}`,
      some: (f) =>
        `The router answered the probe ${at(f.gatewayOk, f)} while nothing outside answered; there the Wi-Fi between the two is ruled out. For the others it is not measured whether the way to the router was fine.`,
      unknown: () =>
        'Whether the way from the probe to the router was fine was not measured. The Wi-Fi is not ruled out.',
    },
  },
  'house-wiring': {
    objection: 'The wiring in the house or the socket was the cause.',
    proof: CHAIN,
    says: {
      provider: (f) =>
        `Against this speaks, ${at(f.counted, f)}, that the line was up according to the router or a place in the provider’s network still answered; both need a line that is whole.`,
      some: (f) =>
        `Against this speaks, ${at(f.providerSide, f)}, that the line was up according to the router or a place in the provider’s network still answered. For the others the line in the house cannot be told from the line outside.`,
      unknown: () =>
        'This cannot be told from within the home: a broken line in the house looks like a broken line outside. A line test by the provider can settle it.',
    },
  },
  unplugged: {
    objection: 'The customer pulled a cable himself.',
    proof: '',
    says: {
      unknown: (f) =>
        `No measurement within the home can refute this.${f.byUser === 0 ? '' : ` Where the router reports that its user ended the connection, it does not count; this happened ${f.byUser === 1 ? 'once' : `${formatCount(f.byUser, 'en')} times`}.`} The provider’s records of line and session can shed light on it.`,
    },
  },
  'power-cut': {
    objection: 'There was a power cut in the home.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `Time is counted only while the probe runs. The router answered as well ${at(f.counted, f)}; both had power.${notCounted(f.powerCutMs, POWER)} A power cut outside the home is not ruled out by this.`,
      some: (f) =>
        `Time is counted only while the probe runs, so it had power. That the router had power too is shown by its answers ${at(f.gatewayOk, f)}; for the others it is not measured.${notCounted(f.powerCutMs, POWER)}`,
      unknown: (f) =>
        `The probe was running and had power. Whether the router had power is not measured.${notCounted(f.powerCutMs, POWER)}`,
    },
  },
  'device-load': {
    objection: 'The measuring device was overloaded.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `Each second the probe checks whether it is running itself. At the same time it received answers of the router ${at(f.counted, f)}; an overloaded device would have lost these too.${notCounted(f.stallMs, HALTED)}`,
      some: (f) =>
        `Each second the probe checks whether it is running itself; lapses are not observed time. Answers of the router at the same time confirm it ${at(f.gatewayOk, f)}.${notCounted(f.stallMs, HALTED)}`,
      unknown: (f) =>
        `Each second the probe checks whether it is running itself. But that is its own word; an answer of the router at the same time, which could confirm it, is not measured.${notCounted(f.stallMs, HALTED)}`,
    },
  },
  'customer-software': {
    objection: 'A firewall or other software of the customer’s dropped the packets.',
    proof: CHAIN,
    says: {
      router: (f) =>
        `Against this speaks, ${at(f.counted, f)}, that the router itself reported line or session to be gone. Software that drops packets does not take a line down.`,
      some: (f) =>
        `Against this speaks, ${at(f.routerAgrees, f)}, that the router itself reported line or session to be gone. For the others there are only packets; a block that began and ended just then would look the same.`,
      unknown: () =>
        'There are only packets. A block in the router or on the probe that began and ended just then would look the same; measured is only that answers came before and after.',
    },
  },
  'own-traffic': {
    objection: 'The customer filled his line himself.',
    proof: 'evidence.json: outages, tags (own-traffic)',
    says: {
      none: () =>
        'There is no sign of a line filled from within; but that can be seen only where the router tells its amounts of data. A full line usually answers late and is not silent on all ways at once.',
      some: (f) =>
        `The router reported a line nearly filled from within ${at(f.ownTraffic, f)}; this is noted there. A full line usually answers late and is not silent on all ways at once.`,
    },
  },
  'vpn-or-mobile': {
    objection: 'What was measured was a VPN or a mobile connection, not our line.',
    proof: 'evidence.json: sums; days.csv: unknownMs',
    says: {
      seen: (f) =>
        `Where the probe’s way leads through a VPN, the time is not observed time.${f.vpnMs === 0 ? '' : ` That was ${most(f.vpnMs)}.`} The probe does not recognise a VPN that the router itself sets up.`,
      failover: (f) =>
        `The way over a backup connection is recognised and counted apart: ${at(f.reachable, f)} the home was reachable that way, the line itself was not. A VPN of the probe is not observed time; one that the router itself sets up is not recognised.`,
    },
  },
  'backup-worked': {
    objection: 'The customer was online by mobile or another backup.',
    proof: 'evidence.json: outages, reachable, sums, failoverMs',
    says: {
      seen: (f) =>
        `The home was reachable over a backup connection ${at(f.reachable, f)}; the time is named on page 1. That the line itself was out rests on what the router said there. Whose backup it was is not measured.`,
      unseen: () =>
        'The probe saw no backup connection in any counted outage. One that its packets did not take (a mobile phone, for instance) it does not see.',
    },
  },
  'probe-restarted': {
    objection: 'The measuring device was restarted or stood still; hence the alleged outage.',
    proof: 'days.csv: unknownMs',
    says: {
      none: () =>
        'No time of the period is not observed for that reason. This rests on what the probe records of itself each second.',
      some: (f) =>
        `Time in which the probe restarted or stood still is not observed time: ${most(f.stallMs)} in the period. An outage rests on packets that it sent. That it notices its own standstill rests on its own records.`,
    },
  },
  'probe-broken': {
    objection: 'The measuring device was broken.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `The probe received answers of the router at the same time ${at(f.counted, f)}, and the router told of the fault itself. Each measuring cycle is there, signed, and can be recomputed.`,
      some: (f) =>
        `Answers of the router at the same time show ${at(f.gatewayOk, f)} that the probe was working. The router told of the fault itself ${ofAll(f.routerAgrees, f)}; otherwise it is not excluded that only the probe had no way out, by a wrong setting for instance.`,
      unknown: () =>
        'Only the answers before and after speak for a working device. An answer of the router at the same time is not measured.',
    },
  },
};
