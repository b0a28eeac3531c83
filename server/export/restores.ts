/** A restore of the server from a backup: what it had written between the two instants is lost. RFC 3339. */
export type Restore = { backupAt: string; at: string };

/** Those that the events of a lane tell of, oldest first. By text: they were written by this server. */
export function restoresIn(events: readonly { text: string }[]): Restore[] {
  return events.flatMap(({ text }) => {
    const [, at = '', backupAt = ''] = /^at: (\S+)\ntype: restored\nbackupAt: (\S+)$/m.exec(text) ?? [];
    return at === '' ? [] : [{ backupAt, at }];
  });
}
