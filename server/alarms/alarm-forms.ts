import { randomBytes } from 'node:crypto';
import type {
  AlarmFormValues,
  AlarmLogView,
  AlarmPathKind,
  AlarmPathView,
  MailAccountValues,
} from '../../web/pages/alarm-views.ts';
import type { Language } from '../../web/pages/views.ts';
import type { AlarmMessage, AlarmPath } from '../store/alarm-tables.ts';
import { quietHoursOf } from './alarm-queue.ts';
import type { MailAccount } from './mail-account.ts';
import { MAIL_PROVIDERS } from './mail-providers.ts';
import { formatMinute, isQuiet } from './quiet-hours.ts';

type Fields = { text: (name: string) => string };

export const MAIL_PROVIDER_CHOICES = MAIL_PROVIDERS.map(({ id, name }) => ({ id, name }));

/** A form to begin with. Topic and key cannot be guessed: 80 and 128 random bits. */
export function emptyForm(zone: string, language: Language): AlarmFormValues {
  return {
    kind: 'mail',
    mail: '',
    ntfy: `https://ntfy.sh/linewitness-${randomWord(16)}`,
    ntfyToken: '',
    webhook: '',
    webhookKey: randomBytes(16).toString('hex'),
    language,
    announceAfter: '0',
    quietFrom: '',
    quietTo: '',
    zone,
  };
}

/** Easy to type on a phone: letters and digits that are not mistaken for each other. */
function randomWord(length: number): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  // 31 letters: bytes from 248 on would favour the first ones
  const fair = [...randomBytes(length * 4)].filter((byte) => byte < 248);
  return fair
    .map((byte) => letters[byte % 31])
    .join('')
    .slice(0, length);
}

export function formOfPath(path: AlarmPath): AlarmFormValues {
  const quiet = quietHoursOf(path);
  return {
    ...emptyForm(path.zone, path.language),
    ntfy: '',
    webhookKey: '',
    kind: path.kind,
    [path.kind]: path.target,
    announceAfter: String(path.announceAfterSeconds),
    quietFrom: quiet === null ? '' : formatMinute(quiet.fromMinute),
    quietTo: quiet === null ? '' : formatMinute(quiet.toMinute),
  };
}

/** The fields as they were sent; the kind of an existing way cannot be changed. */
export function readAlarmForm(fields: Fields, kind: AlarmPathKind | null): AlarmFormValues {
  const sent = fields.text('kind');
  return {
    kind: kind ?? (sent === 'ntfy' || sent === 'webhook' ? sent : 'mail'),
    mail: fields.text('mail'),
    ntfy: fields.text('ntfy'),
    ntfyToken: fields.text('ntfyToken'),
    webhook: fields.text('webhook'),
    webhookKey: fields.text('webhookKey'),
    language: fields.text('language') === 'en' ? 'en' : 'de',
    announceAfter: fields.text('announceAfter'),
    quietFrom: fields.text('quietFrom'),
    quietTo: fields.text('quietTo'),
    zone: fields.text('zone'),
  };
}

export function pathView(path: AlarmPath, nowMs: number): AlarmPathView {
  const { id, kind, target, language, isOn, zone, announceAfterSeconds, failingSinceAtMs } = path;
  const quiet = quietHoursOf(path);
  return {
    id,
    kind,
    target,
    language,
    isOn,
    zone,
    announceAfterSeconds,
    hasSecret: path.secret !== null,
    quiet: quiet === null ? null : { from: formatMinute(quiet.fromMinute), to: formatMinute(quiet.toMinute) },
    isQuietNow: isOn && isQuiet(quiet, nowMs),
    failing: failingSinceAtMs === null ? null : { sinceAtMs: failingSinceAtMs, problem: path.lastProblem ?? '' },
  };
}

export function logView(message: AlarmMessage, paths: readonly AlarmPath[]): AlarmLogView {
  const { id, title, state, createdAtMs, sentAtMs, dueAtMs, attempts, reply } = message;
  const path = paths.find((one) => one.id === message.pathId);
  const place = path === undefined ? null : { kind: path.kind, target: path.target };
  return { id, title, path: place, state, createdAtMs, sentAtMs, dueAtMs, attempts, reply };
}

/** What the form on the mailbox begins with. */
export function mailValuesOf(kept: MailAccount | null, address: string): MailAccountValues {
  if (kept === null) return { provider: 'auto', sender: address, user: '', host: '', port: '', security: 'tls' };
  const { host, port, security, sender, user } = kept;
  const known = MAIL_PROVIDERS.find((one) => one.host === host && one.port === port);
  const server = known ? { host: '', port: '', security: 'tls' as const } : { host, port: String(port), security };
  return { provider: known?.id ?? 'other', sender, user: user === sender ? '' : user, ...server };
}

export function readMailValues(fields: Fields): MailAccountValues {
  const security = fields.text('security');
  return {
    provider: fields.text('provider') === '' ? 'auto' : fields.text('provider'),
    sender: fields.text('sender'),
    user: fields.text('user'),
    host: fields.text('host').toLowerCase(),
    port: fields.text('port'),
    security: security === 'starttls' || security === 'none' ? security : 'tls',
  };
}
