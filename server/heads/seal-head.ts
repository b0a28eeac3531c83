import { randomBytes } from 'node:crypto';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import {
  counterAfterRestore,
  formatHeads,
  HEADS_NAMESPACE,
  type LaneEnd,
  laneNameText,
  MAX_LANES,
} from '../../rules/journal/heads.ts';
import { sha256Hex } from '../probe-key.ts';
import type { ServerKey } from '../server-key.ts';
import type { LineRow } from '../store/books.ts';
import type { HeadRow } from '../store/heads-table.ts';
import type { Store } from '../store/open-store.ts';
import { isUnread } from './lane-events.ts';

export type Sealing = {
  store: Pick<Store, 'heads' | 'raw' | 'books' | 'write'>;
  key: Pick<ServerKey, 'fingerprint' | 'sshsig'>;
  nowMs: () => number;
};

/**
 * Writes down where all lanes end now, signed and chained to the head before; in one transaction, so that no entry comes
 * in between. null: there is no lane yet, one is still to be read (read-old-lanes.ts), or there are more than a head can hold.
 */
export function sealHead(sealing: Sealing, occasion: HeadRow['occasion']): HeadRow | null {
  const { store, key, nowMs } = sealing;
  return store.write(() => {
    const lines = store.books.lines();
    // numbers of a server without a line may have been given out as well
    if (lines.length === 0 && occasion !== 'restored') return null;
    if (lines.length > MAX_LANES || lines.some((line) => isUnread(store, line))) return null;
    const before = store.heads.newest();
    const atMs = nowMs();
    const numbers = nextNumbers(before?.counter ?? 0, { isRestored: occasion === 'restored', atMs });
    const { counter } = numbers;
    const lanes = lines.map((line) => laneEnd(store, line, counter));
    const previousSha256 = before?.sha256 ?? NO_PREVIOUS_SHA256;
    const text = formatHeads({ server: key.fingerprint, ...numbers, atMs, previousSha256, lanes });
    const signature = key.sshsig(HEADS_NAMESPACE, text);
    const row: HeadRow = { counter, atMs, sha256: sha256Hex(text), text, signature, occasion };
    store.heads.insert(row);
    return row;
  });
}

function nextNumbers(before: number, { isRestored, atMs }: { isRestored: boolean; atMs: number }) {
  return isRestored ? { counter: counterAfterRestore(before, atMs), continues: before } : { counter: before + 1 };
}

function laneEnd(store: Sealing['store'], line: LineRow, counter: number): LaneEnd {
  const name = sha256Hex(laneNameText(saltOf(store, line.id), line.id, counter)).slice(0, 32);
  const { events, eventsSha256 } = store.heads.eventsEnd(line.id);
  return { name, entries: line.laneEntries, lastSha256: line.laneSha256, events, eventsSha256 };
}

/** Made once for each line; whoever has it finds the line in every head. */
function saltOf({ heads }: Sealing['store'], line: string): string {
  const kept = heads.salt(line);
  if (kept !== null) return kept;
  const salt = randomBytes(16).toString('hex');
  heads.insertSalt(line, salt);
  return salt;
}
