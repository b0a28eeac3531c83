import type { MailDelay, MailRecord, MailRouteNow } from '../../rules/mail/mail.ts';
import type { RouteCarry } from '../../rules/mail/mail-delays.ts';
import type { AnyMailEvent } from '../../rules/mail/mail-event.ts';
import type { Database } from './open-database.ts';

/**
 * A row of `mail_events`: an event, or what the server's own reader saw (`sighting`, `name` = hash of the token: whose
 * mail it is may not be known yet).
 */
export type MailEventRow = {
  entry: number;
  ordinal: number;
  role: 'mail' | 'mailbox' | 'sighting';
  name: string;
  mail: number;
  atMs: number;
  event: string;
};

/** What a row's text holds beside its columns. */
export type EventText = Pick<AnyMailEvent, 'event' | 'boot' | 'isClockKnown' | 'readings' | 'facts'>;

/** Rows of test mails: what was told of them, and what that comes to. */
export type MailRows = ReturnType<typeof openMailRows>;

export function openMailRows(database: Database, schema: 'main' | 'side') {
  return {
    ...openEventRows(database, schema),
    ...openRecordRows(database, schema),
    ...openDelayRows(database, schema),
    ...openRouteRows(database, schema),
  };
}

const EVENT = 'entry, ordinal, role, name, mail, at_ms AS atMs, event';

/** Else the order or the least is looked for among all events there are. */
const BY_MAIL = 'INDEXED BY mail_events_by_mail';

function openEventRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.mail_events`;
  const write = database.prepare(
    `INSERT OR REPLACE INTO ${table} VALUES (@line, @entry, @ordinal, @role, @name, @mail, @atMs, @event)`,
  );
  const ofMail = database.prepare<[string, string, string, number], MailEventRow>(
    `SELECT ${EVENT} FROM ${table} ${BY_MAIL} WHERE line = ? AND role = ? AND name = ? AND mail = ?
     ORDER BY entry, ordinal`,
  );
  const firstOfMail = database.prepare<[string, string, number], { atMs: number | null; count: number }>(
    `SELECT min(at_ms) AS atMs, count(*) AS count FROM ${table} ${BY_MAIL} WHERE line = ? AND role = 'mail' AND name = ? AND mail = ?`,
  );
  const last = database.prepare<[string, string, string, number, number], MailEventRow>(
    `SELECT ${EVENT} FROM ${table} WHERE line = ? AND role = ? AND name = ? AND at_ms <= ?
     ORDER BY at_ms DESC, entry DESC, ordinal DESC LIMIT ?`,
  );
  const removeOne = database.prepare<[string, number, number]>(
    `DELETE FROM ${table} WHERE line = ? AND entry = ? AND ordinal = ?`,
  );
  const removeFrom = database.prepare<[string, number]>(`DELETE FROM ${table} WHERE line = ? AND entry >= ?`);
  const removeBefore = database.prepare<[string, string, string, number]>(
    `DELETE FROM ${table} WHERE line = ? AND role = ? AND name = ? AND at_ms < ?`,
  );
  const mailsBefore = database.prepare<[string, string, number], { mail: number }>(
    `SELECT DISTINCT mail FROM ${table} WHERE line = ? AND role = 'mail' AND name = ? AND at_ms < ?`,
  );
  const removeMail = database.prepare<[string, string, number]>(
    `DELETE FROM ${table} WHERE line = ? AND role = 'mail' AND name = ? AND mail = ?`,
  );
  const toldFrom = database.prepare<[string, number], { name: string; mail: number }>(
    `SELECT DISTINCT name, mail FROM ${table} WHERE line = ? AND entry >= ? AND role = 'mail'`,
  );
  const removeSightings = database.prepare<[string, number]>(
    `DELETE FROM ${table} WHERE line = ? AND role = 'sighting' AND at_ms < ?`,
  );
  return {
    writeMailEvent: (line: string, row: MailEventRow) => void write.run({ line, ...row }),
    /** In the order in which they were told. */
    eventsOfMail: (line: string, route: string, mail: number) => ofMail.all(line, 'mail', route, mail),
    sightingsOfToken: (line: string, tokenSha256: string) => ofMail.all(line, 'sighting', tokenSha256, 0),
    /** Instant of the first, and how many there are. */
    toldOfMail: (line: string, route: string, mail: number) =>
      firstOfMail.get(line, route, mail) ?? { atMs: null, count: 0 },
    /** The last `limit` events of a mailbox up to an instant, newest first. */
    lastMailboxEvents: (line: string, mailbox: string, untilAtMs: number, limit: number) =>
      last.all(line, 'mailbox', mailbox, untilAtMs, limit),
    deleteMailEvent: (line: string, { entry, ordinal }: Pick<MailEventRow, 'entry' | 'ordinal'>) =>
      void removeOne.run(line, entry, ordinal),
    /** Mails that entries from there on told something of. */
    mailsToldFrom: (line: string, entry: number) => toldFrom.all(line, entry),
    deleteMailEventsFrom: (line: string, entry: number) => void removeFrom.run(line, entry),
    /** Removes all events of mails whose first event lies before; returns the numbers of these mails. */
    cutMailEvents: (line: string, route: string, beforeAtMs: number): number[] => {
      const cut = mailsBefore.all(line, route, beforeAtMs).map(({ mail }) => mail);
      for (const mail of cut) removeMail.run(line, route, mail);
      return cut;
    },
    cutMailboxEvents: (line: string, mailbox: string, beforeAtMs: number) =>
      void removeBefore.run(line, 'mailbox', mailbox, beforeAtMs),
    cutSightings: (line: string, beforeAtMs: number) => void removeSightings.run(line, beforeAtMs),
  };
}

/** `atMs` is what lists and periods go by. */
export type StoredMail = { atMs: number; record: MailRecord };
type MailRow = { atMs: number; record: string };

function openRecordRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.mails`;
  const write = database.prepare(
    `INSERT OR REPLACE INTO ${table} VALUES (@line, @id, @route, @number, @atMs, @acceptedAtMs, @arrivedEarliestAtMs,
     @arrivedLatestAtMs, @tokenSha256, @record)`,
  );
  const remove = database.prepare<[string, string]>(`DELETE FROM ${table} WHERE line = ? AND id = ?`);
  const one = database.prepare<[string, string], MailRow>(
    `SELECT at_ms AS atMs, record FROM ${table} WHERE line = ? AND id = ?`,
  );
  const byToken = database.prepare<[string, string], MailRow>(
    `SELECT at_ms AS atMs, record FROM ${table} WHERE line = ? AND token_sha256 = ?`,
  );
  const within = database.prepare<[string, string, number, number], MailRow>(
    `SELECT at_ms AS atMs, record FROM ${table} WHERE line = ? AND route = ? AND at_ms >= ? AND at_ms < ?
     ORDER BY at_ms, number`,
  );
  const latest = database.prepare<[string, string, number, number, number], MailRow>(
    `SELECT at_ms AS atMs, record FROM ${table} WHERE line = ? AND route = ? AND at_ms >= ? AND at_ms < ?
     ORDER BY at_ms DESC, number DESC LIMIT ?`,
  );
  const count = database.prepare<[string, string, number, number], { count: number }>(
    `SELECT count(*) AS count FROM ${table} WHERE line = ? AND route = ? AND at_ms >= ? AND at_ms < ?`,
  );
  return {
    writeMail: (line: string, atMs: number, record: MailRecord) => {
      const { id, route, number, acceptedAtMs, tokenSha256, timed } = record;
      const arrived = {
        arrivedEarliestAtMs: timed?.arrivedEarliestAtMs ?? null,
        arrivedLatestAtMs: timed?.arrivedLatestAtMs ?? null,
      };
      const text = JSON.stringify(record);
      write.run({ line, id, route, number, atMs, acceptedAtMs, tokenSha256, ...arrived, record: text });
    },
    deleteMail: (line: string, id: string) => void remove.run(line, id),
    mail: (line: string, id: string) => parseMail(one.get(line, id)),
    mailOfToken: (line: string, tokenSha256: string) => parseMail(byToken.get(line, tokenSha256)),
    /** Mails of [fromAtMs, toAtMs), oldest first. */
    mails: (line: string, route: string, fromAtMs: number, toAtMs: number): StoredMail[] =>
      within.all(line, route, fromAtMs, toAtMs).map(parseRow),
    /** The same, the last `limit`, newest first. */
    latestMails: (line: string, route: string, fromAtMs: number, toAtMs: number, limit: number): StoredMail[] =>
      latest.all(line, route, fromAtMs, toAtMs, limit).map(parseRow),
    mailCount: (line: string, route: string, fromAtMs: number, toAtMs: number) =>
      count.get(line, route, fromAtMs, toAtMs)?.count ?? 0,
  };
}

