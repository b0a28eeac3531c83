import { NO_PREVIOUS_SHA256 } from '../rules/ids.ts';
import type { EnrolmentRequest } from '../rules/wire/upload.ts';
import type { EnrolmentResult } from './keep.ts';
import type { LaneWriter } from './lane-writer.ts';
import { probeIdOf, sha256Hex } from './probe-key.ts';
import type { ServerKey } from './server-key.ts';
import type { LineRow, ProbeRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';
import type { Invite } from './store/owner-tables.ts';
import { MAX_NUMBER } from './store/raw-table.ts';

type Parts = {
  store: Store;
  lane: LaneWriter;
  key: Pick<ServerKey, 'publicKey' | 'fingerprint'>;
  verify: (text: string, signatureBase64: string, publicKeyBase64: string) => boolean;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
};

type Refusal = Exclude<EnrolmentResult, { status: 200 }>;

/**
 * Admits a probe to the line that its token was made for. The one before is retired: one active home probe a line. The
 * same key with the same token gets the same answer again, so a lost answer does no harm. A known probe that comes with
 * a new token goes on where the server stands, or further on if it says so (a server that was set back): the lane holds
 * what was stated.
 */
export function enrol(parts: Parts, request: EnrolmentRequest): EnrolmentResult {
  const { store, verify } = parts;
  const [, secret = '', fingerprint] = request.token.split('.');
  if (fingerprint !== parts.key.fingerprint) {
    return refuse(403, 'wrong-server', 'this token was made by another server: its fingerprint is not of this key');
  }
  if (!isSigned(request, verify)) {
    return refuse(401, 'bad-signature', 'the proof is not signed by the public key that is to be enrolled');
  }
  if (
    request.firstNumber > MAX_NUMBER ||
    (request.firstNumber === 1) !== (request.firstPreviousSha256 === NO_PREVIOUS_SHA256)
  ) {
    return refuse(
      400,
      'invalid',
      `"firstNumber" 1 goes with 64 zeros in "firstPreviousSha256", others (to ${MAX_NUMBER}) with a hash`,
    );
  }
  const result = store.write(() => admit(parts, request, store.owner.invite(sha256Hex(secret))));
  if (result.status === 200) parts.onCommit([result.answer.line]);
  return result;
}

/** A key that is no point of the curve makes `verify` throw or say no; both mean: not signed. */
function isSigned({ token, publicKey, proof }: EnrolmentRequest, verify: Parts['verify']): boolean {
  try {
    return verify(`linewitness-enrolment/1\n${token}\n`, proof, publicKey);
  } catch {
    return false;
  }
}

function admit(parts: Parts, request: EnrolmentRequest, invite: Invite | null): EnrolmentResult {
  const { store } = parts;
  const id = probeIdOf(request.publicKey);
  if (!invite) return refuse(401, 'unknown-token', 'this token is not known here');
  const line = store.books.line(invite.line);
  if (!line) throw new Error(`bug: an invitation names line ${invite.line}, which is not there`);
  const known = store.books.probe(id);
  if (invite.usedByProbe === id && known) return answer(parts, line, known);
  if (invite.usedByProbe !== null)
    return refuse(403, 'token-used', 'this token was used by another probe; ask for a new one');
  if (invite.expiresAtMs <= parts.nowMs())
    return refuse(403, 'token-expired', 'this token is too old; ask for a new one');
  if (known && known.line !== line.id) {
    return refuse(
      409,
      'other-line',
      `this key belongs to a probe of line ${known.line}; use a new key for line ${line.id}`,
    );
  }
  store.owner.spendInvite(invite.secretSha256, id, parts.nowMs());
  writeEnrolment(parts, line, request, known);
  const probe = store.books.probe(id);
  if (!probe) throw new Error('bug: the probe was not written');
  return answer(parts, line, probe);
}

function writeEnrolment(
  { store, lane, nowMs }: Parts,
  line: LineRow,
  request: EnrolmentRequest,
  known: ProbeRow | null,
): void {
  const { books, owner } = store;
  const id = probeIdOf(request.publicKey);
  const before = books.activeProbe(line.id);
  const retired = before && before.id !== id ? before : null;
  const isAhead = known !== null && request.firstNumber > known.lastNumber + 1;
  const first =
    known && !isAhead
      ? { number: known.lastNumber + 1, previousSha256: known.chainSha256 }
      : { number: request.firstNumber, previousSha256: request.firstPreviousSha256 };
  const fields = {
    probe: id,
    publicKey: request.publicKey,
    firstNumber: String(first.number),
    firstPreviousSha256: first.previousSha256,
    retiredProbe: retired?.id ?? '-',
  };
  lane.append(line, { type: 'enrolment', fields }, nowMs());
  line.silentSinceAtMs = null;
  line.silenceSelfCheck = null;
  line.silenceWrittenAtMs = null;
  line.version += 1;
  books.flush();
  if (retired) owner.retireProbe(retired.id, nowMs());
  const place = { lastNumber: first.number - 1, chainSha256: first.previousSha256 };
  if (known) owner.readmitProbe(id, place.lastNumber, place.chainSha256);
  else {
    const { publicKey } = request;
    owner.insertProbe({ id, line: line.id, publicKey, enrolledAtMs: nowMs(), firstNumber: first.number, ...place });
  }
  books.forget();
}

function answer({ key }: Parts, line: LineRow, probe: ProbeRow): EnrolmentResult {
  return {
    status: 200,
    answer: {
      probe: probe.id,
      line: line.id,
      serverPublicKey: key.publicKey,
      expectedNumber: probe.lastNumber + 1,
      expectedPreviousSha256: probe.chainSha256,
    },
  };
}

function refuse(status: Refusal['status'], code: string, message: string): Refusal {
  return { status, error: { code, message } };
}
