import { isIP } from 'node:net';
import { parsePingOutput } from '../checks/ping/parse-ping-output.ts';

/**
 * What came of one echo request whose packet may live for a few hops only.
 *
 *     From 62.155.244.1 icmp_seq=1 Time to live exceeded                             iputils
 *     From 2003:0:8600::1 icmp_seq=1 Time exceeded: Hop limit                        iputils, IPv6
 *     ICMP Time Exceeded from 62.155.244.1 for ICMP Echo sent to 1.1.1.1             fping; of IPv6 it says nothing
 *
 * `exceeded`: the machine at that distance; `reply`: the packet came to its end; `refused`: somebody can't pass it on.
 */
export type ShortLivedEcho =
  | { said: 'exceeded' | 'reply' | 'refused'; address: string }
  | { said: 'nothing'; outcome: 'timeout' | 'no-route' | 'not-permitted' | 'tool-error' };

const EXCEEDED = /^From ([0-9a-f.:]+):? icmp_seq=\d+ (?:Time to live exceeded|Time exceeded: Hop limit)/i;
const FPING_EXCEEDED = /^ICMP(?:v6)? Time Exceeded.* from ([0-9a-f.:]+) for ICMP.* sent to (\S+)$/i;
const FPING_REFUSED = /^ICMP(?:v6)? .*Unreachable.* from ([0-9a-f.:]+) for ICMP.* sent to (\S+)$/i;
const FPING_REPLY = /^(\S+) : \[\d+\], (?:\d+ bytes, )?[\d.]+ ms/;
const FPING_SILENT = /^(\S+) : \[\d+\], timed out/;

/** The output of `ping -c 1 -t`; `address` is whom it was sent to. */
export function parsePingEcho(text: string, address: string): ShortLivedEcho {
  for (const line of text.split(/\r?\n/)) {
    const from = EXCEEDED.exec(line.trim())?.[1];
    if (from !== undefined && isIP(from) !== 0) return { said: 'exceeded', address: from };
  }
  const parsed = parsePingOutput(text);
  switch (parsed.outcome) {
    case 'reply':
      return { said: 'reply', address };
    case 'unreachable-from':
      return { said: 'refused', address: parsed.senderAddress };
    default:
      return { said: 'nothing', outcome: parsed.outcome };
  }
}

/** The output of `fping -c 1 -H`. */
export function parseFpingEcho(text: string, address: string): ShortLivedEcho {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const find = (pattern: RegExp) => lines.map((line) => pattern.exec(line)).find((match) => match !== null);
  const exceeded = find(FPING_EXCEEDED);
  if (exceeded?.[1] && exceeded[2] === address) return { said: 'exceeded', address: exceeded[1] };
  if (find(FPING_REPLY)?.[1] === address) return { said: 'reply', address };
  const refused = find(FPING_REFUSED);
  if (refused?.[1] && refused[2] === address) return { said: 'refused', address: refused[1] };
  if (find(FPING_SILENT)) return { said: 'nothing', outcome: 'timeout' };
  const own = parsePingOutput(text).outcome;
  return { said: 'nothing', outcome: own === 'no-route' || own === 'not-permitted' ? own : 'tool-error' };
}
