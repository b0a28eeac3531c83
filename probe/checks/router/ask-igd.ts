import type { Asker } from './asker.ts';
import { type Description, serviceOf } from './description.ts';
import {
  accessOf,
  address4Of,
  bitRate,
  dslSyncOf,
  lastErrorOf,
  linkOf,
  prefix6Of,
  putReading,
  type Said,
  sessionOf,
  uptimeOf,
  wholeNumber,
} from './plain-values.ts';
import type { Service, SoapValues } from './soap-call.ts';

/** What is known of a router's IGD between attempts. */
export type IgdMemory = {
  description: Description;
  /** The connection in use, of several that are offered. */
  connection: Service | null;
  /** Actions it does not have. */
  missing: Set<string>;
};

export type IgdWish = {
  /** Somebody with a login tells the session and the DSL link already. */
  isSessionKnown: boolean;
  isAddress4Known: boolean;
  wantsAddresses(said: Said): boolean;
};

/**
 * Asks a router's Internet Gateway Device, without login (WANIPConnection:1/:2, WANPPPConnection:1,
 * WANCommonInterfaceConfig:1, WANDSLLinkConfig:1; `X_AVM_DE_…` are AVM's).
 */
export async function askIgd(asker: Asker, memory: IgdMemory, wish: IgdWish): Promise<Said> {
  const said: Said = { readings: {} };
  if (!wish.isSessionKnown) await askSession(asker, memory, said);
  await askLink(asker, memory, said);
  await askBytes(asker, memory, said);
  if (!wish.isSessionKnown && said.access === 'dsl') await askDslLink(asker, memory, said);
  if (wish.wantsAddresses(said)) await askAddresses(asker, memory, wish, said);
  return said;
}

async function askSession(asker: Asker, memory: IgdMemory, said: Said): Promise<void> {
  for (const service of connectionsOf(memory)) {
    const values = await asker.call(service, 'GetStatusInfo');
    if (values === null) continue;
    const told = sessionValues(values);
    // offered, but not the one in use
    if (told.session === undefined && service === memory.connection) memory.connection = null;
    if (told.session === undefined || (said.session !== undefined && told.session !== 'connected')) continue;
    Object.assign(said, { ...told, readings: { ...said.readings, ...told.readings } });
    if (told.session === 'connected') {
      memory.connection = service;
      return;
    }
  }
}

/** The one in use; all of them until it is known. */
function connectionsOf({ description, connection }: IgdMemory): Service[] {
  if (connection) return [connection];
  const offered = [serviceOf(description, 'WANPPPConnection'), serviceOf(description, 'WANIPConnection')];
  return offered.filter((service) => service !== null);
}

/** `GetStatusInfo` of either connection service, here and in TR-064. */
export function sessionValues(values: SoapValues): Said {
  const said: Said = { readings: {} };
  const lastError = lastErrorOf(values.get('NewLastConnectionError'));
  const session = sessionOf(values.get('NewConnectionStatus'), lastError);
  if (lastError !== undefined) said.lastError = lastError;
  if (session !== undefined) said.session = session;
  if (session === 'connected') putReading(said, 'sessionUptimeS', uptimeOf(values.get('NewUptime')));
  return said;
}

async function askLink(asker: Asker, { description }: IgdMemory, said: Said): Promise<void> {
  const values = await asker.call(serviceOf(description, 'WANCommonInterfaceConfig'), 'GetCommonLinkProperties');
  if (!values) return;
  Object.assign(said, linkValues(values));
  // on DSL the synchronisation's rates; elsewhere those of a plug (UPnP WANCommonInterfaceConfig:1 §2.2)
  if (said.access !== 'dsl') return;
  putReading(said, 'downRateKbit', kbitOfBits(values.get('NewLayer1DownstreamMaxBitRate')));
  putReading(said, 'upRateKbit', kbitOfBits(values.get('NewLayer1UpstreamMaxBitRate')));
}

function kbitOfBits(text: string | undefined): number | undefined {
  const bits = wholeNumber(text);
  return bits ? Math.round(bits / 1000) : undefined;
}

/** `GetCommonLinkProperties`, here and in TR-064. */
export function linkValues(values: SoapValues): Pick<Said, 'access' | 'link'> {
  const access = accessOf(values.get('NewWANAccessType'));
  const link = linkOf(values.get('NewPhysicalLinkStatus'));
  return { ...(access && { access }), ...(link && { link }) };
}

/** AVM counts in 64 bits and tells the present rate; others have one action for each 32-bit counter. */
async function askBytes(asker: Asker, { description, missing }: IgdMemory, said: Said): Promise<void> {
  const common = serviceOf(description, 'WANCommonInterfaceConfig');
  const values = await asker.call(common, 'GetAddonInfos', { optionalIn: missing });
  if (values) {
    const sum = (name: string) =>
      wholeNumber(values.get(`NewX_AVM_DE_${name}64`)) ?? wholeNumber(values.get(`New${name}`), 0xffff_ffff);
    putReading(said, 'receivedBytes', sum('TotalBytesReceived'));
    putReading(said, 'sentBytes', sum('TotalBytesSent'));
    putReading(said, 'receiveBps', bitRate(values.get('NewByteReceiveRate')));
    putReading(said, 'sendBps', bitRate(values.get('NewByteSendRate')));
    return;
  }
  for (const [reading, name] of [
    ['receivedBytes', 'TotalBytesReceived'],
    ['sentBytes', 'TotalBytesSent'],
  ] as const) {
    const total = await asker.call(common, `Get${name}`, { optionalIn: missing });
    putReading(said, reading, wholeNumber(total?.get(`New${name}`)));
  }
}

async function askDslLink(asker: Asker, { description, missing }: IgdMemory, said: Said): Promise<void> {
  const service = serviceOf(description, 'WANDSLLinkConfig');
  const values = await asker.call(service, 'GetDSLLinkInfo', { optionalIn: missing });
  const dslSync = dslSyncOf(values?.get('NewLinkStatus'));
  if (dslSync !== undefined) said.dslSync = dslSync;
}

async function askAddresses(asker: Asker, memory: IgdMemory, wish: IgdWish, said: Said): Promise<void> {
  const { description, missing } = memory;
  const service =
    memory.connection ?? serviceOf(description, 'WANIPConnection') ?? serviceOf(description, 'WANPPPConnection');
  if (!wish.isAddress4Known) {
    const values = await asker.call(service, 'GetExternalIPAddress', { optionalIn: missing });
    const address = address4Of(values?.get('NewExternalIPAddress'));
    if (address !== undefined) said.externalAddress4 = address;
  }
  const v6 = await asker.call(service, 'X_AVM_DE_GetIPv6Prefix', { optionalIn: missing });
  const prefix = prefix6Of(v6?.get('NewIPv6Prefix'), wholeNumber(v6?.get('NewPrefixLength'), 128));
  if (prefix !== undefined) said.externalPrefix6 = prefix;
}
