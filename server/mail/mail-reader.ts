import { createHash } from 'node:crypto';
import { formatInstant } from '../../rules/instant.ts';
import { LANE_ENTRY_FIELDS } from '../../rules/journal/lane.ts';
import { openAgeMs } from '../../rules/mail/mail-state.ts';
import type { ReaderContent } from '../../rules/mail/reader-events.ts';
import { personalValueText } from '../../rules/wire/upload.ts';
import type { Deriver } from '../jobs/derive.ts';
import type { LaneWriter } from '../lane-writer.ts';
import { sha256Hex } from '../probe-key.ts';
import type { LineRow } from '../store/books.ts';
import type { Store } from '../store/open-store.ts';
import type { Personal } from './sighting-entry.ts';

type Parts = {
  store: Store;
  lane: LaneWriter;
  deriver: Deriver;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
  /** 32 hex digits, the same for ever: one host has one hash. */
  personalSalt: string;
};

/** What the server's own reader writes: lane entries, personal values, what follows from them, all in one transaction. */
export type MailReader = ReturnType<typeof openMailReader>;

/** Each kind of entry of tokens that nobody told of; more in a day are somebody's flood. */
const MOST_UNKNOWN_A_DAY = 100;
/** Whoever holds a token may write any number of reports on it. */
const MOST_OF_A_MAIL = 20;
const DAY_MS = 86_400_000;

export function openMailReader({ store, lane, deriver, nowMs, onCommit, personalSalt }: Parts) {
  const unknown = new Map<string, number[]>();

  function write(id: string, make: (personal: Personal) => ReaderContent): void {
    store.write(() => {
      const line = lineRow(store, id);
      if (!line) return;
      const content = make(personalOf(store, line, { personalSalt, nowMs: nowMs() }));
      assertReadable(content);
      const { entry } = lane.append(line, content, nowMs());
      deriver.take(id, { entry, content });
      deriver.flush();
      line.version += 1;
      store.books.touch(line);
    });
    onCommit([id]);
  }

  return {
    hasLine: (line: string) => lineRow(store, line) !== null,
    /** Whether the mail of that token is known on the line. */
    isKnown: (line: string, tokenSha256: string) => store.derived.mailOfToken(line, tokenSha256) !== null,
    /** False: it was seen there already, or it is one of too many that nobody told of. */
    isWanted: (line: string, tokenSha256: string, about: { mailbox: string; isSame: (event: string) => boolean }) => {
      const before = store.derived.sightingsOfToken(line, tokenSha256);
      if (before.length >= MOST_OF_A_MAIL || before.some(({ event }) => about.isSame(event))) return false;
      if (store.derived.mailOfToken(line, tokenSha256)) return true;
      const recent = (unknown.get(about.mailbox) ?? []).filter((atMs) => nowMs() - atMs < DAY_MS);
      unknown.set(about.mailbox, recent.length < MOST_UNKNOWN_A_DAY ? [...recent, nowMs()] : recent);
      return recent.length < MOST_UNKNOWN_A_DAY;
    },
    write,
    writeWatch: (line: string, mailbox: string, { atMs, state }: { atMs: number; state: WatchState }) =>
      write(line, () => ({ type: 'mail-watch', fields: { mailbox, observedAt: formatInstant(atMs), state } })),
    /** When the mails that are on their way to that mailbox were accepted, and when each is late; oldest first. */
    openMails: (line: string, mailbox: string): { acceptedAtMs: number; lateAtMs: number }[] =>
      store.read.mailRoutes(line).flatMap(({ now, isUsed }) => {
        const { settings } = now;
        if (!isUsed || settings.to !== mailbox) return [];
        return store.read
          .mails(line, now.route, nowMs() - settings.lostMs, Number.MAX_SAFE_INTEGER)
          .filter((mail) => openAgeMs(mail, settings, now.asOfMs) !== null)
          .flatMap(({ acceptedAtMs }) =>
            acceptedAtMs === null ? [] : [{ acceptedAtMs, lateAtMs: acceptedAtMs + settings.lateMs }],
          );
      }),
  };
}

/** An entry stands for ever: one that can't be read again would end every rebuild. */
function assertReadable({ type, fields }: ReaderContent): void {
  const { error } = LANE_ENTRY_FIELDS[type].safeParse(fields);
  if (error) throw new Error(`bug: a ${type} that can't be kept: ${error.issues[0]?.path.join('.')}`);
}

type WatchState = Extract<ReaderContent, { type: 'mail-watch' }>['fields']['state'];

function lineRow(store: Store, id: string): LineRow | null {
  return store.books.line(id);
}

/** Values are named and kept with the entry that names their hash; what was erased stays so. */
function personalOf(
  store: Store,
  line: LineRow,
  { personalSalt, nowMs }: { personalSalt: string; nowMs: number },
): Personal {
  return (kind, words) => {
    const value = { kind, salt: personalSalt, value: words.slice(0, 8000) };
    const sha256 = sha256Hex(personalValueText(value));
    store.values.name(sha256, line.id, nowMs);
    store.values.fill({ sha256, line: line.id, ...value, nowMs });
    return sha256;
  };
}

/** The hash under which a token stands in segments and lanes. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
