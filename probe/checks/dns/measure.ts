import { randomBytes, randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';
import { hasRouteHere } from '../route-here.ts';
import { type DnsAnswer, formatDnsQuery, parseDnsAnswer } from './dns-message.ts';

const NAME = /^(?=.{1,200}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

const settingsSchema = z.strictObject({
  /** Numeric address of the resolver. */
  address: z.string().refine((text) => isIP(text.split('%')[0] ?? '') !== 0, 'must be a numeric IPv4 or IPv6 address'),
  port: z.int().min(1).max(65_535).default(53),
  name: z.string().regex(NAME, 'must be a host name'),
  family: z.union([z.literal(4), z.literal(6)]).default(4),
  /** Puts a random label in front of the name, so that no cache can answer; needs a wildcard record there. */
  nonce: z.boolean().default(false),
  /** If given, an answer without one of these addresses is `wrong`. */
  expect: z.array(z.string()).max(20).optional(),
});
export type DnsSettings = z.infer<typeof settingsSchema>;

/** Asks one DNS server one question over UDP, once. Any answer at all is an answer; what it says is a fact. */
export const dnsCheck = defineCheck<DnsSettings>({
  kind: 'dns',
  method:
    'One DNS question for an address record is sent over UDP to a numeric address; only an answer with the same number and question counts, and what it says is noted.',
  settings: settingsSchema,
  canBeLate: true,
  target: ({ address, port }) => ({
    address: port === 53 ? address : withPort(address, port),
    family: isIPv6(address.split('%')[0] ?? '') ? 6 : 4,
  }),
  measure: measureDns,
});

function withPort(address: string, port: number): string {
  return isIPv6(address.split('%')[0] ?? '') ? `[${address}]:${port}` : `${address}:${port}`;
}

function measureDns(settings: DnsSettings, attempt: Attempt): Promise<Reading> {
  return new Promise((resolve) => {
    const name = settings.nonce ? `${randomBytes(8).toString('hex')}.${settings.name}` : settings.name;
    const query = formatDnsQuery(randomInt(0x1_0000), name, settings.family);
    const socket = createSocket(isIPv6(settings.address.split('%')[0] ?? '') ? 'udp6' : 'udp4');
    let startUs = attempt.tickUs();
    const finish = (reading: Reading | Promise<Reading>) => {
      attempt.signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      resolve(reading);
    };
    const onAbort = () => finish(unanswered('timeout'));
    attempt.signal.addEventListener('abort', onAbort);
    socket.on('error', (error: NodeJS.ErrnoException) =>
      finish(readingOfError(error.code ?? '', attempt.tickUs() - startUs, settings.address)),
    );
    socket.on('message', (bytes) => {
      const answer = parseDnsAnswer(bytes, query);
      if (answer) finish(answered(attempt.tickUs() - startUs, { facts: { answer: wordOf(answer, settings) } }));
    });
    socket.once('connect', () => {
      startUs = attempt.tickUs();
      socket.send(query);
    });
    if (attempt.signal.aborted) onAbort();
    else socket.connect(settings.port, settings.address);
  });
}

/**
 * On a connected socket: a refusal is the ICMP error of a machine that has no DNS server, so packets went and came. The
 * other codes stand for "no route here" and for an ICMP error from somebody who is not named (ip(7)): only the first is
 * our own trouble, and only when the routing table proves it.
 */
export async function readingOfError(code: string, elapsedUs: number, address: string): Promise<Reading> {
  switch (code) {
    case 'ECONNREFUSED':
      return answered(elapsedUs, { facts: { answer: 'other', connection: 'refused' } });
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return (await hasRouteHere(address)) ? unanswered('timeout', { error: 'unreachable' }) : unanswered('no-route');
    case 'EACCES':
    case 'EPERM':
      return unanswered('not-permitted');
    default:
      return unanswered('tool-error', { error: code.toLowerCase().replace(/[^a-z0-9-]/g, '-') || 'unknown' });
  }
}

function wordOf(answer: DnsAnswer, settings: DnsSettings): string {
  switch (answer.responseCode) {
    case 0:
      return isExpected(answer, settings) ? 'ok' : 'wrong';
    case 2:
      return 'servfail';
    case 3:
      return 'nxdomain';
    case 5:
      return 'refused';
    default:
      return 'other';
  }
}

/** Without an expectation every public address will do; a private or loopback one for a public name is a forged answer. */
function isExpected(answer: DnsAnswer, settings: DnsSettings): boolean {
  const { expect } = settings;
  if (expect) return answer.addresses.some((address) => expect.includes(address));
  return !answer.addresses.some((address) => NOT_PUBLIC.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'));
}

const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
}
