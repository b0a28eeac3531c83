import { describe, expect, test } from 'vitest';
import { allowedLines, logText, ReconnectWatch } from './router-log.ts';

const PLANNED =
  'Die Internetverbindung wird kurz unterbrochen, um der Zwangstrennung durch den Anbieter zuvorzukommen.';

describe('what leaves the log', () => {
  test.each([
    ['DSL antwortet nicht (Keine DSL-Synchronisierung).', null],
    ['DSL-Synchronisierung beginnt (Training).', null],
    ['DSL ist verfügbar (DSL-Synchronisierung besteht mit 23519/9936 kbit/s).', null],
    ['Internetverbindung wurde getrennt.', null],
    [
      'Internetverbindung IPv6 wurde erfolgreich hergestellt. IPv6-Präfix: 2001:db8::',
      'Internetverbindung IPv6 wurde erfolgreich hergestellt.',
    ],
    [
      'IPv6-Präfix wurde erfolgreich aktualisiert. Neues Präfix: 2001:db8::/56',
      'IPv6-Präfix wurde erfolgreich aktualisiert.',
    ],
    ['PPPoE-Fehler: Zeitüberschreitung.', null],
    ['PPPoE-Fehler: Unbekannter Fehler. PPPCHANNEL_connect failed', 'PPPoE-Fehler: Unbekannter Fehler.'],
    ['Zeitüberschreitung bei der PPP-Aushandlung.', null],
    [
      'Anmeldung beim Internetanbieter ist fehlgeschlagen. 0815@t-online.de',
      'Anmeldung beim Internetanbieter ist fehlgeschlagen.',
    ],
    [PLANNED, null],
    ['PPPoE error: Timeout.', null],
    ['Timeout during PPP negotiation.', null],
    ['DSL is not responding (no DSL synchronization).', null],
    ['Internet connection cleared.', null],
    [
      'Internet connection established successfully. IP address: 203.0.113.9',
      'Internet connection established successfully.',
    ],
  ])('%s', (text, left) => {
    expect(allowedLines(`22.11.26 03:14:05 ${text}`).map((line) => line.text)).toEqual([left ?? text]);
  });
});

describe('what stays', () => {
  test.each([
    'Anmeldung des Benutzers anna an der FRITZ!Box-Benutzeroberfläche von IP-Adresse 192.168.178.23.',
    'Die WireGuard-Verbindung zur Gegenstelle "Handy" (203.0.113.7:4500) wurde getrennt.',
    'WLAN-Gerät angemeldet (5 GHz), 866 Mbit/s, Annas iPhone, IP 192.168.178.44, MAC AA:BB:CC:DD:EE:FF.',
    'Internetverbindung für die Automatische Konfiguration hergestellt',
    'Anruf von 030123456 wurde abgewiesen: DSL antwortet nicht (Keine DSL-Synchronisierung).',
    'Neues Gerät "Internetverbindung wurde getrennt." im Heimnetz',
  ])('%s', (text) => {
    expect(allowedLines(`22.11.26 03:14:05 ${text}`)).toEqual([]);
  });

  test('lines without a stamp, and a log in one line', () => {
    expect(allowedLines('Internetverbindung wurde getrennt.')).toEqual([]);
    expect(allowedLines('x'.repeat(400_000))).toEqual([]);
    expect(allowedLines('22.11.26 03:14:05 '.repeat(20_000))).toEqual([]);
  });
});

describe('a planned reconnect since the last reading', () => {
  const at = (stamp: string, text = PLANNED) => allowedLines(`${stamp} ${text}`);
  const CUT = 'Internetverbindung wurde getrennt.';

  test('is not told by the first reading', () => {
    expect(new ReconnectWatch().take(at('22.11.26 03:14:05'))).toBe(false);
  });

  test('is told once', () => {
    const watch = new ReconnectWatch();
    watch.take(at('21.11.26 03:14:05'));
    expect(watch.take([...at('22.11.26 03:14:05'), ...at('21.11.26 03:14:05')])).toBe(true);
    expect(watch.take([...at('22.11.26 03:14:05'), ...at('21.11.26 03:14:05')])).toBe(false);
  });

  test('that of yesterday does not come back with a new line of another kind', () => {
    const watch = new ReconnectWatch();
    watch.take(at('21.11.26 03:14:05'));
    expect(watch.take([...at('22.11.26 09:00:00', CUT), ...at('21.11.26 03:14:05')])).toBe(false);
  });

  test('a log that was cleared, or a box that woke in 1970, tells nothing', () => {
    const watch = new ReconnectWatch();
    watch.take(at('21.11.26 03:14:05'));
    expect(watch.take(at('01.01.00 00:00:40'))).toBe(false);
    expect(watch.take([])).toBe(false);
  });
});

test('lines for a snapshot: newest first, as many whole ones as fit', () => {
  const lines = allowedLines(
    '21.11.26 03:14:05 Internetverbindung wurde getrennt.\n22.11.26 03:14:05 PPPoE-Fehler: Zeitüberschreitung.',
  );
  expect(logText(lines, 2000)).toBe(
    '22.11.26 03:14:05 PPPoE-Fehler: Zeitüberschreitung.\n21.11.26 03:14:05 Internetverbindung wurde getrennt.',
  );
  expect(logText(lines, 60)).toBe('22.11.26 03:14:05 PPPoE-Fehler: Zeitüberschreitung.');
});
