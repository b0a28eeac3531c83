import { isIPv4 } from 'node:net';
import { type Attempt, answered, type Reading, unanswered } from '../check.ts';
import { askIgd, type IgdMemory } from './ask-igd.ts';
import { askTr064, LOG_MAX_BYTES, type Tr064Memory } from './ask-tr064.ts';
import { askUbus, type UbusMemory } from './ask-ubus.ts';
import { Asker, oneAtATime } from './asker.ts';
import { type Description, findIgd, readDescription, serviceOf } from './description.ts';
import { DigestLogin } from './digest-auth.ts';
import type { Said } from './plain-values.ts';
import { allowedLines, type LogLine, ReconnectWatch } from './router-log.ts';
import { type RouterSource, readingOf } from './router-reading.ts';
import type { RouterSettings } from './settings.ts';
import { UbusOverHttp } from './ubus-call.ts';
import { ubusProgram } from './ubus-program.ts';

/** A router that was silent is looked for again so often; one that spoke and stopped, sooner. */
const SEARCH_SPACING_US = 600_000_000;
const LOST_SPACING_US = 60_000_000;
/** About every fifth minute, though the spacing wavers. */
const LONG_SPACING_US = 270_000_000;
/** A login that was refused is tried again after this, then after twice as long, at most an hour. */
const LOGIN_PAUSE_US = 600_000_000;
const LOGIN_PAUSE_MAX_US = 3_600_000_000;
const FRITZ_PORT = 49_000;

/** One router: what is known of it between attempts. Lives as long as its address and login stay the same. */
export class RouterSession {
  readonly #settings: RouterSettings;
  readonly #takeTurn = oneAtATime();
  readonly #watch = new ReconnectWatch();
  readonly #missingHere = new Set<string>();
  #igd: IgdMemory | null = null;
  #tr064: Tr064Memory | null = null;
  #ubus: UbusOverHttp | null = null;
  readonly #ubusMemory: UbusMemory = { interfaceName: null };
  #searchedUs: number | null = null;
  #longUs: number | null = null;
  #hasFailed = false;
  #loginPauseUs = LOGIN_PAUSE_US;
  #loginFromUs = 0;
  #last: Said = { readings: {} };

  constructor(settings: RouterSettings) {
    this.#settings = settings;
  }

