import type { MailHop, MailRecord } from '../rules/mail/mail.ts';
import type { MailHopView, OneMailView } from '../web/pages/mail-views.ts';
import { HOUR_MS, SAMPLE_NOW_MS, sampleLine } from './sample-values.ts';

/** Made-up lives of one test mail. */

const ACCEPTED_AT_MS = SAMPLE_NOW_MS - 6 * HOUR_MS - 71_000;
const ARRIVED_AT_MS = ACCEPTED_AT_MS + 11_549_420;

const hash = (name: string) => `hash:${name.padEnd(64, '0')}`;
const VALUES = new Map([
  [hash('a1'), '250 2.0.0 Ok: queued as 4c1Xn23vFzz9rxG; accepted for delivery'],
  [hash('a2'), '4c1Xn23vFzz9rxG'],
  [hash('a3'), 'mail.woanders.example'],
  [hash('a4'), 'smtp-out-07.woanders.example'],
  [hash('a5'), 'mx3.anbieter.example'],
  [hash('a6'), 'storage-12.intern.anbieter.example'],
  [hash('a7'), 'INBOX'],
  [
    hash('a8'),
    'smtp; 451 4.3.2 storage of this mailbox is temporarily not available (in reply to end of DATA command); the message will be kept and tried again',
  ],
  [
    hash('a9'),
    'Received: from mx3.anbieter.example by storage-12.intern.anbieter.example with LMTP\r\n\tid 7Jk2; Sun, 22 Nov 2026 11:14:40 +0100\r\nReceived: from smtp-out-07.woanders.example by mx3.anbieter.example with ESMTPS\r\n\tid 4c1XqK; Sun, 22 Nov 2026 08:09:15 +0100\r\nSubject: [Linewitness test] v1.in.1795000000.0123456789abcdef0123456789abcdef',
  ],
]);

const hop = (index: number, by: string, patch: Partial<MailHop>): MailHop => ({
  hop: index,
  stampAtMs: null,
  by: hash(by),
  from: null,
  domain: null,
  id: null,
  protocol: 'esmtps',
  owner: 'sender',
  isAnchor: false,
  ...patch,
});

function sampleRecord(patch: Partial<MailRecord> = {}): MailRecord {
  return {
    id: 'cccccccccccc',
    route: 'in',
    number: 1_795_000_000,
    tokenSha256: null,
    plannedAtMs: ACCEPTED_AT_MS - 1_204,
    outcome: 'accepted',
    outcomeAtMs: ACCEPTED_AT_MS,
    reason: null,
    stage: null,
    status: '2.0.0',
    replyCode: 250,
    smtpReply: hash('a1'),
    queueId: hash('a2'),
    host: hash('a3'),
    acceptedAtMs: ACCEPTED_AT_MS,
    submit: { connectMs: 21, tlsMs: 48, authMs: 112, dataMs: 240, submitMs: 431 },
    sightings: [
      {
        sighting: 0,
        reader: 'probe',
        mailbox: 'telekom',
        folder: 'inbox',
        folderName: hash('a7'),
        arrivedEarliestAtMs: ARRIVED_AT_MS - 41,
        arrivedLatestAtMs: ARRIVED_AT_MS,
        internalDateAtMs: ARRIVED_AT_MS - 420,
        matchedBy: 'header',
        sizeBytes: 2841,
        headers: hash('a9'),
        isSameClock: true,
        hops: [
          hop(0, 'a3', { stampAtMs: ACCEPTED_AT_MS, isAnchor: true }),
          hop(1, 'a5', { stampAtMs: ACCEPTED_AT_MS + 424_000, owner: 'receiver' }),
        ],
      },
    ],
    reports: [],
    overdueAtMs: ACCEPTED_AT_MS + 900_000,
    submittingAtMs: ACCEPTED_AT_MS - 1_100,
    timed: null,
    isClockDoubtful: false,
    ...patch,
  };
}

