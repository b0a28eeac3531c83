import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askTimeDaemon, syncAgeOfAnswer } from './clock-daemon.ts';
import { parseChronyTracking, parseKernelClock } from './clock-programs.ts';
import { type SyncSources, startSyncWatch } from './clock-sync.ts';

const NOW_AT_MS = 1_795_305_600_000;
const tracking = (more: { reference?: string; stratum?: number; atS?: number; leap?: string } = {}) =>
  `${more.reference ?? 'C0A8B201'},192.168.178.1,${more.stratum ?? 3},${more.atS ?? NOW_AT_MS / 1000 - 64.25},0.000012,-0.000003,0.000021,-7.123,0.001,0.072,0.012345678,0.000678901,64.4,${more.leap ?? 'Normal'}\n`;

describe('what chronyc says', () => {
  test('is when the last measurement was taken over', () => {
    expect(parseChronyTracking(tracking(), NOW_AT_MS)).toBe(64_250);
  });

  test.each([
    ['not synchronised', tracking({ leap: 'Not synchronised' })],
    ['at stratum 0', tracking({ stratum: 0 })],
    ['following its own clock', tracking({ reference: '7F7F0101' })],
    ['without any measurement', tracking({ atS: 0 })],
    ['measured after now: the clock was set back', tracking({ atS: NOW_AT_MS / 1000 + 60 })],
    ['an error', '506 Cannot talk to daemon\n'],
    ['nothing', ''],
  ])('%s proves nothing', (_what, text) => {
    expect(parseChronyTracking(text, NOW_AT_MS)).toBeNull();
  });
});

describe('what the kernel says', () => {
  const busybox = (errorUs: number, status: string) =>
    `    mode:         0\n-o  offset:       0 us\n    maxerror:     ${errorUs}\n    esterror:     16000000\n    status:       ${status}\n    return value: 0 (clock synchronized)\n`;
  test.each<[string, string, number | null | 'unreadable']>([
    ['BusyBox, synchronised', busybox(512_000, '8193 (PLL)'), 1_024_000],
    ['BusyBox, not', busybox(16_000_000, '64 (UNSYNC)'), null],
    ['adjtimex, synchronised', '     maxerror: 30000\n     esterror: 0\n       status: 8193\n', 60_000],
    ['ntptime', '  maximum error 7500 us, estimated error 0 us, TAI offset 37\n  status 0x2001 (PLL,NANO),\n', 15_000],
    ['ntptime, not', '  maximum error 7500 us, estimated error 0 us\n  status 0x40 (UNSYNC),\n', null],
    ['timedatectl, synchronised within what the kernel allows', 'NTPSynchronized=yes\n', 32_000_000],
    ['timedatectl, not', 'NTPSynchronized=no\n', null],
    ['a failure', 'Failed to connect to bus: No such file or directory\n', 'unreadable'],
  ])('%s', (_what, text, ageMs) => {
    expect(parseKernelClock(text)).toBe(ageMs);
  });
});

