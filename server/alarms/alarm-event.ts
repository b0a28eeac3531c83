import type { MailVerdict } from '../../rules/mail/mail.ts';
import type { Grade, Side } from '../../rules/verdict/verdict.ts';

/** What a message says about one outage; bounds as on its page. Instants epoch ms. */
export type OutageFacts = {
  id: string;
  verdict: string;
  side: Side;
  counts: boolean;
  grade: Grade;
  /** The home was reachable another way meanwhile (mobile fail-over). */
  isReachable: boolean;
  /** False: late answers may still move the bounds. */
  isFinal: boolean;
  startEarliestAtMs: number;
  startLatestAtMs: number;
  endEarliestAtMs: number | null;
  endLatestAtMs: number | null;
  downMinMs: number;
  downMaxMs: number | null;
};

/** What a message says about one route of test mails. */
export type MailFacts = {
  route: string;
  /** Names that the owner gave the accounts. */
  from: string;
  to: string;
  verdict: MailVerdict;
  /** Mails that were handed over and have not come, and the oldest of them. */
  openMails: number;
  oldestAcceptedAtMs: number | null;
};

/** What the measurements, once delivered, say about a time without contact. */
export type SilenceFinding =
  /** The line was out. */
  | 'outage'
  /** The fault was in the home; nothing is said of the line. */
  | 'home'
  /** The line worked: only the reports did not arrive. */
  | 'line-worked'
  /** Nothing was measured: the probe was off. */
  | 'not-measured'
  /** The measurements did not come, or decide nothing. */
  | 'not-known';

/**
 * Something that is announced once. `key` names what it is about: with `kind` it is unique for ever. Where one event ends
 * another, both have the same key.
 */
export type LineEvent =
  | { kind: 'outage-began'; key: string; outage: OutageFacts }
  /** `wasAnnounced`: an `outage-began` with this key went before. */
  | { kind: 'outage-ended'; key: string; outage: OutageFacts; wasAnnounced: boolean }
  /**
   * What was said when it ended became something else once the router was asked again: kept with the messages, sent to
   * nobody. `said` is what the message told.
   */
  | {
      kind: 'outage-corrected';
      key: string;
      outage: OutageFacts;
      said: Pick<OutageFacts, 'verdict' | 'side' | 'counts'>;
    }
  /** Late answers took back an outage that was announced. */
  | { kind: 'outage-withdrawn'; key: string; beganAtMs: number }
  /** No sign of the probe since then; whether the line is out is not known. */
  | { kind: 'no-contact'; key: string; sinceAtMs: number }
  /** The same, noticed only after a long time; never both about one silence. */
  | { kind: 'probe-silent'; key: string; sinceAtMs: number }
  | {
      kind: 'contact-back';
      key: string;
      sinceAtMs: number;
      backAtMs: number;
      finding: SilenceFinding;
      outages: OutageFacts[];
    }
  /** From here on single interruptions are only counted. */
  | { kind: 'flapping'; key: string; sinceAtMs: number; interruptions: number }
  | {
      kind: 'flapping-over';
      key: string;
      sinceAtMs: number;
      lastEndAtMs: number;
      interruptions: number;
      downMinMs: number;
      downMaxMs: number;
    }
  /** The probe measured, but what it kept is gone: its disk is full (its limit was reached) or broken. */
  | { kind: 'measurements-lost'; key: string; fromAtMs: number; toAtMs: number }
  /** A route of test mails is not well; again for each other finding of the same time, under a key of its own. */
  | { kind: 'mail-trouble'; key: string; sinceAtMs: number; mail: MailFacts }
  /** Mails arrive again; with the key of the first message. */
  | { kind: 'mail-well'; key: string; sinceAtMs: number; mail: MailFacts };

export type ServerEvent =
  | { kind: 'disk-filling'; key: string; freeBytes: number; fullInDays: number | null }
  | { kind: 'disk-relieved'; key: string; freeBytes: number }
  | { kind: 'database-damaged'; key: string }
  /** `path` is how the owner knows it: a mail address, the host of an address. */
  | { kind: 'path-broken'; key: string; pathId: number; path: string; sinceAtMs: number; problem: string };

export type AlarmEvent = LineEvent | ServerEvent;
export type AlarmKind = AlarmEvent['kind'] | 'test' | 'summary';
