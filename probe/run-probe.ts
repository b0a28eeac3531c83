import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSyncWatch } from './clock-sync.ts';
import type { Clocks } from './clocks.ts';
import type { ProbeConfig } from './config.ts';
import { type Delivery, startDelivery } from './delivery.ts';
import { type Enrolment, readEnrolment } from './enrol.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { Journal } from './journal.ts';
import { type Beside, openBeside } from './journal-beside.ts';
import { type JournalDisk, openJournalDisk } from './journal-disk.ts';
import { openReceipts, type ReceiptBook } from './journal-receipts.ts';
import { applyRechain, readIntent } from './journal-rechain.ts';
import { type RecoveredJournal, type RecoveryOptions, recoverJournal } from './journal-recovery.ts';
import { spaceKeeper } from './journal-space.ts';
import { openSpill, recoverSpill } from './journal-spill.ts';
import { loadOrCreateKey, type ProbeKey, sha256Hex } from './key-file.ts';
import { startLiveState } from './live-state.ts';
import { describeError, type Log } from './log.ts';
import type { RunningMail } from './mail/start-mail.ts';
import { openMail } from './open-mail.ts';
import type { OwnPageOptions, RunningOwnPage } from './own-page/start-own-page.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { type Runner, startRunner } from './runner.ts';

export type RunOptions = { config: ProbeConfig; clocks: Clocks; log: Log };

/** A probe that measures. */
export type RunningProbe = {
  /** Stops measuring, closes and flushes the segment, sends what fits in 3 s. Never rejects. */
  stop(): Promise<void>;
};

/** Receipts may use so much of what the journal may use. */
const RECEIPTS_RATIO = 0.25;
const STOP_SENDING_MS = 3000;
const ENROLMENT_LOOK_MS = 5000;

/** Everything that one run needs, found or made in the data folder. */
type Kept = {
  key: ProbeKey;
  beside: Beside;
  disk: JournalDisk;
  enrolment: Enrolment | null;
  receipts: ReceiptBook | null;
};

/**
 * Starts to measure, with a server or without one. Returns a sentence when something that only the owner can put right
 * stands in the way (key, lock, folder).
 */
export async function runProbe(options: RunOptions): Promise<RunningProbe | string> {
  const { dataDir } = options.config;
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const lock = await takeInstanceLock(dataDir, options.log);
    if (typeof lock === 'string') return lock;
    const kept = await openKept(options);
    if (typeof kept === 'string') {
      await lock.release();
      return kept;
    }
    const sync = startSyncWatch(options);
    const stop = await startParts({ ...options, clocks: { ...options.clocks, syncAgeMs: sync.syncAgeMs } }, kept);
    return {
      stop: async () => {
        sync.stop();
        await stop().catch((error) => options.log.error('stopping failed', { error }));
        await lock.release();
      },
    };
  } catch (error) {
    return `the folder ${dataDir} can't be used: ${describeError(error)}`;
  }
}

async function openKept({ config, log }: RunOptions): Promise<Kept | string> {
  const { dataDir } = config;
  const key = await loadOrCreateKey(join(dataDir, 'key.pem'));
  if (typeof key === 'string') return key;
  const beside = await openBeside(dataDir, log);
  if (typeof beside === 'string') return beside;
  const enrolment = await readEnrolment(dataDir, key.probe);
  // Measuring does not need a server: what is wrong with the enrolment is said, and the journal waits.
  if (typeof enrolment === 'string') log.error(enrolment);
  const disk = await openJournalDisk(join(dataDir, 'journal'));
  const known = typeof enrolment === 'string' ? null : enrolment;
  const receipts = known ? await openReceiptsOf(config, key, known, log) : null;
  return { key, beside, disk, enrolment: known, receipts };
}

async function openReceiptsOf(
  config: ProbeConfig,
  key: ProbeKey,
  enrolment: Enrolment,
  log: Log,
): Promise<ReceiptBook> {
  return openReceipts({
    disk: await openJournalDisk(join(config.dataDir, 'receipts')),
    probe: key.probe,
    serverPublicKey: enrolment.serverPublicKey,
    maxBytes: config.journalMaxBytes * RECEIPTS_RATIO,
    log,
  });
}