describe('the time daemon on loopback', () => {
  type More = { head?: number; stratum?: number; reference?: string; ageS?: number; sentS?: number };
  const answer = (nonce: Buffer, more: More = {}) => {
    const { sentS = 3_900_000_000 } = more;
    const bytes = Buffer.alloc(48);
    bytes[0] = more.head ?? 0x24;
    bytes[1] = more.stratum ?? 2;
    bytes.write(more.reference ?? '\u00c0\u0000\u0002\u0001', 12, 'latin1');
    bytes.writeUInt32BE((sentS - (more.ageS ?? 300)) >>> 0, 16);
    nonce.copy(bytes, 24);
    bytes.writeUInt32BE(sentS, 32);
    bytes.writeUInt32BE(sentS, 40);
    return bytes;
  };
  const nonce = Buffer.alloc(8, 7);

  test('says when it last set the clock', () => {
    expect(syncAgeOfAnswer(answer(nonce), nonce)).toBe(300_000);
  });

  test('says so too when its seconds have begun at 0 since, as in 2036', () => {
    expect(syncAgeOfAnswer(answer(nonce, { sentS: 100 }), nonce)).toBe(300_000);
  });

  test.each([
    ['not synchronised (leap 3)', { head: 0xe4 }],
    ['stratum 16', { stratum: 16 }],
    ['its own clock', { reference: 'LOCL' }],
    ['no server', { head: 0x23 }],
    ['a clock set back since', { ageS: -4000 }],
  ])('%s proves nothing', (_what, more) => {
    expect(syncAgeOfAnswer(answer(nonce, more), nonce)).toBeNull();
  });

  test('another’s answer and one cut short prove nothing', () => {
    expect(syncAgeOfAnswer(answer(Buffer.alloc(8, 1)), nonce)).toBeNull();
    expect(syncAgeOfAnswer(answer(nonce).subarray(0, 47), nonce)).toBeNull();
  });

  test('is asked over a real socket, and where nobody listens that is soon known', async () => {
    const server = createSocket('udp4');
    server.on('message', (request, from) => server.send(answer(request.subarray(40)), from.port, from.address));
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const { port }: AddressInfo = server.address();
    expect(await askTimeDaemon(port)).toBe(300_000);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await askTimeDaemon(port)).toBeNull();
  });
});

describe('who is asked', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW_AT_MS });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Answers by program; notes what was started. */
  async function watch(more: Partial<SyncSources> & { fileAgeMs?: number; texts?: Record<string, string> } = {}) {
    const started: string[] = [];
    const sync = startSyncWatch({
      clocks: {
        tickMs: () => Date.now() - NOW_AT_MS + 40_000_000,
        uptimeMs: () => null,
        syncAgeMs: () => more.fileAgeMs ?? null,
      },
      sources: {
        askDaemon: async () => null,
        run: async (program) => {
          started.push(program);
          const text = more.texts?.[program];
          return text === undefined ? { failure: 'not-installed' } : { text };
        },
        isThere: () => false,
        ...more,
      },
    });
    await vi.advanceTimersByTimeAsync(1000);
    return { sync, started };
  }

  test('nobody, while timesyncd’s file is young', async () => {
    const { sync, started } = await watch({ fileAgeMs: 64_000, isThere: () => true });
    await vi.advanceTimersByTimeAsync(1_000_000);
    expect(started).toEqual([]);
    expect(sync.syncAgeMs()).toBe(64_000);
    sync.stop();
  });

  test('chronyc where chrony lives, no more than every five minutes; its word ages between', async () => {
    const { sync, started } = await watch({ isThere: () => true, texts: { chronyc: tracking() } });
    expect(sync.syncAgeMs()).toBe(65_250);
    await vi.advanceTimersByTimeAsync(298_000);
    expect(sync.syncAgeMs()).toBe(363_250);
    expect(started).toEqual(['chronyc']);
    await vi.advanceTimersByTimeAsync(201_000);
    expect(started).toEqual(['chronyc', 'chronyc']);
    sync.stop();
  });

  test('a daemon that answers spares starting programs', async () => {
    const { sync, started } = await watch({ askDaemon: async () => 12_000, isThere: () => true });
    expect(sync.syncAgeMs()).toBe(13_000);
    expect(started).toEqual([]);
    sync.stop();
  });

  test('programs that are not there are not tried again; without any nothing is claimed', async () => {
    const { sync, started } = await watch();
    await vi.advanceTimersByTimeAsync(1_000_000);
    expect(started).toEqual(['busybox', 'adjtimex', 'ntptime', 'timedatectl']);
    expect(sync.syncAgeMs()).toBeNull();
    sync.stop();
  });

  test('a kernel that says no is believed, and asked again', async () => {
    const { sync, started } = await watch({ texts: { timedatectl: 'NTPSynchronized=no\n' } });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(started).toEqual(['busybox', 'adjtimex', 'ntptime', 'timedatectl', 'timedatectl', 'timedatectl']);
    expect(sync.syncAgeMs()).toBeNull();
    sync.stop();
  });
});
