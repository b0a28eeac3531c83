import type { MonthReason } from '../../rules/wire/month.ts';
import type { Language } from './views.ts';

type MonthsWords = {
  names: readonly string[];
  title: string;
  titleOf: (month: string) => string;
  lead: string;
  none: string;
  link: string;
  columns: { month: string; down: string; outages: string; observed: string; available: string; version: string };
  noDown: string;
  version: (version: number, at: string) => string;
  older: string;
  newest: string;
  figures: string;
  outages: {
    title: string;
    none: string;
    /** Over the first of many. */
    longest: (shown: number) => string;
    all: (count: string) => string;
    columns: { begin: string; length: string; finding: string; where: string; grade: string };
  };
  notCounted: string;
  days: { title: string; show: string; columns: { day: string; down: string; outages: string; observed: string } };
  sealed: {
    title: string;
    text: string;
    columns: { version: string; at: string; why: string; sha256: string; file: string };
    file: string;
    reason: Record<MonthReason, string>;
    entry: (entry: number, rules: number) => string;
  };
  files: { title: string; text: string; link: string };
  previous: string;
  next: string;
};

const de: MonthsWords = {
  names: [
    ...['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni'],
    ...['Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  ],
  title: 'Monate',
  titleOf: (month) => `Monat ${month}`,
  lead: 'Fünf Tage nach seinem Ende wird ein Monat abgeschlossen: Seine Zahlen stehen dann fest, und ihre Prüfsumme steht im unterschriebenen Protokoll. Ändert sich später etwas, weil noch Messungen ankommen oder der Inhaber einen Ausfall anders einordnet, entsteht eine neue Fassung; die alte bleibt.',
  none: 'Noch ist kein Monat abgeschlossen. Der erste folgt fünf Tage nach seinem Ende.',
  link: 'Abgeschlossene Monate',
  columns: {
    month: 'Monat',
    down: 'Ausfallzeit',
    outages: 'Ausfälle',
    observed: 'Beobachtet',
    available: 'Verfügbar',
    version: 'Fassung',
  },
  noDown: 'keine',
  version: (version, at) => `${version}, vom ${at}`,
  older: 'Das ist eine ältere Fassung.',
  newest: 'Zur neuesten Fassung',
  figures: 'Was gemessen wurde',
  outages: {
    title: 'Ausfälle',
    none: 'In diesem Monat wurde kein Ausfall gemessen.',
    longest: (shown) => `Die ${shown} längsten`,
    all: (count) => `Alle ${count} der Reihe nach, mit denen, die nicht zählen`,
    columns: { begin: 'Beginn', length: 'Dauer', finding: 'Befund', where: 'Wo', grade: 'Belegstufe' },
  },
  notCounted: 'zählt nicht',
  days: {
    title: 'Tag für Tag',
    show: 'Alle Tage zeigen',
    columns: { day: 'Tag', down: 'Ausfallzeit', outages: 'Ausfälle', observed: 'Beobachtet' },
  },
  sealed: {
    title: 'Fassungen',
    text: 'Die Datei enthält den Monat genau so, wie er abgeschlossen wurde; ihre Prüfsumme (SHA-256) steht im Protokoll.',
    columns: { version: 'Fassung', at: 'Abgeschlossen', why: 'Anlass', sha256: 'Prüfsumme (SHA-256)', file: 'Datei' },
    file: 'JSON',
    reason: {
      complete: 'Monat vollständig',
      waited: 'nach 30 Tagen, ohne dass alles ankam',
      'late-data': 'Messungen kamen später an',
      annotation: 'Ein Ausfall wurde anders eingeordnet',
      rules: 'neuere Auswertungsregeln',
      zone: 'andere Zeitzone',
    },
    entry: (entry, rules) => `Eintrag ${entry} im Protokoll dieses Anschlusses, Auswertungsregeln Version ${rules}.`,
  },
  files: {
    title: 'Bericht und Prüfpaket',
    text: 'Bericht (PDF), Tabellen und, für den Inhaber, das Prüfpaket werden aus den Messungen von heute gemacht; kam seit dem Abschluss etwas hinzu, steht es darin.',
    link: 'Nachweis für diesen Monat',
  },
  previous: 'Monat davor',
  next: 'Monat danach',
};

const en: MonthsWords = {
  names: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
  title: 'Months',
  titleOf: (month) => `Month ${month}`,
  lead: 'Five days after its end a month is closed: its figures are fixed then, and their checksum stands in the signed log. If something changes later, because more measurements arrive or the owner attributes an outage otherwise, there is a new version; the old one stays.',
  none: 'No month is closed yet. The first one follows five days after its end.',
  link: 'Closed months',
  columns: {
    month: 'Month',
    down: 'Down time',
    outages: 'Outages',
    observed: 'Observed',
    available: 'Available',
    version: 'Version',
  },
  noDown: 'none',
  version: (version, at) => `${version}, of ${at}`,
  older: 'This is an older version.',
  newest: 'To the newest version',
  figures: 'What was measured',
  outages: {
    title: 'Outages',
    none: 'No outage was measured in this month.',
    longest: (shown) => `The ${shown} longest`,
    all: (count) => `All ${count} in their order, with those that do not count`,
    columns: { begin: 'Begin', length: 'Length', finding: 'Finding', where: 'Where', grade: 'Grade of proof' },
  },
  notCounted: 'does not count',
  days: {
    title: 'Day by day',
    show: 'Show all days',
    columns: { day: 'Day', down: 'Down time', outages: 'Outages', observed: 'Observed' },
  },
  sealed: {
    title: 'Versions',
    text: 'The file holds the month exactly as it was closed; its checksum (SHA-256) stands in the log.',
    columns: { version: 'Version', at: 'Closed', why: 'Occasion', sha256: 'Checksum (SHA-256)', file: 'File' },
    file: 'JSON',
    reason: {
      complete: 'month complete',
      waited: 'after 30 days, although not everything had arrived',
      'late-data': 'measurements arrived later',
      annotation: 'an outage was attributed otherwise',
      rules: 'newer rules',
      zone: 'another time zone',
    },
    entry: (entry, rules) => `Entry ${entry} of the log of this line, rules of version ${rules}.`,
  },
  files: {
    title: 'Report and package',
    text: 'Report (PDF), tables and, for the owner, the package for checking are made of the measurements as they are today; what came after the closing stands in them too.',
    link: 'Evidence of this month',
  },
  previous: 'Month before',
  next: 'Month after',
};

export const monthsWords: Record<Language, MonthsWords> = { de, en };

/** `2026-10` → `Oktober 2026`. */
export function formatMonth(month: string, language: Language): string {
  return `${monthsWords[language].names[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}
