import type { RouterSays } from './router-says.ts';
import { noteUptime, type UptimeFinding, type UptimeTrack } from './uptime-track.ts';

/**
 * What the fold remembers of the home router's own words. Plain JSON of bounded size.
 *
 * A router is a witness, not a judge: its words on the session are not believed while its counter of seconds does
 * not run, and none of its words that packets contradict (see {@link noteContradiction}).
 */
export type RouterMemory = {
  /** The target that is listened to: the first that spoke, until it is silent for an hour. */
  target: string | null;
  /** The last attempt, answered or not. */
  askedAtMs: number | null;
  last: RouterSays | null;
  /** The answer before the last. */
  before: RouterSays | null;
  /** What it said over time, oldest first: a new entry where it says something else. */
  told: RouterTold[];
  session: UptimeTrack | null;
  device: UptimeTrack | null;
  dsl: UptimeTrack | null;
  /** When sessions began, as far as proven by their seconds; oldest first. */
  sessionStarts: number[];
  /** When its words were last impossible; null = never. */
  liedAtMs: { session: number | null; sync: number | null; device: number | null };
  /** What packets leave by when all is well; mobile only where it has never been anything else. */
  usualAccess: 'dsl' | 'mobile' | 'other' | null;
  /** External address and prefix, and between which answers they last changed. */
  address4: AddressChange;
  prefix6: AddressChange;
  /** How often the DSL trained, as a word like the addresses. */
  retrains: AddressChange;
  /** Whether the user ended the last session, as a word like the addresses: the error stays when the next one stands. */
  userEnded: AddressChange;
  /** It stands behind another router, by its own address outside. */
  isBehindRouter: boolean;
  /** Answers by which the home filled the line since the one before, oldest first. */
  fullAtMs: number[];
  /** Attempts that nobody answered, the last of them in a row. */
  silence: { fromAtMs: number; toAtMs: number; attempts: number } | null;
  isRented: boolean;
  /** When the log last named a forced disconnect. */
  logReconnectAtMs: number | null;
};
export type AddressChange = {
  value: string | null;
  seenAtMs: number | null;
  change: { fromAtMs: number; toAtMs: number } | null;
};

/** A stretch in which the router said the same; `fromAtMs` and `toAtMs` are answers. */
export type RouterTold = {
  fromAtMs: number;
  toAtMs: number;
  /** When the last of these answers was asked for: what it tells may be as old. */
  askedAtMs: number;
  answers: number;
  /** Of the first answer. */
  dslSync: RouterSays['dslSync'];
  session: RouterSays['session'];
  access: RouterSays['access'];
  link: RouterSays['link'];
  lastError: RouterSays['lastError'];
  /** Seconds of the session grew as they had to, or did not. */
  grown: number;
  impossible: number;
  segment: number;
  sequence: number;
};

const MOST_TOLD = 48;
const MOST_STARTS = 8;
const MOST_FULL = 32;
const SPEAKS_MS = 3_600_000;

export function startRouterMemory(): RouterMemory {
  const address = { value: null, seenAtMs: null, change: null };
  return {
    target: null,
    askedAtMs: null,
    last: null,
    before: null,
    told: [],
    session: null,
    device: null,
    dsl: null,
    sessionStarts: [],
    liedAtMs: { session: null, sync: null, device: null },
    usualAccess: null,
    address4: address,
    prefix6: address,
    retrains: address,
    userEnded: address,
    isBehindRouter: false,
    fullAtMs: [],
    silence: null,
    isRented: false,
    logReconnectAtMs: null,
  };
}

/** Whether the router has said anything in the hour before. */
export function routerSpeaks({ last }: RouterMemory, atMs: number): boolean {
  return last !== null && atMs - last.atMs <= SPEAKS_MS;
}

