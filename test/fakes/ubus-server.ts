import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type UbusServer = {
  origin: string;
  /** What the bus answers, by `object method`; a number is an error of the bus. May be changed while it runs. */
  bus: Record<string, unknown>;
  /** `object method` of each request, in their order. */
  asked: string[];
  /** Sessions given out so far end now. */
  expireSessions(): void;
  stop(): Promise<void>;
};

const ACCESS_DENIED = { code: -32_002, message: 'Access denied' };

/** OpenWrt's uhttpd-mod-ubus with rpcd's sessions, for one user. */
export async function startUbusServer(user = 'root', password = 'geheim'): Promise<UbusServer> {
  const asked: string[] = [];
  const bus = { ...OPENWRT_ON_VDSL };
  let sessions = 0;
  let valid = '';
  const answerTo = (session: string, name: string, given: Record<string, unknown>): object => {
    if (name === 'session login') {
      if (given['username'] !== user || given['password'] !== password) return { result: [6] };
      sessions += 1;
      valid = sessions.toString(16).padStart(32, '0');
      return { result: [0, { ubus_rpc_session: valid, timeout: 300, expires: 299 }] };
    }
    if (session !== valid || valid === '') return { error: ACCESS_DENIED };
    const value = bus[name];
    if (value === undefined) return { result: [4] };
    return { result: typeof value === 'number' ? [value] : [0, value] };
  };
  const server = createServer(async (request, answer) => {
    if (request.url !== '/ubus' || request.method !== 'POST') return void answer.writeHead(404).end();
    let text = '';
    for await (const part of request) text += part;
    const { id, params } = JSON.parse(text) as {
      id: number;
      params: [string, string, string, Record<string, unknown>];
    };
    const [session, object, method, given] = params;
    const name = `${object} ${method}`;
    asked.push(name);
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ jsonrpc: '2.0', id, ...answerTo(session, name, given) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server has one
    bus,
    asked,
    expireSessions: () => {
      valid = '';
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As netifd and ltq-dsl answer on a BT Home Hub 5A; addresses of documentation. */
const OPENWRT_ON_VDSL: Record<string, unknown> = {
  'system info': { localtime: 1_795_327_200, uptime: 612_345, load: [1024, 2048, 512] },
  'network.interface dump': {
    interface: [
      { interface: 'loopback', up: true, proto: 'static', l3_device: 'lo', uptime: 612_300, route: [] },
      { interface: 'lan', up: true, proto: 'static', l3_device: 'br-lan', uptime: 612_290, route: [] },
      {
        interface: 'wan',
        up: true,
        pending: false,
        available: true,
        uptime: 70_211,
        l3_device: 'pppoe-wan',
        proto: 'pppoe',
        device: 'dsl0.7',
        'ipv4-address': [{ address: '203.0.113.77', mask: 32, ptpaddress: '192.0.2.1' }],
        route: [{ target: '0.0.0.0', mask: 0, nexthop: '192.0.2.1', source: '0.0.0.0/0' }],
      },
      {
        interface: 'wan6',
        up: true,
        uptime: 70_209,
        l3_device: 'pppoe-wan',
        proto: 'dhcpv6',
        'ipv6-prefix': [{ address: '2001:db8:77::', mask: 56, preferred: 1800, valid: 3600, class: 'wan6' }],
        route: [{ target: '::', mask: 0, nexthop: 'fe80::1' }],
      },
    ],
  },
  'network.device status': {
    up: true,
    statistics: { rx_bytes: 88_123_456_789, tx_bytes: 9_123_456_789, rx_errors: 0, tx_errors: 0 },
  },
  'dsl metrics': {
    api_version: '4.17.18.6',
    chipset: 'Lantiq-VRX200',
    driver_version: '1.5.17.6',
    state: 'Showtime with TC-Layer sync',
    state_num: 7,
    up: true,
    uptime: 70_290,
    atu_c: { vendor: 'Broadcom 194.76', version: '192.26.5.1' },
    power_state: 'L0 - Synchronized',
    annex: 'B',
    standard: 'G.993.2',
    profile: '17a',
    mode: 'G.993.2 (VDSL2, Profile 17a, with down- and upstream vectoring)',
    upstream: {
      vector: true,
      retx: true,
      interleave_delay: 0,
      data_rate: 31_999_000,
      latn: 7.7,
      satn: 7.5,
      snr: 9.8,
      attndr: 38_112_000,
    },
    downstream: {
      vector: true,
      retx: true,
      interleave_delay: 160,
      data_rate: 99_999_000,
      latn: 11.3,
      satn: 11.4,
      snr: 13.2,
      attndr: 118_640_000,
    },
    errors: {
      near: { es: 12, ses: 4, loss: 1, uas: 88, lofs: 0, fecs: 5121, hec: 0, crc_p: 40, cv_p: 0 },
      far: { es: 3, ses: 0, loss: 0, uas: 88, lofs: 0, fecs: 312, hec: 0, crc_p: 6, cv_p: 0 },
    },
  },
};
