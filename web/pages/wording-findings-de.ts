import type { Finding, FindingName } from './wording-findings.ts';

/** German words of every finding. */
export const findingsDe: Record<FindingName, Finding> = {
  ok: {
    title: 'Anschluss funktioniert',
    text: 'Mehrere Ziele in verschiedenen Netzen antworten.',
    meaning: 'Surfen, Telefonieren und Fernsehen gehen, soweit es am Anschluss liegt.',
    sure: 'Gemessen ist, dass Pakete hin und zurück kommen; wie schnell der Anschluss ist, wird nicht gemessen.',
  },
  'line-or-isp-down-unlocalised': {
    title: 'Keine Verbindung ins Internet',
    text: 'Keines der Ziele außerhalb der Wohnung hat geantwortet. Die genaue Stelle wurde nicht näher gemessen.',
    meaning: 'Über diesen Anschluss war das Internet nicht zu erreichen.',
    sure: 'Ohne Angaben des Routers lässt sich nicht trennen, ob die Leitung, die Einwahl oder das Netz des Anbieters ausfiel.',
  },
  'dsl-sync-lost': {
    title: 'DSL-Verbindung getrennt',
    text: 'Der Router meldete, dass die DSL-Leitung keine Verbindung hatte, und kein Ziel im Internet hat geantwortet.',
    meaning: 'Zwischen dem Router und der Gegenstelle des Anbieters kam kein Signal zustande; ohne das geht nichts.',
    sure: 'Der Router selbst sagt es. Ob die Ursache an der Leitung draußen, an der Leitung im Haus oder am Modem im Router lag, kann auch er nicht sagen.',
  },
  'session-auth-failed': {
    title: 'Anmeldung beim Anbieter abgelehnt',
    text: 'Die Leitung stand, aber die Anmeldung des Routers wurde abgelehnt. Das zählt nur, wenn die Zugangsdaten nachweislich unverändert waren.',
    meaning: 'Der Router kam bis zum Anbieter, wurde dort aber nicht eingelassen.',
    sure: 'Falsche oder geänderte Zugangsdaten sind nur ausgeschlossen, wenn dieselbe Anmeldung davor und danach gelang und niemand dazwischen etwas geändert hat.',
  },
  'session-lost': {
    title: 'Einwahl beim Anbieter getrennt',
    text: 'Der Router war nicht ins Netz des Anbieters eingewählt.',
    meaning: 'Der Router antwortete zu Hause, bekam vom Anbieter aber keine Verbindung ins Internet.',
    sure: 'Grundlage sind die Angaben des Routers. Nur wo er auch sagte, dass die DSL stand, ist die Leitung als Ursache ausgeschlossen; welche Stelle die Einwahl beendete, ist nicht zu sehen.',
  },
  'planned-reconnect': {
    title: 'Zwangstrennung',
    text: 'Eine kurze Unterbrechung zur gewohnten Zeit mit neuer Adresse danach. Sie wird eigens ausgewiesen und zählt nicht als Ausfall.',
    meaning:
      'Die Verbindung wurde regelmäßig für kurze Zeit getrennt und neu aufgebaut; bei manchen Anschlüssen gehört das dazu.',
    sure: 'Erkannt an der kurzen Dauer, der gewohnten Zeit und der neuen Einwahl; eine zufällige Störung genau dann sähe gleich aus.',
  },
  'isp-access-unreachable': {
    title: 'Netz des Anbieters nicht erreichbar',
    text: 'Die erste Stelle im Netz des Anbieters, die sonst antwortet, hat nicht geantwortet, und auch sonst kein Ziel.',
    meaning: 'Schon die erste Stelle im Netz des Anbieters war nicht zu erreichen.',
    sure: 'Ein Ausfall der Leitung, eines Steckers oder Modems im Haus und einer im Netz des Anbieters lassen sich nur trennen, wo der Router sagt, dass die DSL stand.',
  },
  'isp-core-unreachable': {
    title: 'Netz des Anbieters nur am Rand erreichbar',
    text: 'Die erste Stelle im Netz des Anbieters antwortete, alles dahinter nicht, auch keine Rechner des Anbieters selbst.',
    meaning: 'Leitung und Einwahl beförderten Pakete, aber im Netz des Anbieters ging es nicht weiter.',
    sure: 'Dass die erste Stelle antwortete, spricht gegen Leitung und Router als Ursache; welche Stelle dahinter ausfiel, ist nicht zu sehen.',
  },
  'isp-transit-unreachable': {
    title: 'Kein Übergang in andere Netze',
    text: 'Rechner des Anbieters antworteten, Ziele in anderen Netzen nicht.',
    meaning: 'Im Netz des Anbieters ging es, darüber hinaus nicht.',
    sure: 'Ob der Übergang beim Anbieter oder in den Netzen dahinter gestört war, ist von hier aus nicht zu sehen.',
  },
  'primary-line-down-failover-active': {
    title: 'Anschluss ausgefallen, Ersatzverbindung aktiv',
    text: 'Das Internet war über eine Ersatzverbindung erreichbar, der gemessene Anschluss selbst nicht.',
    meaning: 'Zu Hause ging das Internet weiter, über die Ersatzverbindung; der Anschluss selbst war gestört.',
    sure: 'Grundlage sind die Angaben des Routers, welchen Weg er nutzte; er wird nicht jede Sekunde gefragt, deshalb sind die Zeiten gröber als sonst.',
  },
  'router-or-lan-fault': {
    title: 'Störung im eigenen Heimnetz',
    text: 'Der eigene Router hat nicht geantwortet. Ob der Anschluss funktionierte, lässt sich so nicht sagen; das zählt nicht als Ausfall.',
    meaning: 'Zwischen der Messstelle und dem eigenen Router ging nichts; über den Anschluss sagt das nichts.',
    sure: 'Ob der Router, sein Strom, ein Kabel oder das WLAN die Ursache war, ist nicht zu sehen.',
  },
  'probe-lan-fault': {
    title: 'Messstelle ohne Heimnetz',
    text: 'Die Messstelle selbst hatte keine Verbindung zum Heimnetz. Das zählt nicht als Ausfall.',
    meaning: 'Betroffen war die Messstelle; andere Geräte können weiter online gewesen sein.',
    sure: 'Das sagt die Messstelle über ihren eigenen Netzanschluss.',
  },
  'ipv4-only-down': {
    title: 'Nur IPv4 unterbrochen',
    text: 'Ziele mit IPv6-Adresse antworteten, Ziele mit IPv4-Adresse nicht.',
    meaning: 'Was nur über IPv4 zu erreichen ist, ging nicht; anderes schon.',
    sure: 'Manche Anschlüsse führen IPv4 über einen Umsetzer beim Anbieter (DS-Lite); ob er oder etwas anderes ausfiel, ist nicht zu sehen.',
  },
  'ipv6-only-down': {
    title: 'Nur IPv6 unterbrochen',
    text: 'Ziele mit IPv4-Adresse antworteten, Ziele mit IPv6-Adresse nicht.',
    meaning: 'Was über IPv6 läuft, ging nicht; das meiste weicht auf IPv4 aus, oft mit Verzögerung.',
    sure: 'Eine falsche Einstellung von IPv6 im Router lässt sich von hier aus nicht ausschließen.',
  },
  'ipv6-renumbering': {
    title: 'Neue IPv6-Adresse',
    text: 'Kurz nach einem Wechsel der IPv6-Adresse antworteten Ziele mit IPv6-Adresse nicht.',
    meaning: 'Nach dem Wechsel dauert es eine Weile, bis alle Geräte die neue Adresse nutzen.',
    sure: 'Dass es am Wechsel lag, folgt nur aus der zeitlichen Nähe.',
  },
  'dns-isp-only': {
    title: 'Namensauflösung des Anbieters gestört',
    text: 'Der DNS-Server des Anbieters antwortete nicht, andere DNS-Server schon. Der Anschluss selbst funktionierte.',
    meaning:
      'Seiten ließen sich nicht aufrufen, obwohl der Anschluss Pakete beförderte; mit einem anderen DNS-Server wäre es gegangen.',
    sure: 'Ob der Server ausfiel oder nur der Weg zu ihm, ist nicht zu sehen; wo der Router zu Hause die Fragen weiterreicht, kann er es selbst gewesen sein.',
  },
  'dns-all': {
    title: 'Namensauflösung gestört',
    text: 'Kein DNS-Server antwortete auf Anfragen, Ziele im Internet aber schon.',
    meaning: 'Seiten ließen sich nicht mehr über ihren Namen aufrufen.',
    sure: 'Ob die Anfragen beim Anbieter, im Router oder im Heimnetz verloren gingen, ist nicht zu sehen.',
  },
  'dns-tampered': {
    title: 'Abweichende Namensauflösung',
    text: 'Der DNS-Server des Anbieters gab eine andere Antwort als erwartet. Warum, wurde nicht gemessen.',
    meaning: 'Manche Namen können woandershin führen als gewollt.',
    sure: 'Auch ein Filter im Router oder im Heimnetz kann so antworten.',
  },
  intercepted: {
    title: 'Antworten stammen nicht vom Ziel',
    text: 'Statt der Ziele antwortete offenbar eine andere Stelle, etwa eine Hinweisseite. Darauf wird keine Aussage gestützt.',
    meaning: 'Das Internet wirkt erreichbar, ist es aber womöglich nicht.',
    sure: 'Verlässlich ist dann nur die unterschriebene Antwort des Linewitness-Servers, und die kam nicht unverändert an.',
  },
  'remote-target-only': {
    title: 'Nur ein Ziel antwortet nicht',
    text: 'Ein einzelnes Ziel antwortete nicht, die übrigen schon. Der Anschluss selbst funktionierte.',
    meaning: 'Am Anschluss war davon in der Regel nichts zu merken.',
    sure: 'Ein einzelnes Ziel sagt nichts über den Anschluss.',
  },
  'partial-reachability': {
    title: 'Nur ein Teil der Ziele erreichbar',
    text: 'Einige Ziele in verschiedenen Netzen antworteten nicht, andere schon. Das zählt nicht als Ausfall.',
    meaning: 'Manche Seiten und Dienste gingen, andere nicht.',
    sure: 'Ob der Anbieter, ein Netz dahinter oder die Ziele selbst die Ursache waren, ist nicht zu sehen.',
  },
  'voip-only-down': {
    title: 'Nur Telefonie gestört',
    text: 'Der Telefonie-Server antwortete nicht, der Anschluss selbst funktionierte.',
    meaning: 'Telefonieren über den Anschluss ging vermutlich nicht, das Internet schon.',
    sure: 'Gefragt wurde nur, ob der Telefonie-Server antwortet; ein Anruf wurde nicht versucht.',
  },
  'degraded-loss': {
    title: 'Viele Pakete verloren',
    text: 'Der Anschluss funktionierte, aber auffällig viele Antworten blieben aus.',
    meaning: 'Gespräche und Videos können stocken, Spiele aussetzen.',
    sure: 'Wo die Pakete verloren gingen, ist nicht zu sehen; ein schwaches WLAN der Messstelle sähe ähnlich aus.',
  },
  'degraded-latency': {
    title: 'Langsame Antworten',
    text: 'Der Anschluss funktionierte, aber Antworten brauchten viel länger als sonst.',
    meaning: 'Seiten bauen sich zäh auf, Gespräche und Spiele haben Verzögerung.',
    sure: 'Dass die Leitung im eigenen Haushalt ausgelastet war, ist nur ausgeschlossen, wenn der Router seine Datenmengen mitteilt.',
  },
  'degraded-self-inflicted': {
    title: 'Leitung selbst ausgelastet',
    text: 'Antworten waren langsam, während der Anschluss von innen her fast voll ausgelastet war.',
    meaning: 'Im Haushalt wurde viel geladen oder gesendet; das bremst alles andere.',
    sure: 'Das folgt aus den Datenmengen, die der Router zur selben Zeit meldete.',
  },
  undetermined: {
    title: 'Ursache wird noch ermittelt',
    text: 'Woran es liegt, steht hier, sobald es feststeht.',
    meaning: 'Bis dahin ist nur sicher, dass keine Antworten ankommen.',
    sure: 'Noch ist nichts festgestellt.',
  },
  'not-measured': {
    title: 'Nicht gemessen',
    text: 'In dieser Zeit wurde nicht gemessen. Sie gilt weder als Betrieb noch als Ausfall.',
    meaning: 'Was der Anschluss in dieser Zeit tat, ist nicht bekannt.',
    sure: 'Behauptet wird nichts.',
  },
  unknown: {
    title: 'Nicht eindeutig',
    text: 'Die Messwerte lassen keinen sicheren Befund zu. Die Zeit gilt weder als Betrieb noch als Ausfall.',
    meaning: 'Über diese Zeit wird nichts behauptet.',
    sure: 'Die Angaben reichen nicht aus oder widersprechen sich.',
  },
};
