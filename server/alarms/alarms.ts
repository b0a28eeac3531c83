import type { Live } from '../keep.ts';
import { describeError, type Log } from '../log.ts';
import type { SiteSettings } from '../site-settings.ts';
import type { AlarmMessage, AlarmPath, NewAlarmPath } from '../store/alarm-tables.ts';
import type { Store } from '../store/open-store.ts';
import { NOTES, openAlarmQueue } from './alarm-queue.ts';
import { openAnnouncer } from './announcer.ts';
import type { LocalTargets } from './guarded-connect.ts';
import { openLineWatch } from './line-watch.ts';
import { type MailAccount, readMailAccount, writeMailAccount } from './mail-account.ts';
import { noteFailedTest, noteResult } from './path-health.ts';
import { openSender } from './send-on-path.ts';
import { sendTest } from './send-test.ts';
import { openServerWatch } from './server-watch.ts';

/** Settings of the machine's owner. */
export type AlarmOptions = {
  /** For links in messages; null: none. */
  publicUrl: string | null;
  localTargets: LocalTargets;
  /** Root certificates of mail servers in PEM, in place of the usual ones (tests). */
  ca?: string;
};

/** Where alarms go, what was sent, and the watch that makes them. */
export type Alarms = {
  paths(): AlarmPath[];
  add(path: Omit<NewAlarmPath, 'createdAtMs'>): number;
  update(id: number, path: Omit<NewAlarmPath, 'createdAtMs' | 'isOn'>): void;
  switchPath(id: number, isOn: boolean): void;
  remove(id: number): void;
  /** Sends at once and says what came of it, within 9 s; null: there is no such path. */
  test(id: number): Promise<AlarmMessage | null>;
  message(id: number): AlarmMessage | null;
  /** Newest first. */
  log(limit: number): AlarmMessage[];
  mailAccount(): MailAccount | null;
  setMailAccount(account: MailAccount): void;
  /** Something of the line changed: it is looked at soon. */
  noticeLine(line: string): void;
  start(): void;
  stop(): Promise<void>;
};

type Parts = {
  store: Store;
  settings: SiteSettings;
  nowMs: () => number;
  log: Log;
  live: Live;
  health: () => { database: 'ok' | 'unchecked' | 'damaged' };
  dataDir: string | null;
  options: AlarmOptions;
};

const TICK_MS = 2000;
/** Several lines of one upload are looked at together. */
const SOON_MS = 300;

/** Opens what is kept; sends nothing before `start`. Without a path that is on it looks at no line. */
export function openAlarms(parts: Parts): Alarms {
  const { store, options } = parts;
  const { publicUrl } = options;
  const book = openPathBook(store);
  const announcer = openAnnouncer({ ...parts, publicUrl, paths: book.active });
  const send = openSender({ settings: parts.settings, ...options });
  const note: Parameters<typeof openAlarmQueue>[0]['onResult'] = (path, result) => {
    noteResult({ ...parts, announce: announcer.server }, path, result);
    book.read();
  };
  const queue = openAlarmQueue({ ...parts, send, publicUrl, onResult: note });
  const lines = openLineWatch({ ...parts, announce: announcer.line });
  const watchServer = openServerWatch({ ...parts, announce: announcer.server });
  const rhythm = openRhythm(parts, async () => {
    await watchServer();
    if (book.active().length === 0) return;
    await lines.look();
    // sending takes its time; the next look does not wait for it
    void queue.run(book.active());
  });
  const change = (act: () => void) => {
    const hadNone = book.active().length === 0;
    store.write(act);
    book.read();
    // what happened while nobody was to be told is history
    if (hadNone && book.active().length > 0) lines.startAgain();
    rhythm.soon();
  };

  return {
    ...pathActions(parts, change),
    paths: book.all,
    test: async (id) => {
      const path = book.all().find((one) => one.id === id);
      if (path === undefined) return null;
      const sent = await sendTest({ ...parts, publicUrl, send }, path);
      if (sent.state === 'sent') note(path, { outcome: 'sent', reply: sent.reply ?? '' });
      else noteFailedTest(parts, path, sent.reply ?? '');
      book.read();
      return sent;
    },
    message: (id) => store.alarms.alarmMessage(id),
    log: (limit) => store.alarms.latestAlarmMessages(limit),
    mailAccount: () => readMailAccount(parts.settings),
    setMailAccount: (account) => writeMailAccount(parts.settings, account),
    noticeLine: (line) => {
      if (book.active().length === 0) return;
      lines.notice(line);
      rhythm.soon();
    },
    start: () => {
      lines.noticeAll();
      rhythm.start();
    },
    stop: async () => {
      await rhythm.stop();
      await queue.stop();
    },
  };
}

/** The paths, kept in memory: every change of a line asks whether there are any. */
function openPathBook(store: Store) {
  let paths = store.alarms.alarmPaths();
  const read = () => {
    paths = store.alarms.alarmPaths();
  };
  store.onForget(read);
  return { read, all: () => paths, active: () => paths.filter(({ isOn }) => isOn) };
}

function pathActions({ store, nowMs }: Parts, change: (act: () => void) => void) {
  const { alarms } = store;
  return {
    add: (path: Omit<NewAlarmPath, 'createdAtMs'>): number => {
      let id = 0;
      change(() => {
        id = alarms.insertAlarmPath({ ...path, createdAtMs: nowMs() });
      });
      return id;
    },
    update: (id: number, path: Omit<NewAlarmPath, 'createdAtMs' | 'isOn'>): void =>
      change(() => alarms.updateAlarmPath(id, path)),
    /** What waits on a path that is switched off is not sent later: it would be about yesterday. */
    switchPath: (id: number, isOn: boolean): void =>
      change(() => {
        alarms.updateAlarmPath(id, { isOn, failingSinceAtMs: null, lastProblem: null });
        if (isOn) return;
        const waiting = alarms.waitingAlarmMessages().filter(({ pathId }) => pathId === id);
        alarms.updateAlarmMessages(
          waiting.map((message) => message.id),
          { state: 'dropped', reply: NOTES.pathOff },
        );
      }),
    remove: (id: number): void => change(() => alarms.deleteAlarmPath(id)),
  };
}

/** Runs `look` every two seconds, and soon after being asked; one at a time. A failure is logged and does not stop the next. */
function openRhythm({ log }: Pick<Parts, 'log'>, look: () => Promise<void>) {
  let tick: NodeJS.Timeout | undefined;
  let early: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  const launch = () => {
    isAskedAgain = running !== null;
    running ??= look()
      .catch((error: unknown) => log('job-failed', { job: 'alarms', problem: describeError(error) }))
      .finally(() => {
        running = null;
        if (isAskedAgain && tick !== undefined) launch();
      });
  };
  return {
    start: () => {
      tick = setInterval(launch, TICK_MS);
    },
    soon: () => {
      if (tick === undefined || early !== undefined) return;
      early = setTimeout(() => {
        early = undefined;
        launch();
      }, SOON_MS);
    },
    stop: async () => {
      clearInterval(tick);
      clearTimeout(early);
      tick = undefined;
      await running;
    },
  };
}
