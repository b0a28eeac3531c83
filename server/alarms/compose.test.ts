import { describe, expect, test } from 'vitest';
import type { AlarmEvent, LineEvent, MailFacts, OutageFacts, ServerEvent } from './alarm-event.ts';
import { composeLineMessage, composeServerMessage } from './compose.ts';

const T0 = Date.UTC(2026, 9, 2, 9, 30);
const outage: OutageFacts = {
  id: '0123456789ab',
  verdict: 'line-or-isp-down-unlocalised',
  side: 'access',
  counts: true,
  grade: 'B',
  isReachable: false,
  isFinal: true,
  startEarliestAtMs: T0,
  startLatestAtMs: T0 + 1000,
  endEarliestAtMs: T0 + 2_473_000,
  endLatestAtMs: T0 + 2_474_000,
  downMinMs: 2_472_000,
  downMaxMs: 2_474_000,
};
const open = { ...outage, endEarliestAtMs: null, endLatestAtMs: null, downMaxMs: null };
const MAIL: MailFacts = {
  route: 'in',
  from: 'outside',
  to: 'gmx',
  verdict: 'mail-ok',
  openMails: 0,
  oldestAcceptedAtMs: T0,
};
const LINE_EVENTS: LineEvent[] = [
  { kind: 'outage-began', key: 'a', outage: open },
  { kind: 'outage-ended', key: 'a', outage, wasAnnounced: true },
  { kind: 'outage-ended', key: 'b', outage: { ...outage, side: 'home', counts: false }, wasAnnounced: true },
  { kind: 'outage-began', key: 'm', outage: { ...open, isReachable: true } },
  { kind: 'outage-ended', key: 'm', outage: { ...outage, isReachable: true }, wasAnnounced: true },
  {
    kind: 'outage-corrected',
    key: 'a',
    outage: { ...outage, verdict: 'session-lost', side: 'home', counts: false },
    said: { verdict: 'line-or-isp-down-unlocalised', side: 'access', counts: true },
  },
  { kind: 'outage-withdrawn', key: 'a', beganAtMs: T0 },
  { kind: 'no-contact', key: 's', sinceAtMs: T0 },
  { kind: 'probe-silent', key: 's', sinceAtMs: T0 },
  ...(['outage', 'home', 'line-worked', 'not-measured', 'not-known'] as const).map(
    (finding): LineEvent => ({
      kind: 'contact-back',
      key: finding,
      sinceAtMs: T0,
      backAtMs: T0 + 60_000,
      finding,
      outages: finding === 'outage' ? [outage, open] : [],
    }),
  ),
  { kind: 'flapping', key: 'f', sinceAtMs: T0, interruptions: 4 },
  {
    kind: 'flapping-over',
    key: 'f',
    sinceAtMs: T0,
    lastEndAtMs: T0 + 900_000,
    interruptions: 9,
    downMinMs: 1,
    downMaxMs: 9,
  },
  { kind: 'measurements-lost', key: 'l', fromAtMs: T0, toAtMs: T0 + 60_000 },
  { kind: 'mail-trouble', key: 'r', sinceAtMs: T0, mail: { ...MAIL, verdict: 'mail-delayed', openMails: 3 } },
  { kind: 'mail-well', key: 'r', sinceAtMs: T0, mail: { ...MAIL, verdict: 'mail-ok', oldestAcceptedAtMs: null } },
];
const SERVER_EVENTS: ServerEvent[] = [
  { kind: 'disk-filling', key: 'd', freeBytes: 900_000_000, fullInDays: 3.7 },
  { kind: 'disk-relieved', key: 'd', freeBytes: 9_000_000_000 },
  { kind: 'database-damaged', key: 'x' },
  { kind: 'path-broken', key: 'p', pathId: 1, path: 'a@b.example', sinceAtMs: T0, problem: '550 no' },
];

const LINE = { id: 'home', name: 'Zuhause', provider: 'Example Net', zone: 'Europe/Berlin', lawCountsFromReport: true };
const reader = (language: 'de' | 'en', publicUrl: string | null = 'https://line.example') => ({
  language,
  zone: 'Europe/Berlin',
  publicUrl,
});
const german = (event: LineEvent, line = LINE) => composeLineMessage(event, line, reader('de'));
const [began, ended] = LINE_EVENTS;
if (!began || !ended) throw new Error('bug: no events');

