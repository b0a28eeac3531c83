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
  /** Routes that fail and share a mailbox: the common part is named. `account` null for strangers. */
  shared: { account: string | null; routes: string[] }[];
  /** Owner and this machine: names of accounts, hosts, replies. */
  isOwnerView: boolean;
  /** Whether the exports may be fetched by this reader. */
  isEvidenceVisible: boolean;
};

/** What is said of a route now; on the line's page and among all lines as well. */
export type MailNowView = {
  name: string;
  /** Names that the owner gave the accounts; null for strangers. */
  from: string | null;
  to: string | null;
  verdict: MailVerdict;
  /** Word of the newest refusal behind the verdict: `CONFIG_REASONS`, `UNREACHABLE_REASONS`, `UNTESTED_REASONS`; null: none. */
  reason: string | null;
  place: MailPlace;
  sinceAtMs: number | null;
  /** Until then the mailbox was watched; null: never. */
  asOfMs: number | null;
  /** Nobody looks into the mailbox since then (`BLIND_REASONS`); null: it is watched. */
  blind: { reason: string; sinceAtMs: number } | null;
  /** The oldest mail that was accepted and has not come, bounced or been given up; `atLeastMs`: up to `asOfMs`. */
  oldest: { acceptedAtMs: number; atLeastMs: number } | null;
  openMails: number;
};

export type MailRouteView = MailNowView & {
  provider: 'from' | 'to' | 'both' | 'none';
  promptMs: number;
  lateMs: number;
  lostMs: number;
  spacingMs: number;
  figures: MailFigures;
  /** Slices of `stepMs`, oldest first; ones without a slot may be left out. */
  series: MailSeriesPoint[];
  stepMs: number;
  /** Acceptance of every mail that is still on its way, oldest first, also of ones from before the period. */
  openAcceptedAtMs: number[];
  /** `mail.json` of the period. */
  dataHref: string;
  /** Newest first. */
  delays: MailDelayView[];
  /** The newest mails of the period, newest first, and how many there are in all. */
  mails: MailRowView[];
  mailCount: number;
  /** The newest words of a provider on what is wrong now (a refusal, or a report on a mail), as it sent them; for the owner. */
  said: { words: string; atMs: number; mailId: string } | null;
};
export type MailSeriesPoint = { fromAtMs: number; figures: MailFigures };

export type MailDelayView = MailDelay & {
  /** Its mail that took longest, and between which two instants it was held; null: not kept any more. */
  longest: {
    id: string;
    acceptedAtMs: number;
    /** First stamp of the receiver's servers, corrected, where it was held until then; null: that is not known. */
    receivedAtMs: number | null;
    /** When it was seen in the mailbox; null: not yet. */
    seenAtMs: number | null;
  } | null;
};

export type MailRowView = {
  id: string;
  state: MailState;
  acceptedAtMs: number | null;
  plannedAtMs: number | null;
  arrivedEarliestAtMs: number | null;
  arrivedLatestAtMs: number | null;
  /** Of a mail on its way: so long at least, `latencyMaxMs` null. */
  latencyMinMs: number | null;
  latencyMaxMs: number | null;
  folder: string | null;
  reason: string | null;
};

/** `/lines/LINE/mail/ID`, owner and this machine only in full: one mail, hop by hop. */
export type OneMailView = {
  line: LineView;
  route: string;
  /** Names that the owner gave the accounts; null for strangers. */
  from: string | null;
  to: string | null;
  state: MailState;
  record: MailRecord;
  place: MailPlace;
  /** As in {@link MailRowView}. */
  latencyMinMs: number | null;
  latencyMaxMs: number | null;
  /** Until then the mailbox was watched; null: never. */
  asOfMs: number | null;
  /** Of the first sighting, in the order of travel. */
  hops: MailHopView[];
  /** Words behind the hashes of the record; for strangers, and once erased, there are none. */
  values: ReadonlyMap<string, string>;
  isOwnerView: boolean;
};
export type MailHopView = {
  hop: number;
  /** `hash:…`, its words in `values`; null for strangers. */
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

/** On the line's page: one of its routes. */
export type MailBannerView = MailNowView;
