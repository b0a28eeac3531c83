import { linkValues, sessionValues } from './ask-igd.ts';
import type { Asker } from './asker.ts';
import { type Description, serviceOf } from './description.ts';
import type { DigestLogin } from './digest-auth.ts';
import { address4Of, dslSyncOf, putReading, type Said, signedNumber, uptimeOf, wholeNumber } from './plain-values.ts';
import type { Service, SoapValues } from './soap-call.ts';

/** What is known of a FRITZ!Box's TR-064 between attempts. */
export type Tr064Memory = {
  description: Description;
  login: DigestLogin;
  /** Name of the service that carries the line (`WANPPPConnection`, `WANIPConnection`). */
  connectionName: string | null;
  missing: Set<string>;
};

export type Tr064Wish = {
  /** Values of the DSL, and what seldom changes. */
  isLong: boolean;
  /** No IGD tells link and access. */
  isLinkWanted: boolean;
  wantsAddresses(said: Said): boolean;
};

/** `log`: the device log as the router gave it, newest first. It goes no further than router-log.ts. */
export type Tr064Said = { said: Said; log: string | null };

/** The log alone is up to 40 KB, more after days of trouble. */
export const LOG_MAX_BYTES = 400_000;
/** 10 GBit/s, 200 dB. */
const RATE_MAX_KBIT = 10_000_000;
const TENTH_DB_LIMIT = 2000;

/**
 * Asks a FRITZ!Box with a login (AVM, TR-064 first steps; services WANPPPConnection, WANIPConnection,
 * WANDSLInterfaceConfig, DeviceInfo, Layer3Forwarding). A login without the right for a service leaves it out.
 */
export async function askTr064(asker: Asker, memory: Tr064Memory, wish: Tr064Wish): Promise<Tr064Said> {
  const said: Said = { readings: {} };
  const { login, description } = memory;
  const connection = await connectionOf(asker, memory, wish.isLong);
  const session = await asker.call(connection, 'GetStatusInfo', { login });
  if (session) Object.assign(said, sessionValues(session));
  if (wish.isLinkWanted) {
    const values = await asker.call(serviceOf(description, 'WANCommonInterfaceConfig'), 'GetCommonLinkProperties', {
      login,
    });
    if (values) Object.assign(said, linkValues(values));
  }
  await askDsl(asker, memory, wish.isLong, said);
  const log = await askDevice(asker, memory, said);
  if (connection && wish.wantsAddresses(said)) {
    const values = await asker.call(connection, 'GetExternalIPAddress', { login, optionalIn: memory.missing });
    const address = address4Of(values?.get('NewExternalIPAddress'));
    if (address !== undefined) said.externalAddress4 = address;
  }
  return { said, log };
}

/** By `1.WANPPPConnection.1`: on lines with DHCP the other service is there too, and faults. */
async function connectionOf(asker: Asker, memory: Tr064Memory, isLong: boolean): Promise<Service | null> {
  const { description, login, missing } = memory;
  if (memory.connectionName === null || isLong) {
    const values = await asker.call(serviceOf(description, 'Layer3Forwarding'), 'GetDefaultConnectionService', {
      login,
      optionalIn: missing,
    });
    const name = /(WANPPPConnection|WANIPConnection)/.exec(values?.get('NewDefaultConnectionService') ?? '')?.[1];
    if (name !== undefined) memory.connectionName = name;
  }
  return serviceOf(description, memory.connectionName ?? 'WANPPPConnection');
}

async function askDsl(asker: Asker, memory: Tr064Memory, isLong: boolean, said: Said): Promise<void> {
  const service = serviceOf(memory.description, 'WANDSLInterfaceConfig');
  const options = { login: memory.login, optionalIn: memory.missing };
  const info = await asker.call(service, 'GetInfo', options);
  // a box behind another modem has the service as well, switched off
  const dslSync = info?.get('NewEnable') === '0' ? undefined : dslSyncOf(info?.get('NewStatus'));
  if (dslSync !== undefined) said.dslSync = dslSync;
  if (!isLong || dslSync === undefined) return;
  const more = dslSync === 'up' && info ? info : null;
  if (more) putLineValues(said, more);
  const totals =
    (await asker.call(service, 'GetStatisticsTotal', options)) ??
    (await asker.call(service, 'X_AVM-DE_GetDSLInfo', options));
  if (totals) putCounters(said, totals);
}

function putLineValues(said: Said, values: SoapValues): void {
  const rate = (name: string) => wholeNumber(values.get(name), RATE_MAX_KBIT);
  const level = (name: string) => signedNumber(values.get(name), TENTH_DB_LIMIT);
  putReading(said, 'downRateKbit', rate('NewDownstreamCurrRate'));
  putReading(said, 'upRateKbit', rate('NewUpstreamCurrRate'));
  putReading(said, 'downMaxKbit', rate('NewDownstreamMaxRate'));
  putReading(said, 'upMaxKbit', rate('NewUpstreamMaxRate'));
  putReading(said, 'downMarginTenthDb', level('NewDownstreamNoiseMargin'));
  putReading(said, 'upMarginTenthDb', level('NewUpstreamNoiseMargin'));
  putReading(said, 'downAttenuationTenthDb', level('NewDownstreamAttenuation'));
  putReading(said, 'upAttenuationTenthDb', level('NewUpstreamAttenuation'));
}

function putCounters(said: Said, values: SoapValues): void {
  const count = (name: string) => wholeNumber(values.get(name), 0xffff_ffff);
  putReading(said, 'crcErrors', count('NewCRCErrors'));
  putReading(said, 'crcErrorsFar', count('NewATUCCRCErrors'));
  putReading(said, 'fecErrors', count('NewFECErrors'));
  putReading(said, 'fecErrorsFar', count('NewATUCFECErrors'));
  putReading(said, 'erroredSecs', count('NewErroredSecs'));
  putReading(said, 'severelyErroredSecs', count('NewSeverelyErroredSecs'));
  putReading(said, 'retrains', count('NewLinkRetrain'));
}

/** Uptime and log come in one answer. */
async function askDevice(asker: Asker, memory: Tr064Memory, said: Said): Promise<string | null> {
  const service = serviceOf(memory.description, 'DeviceInfo');
  const { login, missing } = memory;
  const values = await asker.call(service, 'GetInfo', { login, optionalIn: missing, maxBytes: LOG_MAX_BYTES });
  putReading(said, 'deviceUptimeS', uptimeOf(values?.get('NewUpTime')));
  return values?.get('NewDeviceLog') ?? null;
}
