/** What the pages on alarms are given; nothing secret is ever among it. Instants epoch ms. */
export type AlarmPathKind = 'mail' | 'ntfy' | 'webhook';

export type AlarmPathView = {
  id: number;
  kind: AlarmPathKind;
  target: string;
  language: 'de' | 'en';
  isOn: boolean;
  hasSecret: boolean;
  /** `22:00`; null: no quiet hours. */
  quiet: { from: string; to: string } | null;
  isQuietNow: boolean;
  zone: string;
  announceAfterSeconds: number;
  /** Set while the last attempt failed; `problem` is the other side's word. */
  failing: { sinceAtMs: number; problem: string } | null;
};

export type AlarmLogView = {
  id: number;
  title: string;
  /** Kind and place of the path; null: it was removed. */
  path: { kind: AlarmPathKind; target: string } | null;
  state: 'waiting' | 'sent' | 'failed' | 'dropped';
  createdAtMs: number;
  sentAtMs: number | null;
  dueAtMs: number;
  attempts: number;
  /** The other side's word, or a note of ours (begins with `=`). */
  reply: string | null;
};

export type AlarmFormValues = {
  kind: AlarmPathKind;
  mail: string;
  ntfy: string;
  ntfyToken: string;
  webhook: string;
  webhookKey: string;
  language: 'de' | 'en';
  announceAfter: string;
  quietFrom: string;
  quietTo: string;
  zone: string;
};
export const ALARM_PROBLEMS = [
  'mail',
  'ntfy',
  'webhook',
  'https',
  'local',
  'secret',
  'quiet',
  'zone',
  'too-many',
] as const;
export type AlarmProblem = (typeof ALARM_PROBLEMS)[number];
/** By field. */
export type AlarmProblems = Partial<Record<keyof AlarmFormValues, AlarmProblem>>;

export type AlarmDone = 'saved' | 'removed' | 'on' | 'off' | 'account';

export type AlarmsPageView = {
  zone: string;
  paths: AlarmPathView[];
  log: AlarmLogView[];
  /** Where mail is handed in, and in whose name; null: not set. */
  mailAccount: { host: string; sender: string } | null;
  done: AlarmDone | null;
  /** What came of a test. */
  tested: { isSent: boolean; target: string; reply: string } | null;
  form: AlarmFormValues;
  problems: AlarmProblems;
};

export type AlarmEditView = { path: AlarmPathView; form: AlarmFormValues; problems: AlarmProblems };

export type MailAccountValues = {
  /** `auto`: by the address; an id of a provider; `other`. */
  provider: string;
  sender: string;
  user: string;
  host: string;
  port: string;
  security: 'tls' | 'starttls' | 'none';
};
export type MailAccountProblem = 'sender' | 'unknown-provider' | 'host' | 'port' | 'password' | 'unencrypted' | 'local';
export type MailAccountView = {
  providers: { id: string; name: string }[];
  values: MailAccountValues;
  problems: Partial<Record<keyof MailAccountValues | 'password', MailAccountProblem>>;
  /** A password is kept: the field may stay empty. */
  hasPassword: boolean;
  /** The path that is tested once this is saved; null: none. */
  forPathId: number | null;
};
