import type { LawWords } from './wording-law.ts';

export const lawDe: LawWords = {
  before: {
    lead: 'Noch',
    after: (zone) => `heute bis 24:00 Uhr (${zone}) melden, sonst kann ein entschädigter Tag verloren gehen`,
    text: 'Gezählt wird ab dem Tag, an dem die Meldung beim Anbieter eingeht, nicht ab dem Ausfall (TKG § 58 (3)). Am sichersten ist ein Anruf, bei dem Sie sich die Ticketnummer geben lassen; ein Brief kommt erst später an.',
    action: 'Störung melden',
  },
  noRule:
    'Für das Land dieses Anschlusses ist hier keine Regel bekannt, nach der ein Ausfall entschädigt wird. Das heißt nicht, dass es keine gibt: Der Vertrag, die Regulierungsbehörde oder eine Verbraucherberatung sagen mehr.',
  noRuleForBusiness:
    'Der Vertrag ist als der eines anderen Unternehmens eingetragen. Die Entschädigung nach TKG § 58 gilt für Verbraucher, Kleinst- und Kleinunternehmen und gemeinnützige Vereine, die nicht darauf verzichtet haben (TKG § 71 (3)); darum steht hier kein Betrag. Was sonst gilt, sagt der Vertrag.',
  title: 'Was wann fällig ist',
  day: (dayNumber) => (dayNumber === 0 ? 'Tag 0: Ihre Meldung ist eingegangen' : `Tag ${dayNumber} nach der Meldung`),
  dayOver: (dayNumber) => `Behoben an Tag ${dayNumber} nach der Meldung`,
  soFar: (range) => `bisher ${range}`,
  nothingYet: (day) => `Noch nichts fällig. Ab ${day} kann jeder Tag ohne Dienst eine Entschädigung bringen.`,
  dayOverBefore: 'Behoben, bevor die Meldung einging',
  nothingCame: 'Die Störung war behoben, bevor eine Entschädigung fällig wurde.',
  possible: 'Möglich; ob Ausnahmen wie höhere Gewalt vorliegen, wird hier nicht geprüft.',
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
    credit: 'Gutschrift, größer als die Tage: sie zählt statt ihrer',
    older: (count) => `${count} frühere Tage stehen nicht in der Tabelle, aber in der Summe.`,
    status: {
      'before-report': 'ausgefallen, noch nicht gemeldet',
      'receipt-day': 'Tag des Eingangs, zählt nicht mit',
      free: 'ausgefallen, noch ohne Entschädigung',
      dead: 'ganzen Tag ausgefallen',
      'dead-in-part': 'für einen Teil des Tages ausgefallen (strittig, ob er zählt)',
      'dead-unmeasured': 'nicht gemessen; gerechnet, als fehlte der Dienst',
      served: 'kein vollständiger Ausfall',
    },
    explain:
      'Ob ein Tag zählt, an dem der Dienst nur zeitweise ausgefallen war, hat noch kein Gericht geklärt. Darum steht hier eine Spanne: links zählen nur Tage, die von Mitternacht bis Mitternacht als ausgefallen gemessen sind, rechts jeder begonnene Tag, an dem der Dienst fehlte.',
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
      'compensation-starts': 'Entschädigung möglich ab hier',
      'rate-doubles': 'Doppelter Tagessatz möglich',
      'data-preservation-ends': 'Leitungsdaten können gelöscht sein',
      'bill-dispute-ends': 'Rechnung beanstanden',
      'limitation-ends': 'Verjährung',
    },
    text: {
      'information-due':
        'Bis zum Ende dieses Tages muss der Anbieter gesagt haben, was er eingeleitet hat und wann die Störung behoben ist; nach strenger Lesart schon am Tag davor.',
      'compensation-starts':
        'Wenn der Dienst dann noch vollständig ausgefallen ist, ab diesem Tag: 5 Euro oder 10 % des Monatsentgelts je Tag vollständigen Ausfalls, der höhere Betrag gilt.',
      'rate-doubles':
        'Wenn der Dienst dann noch vollständig ausgefallen ist, ab diesem Tag: 10 Euro oder 20 % des Monatsentgelts je Tag, der höhere Betrag gilt.',
      'data-preservation-ends':
        'Anbieter dürfen solche Daten bis zu sieben Tage aufbewahren; gezählt ist hier ab dem Beginn der Störung. Bitten Sie vorher darum, sie zu sichern.',
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
      'Das Monatsentgelt ist nicht eingetragen; gerechnet wird mit den festen Beträgen. Bei mehr als 50 Euro im Monat ist es mehr.',
    refuted:
      'Die Messung zeigt zu dieser Meldung keinen Ausfall, der zählt; darum steht hier kein Betrag für die Tage.',
    telephonyAssumed:
      'Ob auch das Telefon ausgefallen ist, wurde nicht angegeben; gerechnet wird, als wäre es mit dem Anschluss ausgefallen. Funktioniert es, ist der Ausfall nicht vollständig.',
    unmeasured:
      'Für Tage ohne Messung steht nur rechts ein Betrag. Dass der Dienst an ihnen fehlte, müssten Sie anders belegen.',
    receiptMissing:
      'Noch fehlt ein Beleg für den Zugang der Meldung. Ohne ihn ist der Tag des Eingangs schwer zu beweisen.',
    notMeasured: 'Die Zeiten beruhen auf Ihren Angaben, nicht auf einer Messung.',
    downAgain:
      'Nach dem gemessenen Ende war der Anschluss noch einmal ausgefallen; das ist hier nicht gerechnet. War es dieselbe Störung, tragen Sie bei „Wann behoben?“ das spätere Ende ein, sobald es feststeht; sonst melden Sie den Ausfall neu, heute noch.',
    countedElsewhere:
      'Eine frühere Meldung betrifft dieselbe Störung. Der Betrag ist nur einmal zu haben; gerechnet wird ab der Meldung, die zuerst einging.',
    credit: (credited, open) =>
      `Eine Gutschrift für dieselbe Störung wird angerechnet: Es gilt der größere Betrag, nicht die Summe (TKG § 58 (3) S. 3). Von der Summe sind ${credited} schon gutgeschrieben; offen wären ${open}.`,
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
      'Keine Entschädigung gibt es, wenn der Anbieter zeigt, dass der Kunde die Störung oder ihre Fortdauer zu vertreten hat oder dass sie auf gesetzlich festgelegten Maßnahmen, sicherheitsbehördlichen Anordnungen oder höherer Gewalt beruht (TKG § 58 (3) S. 1).',
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
