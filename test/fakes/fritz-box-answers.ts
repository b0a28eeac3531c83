import type { FritzBoxState } from './fritz-box-state.ts';

type Service = { type: string; path: string; needsLogin: boolean };

/** The services that are played, by the paths a real box has. */
export const SERVICES: readonly Service[] = [
  igd('WANCommonInterfaceConfig:1', 'WANCommonIFC1'),
  igd('WANDSLLinkConfig:1', 'WANDSLLinkC1'),
  igd('WANIPConnection:1', 'WANIPConn1'),
  tr064('DeviceInfo:1', 'deviceinfo'),
  tr064('Layer3Forwarding:1', 'layer3forwarding'),
  tr064('WANCommonInterfaceConfig:1', 'wancommonifconfig1'),
  tr064('WANDSLInterfaceConfig:1', 'wandslifconfig1'),
  tr064('WANIPConnection:1', 'wanipconnection1'),
  tr064('WANPPPConnection:1', 'wanpppconn1'),
];

function igd(name: string, path: string): Service {
  return { type: `urn:schemas-upnp-org:service:${name}`, path: `/igdupnp/control/${path}`, needsLogin: false };
}

function tr064(name: string, path: string): Service {
  return { type: `urn:dslforum-org:service:${name}`, path: `/upnp/control/${path}`, needsLogin: true };
}

/** `igddesc.xml` or `tr64desc.xml`, three devices deep as the real ones. */
export function descriptionText(family: 'igd' | 'tr064'): string {
  const services = SERVICES.filter(({ needsLogin }) => needsLogin === (family === 'tr064'));
  const list = services
    .map(
      ({ type, path }) =>
        `<service><serviceType>${type}</serviceType><serviceId>urn:any:serviceId:any1</serviceId><controlURL>${path}</controlURL><eventSubURL>${path}</eventSubURL><SCPDURL>/scpd.xml</SCPDURL></service>`,
    )
    .join('\n');
  const device = (kind: string, inner: string) =>
    `<device><deviceType>urn:schemas-upnp-org:device:${kind}:1</deviceType><friendlyName>FRITZ!Box 7590</friendlyName><manufacturer>AVM Berlin</manufacturer><modelName>FRITZ!Box 7590</modelName>${inner}</device>`;
  const connection = device('WANConnectionDevice', `<serviceList>${list}</serviceList>`);
  const wan = device('WANDevice', `<deviceList>${connection}</deviceList>`);
  return `<?xml version="1.0"?>\n<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>${device('InternetGatewayDevice', `<deviceList>${wan}</deviceList>`)}</root>`;
}

type Values = Record<string, string | number>;

/** The arguments of an action; `null` for one it does not have (UPnP error 401). */
export function valuesOf(state: FritzBoxState, service: string, action: string, nowMs: number): Values | null {
  const name = /:service:(\w+):/.exec(service)?.[1];
  return ANSWERS[`${name}#${action}`]?.(state, nowMs) ?? null;
}

const status = (state: FritzBoxState, nowMs: number): Values => ({
  NewConnectionStatus: state.connectionStatus,
  NewLastConnectionError: state.lastError,
  NewUptime: state.sessionUptimeS(nowMs),
});
const address = (state: FritzBoxState): Values => ({ NewExternalIPAddress: state.address4 });

