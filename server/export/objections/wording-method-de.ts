import { formatCount, formatPercent } from '../../../web/pages/format.ts';
import type { ObjectionFacts } from './facts.ts';
import { at, kinds, METHOD, most } from './phrases-de.ts';
import type { MethodObjection, ObjectionTexts } from './words.ts';

const NOT_SHOWN = 'Welche Ziele gefragt wurden, ist in dieser Fassung nicht enthalten.';

/** What lies between two packets; empty where the targets are not shown. */
function overlooked({ targets }: ObjectionFacts): string {
  return targets.shortestVisibleMs === null
    ? ''
    : ` Unterbrechungen unter ${most(targets.shortestVisibleMs)} kann die Messung übersehen.`;
}

/** German answers to what is said of the method. Nothing is said that the facts do not carry. */
export const methodObjectionsDe: ObjectionTexts<MethodObjection> = {
  'only-icmp': {
    objection: 'Gemessen wurde nur mit Ping; das sagt nichts über den Dienst.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      several: (f) =>
        `Neben Ping wird anders gefragt: ${kinds(f.targets.otherKinds)}. Antwortet darauf noch jemand draußen, wird kein Ausfall gezählt.`,
      ping: () =>
        'Das trifft zu: Ziele draußen wurden nur mit Ping gefragt. Gemessen ist, dass auf keines der Pakete mehr eine Antwort kam; was ein Dienst in dieser Zeit leistete, ist nicht gemessen.',
    },
  },
  'icmp-rate-limited': {
    objection: 'Ping wird in Netzen nachrangig behandelt und verworfen.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      several: (f) =>
        `Ein Ausfall ist erst gezählt, wenn alle ${formatCount(f.targets.far, 'de')} Ziele in ${formatCount(f.targets.networks, 'de')} Netzen zugleich schweigen und auch auf andere Fragen (${kinds(f.targets.otherKinds)}) keine Antwort kommt. Einzeln verworfene Pakete erfüllen das nicht.`,
      ping: (f) =>
        `Ein Ausfall ist erst gezählt, wenn alle ${formatCount(f.targets.far, 'de')} Ziele in ${formatCount(f.targets.networks, 'de')} Netzen zugleich schweigen. Verwürfe der Anbieter selbst jeden Ping, sähe das gleich aus.`,
      one: () =>
        'Dass die Ziele durchgehend in mehreren Netzen lagen, ist nicht festgehalten. Dass Pings unterwegs verworfen wurden, ist nicht ausgeschlossen.',
    },
  },
  'targets-down': {
    objection: 'Die gefragten Ziele waren gestört, nicht unser Netz.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      several: (f) =>
        `Gefragt werden mindestens ${formatCount(f.targets.far, 'de')} Ziele in ${formatCount(f.targets.networks, 'de')} Netzen verschiedener Betreiber, wie das Verfahren sie nennt. Schweigt nur ein Teil davon, zählt es nicht als Ausfall.`,
      one: () =>
        'Dass die Ziele durchgehend in mehreren Netzen lagen, ist nicht festgehalten. Eine Störung der Ziele selbst ist nicht ausgeschlossen.',
    },
  },
  'beyond-our-network': {
    objection: 'Gestört war ein Netz hinter unserem (Peering, Transit), nicht unser Anschluss.',
    proof: 'evidence.json: outages, chain',
    says: {
      all: (f) =>
        `Dagegen spricht ${at(f.counted, f)}, dass der Router Leitung oder Einwahl als getrennt meldete oder auch Rechner des Anbieters selbst nicht antworteten; eine Störung erst dahinter ließe beides unberührt.`,
      some: (f) =>
        `Dagegen spricht ${at(f.notBeyond, f)}, dass der Router Leitung oder Einwahl als getrennt meldete oder auch Rechner des Anbieters selbst nicht antworteten. Bei den übrigen ist nicht gemessen, ob die Störung erst dahinter lag.`,
      unknown: () =>
        'Ob die Störung erst hinter dem Netz des Anbieters lag, ist nicht gemessen. Was dann geschuldet ist, ist eine Rechtsfrage.',
    },
  },
  'dns-only': {
    objection: 'Nur die Namensauflösung war gestört, der Anschluss funktionierte.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      numeric: () =>
        'Die Ziele, auf die sich ein Ausfall stützt, werden über ihre Adresse gefragt; ein Name muss dafür nicht aufgelöst werden. Störungen der Namensauflösung sind gesondert ausgewiesen und zählen nicht als Ausfall.',
      names: () =>
        'Ein Teil der Ziele wird über einen Namen gefragt. Störungen der Namensauflösung sind gesondert ausgewiesen; ganz zu trennen sind sie hier nicht.',
    },
  },
  'one-protocol-only': {
    objection: 'Betroffen war nur IPv4 oder nur IPv6; über das andere ging es.',
    proof: METHOD,
    says: {
      withheld: () => NOT_SHOWN,
      both: () =>
        'IPv4 und IPv6 werden beide gemessen. Fällt nur eines aus, zählt es nicht als Ausfall des Anschlusses.',
      one: () =>
        'Gemessen wurde nicht durchgehend über beide. Ob das andere in dieser Zeit funktionierte, ist nicht gemessen.',
    },
  },
  'clock-wrong': {
    objection: 'Die Uhr des Messgeräts ging falsch.',
    proof: 'evidence.json: outages; server/lane.txt: t1, t2, t3',
    says: {
      known: (f) =>
        `Die Uhr war ${at(f.counted, f)} nach eigener Auskunft nach der Weltzeit gestellt oder mit der Uhr des Servers verglichen${f.clock.mostErrorMs === 0 ? '' : ` (Unsicherheit höchstens ${most(f.clock.mostErrorMs)})`}. Die Dauer kommt aus einem Zähler, der von der Uhrzeit unabhängig ist.`,
      router: (f) =>
        `Bei ${formatCount(f.clock.byRouter, 'de')} von ${formatCount(f.counted, 'de')} gezählten Ausfällen stützt sich die Uhrzeit nur auf die Uhr des Routers. Die Dauer kommt aus einem Zähler, der davon unabhängig ist.`,
      some: (f) =>
        `Bei ${formatCount(f.clock.none, 'de')} von ${formatCount(f.counted, 'de')} gezählten Ausfällen bürgt niemand für die Uhrzeit; sie kann falsch sein. Die Dauer kommt aus einem Zähler, der davon unabhängig ist.`,
      none: () =>
        'Für die Uhrzeit bürgt niemand; sie kann falsch sein. Die Dauer kommt aus einem Zähler, der davon unabhängig ist.',
    },
  },
  'time-zone': {
    objection: 'Sommerzeit und Zeitzone sind durcheinandergeraten.',
    proof: 'days.csv: startsAt',
    says: {
      always: (f) =>
        `Alle Zeitpunkte liegen in Weltzeit (UTC) vor; Tage sind Kalendertage der Zone ${f.zone}. ${f.oddDays === 0 ? 'Im Zeitraum hat jeder Tag 24 Stunden.' : `${f.oddDays === 1 ? 'Ein Tag hat' : `${formatCount(f.oddDays, 'de')} Tage haben`} wegen der Zeitumstellung 23 oder 25 Stunden und ${f.oddDays === 1 ? 'ist' : 'sind'} so gerechnet.`}`,
    },
  },
  'sampling-gaps': {
    objection: 'Die Messung hat Lücken.',
    proof: 'days.csv: unknownMs',
    says: {
      none: (f) => `Der ganze Zeitraum wurde beobachtet.${overlooked(f)}`,
      some: (f) =>
        `Beobachtet sind ${formatPercent(f.coverageRatio, 2, 'de')} des Zeitraums. Nicht beobachtet: ${most(f.unknownMs)}; das gilt weder als Betrieb noch als Ausfall. Was der Anschluss dann tat, sagt die Messung nicht.`,
    },
  },
  'short-drop-outs': {
    objection: 'Kurze Aussetzer sind üblich und hinzunehmen.',
    proof: 'outages.csv: downMaxMs',
    says: {
      none: () => 'Kein gezählter Ausfall ist kürzer als drei Minuten.',
      some: (f) =>
        `${formatCount(f.dropouts, 'de')} von ${formatCount(f.counted, 'de')} gezählten Ausfällen sind kürzer als drei Minuten und als Aussetzer gesondert ausgewiesen. Ob sie hinzunehmen sind, ist eine Rechtsfrage.${overlooked(f)}`,
    },
  },
  'nightly-reconnect': {
    objection: 'Das war die nächtliche Zwangstrennung.',
    proof: 'outages.csv: verdict (planned-reconnect)',
    says: {
      told: (f) =>
        `Erkannte Zwangstrennungen zählen nicht als Ausfall und sind für sich ausgewiesen; im Zeitraum: ${formatCount(f.planned, 'de')}. Kein gezählter kurzer Ausfall ging mit einer neuen Adresse einher.`,
      untold: (f) =>
        `Erkannte Zwangstrennungen zählen nicht als Ausfall (${formatCount(f.planned, 'de')} im Zeitraum). Zu ${f.shortUntold === 1 ? 'einem gezählten kurzen Ausfall' : `${formatCount(f.shortUntold, 'de')} gezählten kurzen Ausfällen`} sagte der Router nichts; ob die Adresse dabei wechselte, ist nicht gemessen, eine Zwangstrennung dort nicht ausgeschlossen.`,
      similar: (f) =>
        `Erkannte Zwangstrennungen zählen nicht als Ausfall (${formatCount(f.planned, 'de')} im Zeitraum). ${f.newAddress === 1 ? 'Ein gezählter kurzer Ausfall ging' : `${formatCount(f.newAddress, 'de')} gezählte kurze Ausfälle gingen`} aber ebenfalls mit einer neuen Adresse einher; eine Trennung zu ungewohnter Zeit ist dort nicht ausgeschlossen.`,
    },
  },
};
