/**
 * What witnesses beside the far targets say, as it stands in their samples: facts (short words) and readings (integers,
 * unit last in the name). What a witness did not say is left out; a reader takes an unknown word as not said. A sample
 * that has outcome `timeout` and the like says nothing but that nobody answered.
 */

// ---------------------------------------------------------------- role `router` (kind `router`)

/** `dslSync`: state of the DSL synchronisation (WANDSLInterfaceConfig `Status`, ubus `state`). */
export const DSL_SYNC = ['up', 'init', 'down'] as const;
/** `session`: PPP or IP session (`ConnectionStatus`, with the last error where that says more). */
export const SESSIONS = ['connected', 'connecting', 'auth-failed', 'disconnected'] as const;
/** `access`: what the packets leave by (`NewWANAccessType`). */
export const ACCESSES = ['dsl', 'mobile', 'other'] as const;
/** `link`: physical link of the access (`NewPhysicalLinkStatus`): on cable and fibre the nearest thing to `dslSync`. */
export const LINKS = ['up', 'down'] as const;
/** `lastError`: `NewLastConnectionError`, by its meaning. */
export const LAST_ERRORS = [
  'none',
  'auth-failure',
  'isp-timeout',
  'no-answer',
  'user-disconnect',
  'idle-disconnect',
  'other',
] as const;
/** `source`: who told. A sample holds what one or more of them said; `reason` why another did not. */
export const ROUTER_SOURCES = ['igd', 'tr064', 'igd-tr064', 'ubus', 'igd-ubus'] as const;
/** `reason`: why (part of) the router's word is missing. */
export const ROUTER_REASONS = [
  'slow',
  'refused',
  'unreachable',
  'unauthorized', // 401 although a login is set, or 403
  'fault', //        a SOAP fault
  'malformed', //    not XML, half an answer, another charset than it says and unreadable
  'too-large',
] as const;

/**
 * Readings of the router. Every sample: `sessionUptimeS`, `deviceUptimeS`, `receivedBytes`, `sentBytes` (64 bit where the
 * router counts so), `receiveBps`, `sendBps` (bits per second, now). About every 5 minutes, at the begin and end of an
 * outage and 2 minutes after it also the values of the DSL.
 *
 * Facts beside those above: `externalAddress4` and `externalPrefix6` (hash), `logReconnect` (`planned` when the router's
 * log names the forced disconnect after the last poll), `external` (`private`: its address outside is one of a home, RFC
 * 1918, so it stands behind another router, and what it says is not of the line), `rented` (`yes` when the provider manages the router).
 */
export const ROUTER_READINGS = [
  'sessionUptimeS',
  'deviceUptimeS',
  'dslUptimeS',
  'receivedBytes',
  'sentBytes',
  'receiveBps',
  'sendBps',
  'downRateKbit',
  'upRateKbit',
  'downMaxKbit',
  'upMaxKbit',
  'downMarginTenthDb',
  'upMarginTenthDb',
  'downAttenuationTenthDb',
  'upAttenuationTenthDb',
  'crcErrors', //           counted at the customer's end
  'crcErrorsFar', //        counted at the provider's end (ATU-C)
  'fecErrors',
  'fecErrorsFar',
  'erroredSecs',
  'severelyErroredSecs',
  'retrains',
] as const;

// ---------------------------------------------------------------- roles `first-hop`, `isp-host` (kinds `ping`, `hop`)

/**
 * Nothing but the outcome; kind `hop`: an ICMP "time exceeded" of that hop is the answer (`ttlHops` = its distance). Fact
 * `hop` where another machine ended the packet (`other`) or it came to its end (`passed`): no answer of the hop, no loss
 * of the line. A hop's silence alone means nothing: many limit what they say.
 */

// ---------------------------------------------------------------- role `control` (kinds `ping`, `nxdomain`)

/**
 * `ping` of 192.0.2.1 (RFC 5737): an answer is a lie, silence is clean. `nxdomain`, a random name under a real domain:
 * fact `answer` = `ok` (NXDOMAIN, or a name without an address, RFC 9824), `wrong` (an address), others as of a resolver.
 * `address` is that of the resolver. Kinds `dns`, `nxdomain`, `sip`: reading `strangers` = datagrams that answered something else.
 */

// ---------------------------------------------------------------- role `own-server` (kind `contact`)

/** fact `answer`: `ok` = signed by the server's key for our nonce; `wrong` = somebody else answered; `refused` = the server's own word. */

// ---------------------------------------------------------------- role `sip` (kind `sip`)

/** Any SIP answer is an answer; reading `statusCode`. `tool-error` with fact `error` = `name`: its name was never found. */

// ---------------------------------------------------------------- role `clock` (kind `ntp`)

/** Readings `offsetMs` (their clock − ours, may be negative), `errorMs`, `stratum`. Unsynchronised servers (leap 3, stratum 0 or 16) are no answer; fact `answer` then says why (`unsynchronised`, `kiss`, `stranger`). */

// ---------------------------------------------------------------- role `snapshot` (kind `snapshot`)

/**
 * Fact `moment` (`onset`, `minute`, `quarter`, `end`); `trace` (hash of the hops, a line each: distance, address or `*`, µs),
 * `routerLog` (hash of allowed lines of its log). Readings: `hops` (the last that answered), counters of the interface
 * (`rxPackets`, `txPackets`, `rxErrors`, `txErrors`, `rxDropped`, `txDropped`, `carrierChanges`).
 */

// ---------------------------------------------------------------- facts of a round

/** `ownPrefix6`: hash of the /64 of the own global address; another one is a new prefix. `ownAddress4`, `ownAddress6`, `defaultRoute` as ever. */
