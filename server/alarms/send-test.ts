import { randomBytes } from 'node:crypto';
import { alarmMessageWords } from '../../web/pages/wording-alarm-messages.ts';
import type { AlarmMessage, AlarmPath } from '../store/alarm-tables.ts';
import type { Store } from '../store/open-store.ts';
import { deliveryOf } from './alarm-queue.ts';
import type { SendOnPath } from './send-on-path.ts';

const WITHIN_MS = 9000;

type Parts = { store: Store; nowMs: () => number; publicUrl: string | null; send: SendOnPath };

/** Sends one message now, whatever the hour, and returns what came of it. Written as failed first: it is never tried again. */
export async function sendTest({ store, nowMs, publicUrl, send }: Parts, path: AlarmPath): Promise<AlarmMessage> {
  const words = alarmMessageWords[path.language].test;
  const now = nowMs();
  const message = store.write(() =>
    store.alarms.insertAlarmMessage({
      pathId: path.id,
      line: null,
      kind: 'test',
      subjectKey: `${now}-${randomBytes(4).toString('hex')}`,
      title: words.title,
      body: words.text,
      pagePath: '/owner/alarms',
      facts: null,
      state: 'failed',
      createdAtMs: now,
      dueAtMs: now,
    }),
  );
  if (message === null) throw new Error('bug: the key of a test is not new');
  const attempt = { signal: new AbortController().signal, timeoutMs: WITHIN_MS, nowMs: now };
  const { outcome, reply } = await send(path, deliveryOf(message, { path, line: null, publicUrl }), attempt);
  const after = {
    state: outcome === 'sent' ? ('sent' as const) : ('failed' as const),
    sentAtMs: outcome === 'sent' ? nowMs() : null,
    attempts: 1,
    reply,
  };
  store.write(() => store.alarms.updateAlarmMessages([message.id], after));
  return { ...message, ...after };
}
