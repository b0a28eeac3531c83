import type { AlarmDone, AlarmPathKind, AlarmProblem, MailAccountProblem } from './alarm-views.ts';
import type { Language } from './views.ts';
import { alarmsDe } from './wording-alarms-de.ts';
import { alarmsEn } from './wording-alarms-en.ts';

/** Sentences of the owner's pages on alarms. */
export type AlarmWords = {
  title: string;
  back: string;
  intro: string;
  paths: string;
  none: string;
  kind: Record<AlarmPathKind, string>;
  path: {
    on: string;
    off: string;
    quiet: (from: string, to: string) => string;
    quietNow: string;
    language: Record<Language, string>;
    failing: (since: string) => string;
    answer: string;
    test: string;
    edit: string;
    switchOn: string;
    switchOff: string;
    remove: string;
    secret: string;
  };
  threshold: Record<AlarmThreshold, string>;
  account: { set: (sender: string, host: string) => string; missing: string; change: string; add: string };
  add: {
    title: string;
    kind: string;
    kinds: Record<AlarmPathKind, { label: string; hint: string }>;
    mail: string;
    mailHint: string;
    ntfy: string;
    ntfyHint: string;
    ntfyToken: string;
    webhook: string;
    webhookHint: string;
    webhookKey: string;
    webhookKeyHint: string;
    more: string;
    language: string;
    announceAfter: string;
    quietFrom: string;
    quietTo: string;
    quietHint: string;
    zone: string;
    button: string;
    buttonEdit: string;
    languages: Record<Language, string>;
  };
  edit: { title: string; secretKept: string; cancel: string };
  problemsTitle: string;
  problems: Record<AlarmProblem, string>;
  done: Record<AlarmDone, string>;
  tested: { sent: (target: string) => string; failed: (target: string) => string; answer: string };
  log: {
    title: string;
    none: string;
    columns: { at: string; message: string; path: string; state: string };
    state: Record<'waiting' | 'sent' | 'failed' | 'dropped', string>;
    quiet: string;
    next: (at: string) => string;
    later: (at: string) => string;
    removedPath: string;
    /** By the notes of server/alarms/alarm-queue.ts. */
    notes: Record<string, string>;
  };
  mailAccount: {
    title: string;
    intro: string;
    sender: string;
    provider: string;
    providerAuto: string;
    providerOther: string;
    password: string;
    passwordHint: string;
    passwordKept: string;
    more: string;
    host: string;
    port: string;
    security: string;
    securities: Record<'tls' | 'starttls' | 'none', string>;
    user: string;
    userHint: string;
    button: string;
    buttonTest: string;
    problems: Record<MailAccountProblem, string>;
  };
};

/** From how many seconds on interruptions are announced. */
export const ALARM_THRESHOLDS = [0, 60, 180] as const;
export type AlarmThreshold = (typeof ALARM_THRESHOLDS)[number];

export const alarmWords: Record<Language, AlarmWords> = { de: alarmsDe, en: alarmsEn };
