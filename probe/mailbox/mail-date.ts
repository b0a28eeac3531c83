const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Minutes east of UTC. Names in use beside numbers (RFC 5322 section 4.3, and those of German hosts). */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 60,
  west: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,9}))?`;
const ZONE = String.raw`(?:\s*([+-]\d{2}:?\d{2})|\s*([A-Za-z]{1,5}))?`;
/** `Sun, 22 Nov 2026 11:02:03 +0100`, `22-Nov-26 11:02 GMT` */
const DAY_FIRST = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{2,4})[\s,]+${TIME}${ZONE}`,
);
/** `Sun Nov 22 11:02:03 CET 2026`, `Nov 22 11:02:03 2026 +0100` */
const MONTH_FIRST = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+${TIME}${ZONE}\s+(\d{4})${ZONE}`,
);
/** `2026-11-22 11:02:03.123 +0000 UTC`, `2026-11-22T11:02:03Z` */
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})[\sT]+${TIME}${ZONE}`);

type Parts = {
  year: number;
  month: number;
  day: number;
  time: (string | undefined)[];
  zone: number | null;
};

/**
 * Epoch ms of a date as hosts write it into mails (RFC 5322 sections 3.3 and 4.3, and what else is seen); null where it can't
 * be read, is no real date, or says no zone. Comments must be gone.
 */
export function mailDateAtMs(text: string): number | null {
  const parts = partsOf(text.trim().slice(0, 100));
  if (parts === null || parts.zone === null) return null;
  const { year, month, day, zone } = parts;
  const [hours, minutes, seconds = 0] = parts.time
    .slice(0, 3)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (hours === undefined || minutes === undefined) return null;
  if (hours > 23 || minutes > 59 || seconds > 60 || day < 1) return null;
  const ms = Math.floor(Number(`0.${parts.time[3] ?? '0'}`) * 1000);
  const atMs = Date.UTC(year, month, day, hours, minutes, seconds, ms);
  // 31 November would be 1 December
  if (year < 1970 || year > 9999 || new Date(Date.UTC(year, month, day)).getUTCDate() !== day) return null;
  return atMs - zone * 60_000;
}

function partsOf(text: string): Parts | null {
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) {
    const [, day, month, year, ...rest] = dayFirst;
    return checked(year, monthOf(month), day, rest.slice(0, 4), zoneOf(rest[4], rest[5]));
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) {
    const [, month, day, ...rest] = monthFirst;
    const zone = zoneOf(rest[4], rest[5]) ?? zoneOf(rest[7], rest[8]);
    return checked(rest[6], monthOf(month), day, rest.slice(0, 4), zone);
  }
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year, month, day, ...rest] = yearFirst;
    return checked(year, Number(month) - 1, day, rest.slice(0, 4), zoneOf(rest[4], rest[5]));
  }
  return null;
}

function checked(
  yearText: string | undefined,
  month: number,
  dayText: string | undefined,
  time: (string | undefined)[],
  zone: number | null,
): Parts | null {
  if (month < 0 || month > 11) return null;
  return { year: fullYear(yearText ?? ''), month, day: Number(dayText), time, zone };
}

/** RFC 5322 section 4.3. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year + (year < 50 ? 2000 : 1900);
  return text.length === 3 ? year + 1900 : year;
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase());
}

/** Minutes; null: none, or one that is not known. */
function zoneOf(number: string | undefined, name: string | undefined): number | null {
  if (name !== undefined) return ZONES[name.toLowerCase()] ?? null;
  if (number === undefined) return null;
  const [hours, minutes] = [Number(number.slice(1, 3)), Number(number.slice(-2))];
  if (hours > 14 || minutes > 59) return null;
  return (number.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
