import type { MailPageView, MailRouteView, MailRowView } from '../web/pages/mail-views.ts';
import { MINUTE_MS, sampleDelay, sampleMailPage, sampleRoute, slots } from './sample-mail-route.ts';
import { DAY_MS, HOUR_MS, SAMPLE_NOW_MS } from './sample-values.ts';

/** Made-up routes of test mails, in each state that their page has. */

/** Three days without a mail getting through: hourly from the fourth on, none after 24, and only the newest minutes known. */
const HELD_SINCE_MS = SAMPLE_NOW_MS - 3 * DAY_MS - 2 * HOUR_MS;
const heldSlots = slots(({ atMs }) => {
  if (atMs < HELD_SINCE_MS) return {};
  const index = Math.floor((atMs - HELD_SINCE_MS) / (15 * MINUTE_MS));
  if (index < 4 || (index % 4 === 0 && index < 84)) return { latencyMs: null };
  return index < 84 ? null : { isTested: false, latencyMs: null };
});
const heldFrom = heldSlots.find(({ latencyMs, isTested }) => isTested && latencyMs === null)?.atMs ?? HELD_SINCE_MS;

/** The delay of three days, while it lasts. */
export const sampleHeldRoute = sampleRoute(
  {
    verdict: 'mail-delayed',
    place: { leg: 'hand-over', side: 'unknown', account: null },
    sinceAtMs: heldFrom,
    delays: [
      sampleDelay({
        place: { leg: 'hand-over', side: 'unknown', account: null },
        startEarliestAtMs: heldFrom - 901_000,
        startLatestAtMs: heldFrom,
        endEarliestAtMs: null,
        endLatestAtMs: null,
        mails: 24,
        missing: 0,
        minLatencyMs: SAMPLE_NOW_MS - 41_000 - heldFrom,
        maxLatencyMs: null,
        tags: ['provider-admitted'],
        longest: { id: 'cccccccccccc', acceptedAtMs: heldFrom, receivedAtMs: null, seenAtMs: null },
      }),
    ],
    said: {
      words:
        '451 4.3.2 <linewitness-test@anbieter.example>: temporarily unable to deliver; message queue is being worked on. Will retry until Thu, 26 Nov 2026 08:02:11 +0100',
      atMs: heldFrom + 4 * HOUR_MS,
      mailId: 'cccccccccccc',
    },
  },
  heldSlots.map((slot) => ({ ...slot })),
);
sampleHeldRoute.mails = sampleHeldRoute.mails.map((mail) =>
  mail.state === 'not-tested' ? { ...mail, reason: 'many-open' } : mail,
);

/** A morning of three hours in which mails waited; all came. */
const overSlots = slots(({ atMs }) => {
  const intoMs = atMs - (SAMPLE_NOW_MS - 3 * DAY_MS);
  if (intoMs >= 0 && intoMs < 11_549_000) return { latencyMs: 11_549_000 - intoMs + 3000 };
  const isDark = intoMs > DAY_MS && intoMs < DAY_MS + 5 * HOUR_MS;
  return isDark ? { isTested: false } : {};
});
export const sampleOverRoute = sampleRoute(
  {
    delays: [
      sampleDelay(),
      sampleDelay({
        id: 'eeeeeeeeeeee',
        startEarliestAtMs: SAMPLE_NOW_MS - 6 * DAY_MS,
        startLatestAtMs: SAMPLE_NOW_MS - 6 * DAY_MS + 200,
        endEarliestAtMs: SAMPLE_NOW_MS - 6 * DAY_MS + 2_700_000,
        endLatestAtMs: SAMPLE_NOW_MS - 6 * DAY_MS + 2_760_000,
        place: { leg: 'hand-over', side: 'unknown', account: null },
        mails: 3,
        minLatencyMs: 1_501_000,
        maxLatencyMs: 2_400_000,
        tags: ['possible-greylisting', 'clock-doubtful'],
        longest: {
          id: 'cccccccccccd',
          acceptedAtMs: SAMPLE_NOW_MS - 6 * DAY_MS,
          receivedAtMs: SAMPLE_NOW_MS - 6 * DAY_MS + 2_400_000,
          seenAtMs: SAMPLE_NOW_MS - 6 * DAY_MS + 2_401_000,
        },
      }),
    ],
  },
  overSlots,
);

/** Since this morning; the newest mails have this state. */
function troubled(
  patch: Partial<MailRouteView> & Pick<MailRouteView, 'verdict'>,
  row: Partial<MailRowView>,
  count = 6,
): MailRouteView {
  const route = sampleRoute({ sinceAtMs: SAMPLE_NOW_MS - 6 * HOUR_MS, ...patch });
  return { ...route, mails: route.mails.map((mail, index) => (index < count ? { ...mail, ...row } : mail)) };
}

const NEVER_SENT = {
  acceptedAtMs: null,
  arrivedEarliestAtMs: null,
  arrivedLatestAtMs: null,
  latencyMinMs: null,
  latencyMaxMs: null,
  folder: null,
};
const refusals = { minLatencyMs: 0, maxLatencyMs: null, endEarliestAtMs: null, endLatestAtMs: null, longest: null };

