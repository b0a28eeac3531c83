import { contractOf } from '../contracts/contracts.ts';
import type { AlarmPath } from '../store/alarm-tables.ts';
import type { Store } from '../store/open-store.ts';
import type { LineEvent, ServerEvent } from './alarm-event.ts';
import { NOTES } from './alarm-queue.ts';
import { type Composed, composeLineMessage, composeServerMessage } from './compose.ts';
import { beginsOf, decideForPath } from './fan-out.ts';

type Parts = {
  store: Store;
  nowMs: () => number;
  publicUrl: string | null;
  /** Those that are on. */
  paths: () => readonly AlarmPath[];
};

/** Turns events into rows of messages, one a path. Both inside the caller's transaction; each event once, however often it is told. */
export type Announcer = { line(event: LineEvent, line: string): void; server(event: ServerEvent): void };

export function openAnnouncer(parts: Parts): Announcer {
  const { store, publicUrl } = parts;
  return {
    line: (event, id) => {
      const known = store.read.line(id);
      if (known === null) return;
      const { country, isConsumer } = contractOf(store, known);
      const line = { ...known, lawCountsFromReport: country === 'DE' && isConsumer };
      for (const path of parts.paths()) {
        const reader = { language: path.language, zone: line.zone, publicUrl };
        announce(parts, { event, path, line: id }, () => composeLineMessage(event, line, reader));
      }
    },
    server: (event) => {
      for (const path of parts.paths()) {
        if (event.kind === 'path-broken' && event.pathId === path.id) continue;
        const reader = { language: path.language, zone: path.zone, publicUrl };
        announce(parts, { event, path, line: null }, () => composeServerMessage(event, reader));
      }
    },
  };
}

type Told = { event: LineEvent | ServerEvent; path: AlarmPath; line: string | null };

function announce({ store, nowMs }: Parts, { event, path, line }: Told, compose: () => Composed): void {
  const { alarms } = store;
  const now = nowMs();
  if (event.kind === 'outage-corrected') {
    correct(alarms, { event, path, line }, compose(), now);
    return;
  }
  const begins = beginsOf(event.kind).map((kind) => alarms.findAlarmMessage(path.id, kind, event.key));
  const begin = begins.find((found) => found !== null) ?? null;
  const { send, dropped } = decideForPath({ event, path, begin, nowMs: now });
  if (dropped) alarms.updateAlarmMessages([dropped.id], { state: 'dropped', reply: NOTES.tooShort });
  if (send === null) return;
  const { title, text, pagePath, facts } = compose();
  alarms.insertAlarmMessage({
    pathId: path.id,
    line,
    kind: event.kind,
    subjectKey: event.key,
    title,
    body: text,
    pagePath,
    facts: JSON.stringify(facts),
    state: 'waiting',
    createdAtMs: now,
    dueAtMs: send.dueAtMs,
  });
}

/** What waits is told as it is known now; of what was sent the correction stands in the log alone. */
function correct(alarms: Store['alarms'], { event, path, line }: Told, composed: Composed, nowMs: number): void {
  const ended = alarms.findAlarmMessage(path.id, 'outage-ended', event.key);
  if (ended === null || ended.state === 'dropped') return;
  const { title, text, pagePath, facts } = composed;
  const row = { title, body: text, pagePath, facts: JSON.stringify(facts) };
  if (ended.state === 'waiting' && ended.attempts === 0) {
    alarms.updateAlarmMessages([ended.id], row);
    return;
  }
  const place = { pathId: path.id, line, kind: event.kind, subjectKey: event.key };
  const made = alarms.insertAlarmMessage({ ...place, ...row, state: 'dropped', createdAtMs: nowMs, dueAtMs: nowMs });
  if (made !== null) alarms.updateAlarmMessages([made.id], { reply: NOTES.corrected });
}