  /** One attempt: looks for the router if need be, asks all of its ways, and says what they said. */
  async ask(attempt: Attempt, ownAddress: string | null): Promise<Reading> {
    const startUs = attempt.tickUs();
    const asker = this.#asker(attempt.signal);
    if (this.#isSearchDue(attempt.tickUs())) await this.#find(asker, attempt, ownAddress);
    const isLong = attempt.moment !== null || this.#isDue(this.#longUs, LONG_SPACING_US, attempt.tickUs());
    const { said, sources, lines } = await this.#askAll(asker, attempt, isLong);
    if (asker.isLoginRefused) this.#pauseLogin(attempt.tickUs());
    this.#hasFailed = sources.length === 0;
    if (this.#hasFailed) return unanswered(asker.isNoWay ? 'no-route' : 'timeout', reasonFact(asker));
    if (isLong) this.#longUs = attempt.tickUs();
    const reading = readingOf({
      said,
      sources,
      reason: asker.reason,
      isLong,
      before: this.#last,
      isPlanned: lines !== null && this.#watch.take(lines),
      isRented: this.#settings.isRented,
      personal: attempt.personal,
    });
    this.#last = lastOf(this.#last, said);
    // what was said was true at some time within this
    return { ...answered(attempt.tickUs() - startUs), ...reading };
  }

  /** The allowed lines of the log, newest first; `null` where the router has none to give. */
  async readLog(signal: AbortSignal, tickUs: () => number): Promise<LogLine[] | null> {
    const memory = this.#tr064;
    if (!memory || tickUs() < this.#loginFromUs) return null;
    const asker = this.#asker(signal);
    const service = serviceOf(memory.description, 'DeviceInfo');
    const options = { login: memory.login, maxBytes: LOG_MAX_BYTES };
    const values = await asker.call(service, 'GetDeviceLog', options);
    if (asker.isLoginRefused) this.#pauseLogin(tickUs());
    const log = values?.get('NewDeviceLog');
    return log === undefined ? null : allowedLines(log);
  }

  /** What is known of the router, for people who set it up. */
  ways(nowUs: number): RouterWays {
    const description = this.#igd?.description ?? this.#tr064?.description ?? null;
    return {
      model: description?.model ?? null,
      hasIgd: this.#igd !== null,
      hasTr064: this.#tr064 !== null,
      hasUbus: this.#ubus !== null || this.#settings.isHere,
      isLoginRefused: nowUs < this.#loginFromUs,
    };
  }

  /** Whether a FRITZ!Box is there that only lacks leave to tell: its TR-064 description needs no login. */
  async isFritzBoxThere(signal: AbortSignal): Promise<boolean> {
    return isIPv4(this.#settings.gateway) && (await this.#findTr064(this.#asker(signal))) !== null;
  }

  #asker(signal: AbortSignal): Asker {
    const { requestWaitMs } = this.#settings;
    return new Asker({ signal, takeTurn: this.#takeTurn, requestWaitMs });
  }

  #isSearchDue(nowUs: number): boolean {
    if (this.#settings.isHere) return false;
    const isKnown = this.#igd !== null || this.#tr064 !== null || this.#ubus !== null;
    if (isKnown && this.#hasFailed) return this.#isDue(this.#searchedUs, LOST_SPACING_US, nowUs);
    // where only the login speaks, UPnP may be switched on some day
    return this.#igd === null && this.#isDue(this.#searchedUs, SEARCH_SPACING_US, nowUs);
  }

  #isDue(lastUs: number | null, spacingUs: number, nowUs: number): boolean {
    return lastUs === null || nowUs - lastUs >= spacingUs;
  }

  /** What is found replaces what was known; a router that is silent now keeps its ways, they are mostly the same later. */
  async #find(asker: Asker, attempt: Attempt, ownAddress: string | null): Promise<void> {
    this.#searchedUs = attempt.tickUs();
    const { kind, login } = this.#settings;
    if (kind !== 'openwrt' || login === null) {
      const description = await this.#findIgd(asker, ownAddress);
      if (description) this.#igd = { description, connection: null, missing: new Set() };
    }
    if (login === null) return;
    const given = { user: login.user, password: login.password() };
    if (kind !== 'openwrt') {
      const description = await this.#findTr064(asker);
      if (description) {
        const kept = this.#tr064?.login ?? new DigestLogin(given);
        this.#tr064 = { description, login: kept, connectionName: null, missing: new Set() };
      }
    }
    // the password crosses the network as it is: only where the owner says that this is OpenWrt
    if (kind !== 'openwrt' || this.#ubus !== null) return;
    const ubus = new UbusOverHttp(this.#settings.url ?? `http://${this.#settings.gateway}`, given);
    if (await ubus.isThere(asker)) this.#ubus = ubus;
  }

  async #findIgd(asker: Asker, ownAddress: string | null): Promise<Description | null> {
    const { gateway, ssdpPort, url } = this.#settings;
    if (url !== null) {
      const named = await asker.takeTurn(() => readDescription(new URL('/igddesc.xml', withPort(url)), asker.signal));
      if (!('reason' in named)) return named;
      asker.noteTrouble(named.reason, named.isNoWay);
      if (named.reason !== 'refused') return null;
    }
    if (!isIPv4(gateway)) return null;
    const found = await asker.takeTurn(() => findIgd({ gateway, ownAddress, ssdpPort, signal: asker.signal }));
    // that nothing listens is no trouble: most routers are so
    if (!found.description && found.reason !== 'refused') asker.noteTrouble(found.reason, found.isNoWay);
    return found.description;
  }

  async #findTr064(asker: Asker): Promise<Description | null> {
    const { gateway, url } = this.#settings;
    const origin =
      url === null ? (this.#igd?.description.url.origin ?? `http://${gateway}:${FRITZ_PORT}`) : withPort(url);
    const found = await asker.takeTurn(() => readDescription(new URL('/tr64desc.xml', origin), asker.signal));
    if (!('reason' in found)) return found;
    asker.noteTrouble(found.reason, found.isNoWay);
    return null;
  }

  async #askAll(asker: Asker, attempt: Attempt, isLong: boolean): Promise<AllSaid> {
    const all: AllSaid = { said: { readings: {} }, sources: [], lines: null };
    const wantsAddresses = (said: Said) => isLong || areAddressesDue(this.#last, together(said, all.said));
    if (isLong)
      for (const { missing } of [this.#igd, this.#tr064, this.#ubus].filter((way) => way !== null)) missing.clear();
    const isPaused = attempt.tickUs() < this.#loginFromUs;
    if (isPaused) asker.reason = 'unauthorized';
    if (this.#settings.isHere || (this.#ubus && !isPaused)) {
      const call = this.#ubus?.call(asker) ?? ubusProgram(asker, this.#missingHere);
      take(all, 'ubus', await askUbus(call, this.#ubusMemory, isLong));
    }
    if (this.#tr064 && !isPaused) {
      const wish = { isLong, isLinkWanted: this.#igd === null, wantsAddresses };
      const { said, log } = await askTr064(asker, this.#tr064, wish);
      take(all, 'tr064', said);
      if (log !== null) all.lines = allowedLines(log);
    }
    if (!isPaused && !asker.isLoginRefused && all.sources.length > 0) this.#loginPauseUs = LOGIN_PAUSE_US;
    if (this.#igd) {
      const { session, externalAddress4 } = all.said;
      const wish = {
        isSessionKnown: session !== undefined,
        isAddress4Known: externalAddress4 !== undefined,
        wantsAddresses,
      };
      take(all, 'igd', await askIgd(asker, this.#igd, wish));
    }
    return all;
  }

  #pauseLogin(nowUs: number): void {
    this.#loginFromUs = nowUs + this.#loginPauseUs;
    this.#loginPauseUs = Math.min(this.#loginPauseUs * 2, LOGIN_PAUSE_MAX_US);
  }
}

export type RouterWays = {
  model: string | null;
  hasIgd: boolean;
  hasTr064: boolean;
  hasUbus: boolean;
  /** The login was turned away, and is left alone for a while. */
  isLoginRefused: boolean;
};

type AllSaid = { said: Said; sources: RouterSource[]; lines: LogLine[] | null };

/** What was said before stays: whoever has a login is asked first, and knows better. */
function take(all: AllSaid, source: RouterSource, said: Said): void {
  const { readings, ...facts } = said;
  if (Object.keys(readings).length + Object.keys(facts).length === 0) return;
  all.sources.push(source);
  all.said = together(said, all.said);
}

/** Both; where they differ the better knows. */
function together(said: Said, better: Said): Said {
  return { ...said, ...better, readings: { ...said.readings, ...better.readings } };
}

/** Connected now and not before, or with a clock that began anew. */
function isNewSession(before: Said, now: Said): boolean {
  if (now.session !== 'connected') return false;
  const { sessionUptimeS: beforeS = 0 } = before.readings;
  return before.session !== 'connected' || (now.readings.sessionUptimeS ?? beforeS) < beforeS;
}

/** Of a new session they are asked until the router knows one. */
function areAddressesDue(before: Said, now: Said): boolean {
  const isUnknown = before.externalAddress4 === undefined && before.externalPrefix6 === undefined;
  return now.session === 'connected' && (isUnknown || isNewSession(before, now));
}

/** The addresses of a session end with it. */
function lastOf(before: Said, now: Said): Said {
  const { externalAddress4: _4, externalPrefix6: _6, ...rest } = before;
  const hasEnded = isNewSession(before, now) || (now.session !== undefined && now.session !== 'connected');
  return { ...(hasEnded ? rest : before), ...now, readings: { ...before.readings, ...now.readings } };
}

function withPort(url: string): string {
  const parsed = new URL(url);
  if (parsed.port === '' && parsed.protocol === 'http:') parsed.port = String(FRITZ_PORT);
  if (parsed.port === '' && parsed.protocol === 'https:') parsed.port = '49443';
  return parsed.origin;
}

function reasonFact(asker: Asker): Record<string, string> {
  return asker.reason === null ? {} : { reason: asker.reason };
}
