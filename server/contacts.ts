import { randomBytes } from 'node:crypto';
import { formatInstant, parseInstant } from '../rules/instant.ts';
import { formatContactAnswer, parseContact } from '../rules/wire/contact.ts';
import type { ContactResult, Silence } from './keep.ts';
import type { LaneWriter } from './lane-writer.ts';
import { invalid, type UploadProblem } from './read-upload.ts';
import type { ServerKey } from './server-key.ts';
import type { LineRow, ProbeRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';

/** Who may speak for a line, and when it last did. */
export type Contacts = {
  /** The probe, if it is enrolled and not retired. */
  admitted(probe: string): ProbeRow | UploadProblem;
  /**
   * Inside a transaction: the probe was heard. Ends a silence with a lane entry; returns whether it did.
   */
  note(line: LineRow, probe: ProbeRow, atMs: number): boolean;
  take(text: string, receivedAtMs: number): ContactResult;
  lastContactAtMs(line: string): number | null;
  silence(line: string): Silence | null;
  /** Writes last contacts that only memory knows; inside a transaction. */
  flush(): void;
};

type Parts = {
  store: Store;
  lane: LaneWriter;
  key: Pick<ServerKey, 'sign'>;
  verify: (text: string, signatureBase64: string, publicKeyBase64: string) => boolean;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
};

/**
 * A contact every 20 s is kept in memory: a sync to disk for each would wear out an SD card. It is written with the next
 * upload, by the watch each minute, and at the end.
 */
export function openContacts({ store, lane, key, verify, nowMs, onCommit }: Parts): Contacts {
  const { books } = store;
  const heardAtMs = new Map<string, number>();
  const lastOf = (probe: ProbeRow): number | null => {
    const heard = heardAtMs.get(probe.id) ?? null;
    return heard === null ? probe.lastContactAtMs : Math.max(heard, probe.lastContactAtMs ?? 0);
  };

  function admitted(id: string): ProbeRow | UploadProblem {
    const probe = books.probe(id) ?? (store.noticeForeignWrite() ? books.probe(id) : null);
    if (!probe) {
      return { status: 401, error: { code: 'unknown-probe', message: `probe ${id} is not enrolled at this server` } };
    }
    if (probe.retiredAtMs === null) return probe;
    const message = `probe ${id} was retired when another one was enrolled for line ${probe.line}`;
    return { status: 403, error: { code: 'retired', message } };
  }

  function note(line: LineRow, probe: ProbeRow, atMs: number): boolean {
    heardAtMs.set(probe.id, Math.max(atMs, heardAtMs.get(probe.id) ?? 0));
    probe.lastContactAtMs = lastOf(probe);
    books.touch(probe);
    if (line.silentSinceAtMs === null) return false;
    const sinceAt = formatInstant(line.silentSinceAtMs);
    const silentMs = String(Math.max(0, atMs - line.silentSinceAtMs));
    lane.append(line, { type: 'contact', fields: { probe: probe.id, sinceAt, silentMs } }, Math.max(nowMs(), atMs));
    line.silentSinceAtMs = null;
    line.silenceSelfCheck = null;
    line.silenceWrittenAtMs = null;
    return true;
  }

  function hear(probe: ProbeRow, atMs: number): void {
    heardAtMs.set(probe.id, atMs);
    if (books.line(probe.line)?.silentSinceAtMs == null) return;
    store.write(() => {
      const line = books.line(probe.line);
      const current = books.probe(probe.id);
      if (line && current && note(line, current, atMs)) line.version += 1;
    });
    onCommit([probe.line]);
  }

  return {
    admitted,
    note,
    take: openContactDoor({ admitted, hear, verify, key, nowMs }),
    lastContactAtMs: (line) => {
      const probe = books.activeProbe(line);
      return probe ? lastOf(probe) : null;
    },
    silence: (line) => {
      const row = books.line(line);
      if (!row || row.silentSinceAtMs === null) return null;
      return { sinceAtMs: row.silentSinceAtMs, selfCheck: row.silenceSelfCheck ?? 'not-checked' };
    },
    flush: () => {
      for (const id of heardAtMs.keys()) {
        const probe = books.probe(id);
        if (!probe || lastOf(probe) === probe.lastContactAtMs) continue;
        probe.lastContactAtMs = lastOf(probe);
        books.touch(probe);
      }
    },
  };
}

type Door = Pick<Parts, 'verify' | 'key' | 'nowMs'> & {
  admitted: Contacts['admitted'];
  hear: (probe: ProbeRow, atMs: number) => void;
};

/** The text side of a contact: signature, challenge, answer (layouts in rules/wire/upload.ts). */
function openContactDoor({ admitted, hear, verify, key, nowMs }: Door): Contacts['take'] {
  const challenges = new Map<string, string>();
  return (text, receivedAtMs) => {
    const parsed = parseContact(text);
    if (typeof parsed === 'string') return refused(invalid(`the contact ${parsed}`));
    const { content, signedText, signature } = parsed;
    if (parseInstant(content.sentAt) === null)
      return refused(invalid('the contact: "sentAt" is not an RFC 3339 stamp'));
    const probe = admitted(content.probe);
    if ('error' in probe) return refused(probe);
    if (!verify(signedText, signature, probe.publicKey)) {
      const message = 'the contact is not signed by the key of its probe';
      return refused({ status: 401, error: { code: 'bad-signature', message } });
    }
    // a copy of an old contact names an old challenge: it must not keep a dead probe alive, nor use up the challenge
    // that a living one is about to name
    const current = challenges.get(probe.id);
    const isFresh = current === content.challenge;
    const challenge = isFresh || current === undefined ? randomBytes(16).toString('hex') : current;
    challenges.set(probe.id, challenge);
    if (isFresh) hear(probe, receivedAtMs);
    const answer = {
      probe: probe.id,
      nonce: content.nonce,
      accepted: isFresh ? ('yes' as const) : ('no' as const),
      challenge,
      receivedAt: formatInstant(receivedAtMs),
      answeredAt: formatInstant(nowMs()),
    };
    return { status: 200, text: formatContactAnswer(answer, key.sign) };
  };
}

function refused(problem: UploadProblem): ContactResult {
  const status = problem.status === 401 || problem.status === 403 ? problem.status : 400;
  return { status, error: problem.error };
}
