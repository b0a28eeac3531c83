import type { MailLeg, MailState, MailVerdict } from '../mail/mail.ts';
import type { Side } from '../verdict/verdict.ts';

/** `mail.json`: times RFC 3339 UTC with milliseconds. No address, host or message id stands in it. */
export type MailJson = {
  line: string;
  fromAt: string;
  toAt: string;
  routes: MailRouteJson[];
  /** As in StatusJson, where strangers ask. */
  timesRoundedToMs?: number;
};
export type MailRouteJson = {
  route: string;
  /** Names of the accounts; null for strangers. */
  from: string | null;
  to: string | null;
  provider: 'from' | 'to' | 'both' | 'none';
  verdict: MailVerdict;
  side: Side;
  sinceAt: string | null;
  /** Until then the mailbox was watched: what is said of open mails holds at this instant. */
  asOfAt: string | null;
  /** The oldest mail that was accepted and has not been seen, bounced or given up. */
  oldestUndelivered: { acceptedAt: string; atLeastMs: number } | null;
  openMails: number;
  /** When each of them was accepted, oldest first. */
  openAcceptedAt: string[];
  promptMs: number;
  lateMs: number;
  figures: MailFiguresJson;
  /** Slices of `stepMs`, oldest first; empty ones left out. */
  series: ({ fromAt: string } & MailFiguresJson)[];
  stepMs: number;
  delays: MailDelayJson[];
  mails: MailRowJson[];
};
/** `…AtLeast`: mails still on their way make the figure a lower bound. */
export type MailFiguresJson = {
  count: number;
  open: number;
  notTested: number;
  medianMs: number | null;
  medianAtLeast: boolean;
  p95Ms: number | null;
  p95AtLeast: boolean;
  maxMs: number | null;
  maxAtLeast: boolean;
  testedRatio: number | null;
};
export type MailDelayJson = {
  id: string;
  verdict: MailVerdict;
  leg: MailLeg;
  side: Side;
  startEarliestAt: string;
  startLatestAt: string;
  endEarliestAt: string | null;
  endLatestAt: string | null;
  mails: number;
  missing: number;
  minLatencyMs: number;
  maxLatencyMs: number | null;
  tags: string[];
};
export type MailRowJson = {
  id: string;
  state: MailState;
  acceptedAt: string | null;
  arrivedEarliestAt: string | null;
  arrivedLatestAt: string | null;
  latencyMinMs: number | null;
  latencyMaxMs: number | null;
  folder: string | null;
};
