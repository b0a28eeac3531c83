import { randomBytes } from 'node:crypto';
import { lineIdSchema, NO_PREVIOUS_SHA256 } from '../rules/ids.ts';
import type { Deriver } from './jobs/derive.ts';
import type { Admin, LineSettings } from './keep.ts';
import type { LaneWriter } from './lane-writer.ts';
import { sha256Hex } from './probe-key.ts';
import type { ServerKey } from './server-key.ts';
import type { LineRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';
import { lineOf } from './store/read-store.ts';

const DAY_MS = 86_400_000;
const INVITE_DAYS = 7;
const LOGIN_DAYS = 1;

type Parts = {
  store: Store;
  lane: LaneWriter;
  deriver: Deriver;
  key: Pick<ServerKey, 'fingerprint'>;
  nowMs: () => number;
  zone: string;
  sessionDays: number;
  onCommit: (lines: Iterable<string>) => void;
};

/** What only the owner does; each method is one transaction. */
export function openAdmin(parts: Parts): Admin {
  return { ...lineAdmin(parts), ...valueAdmin(parts), ...doorAdmin(parts) };
}

function lineAdmin(parts: Parts): Pick<Admin, 'invite' | 'publish' | 'unpublish' | 'updateLine'> {
  const { store, nowMs } = parts;
  /** Runs `act` on the line in a transaction; a sentence when there is no such line. */
  const change = (id: string, act: (line: LineRow) => string | null) => {
    const problem = store.write(() => {
      const line = store.books.line(id);
      if (!line) return noLine(id);
      const refused = act(line);
      if (refused === null) line.version += 1;
      if (refused === null) store.books.touch(line);
      return refused;
    });
    if (problem !== null) return problem;
    store.books.forget();
    parts.onCommit([id]);
    const line = store.books.line(id);
    return line ? lineOf(line) : noLine(id);
  };
  const publish = (id: string, live: boolean | undefined, evidence: boolean | undefined) =>
    change(id, (line) => {
      store.owner.publishLine(id, live ?? line.isLivePublished, evidence ?? line.isEvidencePublished);
      return null;
    });
  return {
    publish: (id, { live, evidence }) => publish(id, live, evidence),
    unpublish: (id) => publish(id, false, false),
    updateLine: (id, settings) => change(id, (line) => setLine(parts, line, settings)),
    invite: (id, settings = {}) => {
      const secret = randomBytes(24).toString('base64url');
      const expiresAtMs = nowMs() + INVITE_DAYS * DAY_MS;
      const problem = store.write(() => {
        const refused = ensureLine(parts, id, settings);
        if (refused !== null) return refused;
        store.owner.insertInvite({ secretSha256: sha256Hex(secret), line: id, createdAtMs: nowMs(), expiresAtMs });
        return null;
      });
      if (problem !== null) return problem;
      store.books.forget();
      parts.onCommit([id]);
      return { token: `lw1.${secret}.${parts.key.fingerprint}`, expiresAtMs };
    },
  };
}

function ensureLine(parts: Parts, id: string, settings: LineSettings): string | null {
  const { store, nowMs } = parts;
  const wrong = lineIdSchema.safeParse(id).error?.issues[0]?.message;
  if (wrong) return `the name of a line ${wrong}`;
  const existing = store.books.line(id);
  if (existing) {
    if (Object.keys(settings).length === 0) return null;
    const refused = setLine(parts, existing, settings);
    if (refused === null) existing.version += 1;
    return refused;
  }
  const problem = checkSettings(settings);
  if (problem !== null) return problem;
  const fresh = { name: settings.name ?? id, provider: settings.provider ?? '', zone: settings.zone ?? parts.zone };
  store.owner.insertLine({ id, ...fresh, createdAtMs: nowMs(), laneSha256: NO_PREVIOUS_SHA256 });
  store.books.forget();
  const line = store.books.line(id);
  if (!line) throw new Error(`bug: line ${id} was not written`);
  writeSettings(parts, line, fresh);
  return null;
}

/** Changes name, provider or zone; with the zone the borders of all days move. */
function setLine(parts: Parts, line: LineRow, settings: LineSettings): string | null {
  const problem = checkSettings(settings);
  if (problem !== null) return problem;
  const { name = line.name, provider = line.provider, zone = line.zone } = settings;
  if (name === line.name && provider === line.provider && zone === line.zone) return null;
  parts.store.owner.updateLine(line.id, { name, provider, zone });
  writeSettings(parts, line, { name, provider, zone });
  const isMoved = zone !== line.zone;
  Object.assign(line, { name, provider, zone });
  if (isMoved) parts.deriver.sumAllDays(line.id);
  if (isMoved) parts.deriver.flush();
  return null;
}

/** Dated settings: the text is kept, the lane holds its hash. */
function writeSettings({ store, lane, nowMs }: Parts, line: LineRow, settings: Required<LineSettings>): void {
  const { name, provider, zone } = settings;
  const text = `linewitness-settings/1\n${JSON.stringify({ name, provider, zone })}\n`;
  const sha256 = sha256Hex(text);
  const { entry } = lane.append(line, { type: 'settings', fields: { sha256 } }, nowMs());
  store.owner.insertSettings({ line: line.id, laneEntry: entry, fromAtMs: nowMs(), sha256, text });
}

function checkSettings({ name, provider, zone }: LineSettings): string | null {
  for (const [key, value] of Object.entries({ name, provider })) {
    if (value !== undefined && (value.length > 80 || /\p{Cc}/u.test(value)))
      return `"${key}" must be one line of at most 80 characters`;
  }
  if (name !== undefined && name.trim() === '') return '"name" must not be empty';
  if (zone === undefined || isZone(zone)) return null;
  return `"${zone.slice(0, 60)}" is not a time zone like Europe/Berlin`;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // RangeError: that is how Intl says it
  }
}

