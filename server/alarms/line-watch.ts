import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { MailRouteNow } from '../../rules/mail/mail.ts';
import type { Live } from '../keep.ts';
import type { Store } from '../store/open-store.ts';
import type { LineEvent } from './alarm-event.ts';
import { type LineFacts, type LineState, startWatching, watchLine } from './watch-line.ts';
import { watchMail } from './watch-mail.ts';

type Parts = {
  store: Store;
  live: Live;
  nowMs: () => number;
  /** Inside a transaction, together with what is remembered of the line. */
  announce: (event: LineEvent, line: string) => void;
};

export type LineWatch = {
  notice(line: string): void;
  noticeAll(): void;
  /** From now on, as if nothing had been watched before. */
  startAgain(): void;
  /** Looks at every line that changed, or where time alone may bring news. */
  look(): Promise<void>;
};

/** How far back an outage is still news: an offline probe delivers late. */
const NEWS_MS = 8 * 86_400_000;
const UNSETTLED_EVERY_MS = 4000;

/** Looks at lines one by one, letting others work in between. What is remembered is written with what it announced. */
export function openLineWatch({ store, live, nowMs, announce }: Parts): LineWatch {
  const changed = new Set<string>();
  const unsettled = new Set<string>();
  const states = new Map<string, LineState>();
  let unsettledLookedAtMs = Number.NEGATIVE_INFINITY;
  for (const { line, state } of store.alarms.alarmStates()) states.set(line, JSON.parse(state) as LineState); // written below

  function lookAt(line: string): void {
    if (store.read.line(line) === null) return;
    const before = states.get(line) ?? startWatching(nowMs());
    const looked = watchLine(before, factsOf(line));
    const mail = watchMail(before.mail ?? {}, routesOf(line), nowMs());
    const hasMail = Object.keys(mail.state).length > 0;
    const state: LineState = hasMail ? { ...looked.state, mail: mail.state } : looked.state;
    const events = [...looked.events, ...mail.events];
    const isUnsettled = looked.isUnsettled || mail.isUnsettled;
    if (isUnsettled) unsettled.add(line);
    else unsettled.delete(line);
    if (events.length > 0 || !states.has(line) || textOf(before) !== textOf(state)) {
      store.write(() => {
        for (const event of events) announce(event, line);
        store.alarms.writeAlarmState(line, JSON.stringify(state));
      });
    }
    states.set(line, state);
  }

  function factsOf(line: string): LineFacts {
    const now = nowMs();
    return {
      nowMs: now,
      silence: live.silence(line),
      lastContactAtMs: live.lastContactAtMs(line),
      measuredAtMs: store.read.current(line)?.measuredAtMs ?? null,
      outages: store.read.outages(line, now - NEWS_MS, now + NEWS_MS),
      findOutage: (id) => store.read.outage(line, id),
      intervals: (fromAtMs, toAtMs) => store.read.intervals(line, fromAtMs, toAtMs),
    };
  }

  /** Of what rules of another version derived nothing is news, as of the state of the line. */
  function routesOf(line: string): MailRouteNow[] {
    if (store.read.current(line) === null) return [];
    return store.read.mailRoutes(line).flatMap(({ now, isUsed }) => (isUsed ? now : []));
  }

  return {
    notice: (line) => void changed.add(line),
    noticeAll: () => {
      for (const { id } of store.read.lines()) changed.add(id);
    },
    startAgain: () => {
      states.clear();
      unsettled.clear();
      store.write(() => store.alarms.forgetAlarmStates());
      for (const { id } of store.read.lines()) changed.add(id);
    },
    look: async () => {
      const now = nowMs();
      const due = new Set(changed);
      changed.clear();
      if (now - unsettledLookedAtMs >= UNSETTLED_EVERY_MS) {
        unsettledLookedAtMs = now;
        for (const line of unsettled) due.add(line);
      }
      for (const line of due) {
        lookAt(line);
        await yieldToOthers();
      }
    },
  };
}

/** Without what only grows: a sync to disk for each upload would wear out an SD card, and nothing is lost with it. */
function textOf(state: LineState): string {
  return JSON.stringify({ ...state, lossSeenToAtMs: 0 });
}
