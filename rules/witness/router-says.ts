import type { Sight, SightDetails } from '../outage/observation.ts';
import {
  ACCESSES,
  DSL_SYNC,
  LAST_ERRORS,
  LINKS,
  ROUTER_READINGS,
  ROUTER_REASONS,
  ROUTER_SOURCES,
  SESSIONS,
} from './vocabulary.ts';

export type RouterReading = (typeof ROUTER_READINGS)[number];

/** One answer of the home router, as far as it is understood; null = not said, or said in a way that can't be. */
export type RouterSays = {
  /** The answer was complete. */
  atMs: number;
  /** So long before `atMs` it may have been true: what the request took. */
  tookMs: number;
  dslSync: (typeof DSL_SYNC)[number] | null;
  session: (typeof SESSIONS)[number] | null;
  access: (typeof ACCESSES)[number] | null;
  link: (typeof LINKS)[number] | null;
  lastError: (typeof LAST_ERRORS)[number] | null;
  source: (typeof ROUTER_SOURCES)[number] | null;
  reason: (typeof ROUTER_REASONS)[number] | null;
  /** Hashes. */
  externalAddress4: string | null;
  externalPrefix6: string | null;
  /** Its log names the forced disconnect. */
  isLogReconnect: boolean;
  /** Its own address outside is a home's: it stands behind another router. */
  isBehindRouter: boolean;
  /** The provider manages it. */
  isRented: boolean;
  /** Only those that a line of today can have. */
  readings: Partial<Record<RouterReading, number>>;
  segment: number;
  sequence: number;
};

const TEN_YEARS_S = 315_360_000;
const UPTIME: Range = [0, TEN_YEARS_S];
const BYTES: Range = [0, Number.MAX_SAFE_INTEGER];
/** 100 Gbit/s. */
const RATE_KBIT: Range = [0, 100_000_000];
/** ITU-T G.997.1 §7.5.1: margins within ±51.1 dB, attenuation up to 127 dB; with some room. */
const MARGIN: Range = [-640, 640];
const ATTENUATION: Range = [0, 1280];
const COUNTER: Range = [0, 0xffff_ffff_ffff];

type Range = readonly [number, number];
const RANGES: Record<RouterReading, Range> = {
  sessionUptimeS: UPTIME,
  deviceUptimeS: UPTIME,
  dslUptimeS: UPTIME,
  receivedBytes: BYTES,
  sentBytes: BYTES,
  receiveBps: [0, 100_000_000_000],
  sendBps: [0, 100_000_000_000],
  downRateKbit: RATE_KBIT,
  upRateKbit: RATE_KBIT,
  downMaxKbit: RATE_KBIT,
  upMaxKbit: RATE_KBIT,
  downMarginTenthDb: MARGIN,
  upMarginTenthDb: MARGIN,
  downAttenuationTenthDb: ATTENUATION,
  upAttenuationTenthDb: ATTENUATION,
  crcErrors: COUNTER,
  crcErrorsFar: COUNTER,
  fecErrors: COUNTER,
  fecErrorsFar: COUNTER,
  erroredSecs: COUNTER,
  severelyErroredSecs: COUNTER,
  retrains: COUNTER,
};

/** What the router said in that sample; null when nobody answered, or nothing of it is understood. */
export function routerSays(sight: Sight): RouterSays | null {
  const { details } = sight;
  if (sight.role !== 'router' || sight.outcomeClass !== 'answered' || !details) return null;
  const says: RouterSays = {
    atMs: sight.atMs,
    tookMs: Math.ceil((sight.latencyUs ?? 0) / 1000),
    dslSync: wordOf(details, 'dslSync', DSL_SYNC),
    session: wordOf(details, 'session', SESSIONS),
    access: wordOf(details, 'access', ACCESSES),
    link: wordOf(details, 'link', LINKS),
    lastError: wordOf(details, 'lastError', LAST_ERRORS),
    source: wordOf(details, 'source', ROUTER_SOURCES),
    reason: wordOf(details, 'reason', ROUTER_REASONS),
    externalAddress4: hashOf(details, 'externalAddress4'),
    externalPrefix6: hashOf(details, 'externalPrefix6'),
    isLogReconnect: details['logReconnect'] === 'planned',
    isBehindRouter: details['external'] === 'private',
    isRented: details['rented'] === 'yes',
    readings: readingsOf(details),
    segment: sight.segment,
    sequence: sight.sequence,
  };
  const saysState = says.dslSync ?? says.session ?? says.access ?? says.link ?? says.lastError;
  return saysState !== null || Object.keys(says.readings).length > 0 ? says : null;
}

function wordOf<Word extends string>(details: SightDetails, key: string, words: readonly Word[]): Word | null {
  const said = details[key];
  return words.find((word) => word === said) ?? null;
}

function hashOf(details: SightDetails, key: string): string | null {
  const said = details[key];
  return typeof said === 'string' && said.startsWith('hash:') ? said : null;
}

function readingsOf(details: SightDetails): RouterSays['readings'] {
  const readings: RouterSays['readings'] = {};
  for (const key of ROUTER_READINGS) {
    const said = details[key];
    const range = RANGES[key];
    if (typeof said === 'number' && said >= range[0] && said <= range[1]) readings[key] = said;
  }
  return readings;
}
