import type {
  MailDelay,
  MailFigures,
  MailLeg,
  MailPlace,
  MailRecord,
  MailState,
  MailVerdict,
} from '../../rules/mail/mail.ts';
import type { Side } from '../../rules/verdict/verdict.ts';
import type { LineView } from './views.ts';

/** `/lines/LINE/mail`: instants epoch ms. */
export type MailPageView = {
  line: LineView;
  fromDay: string;
  toDay: string;
  fromAtMs: number;
  toAtMs: number;
  /** None: no route was ever told. */
  routes: MailRouteView[];
  /** Routes that fail and share a mailbox: the common part is named. */
  shared: { account: string; routes: string[] }[];
  /** Owner and this machine: names of accounts, hosts, replies. */
  isOwnerView: boolean;
};

export type MailRouteView = {
  name: string;
  /** Names that the owner gave the accounts; null for strangers. */
  from: string | null;
  to: string | null;
  provider: 'from' | 'to' | 'both' | 'none';
  verdict: MailVerdict;
  place: MailPlace;
  sinceAtMs: number | null;
  /** Until then the mailbox was watched; null: never. */
  asOfMs: number | null;
  /** The oldest mail that was accepted and has not come, bounced or been given up. */
  oldest: { acceptedAtMs: number; atLeastMs: number } | null;
  openMails: number;
  promptMs: number;
  lateMs: number;
  spacingMs: number;
  figures: MailFigures;
  series: MailSeriesPoint[];
  stepMs: number;
  dataHref: string;
  delays: MailDelay[];
  /** The newest mails of the period, newest first, and how many there are in all. */
  mails: MailRowView[];
  mailCount: number;
};
export type MailSeriesPoint = { fromAtMs: number; figures: MailFigures };

export type MailRowView = {
  id: string;
  state: MailState;
  acceptedAtMs: number | null;
  plannedAtMs: number | null;
  arrivedEarliestAtMs: number | null;
  arrivedLatestAtMs: number | null;
  latencyMinMs: number | null;
  latencyMaxMs: number | null;
  folder: string | null;
  reason: string | null;
};

/** `/lines/LINE/mail/ID`, owner and this machine only in full: one mail, hop by hop. */
export type OneMailView = {
  line: LineView;
  route: string;
  state: MailState;
  record: MailRecord;
  place: MailPlace;
  hops: MailHopView[];
  /** Words behind the hashes of the record; for strangers, and once erased, there are none. */
  values: ReadonlyMap<string, string>;
  isOwnerView: boolean;
};
export type MailHopView = {
  hop: number;
  by: string | null;
  owner: string;
  isAnchor: boolean;
  stampAtMs: number | null;
  /** What the host's clock was found to be off by (positive: ahead), and how well that is known; null: not known. */
  clockOffsetMs: number | null;
  clockErrorMs: number | null;
  /** Corrected; null where nothing can be said. */
  atMs: number | null;
  /** Time since the hop before, corrected; null: not known. */
  gapMs: number | null;
  leg: MailLeg;
  side: Side;
};

/** On the line's page while a route is not well. */
export type MailBannerView = {
  route: string;
  verdict: MailVerdict;
  place: MailPlace;
  sinceAtMs: number | null;
  asOfMs: number | null;
  oldest: { acceptedAtMs: number; atLeastMs: number } | null;
  openMails: number;
};
