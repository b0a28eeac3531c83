import type { Language } from '../../web/pages/views.ts';
import { alarmMessageWords } from '../../web/pages/wording-alarm-messages.ts';
import type { Log } from '../log.ts';
import type { AlarmMessage, AlarmPath } from '../store/alarm-tables.ts';
import type { Store } from '../store/open-store.ts';
import type { Delivery, SendResult } from './delivery.ts';
import { beginsOf } from './fan-out.ts';
import { isQuiet } from './quiet-hours.ts';
import { GIVE_UP_AFTER_MS, retryDelayMs } from './retry.ts';
import type { SendOnPath } from './send-on-path.ts';

/** Why a message was not sent, where nobody else said it; the page has words for these. */
export const NOTES = {
  tooShort: '=too-short',
  merged: '=merged',
  pathOff: '=path-off',
  gaveUp: '=gave-up',
  corrected: '=corrected',
} as const;

type Parts = {
  store: Store;
  nowMs: () => number;
  log: Log;
  send: SendOnPath;
  publicUrl: string | null;
  /** After an attempt, so that a path that no longer works can be announced. */
  onResult: (path: AlarmPath, result: SendResult) => void;
};

const SEND_WITHIN_MS = 60_000;
const MAX_BATCH = 50;
const MAX_RETRY_AFTER_MS = 3_600_000;

export type AlarmQueue = {
  /** Starts sending what is due, path by path in order; resolves when nothing more goes out now. */
  run(paths: readonly AlarmPath[]): Promise<void>;
  /** Attempts under way are given up; what they were about stays waiting. */
  stop(): Promise<void>;
};

/**
 * Sends the waiting rows. The attempt is counted, with the time of the next one, before it is made, and the outcome is
 * written after: a crash in between repeats one message, and never loses one. What has gathered on a path (quiet hours, a
 * dead mail server) goes out as one summary.
 */
export function openAlarmQueue(parts: Parts): AlarmQueue {
  const { store, nowMs } = parts;
  const stopped = new AbortController();
  const busy = new Map<number, Promise<void>>();

  async function serve(path: AlarmPath): Promise<void> {
    for (let batch = nextBatch(parts, path); batch !== null; batch = nextBatch(parts, path)) {
      const { ids, attempts } = batch;
      store.write(() => store.alarms.startAttempt(ids, nowMs() + retryDelayMs(attempts + 1)));
      const attempt = { signal: stopped.signal, timeoutMs: SEND_WITHIN_MS, nowMs: nowMs() };
      const result = await parts.send(path, batch.delivery, attempt);
      if (stopped.signal.aborted && result.outcome !== 'sent') return;
      settle(parts, path, batch, result);
      if (result.outcome === 'temporary') return;
    }
  }

  return {
    run: async (paths) => {
      if (stopped.signal.aborted) return;
      for (const path of paths) {
        if (!path.isOn || busy.has(path.id)) continue;
        const work = serve(path)
          .catch((error: unknown) => parts.log('alarm-failed', { path: path.id, problem: String(error) }))
          .finally(() => busy.delete(path.id));
        busy.set(path.id, work);
      }
      await Promise.all(busy.values());
    },
    stop: async () => {
      stopped.abort();
      await Promise.all(busy.values());
    },
  };
}

type Batch = {
  ids: number[];
  /** Told by another one of the batch. */
  mergedIds: number[];
  attempts: number;
  delivery: Delivery;
};