test('the begin of an outage is told in the time of the line, with links to its page and to the report', () => {
  expect(german(began)).toMatchObject({
    title: 'Ausfall: Zuhause',
    text: [
      'Ein Anschluss bei Example Net („Zuhause“) hat seit 02.10.2026 11:30:00 (Europe/Berlin) keine Verbindung ins Internet.',
      'Beginn: zwischen 02.10.2026 11:30:00 und 02.10.2026 11:30:01 (Europe/Berlin)\nBefund: Keine Verbindung ins Internet\nWo: zwischen dem Router und dem Netz des Anbieters, soweit gemessen',
      'Der Ausfall dauert an. Wenn er endet, kommt noch eine Nachricht.',
      'Endet er nicht bald, melden Sie ihn noch heute dem Anbieter: Die gesetzlichen Fristen (TKG § 58) laufen erst, wenn die Meldung dort eingegangen ist.',
      'Störung melden: https://line.example/owner/lines/home/reports/new?outage=0123456789ab\nMehr dazu: https://line.example/lines/home/outages/0123456789ab',
    ].join('\n\n'),
  });
});

test('nobody is told to report what the law of the line does not count from a report, or what is not wholly out', () => {
  const urges = (text: string) => text.includes('TKG § 58');
  expect(LINE_EVENTS.filter((event) => urges(german(event).text))).toEqual([began]);
  expect(urges(german(began, { ...LINE, lawCountsFromReport: false }).text)).toBe(false);
});

test('its end is told with both bounds', () => {
  expect(german(ended).text).toContain('Ohne Verbindung war er mindestens 41 min 12 s, höchstens 41 min 14 s.');
});

test('facts are in the words of the interface, times as RFC 3339', () => {
  expect(german(ended).facts).toEqual({
    wasAnnounced: true,
    outage: {
      id: '0123456789ab',
      verdict: 'line-or-isp-down-unlocalised',
      side: 'access',
      counts: true,
      grade: 'B',
      isReachable: false,
      isFinal: true,
      startEarliestAt: '2026-10-02T09:30:00.000Z',
      startLatestAt: '2026-10-02T09:30:01.000Z',
      endEarliestAt: '2026-10-02T10:11:13.000Z',
      endLatestAt: '2026-10-02T10:11:14.000Z',
      downMinMs: 2_472_000,
      downMaxMs: 2_474_000,
    },
  });
});

test('without a public address there are no links', () => {
  expect(composeLineMessage(ended, LINE, reader('de', null)).text).not.toMatch(/https?:|Mehr dazu|melden:/);
});

test('a name of the line cannot begin another line of a title', () => {
  const line = { ...LINE, name: 'x\r\nBcc: y\u2028z', provider: 'p\nq' };
  for (const event of LINE_EVENTS) expect(german(event, line).title).not.toMatch(/[\r\n\u2028]/);
});

describe.each(['de', 'en'] as const)('every message in %s', (language) => {
  const all = [
    ...LINE_EVENTS.map((event) => ({ event, ...composeLineMessage(event, LINE, reader(language)) })),
    ...SERVER_EVENTS.map((event) => ({ event, ...composeServerMessage(event, reader(language)) })),
  ];
  test.each(
    all.map((one) => [one.event.kind, one] as const),
  )('%s is whole, short and without inner words', (_kind, one) => {
    const { title, text } = one;
    expect(title.length).toBeLessThan(60);
    expect(text.length).toBeLessThan(900);
    const words = `${title}\n${text.replaceAll(/https:\S+/g, '')}`;
    expect(words).not.toMatch(/undefined|NaN|null|\[object|\u00a0/);
    expect(words).not.toMatch(/\b(lane|heads|segment|verdict|probe|is down)\b/i);
    expect(text).not.toMatch(/\n{3}|\s$/);
  });

  test('none calls silence an outage', () => {
    const silent: AlarmEvent['kind'][] = ['no-contact', 'probe-silent'];
    for (const { event, title } of all) {
      if (silent.includes(event.kind)) expect(title).not.toMatch(/Ausfall|[Oo]utage/);
    }
  });
});

test('a route of test mails that holds mail is told with what waits, and that mails arrive again', () => {
  const [trouble, well] = LINE_EVENTS.slice(-2).map((event) => german(event));
  expect(trouble).toMatchObject({
    title: 'Mails verspätet: von outside an gmx',
    text: [
      'Testmails von outside an gmx kommen verspätet oder noch gar nicht an. So ist es seit 02.10.2026 11:30:00 (Europe/Berlin).',
      '3 Testmails warten, die älteste wurde am 02.10.2026 11:30:00 übergeben.',
      'Noch nicht angekommen heißt nicht verloren: Mailserver versuchen es tagelang weiter. Ein volles Postfach, eine eigene Filterregel oder ein anderes Gerät, das Mails abholt und löscht, sähe ebenso aus.',
      'Gemessen am Anschluss „Zuhause“.',
      'Mehr dazu: https://line.example/lines/home/mail',
    ].join('\n\n'),
    pagePath: '/lines/home/mail',
    facts: {
      sinceAt: '2026-10-02T09:30:00.000Z',
      mail: { verdict: 'mail-delayed', oldestAcceptedAt: '2026-10-02T09:30:00.000Z' },
    },
  });
  expect(well).toMatchObject({ title: 'Mails kommen wieder an: von outside an gmx', pagePath: '/lines/home/mail' });
});