const ANSWERS: Record<string, (state: FritzBoxState, nowMs: number) => Values> = {
  'WANIPConnection#GetStatusInfo': status,
  'WANPPPConnection#GetStatusInfo': status,
  'WANIPConnection#GetExternalIPAddress': address,
  'WANPPPConnection#GetExternalIPAddress': address,
  'WANIPConnection#X_AVM_DE_GetIPv6Prefix': (state) => ({
    NewIPv6Prefix: state.prefix6,
    NewPrefixLength: state.isConnected ? 56 : 0,
    NewValidLifetime: 7200,
    NewPreferedLifetime: 3600,
  }),
  'WANCommonInterfaceConfig#GetCommonLinkProperties': (state) => ({
    NewWANAccessType: state.isMobile ? 'X_AVM-DE_Mobile' : 'DSL',
    NewLayer1UpstreamMaxBitRate: state.rateKbit.up * 1000,
    NewLayer1DownstreamMaxBitRate: state.rateKbit.down * 1000,
    NewPhysicalLinkStatus: state.dsl === 'up' || state.isMobile ? 'Up' : 'Down',
  }),
  'WANCommonInterfaceConfig#GetAddonInfos': (state) => ({
    NewByteSendRate: state.isConnected ? state.sendByteRate : 0,
    NewByteReceiveRate: state.isConnected ? state.receiveByteRate : 0,
    NewPacketSendRate: 0,
    NewPacketReceiveRate: 0,
    NewTotalBytesSent: state.sentBytes % 2 ** 32,
    NewTotalBytesReceived: state.receivedBytes % 2 ** 32,
    NewAutoDisconnectTime: 0,
    NewDNSServer1: '192.0.2.53',
    NewX_AVM_DE_TotalBytesSent64: state.sentBytes,
    NewX_AVM_DE_TotalBytesReceived64: state.receivedBytes,
  }),
  'WANDSLLinkConfig#GetDSLLinkInfo': (state) => ({
    NewLinkType: 'PPPoE',
    NewLinkStatus: { up: 'Up', training: 'Initializing', down: 'Down' }[state.dsl],
  }),
  'Layer3Forwarding#GetDefaultConnectionService': () => ({ NewDefaultConnectionService: '1.WANPPPConnection.1' }),
  'WANDSLInterfaceConfig#GetInfo': (state) => ({
    NewEnable: 1,
    NewStatus: state.dslStatus,
    NewDataPath: 'Interleaved',
    NewUpstreamCurrRate: state.rateKbit.up,
    NewDownstreamCurrRate: state.rateKbit.down,
    NewUpstreamMaxRate: state.dsl === 'up' ? 41_200 : 0,
    NewDownstreamMaxRate: state.dsl === 'up' ? 121_300 : 0,
    NewUpstreamNoiseMargin: 85,
    NewDownstreamNoiseMargin: 102,
    NewUpstreamAttenuation: 118,
    NewDownstreamAttenuation: 161,
    NewATURVendor: '41564d00',
  }),
  'WANDSLInterfaceConfig#GetStatisticsTotal': ({ counters }) => ({
    NewLinkRetrain: counters.retrains,
    NewInitErrors: 0,
    NewLossOfFraming: 1,
    NewErroredSecs: counters.es,
    NewSeverelyErroredSecs: counters.ses,
    NewFECErrors: counters.fec,
    NewATUCFECErrors: counters.fecFar,
    NewCRCErrors: counters.crc,
    NewATUCCRCErrors: counters.crcFar,
  }),
  'DeviceInfo#GetInfo': (state, nowMs) => ({
    NewManufacturerName: 'AVM',
    NewModelName: 'FRITZ!Box 7590',
    NewSerialNumber: '989BCB123456',
    NewUpTime: state.deviceUptimeS(nowMs),
    NewDeviceLog: state.log.join('\n'),
  }),
  'DeviceInfo#GetDeviceLog': (state) => ({ NewDeviceLog: state.log.join('\n') }),
};

export function soapText(service: string, action: string, values: Values): string {
  const list = Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('\n');
  return envelopeOf(`<u:${action}Response xmlns:u="${service}">\n${list}\n</u:${action}Response>`);
}

export function faultText(code: number, words: string): string {
  return envelopeOf(
    `<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail><UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>${code}</errorCode><errorDescription>${words}</errorDescription></UPnPError></detail></s:Fault>`,
  );
}

function envelopeOf(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">\n<s:Body>\n${body}\n</s:Body>\n</s:Envelope>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
