import { formatCount } from '../../../web/pages/format.ts';
import { least, most, reachable, revised } from './phrases-de.ts';
import type { CaseObjection, ObjectionTexts } from './words.ts';

/** German answers to what is said of the provider's side, the claim and the record. Nothing is said that the facts do not carry. */
export const caseObjectionsDe: ObjectionTexts<CaseObjection> = {
  'planned-work': {
    objection: 'Es waren angekündigte Wartungsarbeiten.',
    proof: 'Kapitel „Was der Anbieter sagt, daneben die Messung“',
    says: {
      withheld: () =>
        'Ob Arbeiten angekündigt waren, kann die Messung nicht wissen. Angaben des Anbieters sind in dieser Fassung nicht enthalten.',
      said: (f) =>
        `Die Angaben des Anbieters nennen ${f.statements.plannedRows === 1 ? 'eine Wartung' : `${formatCount(f.statements.plannedRows, 'de')} Wartungen`}; sie stehen der Messung auf derselben Zeitachse gegenüber. Ob sie angekündigt waren, ist nicht gemessen.`,
      unknown: () =>
        'Ob Arbeiten angekündigt waren, kann die Messung nicht wissen. Eine Ankündigung liegt hier nicht vor.',
    },
  },
  'force-majeure': {
    objection: 'Es war höhere Gewalt.',
    proof: '',
    says: {
      unknown: () =>
        'Warum die Leitung ausfiel, ist nicht gemessen. In Deutschland ist höhere Gewalt eine Ausnahme, die der Anbieter darzulegen hat (§ 58 Abs. 3 TKG).',
    },
  },
  'other-customers-fine': {
    objection: 'Bei anderen Kunden gab es keine Störung.',
    proof: '',
    says: {
      unknown: () => 'Gemessen ist nur dieser eine Anschluss. Über andere sagt die Messung nichts.',
    },
  },
  'our-logs-differ': {
    objection: 'Unsere Aufzeichnungen zeigen etwas anderes.',
    proof: 'Kapitel „Was der Anbieter sagt, daneben die Messung“; texts/',
    says: {
      withheld: () => 'Angaben des Anbieters sind in dieser Fassung nicht enthalten.',
      compared: (f) =>
        `Die vorliegenden Angaben des Anbieters stehen der Messung gegenüber. Übereinstimmungen: ${formatCount(f.statements.agrees, 'de')}, Widersprüche: ${formatCount(f.statements.differs, 'de')}, nicht zu vergleichen: ${formatCount(f.statements.open, 'de')}. Wer dann recht hat, entscheidet die Gegenüberstellung nicht.`,
      unknown: () =>
        'Aufzeichnungen des Anbieters liegen hier nicht vor. Werden sie mit Uhrzeiten vorgelegt, lassen sie sich der Messung auf derselben Zeitachse gegenüberstellen.',
    },
  },
  'speed-fine': {
    objection: 'Die vereinbarte Geschwindigkeit wurde geliefert.',
    proof: '',
    says: {
      unknown: () =>
        'Das kann zutreffen: Die Geschwindigkeit wird nicht gemessen und nicht bestritten. Gemessen ist, ob Pakete hin und zurück kamen.',
    },
  },
  'not-complete-outage': {
    objection: 'Der Dienst war nicht vollständig ausgefallen.',
    proof: 'days.csv: downMinMs; outages.csv',
    says: {
      whole: (f) =>
        `An ${f.wholeDays === 1 ? 'einem Kalendertag' : `${formatCount(f.wholeDays, 'de')} Kalendertagen`} antwortete von 0 bis 24 Uhr über den Anschluss kein Ziel im Internet.${reachable(f)} Telefon und Fernsehen wurden nicht für sich gemessen. Was als vollständiger Ausfall des Dienstes gilt, ist eine Rechtsfrage.`,
      parts: (f) =>
        `In den gezählten Zeiten (mindestens ${least(f.downMinMs)}) antwortete über den Anschluss kein Ziel im Internet; ein ganzer Kalendertag ist nicht darunter.${reachable(f)} Telefon und Fernsehen wurden nicht für sich gemessen. Was als vollständiger Ausfall eines Tages gilt, ist eine Rechtsfrage.`,
    },
  },
  'account-blocked': {
    objection: 'Der Anschluss war wegen offener Rechnungen gesperrt, oder die Zugangsdaten waren falsch.',
    proof: '',
    says: {
      unknown: () =>
        'Ob der Anschluss gesperrt war, ist nicht gemessen. Meldet der Router, dass seine Anmeldung abgelehnt wurde, zählt das nicht als Ausfall.',
    },
  },
  'substitute-offered': {
    objection: 'Wir haben einen Ersatz angeboten, etwa einen Mobilfunkzugang.',
    proof: '',
    says: { unknown: () => 'Ob ein Ersatz angeboten oder angenommen wurde, ist nicht gemessen.' },
  },
  'nobody-at-home': {
    objection: 'Der Techniker hat beim vereinbarten Termin niemanden angetroffen.',
    proof: '',
    says: {
      unknown: (f) =>
        `Ob ein Termin vereinbart war und wer ihn hielt, ist nicht gemessen${f.reports.made === 0 ? '' : '; was der Kunde dazu festgehalten hat, steht bei den Störungsmeldungen'}.`,
    },
  },
  'no-report-made': {
    objection: 'Der Kunde hat keine Störung gemeldet.',
    proof: 'evidence.json: reports; server/events.txt: report',
    says: {
      withheld: () => 'Störungsmeldungen sind in dieser Fassung nicht enthalten.',
      proven: (f) =>
        `${f.reports.made === 1 ? 'Eine Meldung ist' : `${formatCount(f.reports.made, 'de')} Meldungen sind`} festgehalten; davon mit einem Beleg für den Zugang, den der Kunde nennt: ${formatCount(f.reports.shown, 'de')}. Wann sie festgehalten wurden, steht unterschrieben im Protokoll des Servers; dass sie zugingen, zeigt der Beleg, nicht die Messung.`,
      told: (f) =>
        `${f.reports.made === 1 ? 'Eine Meldung ist' : `${formatCount(f.reports.made, 'de')} Meldungen sind`} festgehalten, ein Beleg für den Zugang noch nicht. Wann sie festgehalten wurden, steht unterschrieben im Protokoll des Servers.`,
      none: () => 'Zu diesem Zeitraum ist keine Meldung festgehalten.',
    },
  },
  'late-report': {
    objection: 'Die Störung wurde zu spät gemeldet.',
    proof: 'Kapitel „Störungsmeldungen und Schriftstücke“; server/events.txt: report',
    says: {
      withheld: () => 'Störungsmeldungen sind in dieser Fassung nicht enthalten.',
      told: (f) =>
        `Nach Angabe des Kunden wurde frühestens ${most(f.reports.afterMs ?? 0)} nach Beginn gemeldet. Wann das eingetragen wurde, steht unterschrieben im Protokoll. In Deutschland zählen die Tage des § 58 Abs. 3 TKG ab dem Eingang der Meldung, nicht ab dem Ausfall.`,
      none: () =>
        'Wann gemeldet wurde, ist hier nicht festgehalten. In Deutschland zählen die Tage des § 58 Abs. 3 TKG ab dem Eingang der Meldung, nicht ab dem Ausfall.',
    },
  },
  'no-cooperation': {
    objection: 'Der Kunde hat an der Entstörung nicht mitgewirkt.',
    proof: 'server/events.txt: report; texts/',
    says: {
      withheld: () => 'Störungsmeldungen und Eigenangaben sind in dieser Fassung nicht enthalten.',
      told: (f) =>
        `Zu ${f.reports.checked === 1 ? 'einer Meldung' : `${formatCount(f.reports.checked, 'de')} Meldungen`} ist festgehalten, was der Kunde selbst geprüft hat. Das sind seine eigenen Angaben; unterschrieben ist nur, wann sie eingetragen wurden.`,
      none: () => 'Was der Kunde selbst geprüft oder angeboten hat, ist hier nicht festgehalten.',
    },
  },
  'edited-later': {
    objection: 'Die Daten wurden nachträglich geändert.',
    proof: 'MANIFEST.sha256; probe/; server/lane.txt; heads/',
    says: {
      stamped: (f) =>
        `Die Messzyklen sind blockweise unterschrieben und verkettet; ${formatCount(f.stamped, 'de')} von ${formatCount(f.heads, 'de')} Siegeln tragen den Zeitstempel eines Dienstes, dessen Wurzel allgemein bekannt ist. Was nach einem solchen Stempel geändert würde, fiele bei der Prüfung auf; wer die Dienste sind, steht im Kapitel über die Unversehrtheit.${revised(f)}`,
      chained: (f) =>
        `Die Messzyklen sind blockweise unterschrieben und verkettet; eine einzelne Änderung fiele auf. Ohne Zeitstempel einer fremden Stelle könnte aber, wem Messstelle und Server gehören, alles neu herstellen.${revised(f)}`,
    },
  },
  invented: {
    objection: 'Der Kunde hat die Messwerte während des Ausfalls erfunden.',
    proof: 'server/lane.txt: receipt, silence; heads/',
    says: {
      stamped: () =>
        'Während eines Ausfalls kann niemand draußen die Messwerte bestätigen. Eingegrenzt ist die Zeit durch die letzte Bestätigung davor, was der Server währenddessen über die Stille vermerkte, soweit er es tat, und die Zeitstempel fremder Dienste. Dass in dieser Zeit niemand den Anschluss selbst getrennt hat, ist damit nicht bewiesen.',
      unknown: () =>
        'Während eines Ausfalls kann niemand draußen die Messwerte bestätigen. Die Bestätigungen des Servers grenzen die Zeit ein, stammen aber womöglich vom Server des Kunden; Zeitstempel anerkannter fremder Dienste liegen nicht vor.',
    },
  },
  'server-is-his': {
    objection: 'Auch der Server gehört dem Kunden; er bestätigt sich selbst.',
    proof: 'heads/: .tsr',
    says: {
      stamped: (f) =>
        `Das trifft zu, soweit beide dem Kunden gehören: Die Unterschrift des Servers belegt dann nur die Reihenfolge. Unabhängig davon sind die Zeitstempel fremder Dienste an ${formatCount(f.stamped, 'de')} Siegeln und jede schon versandte Störungsmeldung, in der die Prüfsumme eines Siegels steht.`,
      unknown: () =>
        'Das trifft zu, soweit beide dem Kunden gehören: Die Unterschrift des Servers belegt dann nur die Reihenfolge. Zeitstempel anerkannter fremder Dienste liegen nicht vor.',
    },
  },
  'no-certified-method': {
    objection: 'Das ist kein anerkanntes Messverfahren.',
    proof: '',
    says: {
      unknown: () =>
        'Das trifft zu: Dies ist eine dokumentierte Messung der Erreichbarkeit, kein Gutachten und kein zertifiziertes Verfahren. Wer das Prüfpaket des Inhabers hat, kann Verfahren und Rohdaten einsehen und jede Zahl nachrechnen.',
    },
  },
};
