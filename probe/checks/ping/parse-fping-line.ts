/**
 * The lines of `fping -l` (5.x):
 *
 *     198.51.100.1 : [17], 24 bytes, 12.4 ms (12.1 avg, 0% loss)                    stdout
 *     198.51.100.1 : [17], timed out (12.1 avg, 5% loss)                            stdout, after `-t`
 *     ICMP Network Unreachable from 192.168.178.1 for ICMP Echo sent to 198.51.100.1      stderr, without number
 *     ICMPv6 Destination Unreachable (No route) from fe80::1 for ICMPv6 Echo Request sent to 2001:db8::1
 *     ICMP Time Exceeded from 198.51.100.9 for ICMP Echo sent to 198.51.100.1
 *
 * The host stands as it was named on the command line. Anything else is `null`.
 */
export type FpingLine =
  | { kind: 'reply'; address: string; index: number; latencyUs: number }
  | { kind: 'timed-out'; address: string; index: number }
  | { kind: 'unreachable'; address: string; senderAddress: string };

const ANSWER = /^(\S+)\s+: \[(\d+)\], (?:(?:\d+ bytes, )?([\d.]+(?:e[+-]?\d+)?) ms|(timed out))\b/;
const ERROR = /^ICMP.* from (\S+) for ICMP.* sent to (\S+)$/;
/** Says that a router forwarded on another way: no sign of a loss. */
const HARMLESS = /^ICMP(?:v6)? (?:Redirect|Source Quench)/;

/** Before what it says of others, without a line of its own, when an answer came from another address. */
const MARK_OF_STRANGER = /^(?: \[<- [^\]]*\])+/;

export function parseFpingLine(text: string): FpingLine | null {
  const line = text.replace(MARK_OF_STRANGER, '');
  const answer = ANSWER.exec(line);
  if (answer) {
    const [, address, index, latencyMs, timedOut] = answer;
    if (address === undefined) return null;
    if (timedOut) return { kind: 'timed-out', address, index: Number(index) };
    const latencyUs = Math.round(Number(latencyMs) * 1000);
    return Number.isSafeInteger(latencyUs) ? { kind: 'reply', address, index: Number(index), latencyUs } : null;
  }
  const error = HARMLESS.test(line) ? null : ERROR.exec(line);
  const [, senderAddress, address] = error ?? [];
  return senderAddress && address ? { kind: 'unreachable', address, senderAddress } : null;
}
