import { createSocket } from 'node:dgram';

/** A time server on loopback (RFC 5905 §7.3) that lies as it is told. */
export type FakeClock = {
  port: number;
  /** Requests as they came. */
  requests: readonly Buffer[];
  manner: NtpManner;
  close(): void;
};

export type NtpManner = {
  /** How far its clock is ahead of the real one. */
  aheadMs: number;
  stratum: number;
  leap: number;
  /** Root delay and dispersion. */
  rootDelayMs: number;
  rootDispersionMs: number;
  /** Repeats our stamp, or another one. */
  isOriginRight: boolean;
  /** Bytes of the answer; fewer than 48 are none. */
  lengthBytes: number;
  mode: number;
  isSilent: boolean;
  /** Stamps of the year 2036 and later begin at 0 again. */
  isNextEra: boolean;
};

const EPOCH_SECONDS = 2_208_988_800;

export async function startFakeClock(
  more: Partial<NtpManner> = {},
  address = '127.0.0.1',
  port = 0,
): Promise<FakeClock> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const requests: Buffer[] = [];
  const manner: NtpManner = {
    aheadMs: 0,
    stratum: 2,
    leap: 0,
    rootDelayMs: 0,
    rootDispersionMs: 0,
    isOriginRight: true,
    lengthBytes: 48,
    mode: 4,
    isSilent: false,
    isNextEra: false,
    ...more,
  };
  socket.on('message', (request, from) => {
    requests.push(request);
    if (!manner.isSilent) socket.send(formatAnswer(request, manner), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(port, address, resolve));
  return { port: socket.address().port, requests, manner, close: () => socket.close() };
}

function formatAnswer(request: Buffer, manner: NtpManner): Buffer {
  const answer = Buffer.alloc(48);
  answer.writeUInt8((manner.leap << 6) | (4 << 3) | manner.mode, 0);
  answer.writeUInt8(manner.stratum, 1);
  answer.writeUInt32BE(Math.round((manner.rootDelayMs / 1000) * 0x1_0000), 4);
  answer.writeUInt32BE(Math.round((manner.rootDispersionMs / 1000) * 0x1_0000), 8);
  if (manner.stratum === 0) answer.write('RATE', 12, 'ascii');
  request.copy(answer, 24, 40, 48);
  if (!manner.isOriginRight) answer.writeUInt8(answer.readUInt8(24) ^ 1, 24);
  const nowAtMs = Date.now() + manner.aheadMs;
  for (const offset of [32, 40]) writeStamp(answer, offset, nowAtMs, manner.isNextEra);
  return answer.subarray(0, manner.lengthBytes);
}

function writeStamp(answer: Buffer, offset: number, atMs: number, isNextEra: boolean): void {
  const seconds = Math.floor(atMs / 1000) + EPOCH_SECONDS - (isNextEra ? 0x1_0000_0000 : 0);
  answer.writeUInt32BE(seconds >>> 0, offset);
  answer.writeUInt32BE(Math.floor(((atMs % 1000) / 1000) * 0x1_0000_0000), offset + 4);
}