const HOPS: MailHopView[] = [
  {
    ...{ hop: 0, by: hash('a3'), owner: 'sender', isAnchor: true, leg: 'submit', side: 'remote' },
    ...{ stampAtMs: ACCEPTED_AT_MS - 400, clockOffsetMs: 120, clockErrorMs: 640, atMs: ACCEPTED_AT_MS, gapMs: null },
  },
  {
    ...{ hop: 1, by: hash('a4'), owner: 'sender', isAnchor: false, leg: 'sender', side: 'remote' },
    ...{ stampAtMs: ACCEPTED_AT_MS + 1000, clockOffsetMs: null, clockErrorMs: null, atMs: null, gapMs: null },
  },
  {
    ...{ hop: 2, by: hash('a5'), owner: 'receiver', isAnchor: false, leg: 'hand-over', side: 'unknown' },
    ...{ stampAtMs: ACCEPTED_AT_MS + 424_000, clockOffsetMs: 421_300, clockErrorMs: 620 },
    ...{ atMs: ACCEPTED_AT_MS + 2700, gapMs: 2700 },
  },
  {
    ...{ hop: 3, by: hash('a6'), owner: 'receiver', isAnchor: false, leg: 'receiver', side: 'provider' },
    ...{ stampAtMs: ARRIVED_AT_MS - 6000, clockOffsetMs: -5400, clockErrorMs: 900 },
    ...{ atMs: ARRIVED_AT_MS - 600, gapMs: 11_546_120 },
  },
];

export function sampleOneMail(patch: Partial<OneMailView> = {}, record: Partial<MailRecord> = {}): OneMailView {
  return {
    line: sampleLine,
    route: 'in',
    from: 'gmx',
    to: 'telekom',
    state: 'arrived-late',
    record: sampleRecord(record),
    place: { leg: 'receiver', side: 'provider', account: 'telekom' },
    latencyMinMs: 11_549_379,
    latencyMaxMs: 11_549_420,
    asOfMs: SAMPLE_NOW_MS - 41_000,
    hops: HOPS,
    values: VALUES,
    isOwnerView: true,
    ...patch,
  };
}

const OPEN = { latencyMinMs: 6 * HOUR_MS + 30_000, latencyMaxMs: null, hops: [] };
const REPORT = {
  status: '4.3.2',
  reportingMta: hash('a4'),
  remoteMta: hash('a5'),
  diagnostic: hash('a8'),
  retryUntilAtMs: ACCEPTED_AT_MS + 4 * 86_400_000,
} as const;

/** Each thing that the page of one mail can say. */
export const sampleMails: Record<string, OneMailView> = {
  late: sampleOneMail(),
  'hand-over': sampleOneMail(
    {
      place: { leg: 'hand-over', side: 'unknown', account: null },
      hops: HOPS.map((one) => ({
        ...one,
        ...(one.hop === 2 && { atMs: ARRIVED_AT_MS - 4100, gapMs: 11_545_320, stampAtMs: ARRIVED_AT_MS + 417_200 }),
        ...(one.hop === 3 && { gapMs: 3500 }),
      })),
    },
    { isClockDoubtful: true },
  ),
  waiting: sampleOneMail(
    { ...OPEN, state: 'overdue', place: { leg: 'hand-over', side: 'unknown', account: null } },
    { sightings: [], reports: [{ ...REPORT, action: 'delayed', atMs: ACCEPTED_AT_MS + 4 * HOUR_MS }] },
  ),
  bounced: sampleOneMail(
    { ...OPEN, state: 'bounced', latencyMinMs: null },
    {
      sightings: [],
      overdueAtMs: null,
      reports: [
        { ...REPORT, action: 'failed', atMs: ACCEPTED_AT_MS + 31_000, retryUntilAtMs: null, diagnostic: hash('ff') },
      ],
    },
  ),
  refused: sampleOneMail(
    { ...OPEN, state: 'refused-temporary', latencyMinMs: null },
    {
      ...{ sightings: [], acceptedAtMs: null, overdueAtMs: null, outcome: 'refused', stage: 'rcpt', replyCode: 451 },
      ...{ status: '4.7.1', queueId: null, smtpReply: hash('a8'), submit: { connectMs: 33, tlsMs: 51 } },
    },
  ),
  blind: sampleOneMail(
    { state: 'arrived', latencyMinMs: 41_000, latencyMaxMs: 7_241_000, hops: [] },
    {
      overdueAtMs: null,
      sightings: sampleRecord().sightings.flatMap((sighting) => [
        {
          ...sighting,
          arrivedEarliestAtMs: ACCEPTED_AT_MS + 41_000,
          arrivedLatestAtMs: ACCEPTED_AT_MS + 7_241_000,
          isSameClock: false,
          hops: [],
        },
        { ...sighting, sighting: 1, reader: 'server', folder: 'junk', matchedBy: 'subject', folderName: null },
      ]),
    },
  ),
  stranger: sampleOneMail({
    ...{ from: null, to: null, isOwnerView: false, values: new Map() },
    place: { leg: 'receiver', side: 'provider', account: null },
    hops: HOPS.map((one) => ({ ...one, by: null })),
  }),
};
