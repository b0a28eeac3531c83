import type {
  ACCESSES,
  DSL_SYNC,
  LAST_ERRORS,
  LINKS,
  ROUTER_READINGS,
  SESSIONS,
} from '../../../rules/witness/vocabulary.ts';

/** What a router said, in the words of rules/witness/vocabulary.ts. What it did not say, or what can't be, is left out. */
export type Said = {
  readings: Partial<Record<(typeof ROUTER_READINGS)[number], number>>;
  dslSync?: (typeof DSL_SYNC)[number];
  session?: (typeof SESSIONS)[number];
  access?: (typeof ACCESSES)[number];
  link?: (typeof LINKS)[number];
  lastError?: (typeof LAST_ERRORS)[number];
  /** Personal: only their hashes go into a sample. */
  externalAddress4?: string;
  externalPrefix6?: string;
};

/** Fifty years: what claims to run longer counts down from −1. */
const UPTIME_MAX_S = 1_576_800_000;
/** 400 GBit/s: no home line. */
const RATE_MAX_BPS = 400_000_000_000;

/** A whole number as routers write it; `undefined` for words, fractions, negative ones and those beyond 2^53. */
export function wholeNumber(text: string | undefined, max = Number.MAX_SAFE_INTEGER): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= max ? value : undefined;
}

/** The same for signed ones: a noise margin may be below zero. */
export function signedNumber(text: string | undefined, limit: number): number | undefined {
  if (text === undefined || !/^-?\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) <= limit ? value : undefined;
}

export function uptimeOf(text: string | undefined): number | undefined {
  return wholeNumber(text, UPTIME_MAX_S);
}

/** Bits per second of a rate in bytes per second. */
export function bitRate(bytesText: string | undefined): number | undefined {
  const bytes = wholeNumber(bytesText, RATE_MAX_BPS / 8);
  return bytes === undefined ? undefined : bytes * 8;
}

/** Sets a reading only where there is one. */
export function putReading(said: Said, name: (typeof ROUTER_READINGS)[number], value: number | undefined): void {
  if (value !== undefined) said.readings[name] = value;
}

/** `ConnectionStatus` (WANIPConnection:1 §2.2.4), with the last error where that says more. "Unconfigured" says nothing. */
export function sessionOf(status: string | undefined, lastError: Said['lastError']): Said['session'] {
  switch (status) {
    case 'Connected':
      return 'connected';
    case 'Connecting':
    case 'Authenticating':
    case 'PendingDisconnect':
    case 'Disconnecting':
    case 'Disconnected':
      // the error of an earlier session stays until there is another, but only while there is no session it tells why
      if (lastError === 'auth-failure') return 'auth-failed';
      return status === 'Connecting' || status === 'Authenticating' ? 'connecting' : 'disconnected';
    default:
      return undefined;
  }
}

/** `LastConnectionError` (WANPPPConnection:1 §2.2.8). */
export function lastErrorOf(text: string | undefined): Said['lastError'] {
  switch (text) {
    case undefined:
    case '':
      return undefined;
    case 'ERROR_NONE':
      return 'none';
    case 'ERROR_AUTHENTICATION_FAILURE':
      return 'auth-failure';
    case 'ERROR_ISP_TIME_OUT':
      return 'isp-timeout';
    case 'ERROR_NO_ANSWER':
    case 'ERROR_NO_CARRIER':
    case 'ERROR_NO_DIALTONE':
      return 'no-answer';
    case 'ERROR_USER_DISCONNECT':
      return 'user-disconnect';
    case 'ERROR_IDLE_DISCONNECT':
      return 'idle-disconnect';
    default:
      return 'other';
  }
}

/** `WANAccessType` (WANCommonInterfaceConfig:1 §2.2.1) and AVM's own. */
export function accessOf(text: string | undefined): Said['access'] {
  if (text === undefined || text === '') return undefined;
  if (/mobile|lte|umts|cellular|5g/i.test(text)) return 'mobile';
  return text === 'DSL' ? 'dsl' : 'other';
}

/** `PhysicalLinkStatus`. */
export function linkOf(text: string | undefined): Said['link'] {
  if (text === 'Up') return 'up';
  return text === 'Down' || text === 'Initializing' ? 'down' : undefined;
}

/** `Status` of WANDSLInterfaceConfig (TR-064) and `LinkStatus` of WANDSLLinkConfig:1. A modem that is switched off says nothing of a line. */
export function dslSyncOf(text: string | undefined): Said['dslSync'] {
  switch (text) {
    case 'Up':
      return 'up';
    case 'Initializing':
    case 'EstablishingLink':
      return 'init';
    case 'Down':
    case 'NoSignal':
    case 'Error':
      return 'down';
    default:
      return undefined;
  }
}

/** An IPv4 address that is one; routers write 0.0.0.0 for none. */
export function address4Of(text: string | undefined): string | undefined {
  const isAddress = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text ?? '');
  return isAddress && text !== '0.0.0.0' ? text : undefined;
}

/** An IPv6 prefix in its shortest spelling with its length; an empty one, `::/0` and lengths that can't be are none. */
export function prefix6Of(prefix: string | undefined, length: number | undefined): string | undefined {
  if (prefix === undefined || length === undefined || length < 16 || length > 64) return undefined;
  const url = /^[0-9a-f:.]{3,45}$/i.test(prefix) ? URL.parse(`http://[${prefix}]/`) : null;
  const plain = url?.hostname.slice(1, -1);
  return plain === undefined || plain === '::' ? undefined : `${plain}/${length}`;
}