function valueAdmin({ store, lane, nowMs, onCommit }: Parts): Pick<Admin, 'values' | 'showValue' | 'eraseValue'> {
  return {
    values: (line) => store.values.list(line),
    showValue: (sha256) => store.values.find(sha256),
    eraseValue: (sha256) => {
      const problem = store.write(() => {
        const value = store.values.find(sha256);
        if (!value) return `there is no value with the hash ${sha256.slice(0, 64)}`;
        const line = store.books.line(value.line);
        if (!line) throw new Error(`bug: a value names line ${value.line}, which is not there`);
        if (!store.values.erase(sha256, nowMs())) return 'this value was erased already';
        lane.append(line, { type: 'erasure', fields: { valueSha256: sha256 } }, nowMs());
        line.version += 1;
        return null;
      });
      if (problem !== null) return problem;
      const erased = store.values.find(sha256);
      if (!erased) throw new Error('bug: the row of an erased value is gone');
      onCommit([erased.line]);
      return erased;
    },
  };
}

function doorAdmin({
  store,
  nowMs,
  sessionDays,
}: Parts): Pick<Admin, 'loginLink' | 'redeemLogin' | 'isSession' | 'endSession'> {
  const newSecret = () => randomBytes(32).toString('base64url');
  return {
    loginLink: () => {
      const secret = newSecret();
      const expiresAtMs = nowMs() + LOGIN_DAYS * DAY_MS;
      store.write(() => {
        store.owner.forgetExpired(nowMs());
        store.owner.insertLogin(sha256Hex(secret), expiresAtMs);
      });
      return { secret, expiresAtMs };
    },
    redeemLogin: (secret) => {
      const session = newSecret();
      const expiresAtMs = nowMs() + sessionDays * DAY_MS;
      const isSpent = store.write(() => {
        if (!store.owner.spendLogin(sha256Hex(secret), nowMs())) return false;
        store.owner.insertSession(sha256Hex(session), expiresAtMs);
        return true;
      });
      return isSpent ? { session, expiresAtMs } : null;
    },
    isSession: (session) => store.owner.hasSession(sha256Hex(session), nowMs()),
    endSession: (session) => store.write(() => store.owner.endSession(sha256Hex(session))),
  };
}

function noLine(id: string): string {
  return `there is no line "${id.slice(0, 40)}"`;
}
