import { formatCount } from '../../../web/pages/format.ts';
import { at, CHAIN, most, notCounted, ofAll } from './phrases-de.ts';
import type { HomeObjection, ObjectionTexts } from './words.ts';

/** German answers to what is said of the home of the customer. Nothing is said that the facts do not carry. */
export const homeObjectionsDe: ObjectionTexts<HomeObjection> = {
  'own-router': {
    objection: 'Der Router des Kunden war gestört oder abgestürzt.',
    proof: CHAIN,
    says: {
      provider: (f) =>
        `Dagegen spricht ${at(f.counted, f)}, dass entweder der Router selbst meldete, dass die Leitung stand, oder eine Stelle im Netz des Anbieters noch antwortete, während es dahinter nicht weiterging. Soweit das auf Angaben des Routers beruht, gilt es nur, wenn diese stimmen.`,
      gateway: (f) =>
        `Der Router antwortete der Messstelle ${at(f.gatewayOk, f)} weiter, während draußen nichts mehr antwortete. Schweigt er oder startet er in dieser Zeit neu, wird kein Ausfall gezählt.${notCounted(f.homeMs, 'Störung im Heimnetz')} Ein Fehler im Modemteil des Routers ist damit nicht ausgeschlossen.`,
      unknown: () =>
        'Ob der Router in dieser Zeit arbeitete, wurde nicht gemessen. Ein Fehler des Routers ist nicht ausgeschlossen.',
    },
  },
  'rented-router': {
    objection: 'Der Kunde betreibt ein eigenes Gerät oder eigene Firmware; dafür stehen wir nicht ein.',
    proof: 'evidence.json: outages, tags (router-rented)',
    says: {
      rented: (f) => `Der Router gab ${at(f.counted, f)} selbst an, vom Anbieter gestellt oder verwaltet zu sein.`,
      some: (f) =>
        `Der Router gab ${at(f.rented, f)} an, vom Anbieter gestellt oder verwaltet zu sein; für die übrigen ist es nicht gemessen.`,
      unknown: () =>
        'Wem der Router gehört und welche Firmware er hat, ist nicht gemessen. Ob der Einwand den Anbieter entlastet, ist eine Rechtsfrage.',
    },
  },
  wifi: {
    objection: 'Es lag am WLAN des Kunden.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `Die Messstelle fragt laufend auch den Router. Er antwortete ${at(f.counted, f)}, während draußen nichts antwortete; ein gestörtes WLAN zwischen beiden hätte auch diese Antwort verhindert.${notCounted(f.homeMs, 'Störung im Heimnetz')}`,
      some: (f) =>
        `Der Router antwortete der Messstelle ${at(f.gatewayOk, f)}, während draußen nichts antwortete; dort scheidet das WLAN zwischen beiden aus. Bei den übrigen ist nicht gemessen, ob der Weg bis zum Router in Ordnung war.`,
      unknown: () =>
        'Ob der Weg von der Messstelle zum Router in Ordnung war, wurde nicht gemessen. Das WLAN ist nicht ausgeschlossen.',
    },
  },
  'house-wiring': {
    objection: 'Die Leitung im Haus oder die Dose war die Ursache.',
    proof: CHAIN,
    says: {
      provider: (f) =>
        `Dagegen spricht ${at(f.counted, f)}, dass die Leitung nach Angaben des Routers stand oder eine Stelle im Netz des Anbieters noch antwortete; beides setzt eine durchgehende Leitung voraus.`,
      some: (f) =>
        `Dagegen spricht ${at(f.providerSide, f)}, dass die Leitung nach Angaben des Routers stand oder eine Stelle im Netz des Anbieters noch antwortete. Bei den übrigen lässt sich die Leitung im Haus nicht von der Leitung draußen unterscheiden.`,
      unknown: () =>
        'Das lässt sich von der Wohnung aus nicht unterscheiden: Eine unterbrochene Leitung im Haus sieht aus wie eine unterbrochene Leitung draußen. Klären kann es eine Leitungsmessung des Anbieters.',
    },
  },
  unplugged: {
    objection: 'Der Kunde hat selbst ein Kabel gezogen.',
    proof: '',
    says: {
      unknown: (f) =>
        `Das kann keine Messung in der Wohnung widerlegen.${f.byUser === 0 ? '' : ` Meldet der Router, dass sein Benutzer die Verbindung trennte, zählt das nicht; das kam ${f.byUser === 1 ? 'einmal' : `${formatCount(f.byUser, 'de')}-mal`} vor.`} Aufschluss geben können die Aufzeichnungen des Anbieters über Leitung und Einwahl.`,
    },
  },
  'power-cut': {
    objection: 'In der Wohnung war der Strom ausgefallen.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `Gezählt wird nur, solange die Messstelle läuft. Auch der Router antwortete ${at(f.counted, f)}; beide hatten Strom.${notCounted(f.powerCutMs, 'vermutlich Stromausfall')} Ein Stromausfall außerhalb der Wohnung ist damit nicht ausgeschlossen.`,
      some: (f) =>
        `Gezählt wird nur, solange die Messstelle läuft; sie hatte also Strom. Dass auch der Router Strom hatte, zeigt seine Antwort ${at(f.gatewayOk, f)}; bei den übrigen ist es nicht gemessen.${notCounted(f.powerCutMs, 'vermutlich Stromausfall')}`,
      unknown: (f) =>
        `Die Messstelle lief und hatte Strom. Ob der Router Strom hatte, ist nicht gemessen.${notCounted(f.powerCutMs, 'vermutlich Stromausfall')}`,
    },
  },
  'device-load': {
    objection: 'Das messende Gerät war überlastet.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `Die Messstelle prüft jede Sekunde, ob sie selbst läuft. Zugleich bekam sie ${at(f.counted, f)} Antworten des Routers; ein überlastetes Gerät hätte auch diese verloren.${notCounted(f.stallMs, 'Messstelle angehalten oder neu gestartet')}`,
      some: (f) =>
        `Die Messstelle prüft jede Sekunde, ob sie selbst läuft; Aussetzer gelten als nicht beobachtet. Antworten des Routers zur selben Zeit belegen es zusätzlich ${at(f.gatewayOk, f)}.${notCounted(f.stallMs, 'Messstelle angehalten oder neu gestartet')}`,
      unknown: (f) =>
        `Die Messstelle prüft jede Sekunde, ob sie selbst läuft. Das sind aber ihre eigenen Angaben; eine Antwort des Routers zur selben Zeit, die es bestätigen könnte, ist nicht gemessen.${notCounted(f.stallMs, 'Messstelle angehalten oder neu gestartet')}`,
    },
  },
  'customer-software': {
    objection: 'Eine Firewall oder andere Software des Kunden hat die Pakete verworfen.',
    proof: CHAIN,
    says: {
      router: (f) =>
        `Dagegen spricht ${at(f.counted, f)}, dass der Router selbst meldete, dass Leitung oder Einwahl fehlten. Software, die Pakete verwirft, trennt keine Leitung.`,
      some: (f) =>
        `Dagegen spricht ${at(f.routerAgrees, f)}, dass der Router selbst meldete, dass Leitung oder Einwahl fehlten. Für die übrigen stehen nur Pakete; eine Sperre, die genau dann begann und endete, sähe gleich aus.`,
      unknown: () =>
        'Es stehen nur Pakete. Eine Sperre im Router oder auf der Messstelle, die genau dann begann und endete, sähe gleich aus; gemessen ist nur, dass vorher und nachher geantwortet wurde.',
    },
  },
  'own-traffic': {
    objection: 'Der Kunde hat seine Leitung selbst ausgelastet.',
    proof: 'evidence.json: outages, tags (own-traffic)',
    says: {
      none: () =>
        'Einen Hinweis auf eine Auslastung von innen gibt es nicht; sie ist aber nur zu sehen, wo der Router seine Datenmengen mitteilt. Eine volle Leitung antwortet in der Regel verzögert und schweigt nicht auf allen Wegen zugleich.',
      some: (f) =>
        `Der Router meldete ${at(f.ownTraffic, f)} eine von innen fast ausgelastete Leitung; das ist dort vermerkt. Eine volle Leitung antwortet in der Regel verzögert und schweigt nicht auf allen Wegen zugleich.`,
    },
  },
  'vpn-or-mobile': {
    objection: 'Gemessen wurde ein VPN oder eine Mobilfunkverbindung, nicht unser Anschluss.',
    proof: 'evidence.json: sums; days.csv: unknownMs',
    says: {
      seen: (f) =>
        `Führt der Weg der Messstelle durch ein VPN, gilt die Zeit als nicht beobachtet.${f.vpnMs === 0 ? '' : ` Das waren ${most(f.vpnMs)}.`} Ein VPN, das der Router selbst aufbaut, erkennt die Messstelle nicht.`,
      failover: (f) =>
        `Der Weg über eine Ersatzverbindung ist erkannt und für sich gezählt: ${at(f.reachable, f)} war die Wohnung auf diesem Weg erreichbar, der Anschluss selbst nicht. Ein VPN der Messstelle gilt als nicht beobachtet; eines, das der Router selbst aufbaut, erkennt sie nicht.`,
    },
  },
  'backup-worked': {
    objection: 'Der Kunde war über Mobilfunk oder eine andere Ersatzverbindung online.',
    proof: 'evidence.json: outages, reachable, sums, failoverMs',
    says: {
      seen: (f) =>
        `Über eine Ersatzverbindung war die Wohnung ${at(f.reachable, f)} erreichbar; die Zeit ist auf Seite 1 genannt. Dass der Anschluss selbst ausfiel, beruht dort auf Angaben des Routers. Von wem die Ersatzverbindung kam, ist nicht gemessen.`,
      unseen: () =>
        'Die Messstelle sah in keinem gezählten Ausfall eine Ersatzverbindung. Eine, über die ihre Pakete nicht liefen (etwa ein Mobiltelefon), sieht sie nicht.',
    },
  },
  'probe-restarted': {
    objection: 'Das Messgerät wurde neu gestartet oder stand still; daher der angebliche Ausfall.',
    proof: 'days.csv: unknownMs',
    says: {
      none: () =>
        'Im Zeitraum gilt keine Zeit deswegen als nicht beobachtet. Das beruht auf dem, was die Messstelle jede Sekunde über sich selbst aufzeichnet.',
      some: (f) =>
        `Zeit, in der die Messstelle neu startete oder stillstand, gilt als nicht beobachtet: im Zeitraum ${most(f.stallMs)}. Ein Ausfall stützt sich auf Pakete, die sie sandte. Dass sie ihren eigenen Stillstand erkennt, beruht auf ihren eigenen Aufzeichnungen.`,
    },
  },
  'probe-broken': {
    objection: 'Das Messgerät war defekt.',
    proof: CHAIN,
    says: {
      all: (f) =>
        `Die Messstelle bekam ${at(f.counted, f)} zur selben Zeit Antworten des Routers, und er meldete die Störung auch selbst. Jeder Messzyklus liegt unterschrieben vor und kann nachgerechnet werden.`,
      some: (f) =>
        `Antworten des Routers zur selben Zeit zeigen ${at(f.gatewayOk, f)}, dass die Messstelle arbeitete. Selbst gemeldet hat der Router die Störung ${ofAll(f.routerAgrees, f)}; sonst ist nicht ausgeschlossen, dass nur der Messstelle der Weg nach draußen fehlte, etwa durch eine falsche Einstellung.`,
      unknown: () =>
        'Für ein arbeitendes Gerät sprechen nur die Antworten davor und danach. Eine Antwort des Routers zur selben Zeit ist nicht gemessen.',
    },
  },
};
