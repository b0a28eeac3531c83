import { statfs } from 'node:fs/promises';
import type { SiteSettings } from '../site-settings.ts';
import type { Store } from '../store/open-store.ts';
import type { ServerEvent } from './alarm-event.ts';
import { type ServerState, startServerState, watchServer } from './watch-server.ts';

type Parts = {
  store: Store;
  settings: SiteSettings;
  nowMs: () => number;
  health: () => { database: 'ok' | 'unchecked' | 'damaged' };
  /** Whose disk is watched; null: in memory, there is none. */
  dataDir: string | null;
  /** Inside a transaction. */
  announce: (event: ServerEvent) => void;
};

const EVERY_MS = 600_000;
/** How long the log of messages is kept. */
const LOG_MS = 400 * 86_400_000;

/** Looks at disk and database every 10 minutes, and at once when the database turns out damaged; returns that look. */
export function openServerWatch({ store, settings, nowMs, health, dataDir, announce }: Parts): () => Promise<void> {
  let state: ServerState | null = null;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = nowMs();
    const isDatabaseDamaged = health().database === 'damaged';
    const isNews = state === null || isDatabaseDamaged !== state.isDamageSaid;
    if (!isNews && now - lookedAtMs < EVERY_MS) return;
    lookedAtMs = now;
    const before = state ?? readState(settings);
    const looked = watchServer(before, { nowMs: now, disk: await diskOf(dataDir), isDatabaseDamaged });
    state = looked.state;
    // written before it is told: after a crash in between it is not told, which the owner's pages still show
    if (JSON.stringify(state) !== JSON.stringify(before)) writeState(settings, state);
    if (looked.events.length > 0) store.write(() => looked.events.forEach(announce));
    store.alarms.forgetAlarmMessages(now - LOG_MS);
  };
}

function readState(settings: SiteSettings): ServerState {
  const text = settings.get('alarmState');
  return text === null ? startServerState() : (JSON.parse(text) as ServerState); // written by writeState
}

function writeState(settings: SiteSettings, state: ServerState): void {
  const problem = settings.set('alarmState', JSON.stringify(state));
  if (problem !== null) throw new Error(`bug: the state of the alarms was not kept: ${problem}`);
}

async function diskOf(dataDir: string | null): Promise<{ freeBytes: number; totalBytes: number } | null> {
  if (dataDir === null) return null;
  const { bavail, blocks, bsize } = await statfs(dataDir);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
