import { randomBytes, randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { HOST_NAME } from '../../../rules/host-name.ts';
import { type Attempt, answered, type CheckTarget, type Reading, unanswered } from '../check.ts';
import { readingOfTrouble } from '../socket-trouble.ts';
import { type DnsAnswer, formatDnsQuery, parseDnsAnswer } from './dns-message.ts';

const DNS_PORT = 53;
export const hostNameSchema = z.string().regex(HOST_NAME, 'must be a host name');

/** Settings of whom to ask: the numeric address of a resolver, and its port where that is another. */
export const resolverSettings = {
  address: z.string().refine((text) => isIP(text.split('%')[0] ?? '') !== 0, 'must be a numeric IPv4 or IPv6 address'),
  port: z.int().min(1).max(65_535).default(DNS_PORT),
};

/** How that resolver stands in the method. */
export function resolverTarget({ address, port }: { address: string; port: number }): CheckTarget {
  const isV6 = isIPv6(address.split('%')[0] ?? '');
  return { address: port === DNS_PORT ? address : `${isV6 ? `[${address}]` : address}:${port}`, family: isV6 ? 6 : 4 };
}

export type DnsQuestion = { address: string; port: number; name: string; family: 4 | 6 };

/** A label that nobody has asked for before (64 random bits), so that no cache can answer for it. */
export function nonceLabel(): string {
  return randomBytes(8).toString('hex');
}

/**
 * Asks one question over UDP, once; `wordOf` says what an answer says. The socket is connected and its port random, so the
 * kernel gives only what comes from the asked address and port; of that, other numbers and other questions are counted
 * (`strangers`: somebody guesses, or answers what was not asked) and waited past.
 */
export function askDns(
  question: DnsQuestion,
  attempt: Attempt,
  wordOf: (answer: DnsAnswer) => string,
): Promise<Reading> {
  return new Promise((resolve) => {
    const query = formatDnsQuery(randomInt(0x1_0000), question.name, question.family);
    const socket = createSocket(isIPv6(question.address.split('%')[0] ?? '') ? 'udp6' : 'udp4');
    let startUs = attempt.tickUs();
    let strangers = 0;
    const finish = async (reading: Reading | Promise<Reading>) => {
      attempt.signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      const given = await reading;
      resolve(strangers === 0 ? given : { ...given, readings: { ...given.readings, strangers } });
    };
    const onAbort = () => finish(unanswered('timeout'));
    attempt.signal.addEventListener('abort', onAbort);
    socket.on('error', (error: NodeJS.ErrnoException) =>
      finish(readingOfError(error.code ?? '', attempt.tickUs() - startUs, question.address)),
    );
    socket.on('message', (bytes) => {
      const answer = parseDnsAnswer(bytes, query);
      if (answer) void finish(answered(attempt.tickUs() - startUs, { facts: { answer: wordOf(answer) } }));
      else strangers += 1;
    });
    socket.once('connect', () => {
      startUs = attempt.tickUs();
      socket.send(query);
    });
    if (attempt.signal.aborted) void onAbort();
    else socket.connect(question.port, question.address);
  });
}

/** On a connected socket: a refusal is the ICMP error of a machine that has no DNS server, so packets went and came. */
async function readingOfError(code: string, elapsedUs: number, address: string): Promise<Reading> {
  return code === 'ECONNREFUSED'
    ? answered(elapsedUs, { facts: { answer: 'other', connection: 'refused' } })
    : readingOfTrouble(code, address);
}
