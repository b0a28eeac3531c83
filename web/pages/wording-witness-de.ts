import { saysDe } from './wording-says-de.ts';
import type { WitnessWords } from './wording-witness.ts';

/** German sentences on who said what in an outage. */
export const witnessDe: WitnessWords = {
  chain: {
    title: 'Der Weg ins Internet, Stück für Stück',
    explain: 'Von der Wohnung nach außen. Zu jedem Stück steht, wer was darüber gesagt hat.',
    explainUntold: 'Von der Wohnung nach außen. Wer was darüber gesagt hat, ist nicht veröffentlicht.',
    description: (links) => `Der Weg ins Internet: ${links}`,
    link: {
      home: 'Zuhause',
      router: 'Router',
      dsl: 'Leitung',
      session: 'Einwahl',
      provider: 'Anbieter',
      internet: 'Internet',
    },
    hint: {
      home: 'Messstelle und Heimnetz',
      router: 'der eigene Router',
      dsl: 'DSL oder was sonst vom Router zum Anbieter führt',
      session: 'Anmeldung beim Anbieter',
      provider: 'Netz des Anbieters',
      internet: 'Ziele in anderen Netzen',
    },
    state: { ok: 'in Ordnung', fail: 'gestört', unknown: 'nicht bekannt' },
    notReached: 'nicht erreicht',
    answered: 'hat geantwortet',
    nothing: 'Dazu hat niemand etwas gesagt.',
    firstIn: (sheet, row) => `Protokollblatt ${sheet}, Messzyklus ${row}`,
  },
  witness: {
    probe: 'Die Messstelle',
    gateway: 'Der Router im Heimnetz',
    far: 'Ziele im Internet',
    'isp-resolver': 'DNS-Server des Anbieters',
    'public-resolver': 'Unabhängige DNS-Server',
    'own-server': 'Der Linewitness-Server',
    router: 'Der Router selbst',
    'first-hop': 'Erste Stelle beim Anbieter',
    'isp-host': 'Rechner des Anbieters',
    control: 'Gegenprobe',
    sip: 'Telefonie-Server',
    clock: 'Zeitserver',
    snapshot: 'Momentaufnahme',
    mail: 'Testmails',
    mailbox: 'Postfach der Testmails',
    extra: 'Zusätzliches Ziel',
  },
  says: saysDe,
  until: 'bis',
  nearest: 'Genannt ist der Abschnitt, der der Wohnung am nächsten liegt.',
  provisional: {
    router: 'Vorläufig: Der Router wird zwei Minuten nach dem Ende noch einmal gefragt. Danach steht der Befund fest.',
    lasting: 'Der Ausfall dauert an; der Befund ist vorläufig.',
  },
  before: (finding, side, grade) =>
    `Zuerst stand hier: ${finding} (${side}), Belegstufe ${grade}. Der jetzige Befund beruht auf dem, was der Router danach sagte.`,
  planned: {
    title: (day) => `Zwangstrennung am ${day}`,
    counts: 'Zählt nicht als Ausfall und wird für sich ausgewiesen.',
  },
  failover:
    'Das Zuhause war über eine Ersatzverbindung (Mobilfunk) erreichbar; der Anschluss selbst war gestört. Gezählt wird beides für sich.',
  failoverNow: 'Das Zuhause ist über eine Ersatzverbindung (Mobilfunk) erreichbar.',
  reachable: {
    title: 'Zuhause erreichbar',
    yes: 'ja, über eine Ersatzverbindung',
    how: 'Der Router meldete die Störung des Anschlusses; die Pakete gingen währenddessen einen anderen Weg.',
    measured:
      'Gemessen ist, dass Ziele im Internet antworteten, und was der Router über den Anschluss sagte. Warum er gestört war, wer dafür einsteht und ob andere Anschlüsse betroffen waren, ist damit nicht gemessen.',
  },
  tag: {
    'router-rebooted': 'Der Router ist in dieser Zeit neu gestartet; das sagt seine eigene Laufzeit.',
    'router-rented': 'Der Router gehört dem Anbieter oder wird von ihm verwaltet.',
    'router-state-implausible':
      'Der Router sagte etwas, dem Pakete oder seine eigenen Zähler widersprechen. Es wurde ihm nicht geglaubt.',
    'router-log-reconnect': 'Im Protokoll des Routers steht die regelmäßige Trennung.',
    'user-disconnect': 'Laut Router wurde die Verbindung am Router selbst getrennt.',
    'new-address': 'Danach hatte der Anschluss eine neue Adresse.',
    'own-traffic': 'Die Leitung war zu dieser Zeit von innen her fast ausgelastet.',
  },
  tags: 'Dazu außerdem',
  phases: {
    side: 'Wo',
    length: 'Dauer',
    explain: 'Ein Ausfall kann mehrere Ursachen nacheinander haben.',
  },
  snapshots: {
    title: 'Momentaufnahmen',
    explain:
      'Beim Beginn, nach einer Minute und am Ende wird alles auf einmal festgehalten, weil es später nicht mehr zu klären ist.',
    moment: { onset: 'Beim Beginn', minute: 'Nach einer Minute', end: 'Am Ende' },
    trace: 'Weg der Pakete',
    hop: 'Stelle',
    address: 'Adresse',
    answerTime: 'Antwortzeit',
    silentHop: 'keine Antwort',
    log: 'Aus dem Protokoll des Routers',
    counters: 'Zähler am Netzanschluss der Messstelle',
    counter: 'Zähler',
    ownerOnly: 'Diese Werte sieht nur der Inhaber, wenn er angemeldet ist.',
    gone: 'Die Werte sind nicht hier: gelöscht oder noch nicht angekommen.',
    none: 'keine Einträge',
    sheet: (sheet, row) => `Protokollblatt ${sheet}, Messzyklus ${row}`,
  },
  clock: {
    title: 'Die Uhr dabei',
    state: {
      sync: 'Die Uhr der Messstelle war nach der Weltzeit gestellt.',
      holdover: 'Die Uhr der Messstelle lief frei weiter; kurz davor oder danach war sie nach der Weltzeit gestellt.',
      unsync:
        'Die Uhr der Messstelle war damals nicht gestellt. Die Zeiten wurden später berichtigt, sobald sie es war.',
      stepped: 'Die Uhr der Messstelle sprang in dieser Zeit. Die Zeiten wurden danach berichtigt.',
    },
    corrected: (size, isFast) =>
      `Die Zeiten auf dieser Seite sind um ${size} berichtigt, weil die Uhr der Messstelle ${isFast ? 'vorging' : 'nachging'}.`,
    exact: 'Eine Berichtigung war nicht nötig.',
    error: (size) => `Gegen die Uhr des Servers bleibt eine Unsicherheit von höchstens ${size}.`,
    durations: 'Die Dauer kommt von einem Zähler, der davon nicht abhängt.',
    raw: 'Erstes verlorenes Paket, wie die Uhr der Messstelle ging',
    rawHow: 'So steht es in den unterschriebenen Rohdaten.',
    shown: 'Dasselbe berichtigt',
  },
  annotation: {
    title: 'Später geklärt',
    explain:
      'Hat sich herausgestellt, woran es lag? Der Eintrag steht mit Datum sichtbar auf dieser Seite und im unterschriebenen Verlauf; die Messwerte bleiben, wie sie sind.',
    tag: 'zählt nicht: lag zu Hause',
    notCounted: (reason, at) =>
      `Zählt nicht (von Ihnen zu Hause gefunden: ${reason}; eingetragen am ${at}). Die Messwerte sind unverändert.`,
    notCountedUntold: 'Zählt nicht: Der Inhaber hat die Ursache später zu Hause gefunden.',
    by: { home: 'Vom Inhaber eingetragen: lag zu Hause', note: 'Anmerkung des Inhabers' },
    withdrawn: 'zurückgenommen',
    kind: 'Was soll gelten?',
    choice: {
      home: {
        label: 'Es lag zu Hause',
        hint: 'Der Ausfall zählt dann nicht mehr gegen den Anbieter.',
      },
      note: { label: 'Nur eine Anmerkung', hint: 'Am Befund und an der Zählung ändert sich nichts.' },
    },
    text: 'Was war es?',
    textHint: 'Zum Beispiel: Steckdose im Keller. Höchstens 500 Zeichen.',
    save: 'Eintragen',
    withdraw: 'Zurücknehmen',
    withdrawOf: (text) => `Zurücknehmen: ${text}`,
    onlyNotes: 'Solange der Ausfall dauert, sind nur Anmerkungen möglich.',
    refused: 'Das wurde nicht eingetragen',
    problem: {
      empty: 'Bitte sagen Sie, was es war.',
      'too-long': 'Höchstens 500 Zeichen, bitte.',
      lasts: 'Der Ausfall dauert noch an; bis dahin geht nur eine Anmerkung.',
      kind: 'Bitte wählen Sie, was gelten soll.',
    },
  },
};