/** Takes what one attempt came to; `says` null: nobody answered. False when it is of a router that is not listened to. */
export function noteRouter(memory: RouterMemory, target: string, atMs: number, says: RouterSays | null): boolean {
  if (memory.target !== target) {
    if (!says || (memory.target !== null && routerSpeaks(memory, atMs))) return false;
    const { usualAccess } = memory;
    Object.assign(memory, startRouterMemory(), { target, usualAccess });
  }
  memory.askedAtMs = atMs;
  if (!says) return true;
  const finding = noteSession(memory, says);
  const isNewSync = noteCounters(memory, says);
  noteTold(memory, says, finding, isNewSync || finding === 'restarted');
  noteAccess(memory, says);
  memory.address4 = noteAddress(memory.address4, says.externalAddress4, atMs);
  memory.prefix6 = noteAddress(memory.prefix6, says.externalPrefix6, atMs);
  const { retrains } = says.readings;
  memory.retrains = noteAddress(memory.retrains, retrains === undefined ? null : String(retrains), atMs);
  const isEndedByUser = says.lastError === null ? null : String(says.lastError === 'user-disconnect');
  memory.userEnded = noteAddress(memory.userEnded, isEndedByUser, atMs);
  if (says.isBehindRouter || says.externalAddress4 !== null) memory.isBehindRouter = says.isBehindRouter;
  memory.isRented ||= says.isRented;
  if (says.isLogReconnect) memory.logReconnectAtMs = atMs;
  memory.before = memory.last;
  memory.last = says;
  return true;
}

/** The home filled the line up to that answer, by the router's own counts. */
export function noteFullLine(memory: RouterMemory, atMs: number): void {
  memory.fullAtMs = [...memory.fullAtMs.slice(1 - MOST_FULL), atMs];
}

/** Nobody answered an attempt, not even in words that make no sense. */
export function noteRouterSilence(memory: RouterMemory, atMs: number): void {
  const { silence, last } = memory;
  const goesOn = silence !== null && (last === null || last.atMs < silence.fromAtMs);
  memory.silence = goesOn
    ? { ...silence, toAtMs: atMs, attempts: silence.attempts + 1 }
    : { fromAtMs: atMs, toAtMs: atMs, attempts: 1 };
}

/** Packets passed while it said that nothing can: from here on for an hour these words are not believed. */
export function noteContradiction(memory: RouterMemory, of: 'session' | 'sync', atMs: number): void {
  memory.liedAtMs[of] = Math.max(memory.liedAtMs[of] ?? atMs, atMs);
}

/** Whether words of that kind are believed for a stretch: none was impossible in it, nor in the hour before. */
export function isBelieved(
  { liedAtMs }: RouterMemory,
  of: 'session' | 'sync' | 'device',
  fromAtMs: number,
  toAtMs: number,
): boolean {
  const lied = liedAtMs[of];
  return lied === null || lied < fromAtMs - SPEAKS_MS || lied > toAtMs;
}

/** Forgets what was said so long ago that nothing asks for it any more; the newest stays. */
export function forgetTold(memory: RouterMemory, beforeAtMs: number): void {
  if (memory.told.length > 1)
    memory.told = memory.told.filter(({ toAtMs }, at) => at === memory.told.length - 1 || toAtMs >= beforeAtMs);
}

/** The seconds of a session count only while there is one; those of the mobile fail-over are of another session. */
function noteSession(memory: RouterMemory, says: RouterSays): UptimeFinding | null {
  const uptimeS = says.readings.sessionUptimeS;
  const isOther = says.access === 'mobile' && memory.usualAccess !== null && memory.usualAccess !== 'mobile';
  if (uptimeS === undefined || isOther || (says.session !== null && says.session !== 'connected')) return null;
  const { track, finding } = noteUptime(memory.session, { atMs: says.atMs, tookMs: says.tookMs, uptimeS });
  memory.session = track;
  if (finding === 'impossible') memory.liedAtMs.session = says.atMs;
  else if (finding !== 'grown') {
    memory.sessionStarts = [...memory.sessionStarts.slice(1 - MOST_STARTS), track.startAtMs];
  }
  return finding;
}