/** What goes out next on a path; null: nothing, or not now. */
function nextBatch({ store, nowMs, publicUrl }: Parts, path: AlarmPath): Batch | null {
  const now = nowMs();
  if (isQuiet(quietHoursOf(path), now)) return null;
  const waiting = store.alarms.waitingAlarmMessages().filter(({ pathId }) => pathId === path.id);
  // order is kept: nothing overtakes a message that is being tried again
  if (waiting.some(({ attempts, dueAtMs }) => attempts > 0 && dueAtMs > now)) return null;
  const tooOld = waiting.filter((one) => one.attempts > 0 && now - one.createdAtMs >= GIVE_UP_AFTER_MS);
  if (tooOld.length > 0) {
    const ids = tooOld.map(({ id }) => id);
    store.write(() => store.alarms.updateAlarmMessages(ids, { state: 'failed', reply: NOTES.gaveUp }));
  }
  const due = waiting.filter((one) => one.dueAtMs <= now && !tooOld.includes(one)).slice(0, MAX_BATCH);
  const told = due.filter((one) => !isToldBy(one, due));
  const [first] = told;
  if (first === undefined) return null;
  const lineOf = (id: string | null) => (id === null ? null : store.read.line(id));
  const delivery =
    told.length === 1
      ? deliveryOf(first, { path, line: lineOf(first.line), publicUrl })
      : summaryOf(told, path, publicUrl);
  return {
    ids: due.map(({ id }) => id),
    mergedIds: due.filter((one) => !told.includes(one)).map(({ id }) => id),
    attempts: Math.max(...due.map(({ attempts }) => attempts)),
    delivery,
  };
}

/** A begin whose end goes out with it. */
function isToldBy(begin: AlarmMessage, others: readonly AlarmMessage[]): boolean {
  return others.some((end) => beginsOf(end.kind).includes(begin.kind) && end.subjectKey === begin.subjectKey);
}

function settle({ store, nowMs, log, onResult }: Parts, path: AlarmPath, batch: Batch, result: SendResult): void {
  const { ids, mergedIds, attempts } = batch;
  const now = nowMs();
  const { reply, outcome } = result;
  store.write(() => {
    if (outcome === 'sent') {
      store.alarms.updateAlarmMessages(ids, { state: 'sent', sentAtMs: now, reply });
      store.alarms.updateAlarmMessages(mergedIds, { state: 'dropped', sentAtMs: null, reply: NOTES.merged });
    } else if (outcome === 'permanent') {
      store.alarms.updateAlarmMessages(ids, { state: 'failed', reply });
    } else {
      const delayMs = Math.max(retryDelayMs(attempts + 1), Math.min(result.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
      store.alarms.updateAlarmMessages(ids, { dueAtMs: now + delayMs, reply });
    }
  });
  log('alarm-sent', { path: path.id, kind: batch.delivery.kind, outcome });
  onResult(path, result);
}

export function quietHoursOf({ quietFromMinute, quietToMinute, zone }: AlarmPath) {
  if (quietFromMinute === null || quietToMinute === null) return null;
  return { fromMinute: quietFromMinute, toMinute: quietToMinute, zone };
}

type Around = { path: AlarmPath; line: { id: string; name: string } | null; publicUrl: string | null };

export function deliveryOf(message: AlarmMessage, { path, line, publicUrl }: Around): Delivery {
  return {
    id: `alarm-${message.id}-${message.createdAtMs.toString(36)}`,
    kind: message.kind,
    title: message.title,
    text: message.body,
    language: path.language,
    createdAtMs: message.createdAtMs,
    line: line === null ? null : { id: line.id, name: line.name },
    url: publicUrl === null || message.pagePath === null ? null : `${publicUrl}${message.pagePath}`,
    facts: message.facts === null ? null : JSON.parse(message.facts),
  };
}

function summaryOf(messages: readonly AlarmMessage[], path: AlarmPath, publicUrl: string | null): Delivery {
  const words = alarmMessageWords[path.language satisfies Language].summary;
  const [first, last] = [messages[0], messages.at(-1)];
  const texts = messages.map(({ title, body }) => `— ${title}\n\n${body}`);
  return {
    id: `alarm-${first?.id ?? 0}-${last?.id ?? 0}-${(first?.createdAtMs ?? 0).toString(36)}`,
    kind: 'summary',
    title: words.title(messages.length),
    text: [words.text, ...texts].join('\n\n'),
    language: path.language,
    createdAtMs: last?.createdAtMs ?? 0,
    line: null,
    url: publicUrl === null ? null : `${publicUrl}/`,
    facts: {
      messages: messages.map((one) => ({
        kind: one.kind,
        line: one.line,
        title: one.title,
        facts: JSON.parse(one.facts ?? 'null'),
      })),
    },
  };
}
