/** One line of the router's log that is on the list. */
export type LogLine = {
  /** As the router wrote it: local, `22.11.26 03:14:05`. */
  stamp: string;
  /** Comparable number of that stamp, yymmddhhmmss. */
  order: number;
  text: string;
  isPlannedReconnect: boolean;
};

const LINES_MAX = 2000;

/**
 * What may leave a log: beginnings of lines on DSL, PPP and reconnects, as FRITZ!OS writes them in German and English.
 * Only what matches goes out; the rest of a line (addresses, names of machines and people) stays behind.
 */
const ALLOWED: readonly RegExp[] = [
  /^DSL antwortet nicht \(Keine DSL-Synchronisierung\)\.?/i,
  /^DSL ist verfügbar \(DSL-Synchronisierung besteht(?: mit \d{1,8}\/\d{1,8} kbit\/s)?\)\.?/i,
  /^DSL-Synchronisierung beginnt \(Training\)\.?/i,
  /^DSL-Synchronisierung (?:beendet|verloren|unterbrochen)\.?/i,
  /^An der DSL-Leitung wurde eine Beeinträchtigung des Signals[\p{L}\p{N} ,;()/-]{0,120}\./iu,
  /^(?:Die )?Internetverbindung(?: IPv6| \(Telefonie\))? wurde (?:erfolgreich hergestellt|getrennt)\.?/i,
  /^IPv6-Präfix wurde erfolgreich (?:bezogen|aktualisiert)\.?/i,
  /^PPPoE-Fehler: [\p{L} -]{1,60}\.?/iu,
  /^Zeitüberschreitung bei der PPP-Aushandlung\.?/i,
  /^Anmeldung beim Internetanbieter ist fehlgeschlagen\.?/i,
  /^Verbindung getrennt: [\p{L} -]{1,60}\.?/iu,
  /^Die FRITZ!Box wurde (?:neu gestartet|ausgeschaltet)\.?/i,
  /^Mobilfunkverbindung wurde (?:erfolgreich hergestellt|getrennt)\.?/i,
  /^DSL (?:is not responding|not responding|does not respond) \(no DSL synchroni[sz]ation\)\.?/i,
  /^DSL (?:is )?available \(DSL synchroni[sz]ation exists(?: (?:with|at) \d{1,8}\/\d{1,8} kbit\/s)?\)\.?/i,
  /^DSL synchroni[sz]ation (?:starting|started|begins|lost|interrupted)(?: \(training\))?\.?/i,
  /^Internet connection(?: IPv6)? (?:was )?(?:established successfully|successfully established|cleared|disconnected|terminated)\.?/i,
  /^IPv6 prefix (?:was )?(?:obtained|updated) successfully\.?/i,
  /^PPPoE error: [\p{L} -]{1,60}\.?/iu,
  /^Timeout during PPP negotiation\.?/i,
  /^(?:Login|Registration) (?:to|with) the Internet (?:service )?provider (?:has )?failed\.?/i,
  /^(?:The )?FRITZ!Box (?:was|has been) restarted\.?/i,
  /^Mobile (?:network )?connection (?:was )?(?:established successfully|cleared)\.?/i,
];

/** The box renews the session itself, shortly before the provider would. */
const PLANNED: readonly RegExp[] = [
  /^Die Internetverbindung wird kurz unterbrochen, um der Zwangstrennung durch den Anbieter zuvorzukommen\.?/i,
  /^The Internet connection (?:is being|will be|is|was) (?:briefly |shortly )?(?:interrupted|disconnected|cleared)(?: briefly)?,? (?:in order )?to (?:prevent|preempt|anticipate|avoid) (?:the |a )?(?:forced|automatic) disconnection by the (?:Internet )?(?:service )?provider\.?/i,
];

/** The lines that are on the list, newest first. */
export function allowedLines(log: string): LogLine[] {
  const lines = log
    .split(/\r?\n/, LINES_MAX)
    .flatMap((line) => readLine(line.trim()) ?? [])
    .filter((line) => line !== null);
  return lines.sort((a, b) => b.order - a.order);
}

function readLine(line: string): LogLine | null {
  const [, day = '', month = '', year = '', time = '', text = ''] =
    /^(\d\d)\.(\d\d)\.(\d\d) (\d\d:\d\d:\d\d) (.{1,500})/.exec(line) ?? [];
  if (text === '') return null;
  const order = Number(`${year}${month}${day}${time.replaceAll(':', '')}`);
  const stamp = `${day}.${month}.${year} ${time}`;
  const planned = firstMatch(PLANNED, text);
  const allowed = planned ?? firstMatch(ALLOWED, text);
  return allowed === null ? null : { stamp, order, text: allowed, isPlannedReconnect: planned !== null };
}

function firstMatch(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) return match.trim();
  }
  return null;
}

/**
 * Whether a forced disconnect stands in the log since it was last read. By the router's own stamps: a line can be merged
 * with older ones of its kind, so that it looks new. The first reading and one after the log was cleared tell nothing.
 */
export class ReconnectWatch {
  #newest: number | null = null;

  take(lines: readonly LogLine[]): boolean {
    const before = this.#newest;
    const newest = lines[0]?.order ?? 0;
    this.#newest = newest;
    if (before === null || newest <= before) return false;
    return lines.some(({ order, isPlannedReconnect }) => isPlannedReconnect && order > before);
  }
}

/** Lines for a snapshot, newest first, as many as fit. */
export function logText(lines: readonly LogLine[], maxChars: number): string {
  let text = '';
  for (const { stamp, text: words } of lines) {
    const line = `${text === '' ? '' : '\n'}${stamp} ${words}`;
    if (text.length + line.length > maxChars) break;
    text += line;
  }
  return text;
}