export const sampleRoutes = {
  well: sampleRoute(),
  held: sampleHeldRoute,
  over: sampleOverRoute,
  blocked: troubled(
    {
      verdict: 'mail-blocked',
      place: { leg: 'submit', side: 'provider', account: 'gmx' },
      said: {
        words: '554 5.7.1 <linewitness-test@woanders.example>: Relay access denied; see your account settings',
        atMs: SAMPLE_NOW_MS - 421_000,
        mailId: 'cccccccccccc',
      },
      delays: [
        sampleDelay({
          ...refusals,
          verdict: 'mail-blocked',
          place: { leg: 'submit', side: 'provider', account: 'gmx' },
        }),
      ],
    },
    { ...NEVER_SENT, state: 'refused' },
  ),
  unreachable: troubled(
    { verdict: 'mail-unreachable', reason: 'timeout', place: { leg: 'submit', side: 'provider', account: 'gmx' } },
    { ...NEVER_SENT, state: 'unreachable', reason: 'timeout' },
  ),
  bounced: troubled(
    {
      verdict: 'mail-bouncing',
      place: { leg: 'receiver', side: 'provider', account: 'telekom' },
      said: {
        words: '552 5.2.2 mailbox full: quota of 1 GB exceeded',
        atMs: SAMPLE_NOW_MS - 900_000,
        mailId: 'cccccccccccc',
      },
    },
    {
      state: 'bounced',
      arrivedEarliestAtMs: null,
      arrivedLatestAtMs: null,
      latencyMaxMs: null,
      latencyMinMs: null,
      folder: null,
    },
  ),
  junk: troubled(
    { verdict: 'mail-to-junk', place: { leg: 'receiver', side: 'provider', account: 'telekom' } },
    { folder: 'junk' },
  ),
  lost: troubled(
    { verdict: 'mail-lost', sinceAtMs: SAMPLE_NOW_MS - 9 * DAY_MS },
    {
      state: 'presumed-lost',
      arrivedEarliestAtMs: null,
      arrivedLatestAtMs: null,
      latencyMinMs: 7 * DAY_MS,
      latencyMaxMs: null,
      folder: null,
    },
    3,
  ),
  config: troubled(
    { verdict: 'mail-config-error', reason: 'login' },
    { ...NEVER_SENT, state: 'config-error', reason: 'login' },
    3,
  ),
  untested: troubled(
    { verdict: 'mail-not-tested', reason: 'line-down' },
    { ...NEVER_SENT, state: 'not-tested', reason: 'line-down' },
  ),
  unreadable: troubled(
    { verdict: 'mail-unreadable', reason: 'mailbox-blind' },
    { ...NEVER_SENT, state: 'not-tested', reason: 'mailbox-blind' },
    4,
  ),
  /** Mails wait, and nobody can look any more whether they have come. */
  blind: {
    ...sampleHeldRoute,
    asOfMs: SAMPLE_NOW_MS - 2 * HOUR_MS,
    blind: { reason: 'login', sinceAtMs: SAMPLE_NOW_MS - 2 * HOUR_MS + 4000 },
    oldest: { acceptedAtMs: heldFrom, atLeastMs: SAMPLE_NOW_MS - 2 * HOUR_MS - heldFrom },
  },
  /** One has just been handed over. */
  underWay: sampleRoute(
    {},
    slots(({ atMs }) => (atMs > SAMPLE_NOW_MS - 5 * MINUTE_MS ? { latencyMs: null } : {})),
  ),
  /** Just set up. */
  fresh: sampleRoute({ verdict: 'mail-unknown', asOfMs: null }, []),
} satisfies Record<string, MailRouteView>;

/** Three routes, two of which end in one mailbox and wait. */
export function sampleThreeRoutes(): MailPageView {
  const { held, well } = sampleRoutes;
  const shared = { leg: 'receiver', side: 'provider', account: 'telekom' } as const;
  return sampleMailPage(
    [
      { ...held, place: shared },
      {
        ...held,
        name: 'self',
        from: 'telekom',
        to: 'telekom',
        provider: 'both',
        place: shared,
        said: null,
        delays: [],
      },
      { ...well, name: 'out', from: 'telekom', to: 'gmx', provider: 'from' },
    ],
    { shared: [{ account: 'telekom', routes: ['in', 'self'] }] },
  );
}

/** What strangers are given: no names, no words of a server, times on the grid. */
export function sampleStrangersMail(route: MailRouteView): MailPageView {
  const grid = (atMs: number) => Math.floor(atMs / 300_000) * 300_000;
  return sampleMailPage(
    [
      {
        ...route,
        from: null,
        to: null,
        said: null,
        place: { ...route.place, account: null },
        sinceAtMs: route.sinceAtMs === null ? null : grid(route.sinceAtMs),
        asOfMs: route.asOfMs === null ? null : grid(route.asOfMs),
        openAcceptedAtMs: route.openAcceptedAtMs.map(grid),
        delays: route.delays.map((delay) => ({ ...delay, longest: null, place: { ...delay.place, account: null } })),
        mails: route.mails.map((mail) => ({ ...mail, acceptedAtMs: mail.acceptedAtMs && grid(mail.acceptedAtMs) })),
      },
    ],
    { isOwnerView: false, isEvidenceVisible: false },
  );
}
