import type { LawWords } from './wording-law.ts';

export const lawDe: LawWords = {
  before: {
    lead: 'Noch',
    after: 'heute bis 24:00 Uhr melden, sonst geht ein entschädigter Tag verloren',
    text: 'Gezählt wird ab dem Tag, an dem die Meldung beim Anbieter eingeht, nicht ab dem Ausfall (TKG § 58 (3)).',
    action: 'Störung melden',
  },
  noRule:
    'Für das Land dieses Anschlusses ist hier keine Regel bekannt, nach der ein Ausfall entschädigt wird. Das heißt nicht, dass es keine gibt: Der Vertrag, die Regulierungsbehörde oder eine Verbraucherberatung sagen mehr.',
  title: 'Was wann fällig ist',
  day: (dayNumber) => (dayNumber === 0 ? 'Tag 0: Ihre Meldung ist eingegangen' : `Tag ${dayNumber} nach der Meldung`),
  dayOver: (dayNumber) => `Behoben an Tag ${dayNumber} nach der Meldung`,
  soFar: (range) => `bisher ${range}`,
  nothingYet: (day) => `Noch nichts fällig. Ab ${day} bringt jeder Tag ohne Dienst eine Entschädigung.`,
  nothingCame: 'Die Störung war behoben, bevor eine Entschädigung fällig wurde.',
  proviso: 'möglich, sofern sich der Zugang Ihrer Meldung belegen lässt',
  provisoShown: 'möglich, sofern der Beleg für den Zugang Ihrer Meldung hält',
  open: 'Meldung und Rechnung ansehen',
  facts: {
    reported: 'Gemeldet',
    received: 'Beim Anbieter eingegangen',
    repaired: 'Behoben',
    notRepaired: 'noch nicht, soweit bekannt',
  },
  table: {
    title: 'Tag für Tag',
    columns: {
      day: 'Tag',
      date: 'Datum',
      status: 'Was war',
      strict: 'nur ganze Tage',
      likely: 'jeder begonnene Tag',
      source: 'Fundstelle',
    },
    sum: 'Summe',
    appointments: 'versäumte Termine',
    older: (count) => `${count} frühere Tage stehen nicht in der Tabelle, aber in der Summe.`,
    status: {
      'before-report': 'ausgefallen, noch nicht gemeldet',
      'receipt-day': 'Tag des Eingangs, zählt nicht mit',
      free: 'ausgefallen, noch ohne Entschädigung',
      dead: 'ganzen Tag ausgefallen',
      'dead-in-part': 'für einen Teil des Tages ausgefallen (strittig, ob er zählt)',
      served: 'kein vollständiger Ausfall',
    },
    explain:
      'Ob ein Tag zählt, an dem der Dienst nur zeitweise ausgefallen war, hat noch kein Gericht geklärt. Darum steht hier eine Spanne: links zählen nur Tage, die von Mitternacht bis Mitternacht als ausgefallen gemessen sind, rechts jeder begonnene Tag.',
  },
  outlook: {
    title: 'Wenn es weiter andauert',
    columns: { day: 'Tag', date: 'Datum', cents: 'kommt hinzu', sum: 'zusammen' },
    explain: 'Gerechnet mit jedem begonnenen Tag.',
  },
  deadlines: {
    title: 'Termine',
    name: {
      'information-due': 'Auskunft des Anbieters fällig',
      'compensation-starts': 'Entschädigung beginnt',
      'rate-doubles': 'Tagessatz verdoppelt sich',
      'data-preservation-ends': 'Leitungsdaten können gelöscht sein',
      'bill-dispute-ends': 'Rechnung beanstanden',
      'limitation-ends': 'Verjährung',
    },
    text: {
      'information-due':
        'Bis zum Ende dieses Tages muss der Anbieter gesagt haben, was er eingeleitet hat und wann die Störung behoben ist; nach strenger Lesart schon am Tag davor.',
      'compensation-starts':
        'Ab diesem Tag: 5 Euro oder 10 % des Monatsentgelts je Tag vollständigen Ausfalls, der höhere Betrag gilt.',
      'rate-doubles': 'Ab diesem Tag: 10 Euro oder 20 % des Monatsentgelts je Tag, der höhere Betrag gilt.',
      'data-preservation-ends':
        'Anbieter dürfen solche Daten bis zu sieben Tage aufbewahren. Bitten Sie vorher darum, sie zu sichern.',
      'bill-dispute-ends':
        'Acht Wochen nach Zugang einer Rechnung. Der Termin gilt für eine Rechnung, die am Tag der Meldung kam; für spätere zählt deren Zugang.',
      'limitation-ends': 'Bis dahin die Nachweise aufbewahren.',
    },
    calendar: 'Termine in den Kalender (ICS)',
  },
  notes: {
    title: 'Was dabei gilt',
    partial:
      'Es sind nicht alle vereinbarten Dienste des Anschlusses ausgefallen. Entschädigt wird nur der vollständige Ausfall (OLG Braunschweig 9 U 54/23); darum steht hier kein Betrag für die Tage.',
    assumed: 'Welche Dienste vereinbart sind, ist nicht eingetragen; gerechnet wird mit Internet allein.',
    mobile:
      'Zum Vertrag gehört Mobilfunk. Ob der Ausfall des Anschlusses dann „vollständig“ ist, ist offen; ein Anbieter kann das bestreiten.',
    feeUnknown:
      'Das Monatsentgelt ist nicht eingetragen; gerechnet wird mit den festen Beträgen. Ab 50 Euro im Monat ist es mehr.',
    business:
      'Für kleine Unternehmen und Vereine gilt die Regel auch, es sei denn, sie haben darauf verzichtet (TKG § 71 (3)).',
    receiptMissing:
      'Noch fehlt ein Beleg für den Zugang der Meldung. Ohne ihn ist der Tag des Eingangs schwer zu beweisen.',
    notMeasured: 'Die Zeiten beruhen auf Ihren Angaben, nicht auf einer Messung.',
    credit:
      'Eine Gutschrift für dieselbe Störung wird angerechnet: Es gilt der größere Betrag, nicht die Summe (TKG § 58 (3) S. 3).',
    capped: (amount) => `Gekürzt auf die Höchstgrenze von ${amount} je Endnutzer (TKG § 70).`,
    feeShare: (amount) =>
      `Zum Vergleich: Auf die Zeit ohne Dienst entfallen ${amount} des Monatsentgelts. Eine Minderung nach TKG § 57 (4) verlangt die Messung der Bundesnetzagentur.`,
    receiptDayCounts: (amount) =>
      `Nicht empfohlen: Wer den Tag des Eingangs als ersten Tag mitzählt, kommt auf ${amount}; das entspricht nicht der Zählweise des BGB (§ 187 (1)).`,
    weekend: (amount) =>
      `Denkbares Gegenargument des Anbieters: Fällt das Ende der freien Tage auf ein Wochenende, verschiebt es sich auf den Werktag danach (BGB § 193). Dann wären es ${amount}.`,
    substitute:
      'Bot der Anbieter einen Ersatz an (etwa einen Zugang über Mobilfunk), kann das den vollständigen Ausfall beenden.',
    exceptions:
      'Keine Entschädigung gibt es, wenn der Anbieter zeigt, dass der Kunde die Störung zu vertreten hat oder höhere Gewalt vorlag.',
    preserve:
      'Jetzt wichtig: den Anbieter bitten, die Leitungs- und Verbindungsdaten zu dieser Störung zu sichern. Sie dürfen nach sieben Tagen gelöscht werden. Der Entwurf enthält diese Bitte.',
    source: (text) => `Gelesene Fassung: ${text}.`,
  },
  settings: 'Vertrag eintragen',
  share: {
    title: 'Nach dem Recht bis November 2021',
    text: (whole, begun) =>
      `Je Tag ohne Dienst entfällt ein Dreißigstel des Monatsentgelts: ${whole} ganze Tage, ${begun} begonnene.`,
  },
  hours: {
    text: (length) => `Gezählt werden Stunden ohne Dienst: bisher mindestens ${length}.`,
    next: 'Der Betrag steigt',
  },
  advice: 'Keine Rechtsberatung. Was im Einzelfall gilt, sagt eine Verbraucherzentrale.',
};