function parseMail(row: MailRow | undefined): StoredMail | null {
  return row ? parseRow(row) : null;
}

function parseRow({ atMs, record }: MailRow): StoredMail {
  return { atMs, record: JSON.parse(record) as MailRecord }; // written by writeMail
}

function openDelayRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.mail_delays`;
  const write = database.prepare<[string, string, string, number, number | null, string]>(
    `INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const removeFrom = database.prepare<[string, string, number]>(
    `DELETE FROM ${table} WHERE line = ? AND route = ? AND start_earliest_at_ms >= ?`,
  );
  const touching = database.prepare<[string, number, number], { delay: string }>(
    `SELECT delay FROM ${table} WHERE line = ? AND start_earliest_at_ms < ?
     AND (end_latest_at_ms IS NULL OR end_latest_at_ms > ?) ORDER BY start_earliest_at_ms, id`,
  );
  return {
    /** Puts these in the place of every delay of the route that begins at or after that. */
    replaceDelays: (line: string, route: string, fromAtMs: number, delays: readonly MailDelay[]) => {
      removeFrom.run(line, route, fromAtMs);
      for (const delay of delays) {
        write.run(line, delay.id, route, delay.startEarliestAtMs, delay.endLatestAtMs, JSON.stringify(delay));
      }
    },
    /** Delays that touch [fromAtMs, toAtMs), oldest first, of all routes. */
    mailDelays: (line: string, fromAtMs: number, toAtMs: number): MailDelay[] =>
      touching.all(line, toAtMs, fromAtMs).map(({ delay }) => JSON.parse(delay) as MailDelay), // written above
  };
}

/** `isUsed`: the newest method names it. `carry`: what the next judgement goes on from. */
export type StoredRoute = { now: MailRouteNow; carry: RouteCarry | null; isUsed: boolean };

function openRouteRows(database: Database, schema: 'main' | 'side') {
  const table = `${schema}.mail_routes`;
  const write = database.prepare<[string, string, string]>(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?)`);
  const all = database.prepare<[string], { now: string }>(`SELECT now FROM ${table} WHERE line = ? ORDER BY route`);
  return {
    writeMailRoute: (line: string, { now, carry, isUsed }: StoredRoute) =>
      void write.run(line, now.route, JSON.stringify({ now, carry, isUsed })),
    /** By name. */
    mailRoutes: (line: string): StoredRoute[] => all.all(line).map(({ now }) => JSON.parse(now) as StoredRoute), // written above
  };
}
