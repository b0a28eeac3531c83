/** One line of a message's head, unfolded; `name` in lower case. */
export type HeaderField = { name: string; value: string };

/** Above what any honest mail has; what is beyond is not looked at. */
const MOST_FIELDS = 500;
const LONGEST_VALUE = 4_000;

/** The lines of a head, in their order (RFC 5322 section 2.2.3); lines that are none are left out. Never throws. */
export function headerFields(head: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of head.split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last && last.value.length < LONGEST_VALUE)
        last.value = `${last.value} ${line.trim()}`.slice(0, LONGEST_VALUE);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || colon > 100) continue;
    if (fields.length === MOST_FIELDS) break;
    const value = line.slice(colon + 1, colon + 1 + LONGEST_VALUE).trim();
    fields.push({ name: line.slice(0, colon).trim().toLowerCase(), value });
  }
  return fields;
}

/** Value of the first such line; null: none. */
export function fieldOf(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

const KEPT_CHARS = 8_000;
/** Lines that tell nothing of the way and fill most of a head. */
const BULKY = /^(arc-|dkim-|x-google-|x-ms-|x-microsoft|x-exchange|x-forefront|x-ui-|authentication-results-original)/;

/** A head as it is kept as evidence: verbatim where it has at most 8000 characters, else without bulky lines, then cut. */
export function keptHead(head: string): string {
  const whole = head.trimEnd();
  if (whole.length <= KEPT_CHARS) return whole;
  const lines = whole.split(/\r?\n(?![ \t])/);
  const slim = lines.filter((line) => !BULKY.test(line.toLowerCase())).join('\r\n');
  return slim.slice(0, KEPT_CHARS);
}
