import { describe, expect, test } from 'vitest';
import { type CalendarEntry, calendarFile } from './calendar-file.ts';

const entry: CalendarEntry = {
  uid: '0123456789ab-rate-doubles@linewitness',
  day: '2026-12-31',
  title: 'Tagessatz verdoppelt sich: Zuhause',
  text: 'Ab diesem Tag: 10 Euro\noder 20 %; je Tag, ä \\ x',
  remindHoursBefore: -9,
};
const file = calendarFile(
  [entry, { ...entry, uid: 'b', remindHoursBefore: 168 }],
  Date.UTC(2026, 10, 22, 13, 3, 22, 480),
);
const unfolded = file.replaceAll('\r\n ', '');

describe('a calendar file', () => {
  test('ends every line with CRLF and folds it at 75 bytes, never inside a character', () => {
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const long = calendarFile([{ ...entry, title: 'ÄÖÜ€😀'.repeat(40) }], 0);
    for (const line of long.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\ufffd');
    }
    expect(long.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'ÄÖÜ€😀'.repeat(40)}\r\n`);
  });

  test('has whole days with their end, a stable id and a stamp in UTC', () => {
    expect(unfolded).toContain('UID:0123456789ab-rate-doubles@linewitness\r\n');
    expect(unfolded).toContain('DTSTAMP:20261122T130322Z\r\n');
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n');
    expect(calendarFile([entry], 1)).toBe(calendarFile([entry], 1));
  });

  test('escapes what means something', () => {
    expect(unfolded).toContain('DESCRIPTION:Ab diesem Tag: 10 Euro\\noder 20 %\\; je Tag\\, ä \\\\ x\r\n');
  });

  test('reminds at nine of the day, or days ahead', () => {
    expect(unfolded).toContain('TRIGGER:PT9H\r\n');
    expect(unfolded).toContain('TRIGGER:-PT168H\r\n');
  });
});