/** Returns whether a synchronisation began since the last answer. */
function noteCounters(memory: RouterMemory, says: RouterSays): boolean {
  const { atMs, tookMs, readings } = says;
  if (readings.deviceUptimeS !== undefined) {
    const { track, finding } = noteUptime(memory.device, { atMs, tookMs, uptimeS: readings.deviceUptimeS });
    memory.device = track;
    if (finding === 'impossible') memory.liedAtMs.device = atMs;
  }
  if (readings.dslUptimeS !== undefined && says.dslSync !== 'down' && says.dslSync !== 'init') {
    const { track, finding } = noteUptime(memory.dsl, { atMs, tookMs, uptimeS: readings.dslUptimeS });
    memory.dsl = track;
    if (finding === 'impossible') memory.liedAtMs.sync = atMs;
    return finding === 'restarted';
  }
  return false;
}

function noteTold(memory: RouterMemory, says: RouterSays, finding: UptimeFinding | null, isAnew: boolean): void {
  const { dslSync, session, access, link, lastError, atMs, segment, sequence } = says;
  if (dslSync === null && session === null && access === null && link === null) return;
  const askedAtMs = atMs - says.tookMs;
  const grown = finding === 'grown' || finding === 'restarted' ? 1 : 0;
  const impossible = finding === 'impossible' ? 1 : 0;
  const open = memory.told.at(-1);
  if (open && !isAnew && goesOn(open, says)) {
    open.dslSync ??= dslSync;
    open.session ??= session;
    open.access ??= access;
    open.link ??= link;
    open.lastError ??= lastError;
    open.toAtMs = atMs;
    open.askedAtMs = askedAtMs;
    open.answers += 1;
    open.grown += grown;
    open.impossible += impossible;
    return;
  }
  const words = { dslSync, session, access, link, lastError };
  memory.told.push({
    fromAtMs: atMs,
    toAtMs: atMs,
    askedAtMs,
    answers: 1,
    ...words,
    grown,
    impossible,
    segment,
    sequence,
  });
  if (memory.told.length > MOST_TOLD) joinShortest(memory);
}

/** A word that is left out is not another one; `init` or `down`, `connecting` or `disconnected` come by turns. */
function goesOn(open: RouterTold, says: RouterSays): boolean {
  const isSame = <Word>(a: Word | null, b: Word | null) => a === null || b === null || a === b;
  const sync = (word: RouterSays['dslSync']) => (word === 'init' ? 'down' : word);
  const session = (word: RouterSays['session']) => (word === 'connecting' ? 'disconnected' : word);
  return (
    isSame(sync(open.dslSync), sync(says.dslSync)) &&
    isSame(session(open.session), session(says.session)) &&
    isSame(open.access, says.access) &&
    isSame(open.link, says.link) &&
    isByUser(open) === isByUser(says)
  );
}

/** ERROR_USER_DISCONNECT stays in the router's memory: it is about the present only while there is no session. */
export function isByUser({ session, lastError }: Pick<RouterTold, 'session' | 'lastError'>): boolean {
  return lastError === 'user-disconnect' && session !== null && session !== 'connected';
}

/** One that changes its words without end: the shortest entry is taken as having said what the one before it said. */
function joinShortest(memory: RouterMemory): void {
  const inner = memory.told.slice(1, -1);
  const shortest = inner.reduce((a, b) => (b.toAtMs - b.fromAtMs < a.toAtMs - a.fromAtMs ? b : a));
  const at = memory.told.indexOf(shortest);
  const before = memory.told[at - 1];
  if (!before) throw new Error('bug: the first entry is no inner one');
  before.toAtMs = shortest.toAtMs;
  before.askedAtMs = shortest.askedAtMs;
  before.answers += shortest.answers;
  memory.told.splice(at, 1);
}

function noteAccess(memory: RouterMemory, { access }: RouterSays): void {
  if (access === null || (access === 'mobile' && memory.usualAccess !== null)) return;
  memory.usualAccess = access;
}

function noteAddress(known: AddressChange, value: string | null, atMs: number): AddressChange {
  if (value === null) return known;
  const isNew = known.value !== null && known.seenAtMs !== null && known.value !== value;
  return { value, seenAtMs: atMs, change: isNew ? { fromAtMs: known.seenAtMs ?? atMs, toAtMs: atMs } : known.change };
}
