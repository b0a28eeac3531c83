import { addDays } from '../../rules/outage/calendar-days.ts';

/** An all-day entry of a calendar. */
export type CalendarEntry = {
  /** Unique and stable: the same entry fetched again replaces itself. */
  uid: string;
  /** Local day. */
  day: string;
  title: string;
  text: string;
  /** Hours before the day begins at which the calendar reminds; negative: within the day. */
  remindHoursBefore: number;
};

/** A line of an iCalendar file, in bytes, without its end (RFC 5545 § 3.1). */
const LINE_BYTES = 75;

/**
 * An iCalendar file (RFC 5545): CRLF, folded lines, escaped texts, whole days as `VALUE=DATE`. `stampAtMs` is when what it
 * says was last changed.
 */
export function calendarFile(entries: readonly CalendarEntry[], stampAtMs: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Linewitness//reports//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => entryLines(entry, stampAtMs)),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function entryLines({ uid, day, title, text, remindHoursBefore }: CalendarEntry, stampAtMs: number): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${compact(new Date(stampAtMs).toISOString()).replace(/\.\d{3}/, '')}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    `SUMMARY:${escapeText(title)}`,
    `DESCRIPTION:${escapeText(text)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(title)}`,
    `TRIGGER:${remindHoursBefore < 0 ? '' : '-'}PT${Math.abs(remindHoursBefore)}H`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

function compact(stamp: string): string {
  return stamp.replace(/[-:]/g, '');
}

/** RFC 5545 § 3.3.11; control characters, which could begin a line of their own, become spaces. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** Cut at 75 bytes, never inside a character; what follows begins with a space. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > LINE_BYTES) {
      parts.push(part);
      part = ' ';
    }
    part += character;
  }
  return [...parts, part].join('\r\n');
}
