import type { Outcome } from '../../../rules/sample.ts';

/**
 * What one run of the system's `ping -n -c 1` says. The npm package tells only "alive" or not; unknown host, missing
 * rights, no route and silence look alike there, so its `output` is read here, line by line.
 *
 *     64 bytes from 198.51.100.1: icmp_seq=1 ttl=57 time=12.4 ms      iputils
 *     64 bytes from 198.51.100.1: seq=0 ttl=57 time=12.400 ms         BusyBox
 *     From 192.168.178.1 icmp_seq=1 Destination Net Unreachable       iputils
 *     ping: connect: Network is unreachable                           iputils
 *     ping: sendto: Network is unreachable                            BusyBox
 */
export type PingOutcome =
  | { outcome: Extract<Outcome, 'reply'>; latencyUs: number; ttlHops: number | null }
  | { outcome: Extract<Outcome, 'unreachable-from'>; senderAddress: string }
  | { outcome: Extract<Outcome, 'timeout' | 'no-route' | 'not-permitted'> }
  | { outcome: Extract<Outcome, 'tool-error'>; reason: string };

const REPLY = /^\d+ bytes from ([0-9a-f.:%a-z-]+?):? .*?\btime[=<]([\d.]+) ?ms/i;
const TTL = /\bttl=(\d+)\b/i;
const UNREACHABLE =
  /^From ([0-9a-f.:%a-z-]+?):? (?:icmp_seq=\d+ )?.*(?:unreachable|prohibited|unknown|filtered|isolated|rejected|exceeded|failed policy|beyond scope)/i;
const NO_ROUTE = /network is unreachable|no route to host|cannot assign requested address|network is down/i;
const NOT_PERMITTED =
  /operation not permitted|permission denied|must be root|socktype: SOCK_RAW|lacking privilege|are you root/i;
const SUMMARY = /\b\d+ packets transmitted, 0 (?:packets )?received\b/i;

/** iputils marks what came from another address than was asked: no answer of the one that was. */
const STRANGER = /\(DIFFERENT ADDRESS!\)/;

/** First the answer, since one answer proves the line; then who refused; then our own trouble; silence last. */
export function parsePingOutput(output: string): PingOutcome {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  return (
    findReply(lines) ??
    findUnreachable(lines) ??
    findOwnTrouble(lines) ?? {
      outcome: 'tool-error',
      reason: lines.find((line) => line !== '')?.slice(0, 120) ?? 'no output',
    }
  );
}

/** Only the first: duplicates (`DUP!`) are further copies of the same answer. */
function findReply(lines: string[]): PingOutcome | null {
  for (const line of lines) {
    const match = REPLY.exec(line);
    const latencyMs = Number(match?.[2]);
    if (!match || STRANGER.test(line) || !Number.isFinite(latencyMs) || latencyMs > 60_000) continue;
    const ttl = TTL.exec(line)?.[1];
    return {
      outcome: 'reply',
      latencyUs: Math.round(latencyMs * 1000),
      ttlHops: ttl === undefined ? null : Number(ttl),
    };
  }
  return null;
}

function findUnreachable(lines: string[]): PingOutcome | null {
  for (const line of lines) {
    const senderAddress = UNREACHABLE.exec(line)?.[1];
    if (senderAddress) return { outcome: 'unreachable-from', senderAddress };
  }
  return null;
}

function findOwnTrouble(lines: string[]): PingOutcome | null {
  if (lines.some((line) => NOT_PERMITTED.test(line))) return { outcome: 'not-permitted' };
  if (lines.some((line) => NO_ROUTE.test(line))) return { outcome: 'no-route' };
  return lines.some((line) => SUMMARY.test(line) || STRANGER.test(line)) ? { outcome: 'timeout' } : null;
}
