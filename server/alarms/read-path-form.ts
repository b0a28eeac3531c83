import type { AlarmFormValues, AlarmProblem, AlarmProblems } from '../../web/pages/alarm-views.ts';
import type { NewAlarmPath } from '../store/alarm-tables.ts';
import { isLocalTarget, type LocalTargets, refuseLocalAddress, TargetRefused } from './guarded-connect.ts';
import { isMailAddress } from './mail-account.ts';
import { parseMinute } from './quiet-hours.ts';

type Checked = Omit<NewAlarmPath, 'createdAtMs' | 'isOn'>;
const THRESHOLDS = new Set(['0', '60', '180']);
/** What may stand in a header: no spaces, no line ends. */
const SECRET = /^[\x21-\x7e]{1,200}$/;
const TOPIC = /^[A-Za-z0-9_-]{1,64}$/;

/** Checks a form on a way for alarms; the way, or what is wrong by field. An empty secret is null. */
export function readPathForm(form: AlarmFormValues, localTargets: LocalTargets): Checked | { problems: AlarmProblems } {
  const problems: AlarmProblems = {};
  const targetText = { mail: form.mail, ntfy: ntfyAddress(form.ntfy), webhook: form.webhook }[form.kind];
  const problem = form.kind === 'mail' ? mailProblem(targetText) : urlProblem(form.kind, targetText, localTargets);
  if (problem !== null) problems[form.kind] = problem;
  const secretField = form.kind === 'ntfy' ? 'ntfyToken' : 'webhookKey';
  const secret = form.kind === 'mail' ? '' : form[secretField];
  if (secret !== '' && !SECRET.test(secret)) problems[secretField] = 'secret';
  const [quietFromMinute, quietToMinute] = [parseMinute(form.quietFrom), parseMinute(form.quietTo)];
  const isQuietGiven = form.quietFrom !== '' || form.quietTo !== '';
  if (isQuietGiven && (quietFromMinute === null || quietToMinute === null || quietFromMinute === quietToMinute)) {
    problems.quietFrom = 'quiet';
  }
  if (!isZone(form.zone)) problems.zone = 'zone';
  if (Object.keys(problems).length > 0) return { problems };
  return {
    kind: form.kind,
    target: form.kind === 'mail' ? targetText : new URL(targetText).href,
    secret: secret === '' ? null : secret,
    language: form.language,
    announceAfterSeconds: THRESHOLDS.has(form.announceAfter) ? Number(form.announceAfter) : 0,
    quietFromMinute,
    quietToMinute,
    zone: form.zone,
  };
}

/** A bare topic is one at ntfy.sh. */
function ntfyAddress(text: string): string {
  return TOPIC.test(text) ? `https://ntfy.sh/${text}` : text;
}

function mailProblem(address: string): AlarmProblem | null {
  return isMailAddress(address) ? null : 'mail';
}

function urlProblem(kind: 'ntfy' | 'webhook', text: string, localTargets: LocalTargets): AlarmProblem | null {
  const url = text.length <= 1000 ? URL.parse(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return kind;
  if (kind === 'ntfy' && !(TOPIC.test(url.pathname.slice(1)) && url.search === '')) return kind;
  const target = { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
  try {
    refuseLocalAddress(target, localTargets);
  } catch (error) {
    if (error instanceof TargetRefused) return 'local';
    throw error;
  }
  return url.protocol === 'https:' || isLocalTarget(target, localTargets) ? null : 'https';
}

function isZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // Intl says it by throwing
  }
}