async function startParts(options: RunOptions, kept: Kept): Promise<() => Promise<void>> {
  const { config, clocks, log } = options;
  const { key, beside, disk } = kept;
  const runId = randomBytes(8).toString('hex');
  const { methodText } = beside;
  let delivery: Delivery | null = null;
  const spillDisk = await openSpill(key.probe, config.dataDir);
  const recovered = await recover({ disk, key, delivered: kept.receipts?.last() ?? null, methodText, log }, spillDisk);
  const makeRoom = roomMaker(config, methodText, () => delivery);
  const journal = new Journal({
    disk,
    key,
    clocks,
    log,
    spillDisk,
    recovered,
    makeRoom,
    onSealed: () => delivery?.sender.wake(),
  });
  const recorder = startRecorder({
    journal,
    beside,
    clocks,
    live: startLiveState(),
    runId,
    configSha256: sha256Hex(hashedConfig(config)),
    segmentMs: config.segmentMs,
    isHeard: () => (delivery?.sender.waiting() ?? Number.POSITIVE_INFINITY) <= 1,
    challenge: () => delivery?.sender.challenge() ?? null,
    onGoodAfterSilence: () => delivery?.wakeAfterSilence(),
  });
  let mail: RunningMail | null = null;
  const ownPage = await openOwnPage(options, { sender: () => delivery?.sender ?? null, mail: () => mail });
  const onRound: Recorder['onRound'] = (round, method) => {
    recorder.onRound(round, method);
    mail?.onRound();
    ownPage?.note(round, method);
  };
  const runner = await startMeasuring(options, kept, { ...recorder, onRound }, () => delivery?.wakeAfterSilence());
  log.info('measuring', { probe: key.probe, line: kept.enrolment?.line ?? null, nextNumber: recovered.end.number + 1 });
  const deliver = (enrolment: Enrolment, receipts: ReceiptBook) => {
    delivery = startDelivery({
      enrolment,
      receipts,
      journal,
      beside,
      key,
      clocks,
      log,
      runId,
      onServerOffset: (offset) => runner.setServerOffset(offset),
      onContactReading: (sentTickMs, reading) => void runner.noteTold({ role: 'own-server' }, sentTickMs, reading),
    });
  };
  if (kept.enrolment && kept.receipts) deliver(kept.enrolment, kept.receipts);
  const watch = kept.enrolment ? null : watchEnrolment(options, key, deliver);
  mail = await openMail(options, { runner, journal, delivery: () => delivery });
  return async () => {
    if (watch) clearInterval(watch);
    await ownPage?.close();
    await mail?.stop();
    await runner.stop();
    await recorder.stop();
    await Promise.all([mail?.close(), beside.flush()]);
    await delivery?.stop(STOP_SENDING_MS);
    log.info('stopped', { waiting: delivery?.sender.waiting() ?? null });
  };
}

/**
 * The settings whose change shows in the header of a segment: the page changes nothing of what is measured, and of mail the
 * routes alone stand here, since addresses could be guessed from the hash. Passwords are behind functions, which leave no text.
 */
function hashedConfig(config: ProbeConfig): string {
  return JSON.stringify({ ...config, dataDir: null, ownPage: undefined, mail: config.mail?.routes });
}

/** Read only where it is wanted: it costs memory. */
async function openOwnPage(
  { config, clocks, log }: RunOptions,
  seen: Pick<OwnPageOptions, 'sender' | 'mail'>,
): Promise<RunningOwnPage | null> {
  if (config.ownPage === null) return null;
  const { startOwnPage } = await import('./own-page/start-own-page.ts');
  return startOwnPage({ listen: config.ownPage, clocks, log, ...seen });
}

function roomMaker(
  { journalMaxBytes }: ProbeConfig,
  methodText: Beside['methodText'],
  delivery: () => Delivery | null,
) {
  return spaceKeeper({
    maxBytes: journalMaxBytes * (1 - RECEIPTS_RATIO),
    deliveredThrough: () => delivery()?.sender.deliveredThrough() ?? 0,
    sendingThrough: () => delivery()?.sender.sendingThrough() ?? 0,
    methodText,
  });
}

async function recover(options: RecoveryOptions, spillDisk: JournalDisk | null): Promise<RecoveredJournal> {
  const recovered = await recoverJournal(options);
  const intent = await readIntent(options.disk);
  if (intent) Object.assign(recovered, await applyRechain(options.disk, options.key, recovered.files, intent));
  return spillDisk ? recoverSpill(options, recovered, spillDisk) : recovered;
}

function startMeasuring(
  { config, clocks, log }: RunOptions,
  { beside, enrolment }: Kept,
  recorder: Recorder,
  onAnswerAfterSilence: () => void,
): Promise<Runner> {
  return startRunner({
    config,
    clocks,
    log,
    serverUrl: enrolment?.serverUrl ?? null,
    personalSalt: beside.personalSalt,
    onRound: recorder.onRound,
    onMethod: recorder.onMethod,
    onPersonalValue: (value) => void beside.keepValue(value),
    onAnswerAfterSilence,
  });
}

/** A probe that measures for nobody yet: joins as soon as `enroll` was run beside it. */
function watchEnrolment(
  { config, log }: RunOptions,
  key: ProbeKey,
  deliver: (enrolment: Enrolment, receipts: ReceiptBook) => void,
): NodeJS.Timeout {
  log.warn(
    'this probe has not joined a server: it measures and keeps everything here. To join: npm run probe -- enroll URL TOKEN',
  );
  const look = async () => {
    const enrolment = await readEnrolment(config.dataDir, key.probe);
    if (enrolment === null || typeof enrolment === 'string') return;
    clearInterval(timer);
    log.info('joined a server', { line: enrolment.line });
    deliver(enrolment, await openReceiptsOf(config, key, enrolment, log));
  };
  const timer = setInterval(() => {
    void look().catch((error) => log.error('the enrolment can’t be read', { error }));
  }, ENROLMENT_LOOK_MS);
  return timer;
}
