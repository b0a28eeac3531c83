import type { Finding, FindingName } from './wording-findings.ts';

/** German words of every finding. */
export const findingsDe: Record<FindingName, Finding> = {
  ok: {
    title: 'Anschluss funktioniert',
    text: 'Mehrere Ziele in verschiedenen Netzen antworten.',
  },
  'line-or-isp-down-unlocalised': {
    title: 'Keine Verbindung ins Internet',
    text: 'Keines der Ziele außerhalb der Wohnung hat geantwortet. Die genaue Stelle wurde nicht näher gemessen.',
  },
  'dsl-sync-lost': {
    title: 'DSL-Verbindung getrennt',
    text: 'Der Router meldete, dass die DSL-Leitung keine Verbindung hatte, und kein Ziel im Internet hat geantwortet.',
  },
  'session-auth-failed': {
    title: 'Anmeldung beim Anbieter abgelehnt',
    text: 'Die Leitung stand, aber die Anmeldung des Routers wurde abgelehnt. Das zählt nur, wenn die Zugangsdaten nachweislich unverändert waren.',
  },
  'session-lost': {
    title: 'Einwahl beim Anbieter getrennt',
    text: 'Die Leitung stand, soweit der Router es meldete, aber die Einwahl ins Netz des Anbieters war unterbrochen.',
  },
  'planned-reconnect': {
    title: 'Zwangstrennung',
    text: 'Eine kurze Unterbrechung zur gewohnten Zeit mit neuer Adresse danach. Sie wird eigens ausgewiesen und zählt nicht als Ausfall.',
  },
  'isp-access-unreachable': {
    title: 'Netz des Anbieters nicht erreichbar',
    text: 'Die erste Stelle im Netz des Anbieters, die sonst antwortet, hat nicht geantwortet, und auch sonst kein Ziel.',
  },
  'isp-core-unreachable': {
    title: 'Netz des Anbieters nur am Rand erreichbar',
    text: 'Die erste Stelle im Netz des Anbieters antwortete, alles dahinter nicht, auch keine Rechner des Anbieters selbst.',
  },
  'isp-transit-unreachable': {
    title: 'Kein Übergang in andere Netze',
    text: 'Rechner des Anbieters antworteten, Ziele in anderen Netzen nicht.',
  },
  'primary-line-down-failover-active': {
    title: 'Anschluss ausgefallen, Ersatzverbindung aktiv',
    text: 'Das Internet war über eine Ersatzverbindung erreichbar, der gemessene Anschluss selbst nicht.',
  },
  'router-or-lan-fault': {
    title: 'Störung im eigenen Heimnetz',
    text: 'Der eigene Router hat nicht geantwortet. Ob der Anschluss funktionierte, lässt sich so nicht sagen; das zählt nicht als Ausfall.',
  },
  'probe-lan-fault': {
    title: 'Messstelle ohne Heimnetz',
    text: 'Die Messstelle selbst hatte keine Verbindung zum Heimnetz. Das zählt nicht als Ausfall.',
  },
  'ipv4-only-down': {
    title: 'Nur IPv4 unterbrochen',
    text: 'Ziele mit IPv6-Adresse antworteten, Ziele mit IPv4-Adresse nicht.',
  },
  'ipv6-only-down': {
    title: 'Nur IPv6 unterbrochen',
    text: 'Ziele mit IPv4-Adresse antworteten, Ziele mit IPv6-Adresse nicht.',
  },
  'ipv6-renumbering': {
    title: 'Neue IPv6-Adresse',
    text: 'Kurz nach einem Wechsel der IPv6-Adresse antworteten Ziele mit IPv6-Adresse nicht.',
  },
  'dns-isp-only': {
    title: 'Namensauflösung des Anbieters gestört',
    text: 'Der DNS-Server des Anbieters antwortete nicht, andere DNS-Server schon. Der Anschluss selbst funktionierte.',
  },
  'dns-all': {
    title: 'Namensauflösung gestört',
    text: 'Kein DNS-Server antwortete auf Anfragen, Ziele im Internet aber schon.',
  },
  'dns-tampered': {
    title: 'Abweichende Namensauflösung',
    text: 'Der DNS-Server des Anbieters gab eine andere Antwort als erwartet. Warum, wurde nicht gemessen.',
  },
  intercepted: {
    title: 'Antworten stammen nicht vom Ziel',
    text: 'Statt der Ziele antwortete offenbar eine andere Stelle, etwa eine Hinweisseite. Darauf wird keine Aussage gestützt.',
  },
  'remote-target-only': {
    title: 'Nur ein Ziel antwortet nicht',
    text: 'Ein einzelnes Ziel antwortete nicht, die übrigen schon. Der Anschluss selbst funktionierte.',
  },
  'partial-reachability': {
    title: 'Nur ein Teil der Ziele erreichbar',
    text: 'Einige Ziele in verschiedenen Netzen antworteten nicht, andere schon. Das zählt nicht als Ausfall.',
  },
  'voip-only-down': {
    title: 'Nur Telefonie gestört',
    text: 'Der Telefonie-Server antwortete nicht, der Anschluss selbst funktionierte.',
  },
  'mail-only-down': {
    title: 'Nur E-Mail gestört',
    text: 'Der Mail-Server antwortete nicht, der Anschluss selbst funktionierte.',
  },
  'degraded-loss': {
    title: 'Viele Pakete verloren',
    text: 'Der Anschluss funktionierte, aber auffällig viele Antworten blieben aus.',
  },
  'degraded-latency': {
    title: 'Langsame Antworten',
    text: 'Der Anschluss funktionierte, aber Antworten brauchten viel länger als sonst.',
  },
  'degraded-self-inflicted': {
    title: 'Leitung selbst ausgelastet',
    text: 'Antworten waren langsam, während der Anschluss von innen her fast voll ausgelastet war.',
  },
  undetermined: {
    title: 'Ursache wird noch ermittelt',
    text: 'Woran es liegt, steht hier, sobald es feststeht.',
  },
  'not-measured': {
    title: 'Nicht gemessen',
    text: 'In dieser Zeit wurde nicht gemessen. Sie gilt weder als Betrieb noch als Ausfall.',
  },
  unknown: {
    title: 'Nicht eindeutig',
    text: 'Die Messwerte lassen keinen sicheren Befund zu. Die Zeit gilt weder als Betrieb noch als Ausfall.',
  },
};
