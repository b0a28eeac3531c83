import { address4Of, prefix6Of, putReading, type Said, uptimeOf, wholeNumber } from './plain-values.ts';
import { field, type UbusCall } from './ubus-call.ts';

/** What is known of an OpenWrt router between attempts: the interface that carries the line. */
export type UbusMemory = { interfaceName: string | null };

const MOBILE = new Set(['qmi', 'mbim', 'ncm', '3g', 'modemmanager', 'wwan', 'directip', 'hilink']);
const RATE_MAX_BPS = 10_000_000_000;
/** States of ltq-dsl's `dsl metrics` in which the modem speaks with the other end, but carries nothing yet. */
const TRAINING =
  /^(?:handshake|full init|short init|discovery|training|analysis|exchange|showtime without|resync|fastretrain|t1413)/i;

/** Asks OpenWrt's bus (`network.interface dump`, `network.device status`, `system info`, ltq-dsl's `dsl metrics`). */
export async function askUbus(call: UbusCall, memory: UbusMemory, isLong: boolean): Promise<Said> {
  const said: Said = { readings: {} };
  const interfaces = listOf(field(await call('network.interface', 'dump'), 'interface'));
  const line = lineOf(interfaces, memory);
  if (line !== undefined) putSession(said, line, interfaces);
  const device = field(line, 'l3_device') ?? field(line, 'device');
  if (typeof device === 'string' && /^[\w.@-]{1,40}$/.test(device)) {
    const statistics = field(await call('network.device', 'status', { name: device }), 'statistics');
    putReading(said, 'receivedBytes', numberOf(field(statistics, 'rx_bytes')));
    putReading(said, 'sentBytes', numberOf(field(statistics, 'tx_bytes')));
  }
  putReading(said, 'deviceUptimeS', uptimeFrom(field(await call('system', 'info'), 'uptime')));
  const dsl = await call('dsl', 'metrics');
  if (dsl !== null) putDsl(said, dsl, isLong);
  return said;
}

/** The interface with the default route that is not mobile radio; when it is down, the one that was it, or `wan`. */
function lineOf(interfaces: unknown[], memory: UbusMemory): unknown {
  const wired = interfaces.filter((one) => !isMobile(one) && field(one, 'interface') !== 'loopback');
  const routed = wired.find((one) => field(one, 'up') === true && hasDefaultRoute(one));
  const name = field(routed, 'interface');
  if (typeof name === 'string') memory.interfaceName = name;
  return routed ?? wired.find((one) => field(one, 'interface') === (memory.interfaceName ?? 'wan'));
}

function isMobile(one: unknown): boolean {
  return MOBILE.has(textOf(field(one, 'proto')) ?? '');
}

function hasDefaultRoute(one: unknown): boolean {
  return listOf(field(one, 'route')).some(
    (route) => field(route, 'target') === '0.0.0.0' && field(route, 'mask') === 0,
  );
}

function putSession(said: Said, line: unknown, interfaces: unknown[]): void {
  const isUp = field(line, 'up') === true;
  const error = isUp ? 'none' : lastErrorOf(listOf(field(line, 'errors')));
  said.lastError = error;
  if (isUp) {
    said.session = 'connected';
    putReading(said, 'sessionUptimeS', uptimeFrom(field(line, 'uptime')));
  } else if (error === 'auth-failure') said.session = 'auth-failed';
  else said.session = field(line, 'pending') === true ? 'connecting' : 'disconnected';
  const isFailOver =
    !isUp && interfaces.some((one) => isMobile(one) && field(one, 'up') === true && hasDefaultRoute(one));
  if (isFailOver) said.access = 'mobile';
  const address = address4Of(textOf(field(listOf(field(line, 'ipv4-address'))[0], 'address')));
  if (isUp && address !== undefined) said.externalAddress4 = address;
  const prefix = interfaces.flatMap((one) => listOf(field(one, 'ipv6-prefix')))[0];
  const plain = prefix6Of(textOf(field(prefix, 'address')), numberOf(field(prefix, 'mask')));
  if (isUp && plain !== undefined) said.externalPrefix6 = plain;
}

/** Codes of netifd's protocol handlers (ppp.sh). */
function lastErrorOf(errors: unknown[]): Said['lastError'] & string {
  const codes = errors.map((error) => textOf(field(error, 'code')));
  if (codes.includes('AUTH_FAILED')) return 'auth-failure';
  if (codes.includes('USER_REQUEST')) return 'user-disconnect';
  if (codes.includes('IDLE_TIMEOUT')) return 'idle-disconnect';
  if (codes.includes('CONNECT_FAILED') || codes.includes('NO_CARRIER')) return 'no-answer';
  if (codes.includes('PEER_DEAD') || codes.includes('HANGUP')) return 'isp-timeout';
  return codes.length === 0 ? 'none' : 'other';
}

function putDsl(said: Said, dsl: unknown, isLong: boolean): void {
  const state = textOf(field(dsl, 'state')) ?? '';
  if (field(dsl, 'up') === true) said.dslSync = 'up';
  else if (state !== '') said.dslSync = TRAINING.test(state) ? 'init' : 'down';
  if (said.dslSync === undefined) return;
  said.access ??= 'dsl';
  said.link = said.dslSync === 'up' ? 'up' : 'down';
  if (said.dslSync === 'up') putReading(said, 'dslUptimeS', uptimeFrom(field(dsl, 'uptime')));
  if (!isLong) return;
  if (said.dslSync === 'up') putLineValues(said, field(dsl, 'downstream'), field(dsl, 'upstream'));
  const errors = field(dsl, 'errors');
  const near = field(errors, 'near');
  putReading(said, 'crcErrors', numberOf(field(near, 'crc_p')));
  putReading(said, 'crcErrorsFar', numberOf(field(field(errors, 'far'), 'crc_p')));
  putReading(said, 'erroredSecs', numberOf(field(near, 'es')));
  putReading(said, 'severelyErroredSecs', numberOf(field(near, 'ses')));
}

/** Rates in bits per second, levels in dB with one decimal. `fecs` counts seconds, not errors, and is left out. */
function putLineValues(said: Said, down: unknown, up: unknown): void {
  putReading(said, 'downRateKbit', kbitOf(field(down, 'data_rate')));
  putReading(said, 'upRateKbit', kbitOf(field(up, 'data_rate')));
  putReading(said, 'downMaxKbit', kbitOf(field(down, 'attndr')));
  putReading(said, 'upMaxKbit', kbitOf(field(up, 'attndr')));
  putReading(said, 'downMarginTenthDb', tenthsOf(field(down, 'snr')));
  putReading(said, 'upMarginTenthDb', tenthsOf(field(up, 'snr')));
  putReading(said, 'downAttenuationTenthDb', tenthsOf(field(down, 'latn')));
  putReading(said, 'upAttenuationTenthDb', tenthsOf(field(up, 'latn')));
}

function kbitOf(value: unknown): number | undefined {
  const bps = numberOf(value);
  return bps === undefined || bps > RATE_MAX_BPS ? undefined : Math.floor(bps / 1000);
}

function tenthsOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= 200 ? Math.round(value * 10) : undefined;
}

function uptimeFrom(value: unknown): number | undefined {
  return uptimeOf(numberOf(value)?.toString());
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? wholeNumber(String(value)) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 200) : [];
}
