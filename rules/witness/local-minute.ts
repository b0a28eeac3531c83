/** Formatters cost 50 µs to make and there are few zones: kept, they hold no state. */
const formatters = new Map<string, Intl.DateTimeFormat | null>();

/** Minutes since local midnight in an IANA zone; null where the zone is not known. Numbers only, so no locale matters. */
export function minuteOfDay(atMs: number, zone: string): number | null {
  if (!formatters.has(zone)) formatters.set(zone, formatterOf(zone));
  const formatter = formatters.get(zone);
  if (!formatter) return null;
  let minutes = 0;
  for (const { type, value } of formatter.formatToParts(atMs)) {
    if (type === 'hour') minutes += (Number(value) % 24) * 60;
    if (type === 'minute') minutes += Number(value);
  }
  return minutes;
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-u-hc-h23', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  } catch {
    return null; // a method names whatever zone its owner wrote
  }
}
