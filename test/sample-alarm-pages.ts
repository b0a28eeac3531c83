import { mailAccountPage } from '../web/pages/alarm-mail-page.ts';
import { alarmEditPage, alarmsPage } from '../web/pages/alarm-pages.ts';
import type {
  AlarmFormValues,
  AlarmLogView,
  AlarmPathView,
  AlarmsPageView,
  MailAccountView,
} from '../web/pages/alarm-views.ts';
import type { PageContext } from '../web/pages/views.ts';

const MINUTE_MS = 60_000;

/** The owner's pages on alarms in every state worth looking at. */
export function alarmSamplePages(context: PageContext): Record<string, string> {
  const now = context.builtAtMs;
  const view: AlarmsPageView = {
    zone: 'Europe/Berlin',
    paths: [],
    log: [],
    mailAccount: null,
    done: null,
    tested: null,
    form: FORM,
    problems: {},
  };
  const paths = samplePaths(now);
  const [mail, ntfy] = paths;
  if (!mail || !ntfy) throw new Error('bug: no path');
  const full: AlarmsPageView = {
    ...view,
    paths,
    log: sampleLog(now),
    mailAccount: { host: 'mail.gmx.net', sender: 'erika@gmx.de' },
    done: 'saved',
    tested: { isSent: true, target: 'erika@example.org', reply: '250 2.0.0 Ok: queued as 4f7Q2x1Jz' },
  };
  const account: MailAccountView = {
    providers: [{ id: 'gmx', name: 'GMX' }],
    values: { provider: 'auto', sender: 'erika@gmx.de', user: '', host: '', port: '', security: 'tls' },
    problems: {},
    hasPassword: false,
    forPathId: 1,
  };
  const reply = '535 5.7.8 Error: authentication failed';
  return {
    'alarms-first': alarmsPage(context, view),
    alarms: alarmsPage(context, full),
    'alarms-problem': alarmsPage(context, {
      ...view,
      form: { ...FORM, kind: 'webhook', webhook: 'http://10.0.0.1/', quietFrom: '22:00' },
      problems: { webhook: 'local', quietFrom: 'quiet' },
    }),
    'alarms-failed': alarmsPage(context, {
      ...view,
      paths: [{ ...mail, failing: null }],
      tested: { isSent: false, target: mail.target, reply },
    }),
    'alarms-edit': alarmEditPage(context, { path: ntfy, form: { ...FORM, kind: 'ntfy' }, problems: {} }),
    'alarms-mailbox': mailAccountPage(context, account),
    'alarms-mailbox-problem': mailAccountPage(context, {
      ...account,
      values: { ...account.values, sender: 'erika@example.org', provider: 'other', host: 'smtp_', security: 'none' },
      problems: { host: 'host', security: 'unencrypted', password: 'password' },
      hasPassword: true,
      forPathId: null,
    }),
  };
}

const FORM: AlarmFormValues = {
  kind: 'mail',
  mail: '',
  ntfy: 'https://ntfy.sh/linewitness-x7kq2mv9hd4tbz3p',
  ntfyToken: '',
  webhook: '',
  webhookKey: '5e0f9a0c1b7d4e2f8a6b3c9d0e1f2a3b',
  language: 'de',
  announceAfter: '0',
  quietFrom: '',
  quietTo: '',
  zone: 'Europe/Berlin',
};

function samplePaths(now: number): AlarmPathView[] {
  const mail: AlarmPathView = {
    id: 1,
    kind: 'mail',
    target: 'erika@example.org',
    language: 'de',
    isOn: true,
    hasSecret: false,
    quiet: { from: '22:00', to: '07:00' },
    isQuietNow: true,
    zone: 'Europe/Berlin',
    announceAfterSeconds: 60,
    failing: null,
  };
  return [
    mail,
    { ...mail, id: 2, kind: 'ntfy', target: FORM.ntfy, quiet: null, isQuietNow: false, announceAfterSeconds: 0 },
    {
      ...mail,
      id: 3,
      kind: 'webhook',
      target: 'https://haus.example/alarm',
      quiet: null,
      isQuietNow: false,
      hasSecret: true,
      failing: { sinceAtMs: now - 45 * MINUTE_MS, problem: 'HTTP 503 Service Unavailable' },
    },
  ];
}

function sampleLog(now: number): AlarmLogView[] {
  const base: AlarmLogView = {
    id: 9,
    title: 'Ausfall beendet: Zuhause',
    path: { kind: 'ntfy', target: FORM.ntfy },
    state: 'sent',
    createdAtMs: now - 10 * MINUTE_MS,
    sentAtMs: now - 10 * MINUTE_MS,
    dueAtMs: now - 10 * MINUTE_MS,
    attempts: 1,
    reply: 'HTTP 200 {"id":"sPs71M8A2T","event":"message"}',
  };
  const mail = { kind: 'mail', target: 'erika@example.org' } as const;
  const webhook = { kind: 'webhook', target: 'https://haus.example/alarm' } as const;
  const waiting = { state: 'waiting', sentAtMs: null } as const;
  return [
    { ...base, id: 12, path: mail, ...waiting, attempts: 0, reply: null },
    { ...base, id: 11, path: webhook, ...waiting, dueAtMs: now + 8 * MINUTE_MS, attempts: 3, reply: 'HTTP 503' },
    base,
    { ...base, id: 8, title: 'Ausfall: Zuhause', path: mail, state: 'dropped', sentAtMs: null, reply: '=too-short' },
    { ...base, id: 7, title: 'Test von Linewitness', path: null, state: 'failed', sentAtMs: null, reply: 'HTTP 404' },
  ];
}
