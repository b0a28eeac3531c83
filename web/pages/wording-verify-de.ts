import type { VerifyWords } from './wording-verify.ts';

export const verifyDe: VerifyWords = {
  title: 'Nachweis prüfen',
  lead: 'Jemand hat Ihnen ein Prüfpaket über Internet-Ausfälle gegeben, eine ZIP-Datei wie „linewitness_….zip“? Hier sehen Sie, ob daran etwas verändert wurde, ob etwas fehlt, und ob seine Zahlen aus den Messwerten folgen.',
  promise: [
    'Die Datei bleibt auf diesem Gerät: Geprüft wird hier im Browser, und die Seite darf keine Verbindung aufbauen. Ein Monat braucht etwa zehn Sekunden, ein Jahr eine Minute oder mehr.',
  ],
  noScript:
    'Zum Prüfen im Browser wird JavaScript gebraucht. Ohne geht es auch: mit dem Programm „verify.mjs“ oder von Hand, wie es die Datei README.txt im Nachweis beschreibt.',
  notBuilt:
    'Auf diesem Server fehlt das Prüfprogramm für den Browser. Es geht auch mit dem Programm „verify.mjs“ oder von Hand, wie es die Datei README.txt im Nachweis beschreibt.',
  form: {
    file: 'Prüfpaket (ZIP-Datei)',
    fileHint: 'So wie Sie es bekommen haben, nicht ausgepackt.',
    drop: 'Sie können die Datei auch irgendwo auf diese Seite ziehen.',
    fingerprint: 'Fingerabdruck des Servers, falls bekannt',
    fingerprintHint:
      '32 Zeichen aus 0–9 und a–f, zum Beispiel aus einem früheren Bericht. Nur damit ist zu sehen, ob das Paket von demselben Server stammt.',
    more: 'Noch gründlicher',
    every: 'Jede einzelne Unterschrift prüfen',
    everyHint:
      'Sonst werden in sehr großen Nachweisen die erste, die letzte und eine Auswahl geprüft; die Verkettung wird immer ganz geprüft.',
    start: 'Prüfen',
    cancel: 'Abbrechen',
    again: 'Eine andere Datei prüfen',
  },
  steps: {
    open: 'Datei wird geöffnet',
    members: 'Prüfsummen',
    lane: 'Protokoll des Servers',
    segments: 'Messwerte',
    heads: 'Siegel und Zeitstempel',
    figures: 'Zahlen werden nachgerechnet',
  },
  progress: (step, percent, member) => `${percent} – ${step}${member === '' ? '' : `: ${member}`}`,
  cancelled: 'Abgebrochen. Es wurde nichts festgestellt.',
  problems: {
    noFile: 'Bitte wählen Sie zuerst die Datei aus.',
    badFingerprint: 'Der Fingerabdruck besteht aus 32 Zeichen aus 0–9 und a–f; Leerzeichen schaden nicht.',
    insecure:
      'Diese Seite kam über eine unverschlüsselte Adresse. Browser geben dann ihre Prüfverfahren nicht frei. Speichern Sie die Prüfseite (unten) und öffnen Sie sie von der Festplatte.',
    oldBrowser:
      'Dieser Browser kennt das Unterschriftsverfahren Ed25519 nicht. Es geht mit Firefox ab 130, Safari ab 17, Chrome und Edge ab 137, oder mit dem Programm „verify.mjs“.',
    unreadable: (reason) => `Die Prüfung endete vorzeitig: ${reason}`,
  },
  otherWays: {
    title: 'Andere Wege, dieselbe Prüfung',
    items: [
      'Ohne uns zu vertrauen: Die Datei README.txt im Nachweis beschreibt sechs Schritte mit sha256sum, openssl und ssh-keygen.',
      'Prüfseite und Programm liegen auch jedem Nachweis bei. Wer dem Absender nicht traut, nimmt sie aus der Quelle des Projekts.',
    ],
    page: 'Prüfseite speichern (eine Datei, ohne Internet)',
    program: 'Programm speichern (Node 20 oder neuer)',
  },
  verdict: {
    valid: {
      title: 'Unverändert und vollständig',
      meaning:
        'Alles ist so, wie es unterschrieben wurde; nichts fehlt, was dazugehört; jede Zahl folgt aus den Messwerten. Was das nicht zeigt, steht unten.',
    },
    gaps: {
      title: 'Unverändert, mit Lücken',
      meaning:
        'Alles Vorhandene ist so, wie es unterschrieben wurde, und jede Zahl folgt daraus. Einzelnes wurde nicht gemessen oder fehlt; es ist unten genannt und zählt weder als Ausfall noch als Betrieb.',
    },
    broken: {
      title: 'Nicht in Ordnung',
      meaning:
        'Mindestens eine Stelle ist nicht das, was unterschrieben wurde, oder folgt nicht aus den Messwerten. Das muss keine Fälschung sein, ein beschädigter Download sieht ebenso aus; aber niemand sollte sich auf diesen Nachweis stützen, bevor das geklärt ist.',
    },
  },
  unreadable:
    'Diese Datei lässt sich nicht als Prüfpaket lesen. Vielleicht ist es eine andere Datei, oder sie kam nicht vollständig an. Laden Sie sie noch einmal, oder bitten Sie den Absender darum.',
  checked: (name, size) => `Geprüfte Datei: ${name} (${size})`,
  server: {
    open: 'Noch offen ist, von wem das Paket stammt. Vergleichen Sie den Fingerabdruck des Servers mit einem, den Sie aus anderer Hand haben:',
    same: 'Der Server ist der, dessen Fingerabdruck Sie eingegeben haben.',
  },
  simulated: 'Dies ist eine Vorführung: Nichts davon wurde gemessen.',
  findings: {
    broken: {
      title: (count) => (count === 1 ? 'Eine Stelle stimmt nicht' : `${count} Stellen stimmen nicht`),
      meaning: 'Verändert, nicht unterschrieben, nicht verkettet, oder nicht aus den Messwerten zu errechnen.',
    },
    gap: {
      title: (count) => (count === 1 ? 'Eine Lücke' : `${count} Lücken`),
      meaning:
        'Als fehlend oder nicht gemessen ausgewiesen. Lücken kommen vor, etwa bei Stromausfall; verborgen sind sie nicht.',
    },
    note: {
      title: (count) => (count === 1 ? 'Ein Hinweis' : `${count} Hinweise`),
      meaning: 'Weder falsch noch fehlend, aber gut zu wissen.',
    },
    none: 'Keine Beanstandung.',
    more: (count) => `… und ${count} weitere derselben Art.`,
    places: (first, count) => `${first} und ${count} weitere Stellen`,
    leftOut: (count) => `Dazu ${count} weitere, die nur gezählt wurden.`,
  },
  places: { segment: 'Blatt', entry: 'Eintrag', line: 'Zeile', outage: 'Ausfall', day: 'Tag' },
  about: {
    title: 'Worum es geht',
    note: 'Angaben aus dem Nachweis selbst. Name und Anbieter kann nur der Inhaber des Anschlusses bezeugen.',
    line: 'Anschluss',
    period: 'Zeitraum',
    fromTo: (from, to) => `${from} bis ${to}`,
    asOf: 'Messwerte bis',
    zone: 'Zeiten in der Zeitzone',
    rules: 'Zählregel, Zeitzonendaten',
    versions: (rules, zones) => `Fassung ${rules}, ${zones}`,
  },
  figures: {
    title: 'Aus den Messwerten nachgerechnet',
    note: 'Hier errechnet, nicht aus dem Bericht übernommen.',
    none: 'Die Zahlen konnten nicht nachgerechnet werden.',
    outages: 'Ausfälle im Zeitraum, auch nicht gezählte',
    down: 'Ausgefallen',
    unknown: 'Nicht beobachtet',
    observed: 'Davon beobachtet',
  },
  keys: {
    title: 'Fingerabdrücke zum Vergleichen',
    note: 'Vergleichen Sie den des Servers mit einem, den Sie vor dem Streit kannten: aus einem früheren Bericht (PDF) oder von der Seite des Anschlusses. Sonst ist nur gezeigt, dass alles vom selben Schlüssel stammt.',
    none: 'nicht lesbar',
    server: 'Server',
    probe: 'Messstelle',
    manifest: 'Inhaltsverzeichnis (SHA-256 von MANIFEST.sha256)',
  },
  heads: {
    title: 'Siegel und Zeitstempel',
    note: 'Ein Siegel hält fest, was bis dahin aufgezeichnet war: eine vom Server unterschriebene Liste, wo die Protokolle endeten. Ein Zeitstempel ist das Wort eines Dritten, dass es das Siegel da schon gab. Das Kurzzeichen hilft beim Finden; gleich ist ein Siegel erst, wenn die ganze Prüfsumme gleich ist.',
    none: 'Kein Siegel: Dass alles vor einem bestimmten Zeitpunkt entstand, bezeugt nur der Server selbst.',
    more: (count) => `${count} weitere sind hier nicht aufgeführt.`,
    name: (counter) => `Siegel Nr. ${counter}`,
    at: (time, fingerprint) => `${time}, Kurzzeichen ${fingerprint}`,
    entries: (count) => `bezeugt ${count} Einträge`,
    notThisLine: 'nennt diesen Anschluss nicht',
    noStamp: 'ohne Zeitstempel',
    stamp: (authority, time, status) => `${authority}: ${time}, ${status}`,
    noTime: 'ohne lesbare Zeit',
    stampStatus: {
      trusted: 'anerkannte Stelle',
      'unknown-root': 'Stelle hier nicht bekannt',
      broken: 'nicht gültig',
    },
  },
  counts: {
    title: 'Was geprüft wurde',
    members: 'Dateien im Nachweis',
    segments: 'Unterschriebene Blätter mit Messwerten',
    rounds: 'Messzyklen',
    samples: 'Einzelne Messwerte',
    laneEntries: 'Einträge im Protokoll des Servers',
    signatures: 'Geprüfte Unterschriften',
  },
  notProven: 'Was damit nicht gezeigt ist',
  statement: 'Dokumentierte Messung der Erreichbarkeit; kein Gutachten, kein zertifiziertes Verfahren.',
  download: 'Bericht speichern (JSON)',
};
