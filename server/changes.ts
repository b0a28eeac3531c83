import type { Store } from './store/open-store.ts';

/** Tells listeners which line changed, whoever wrote it. */
export type Changes = {
  tell(lines: Iterable<string>): void;
  listen(listener: (line: string) => void): () => void;
  /** Looks whether another process (the command line) wrote, and tells about the lines it changed. */
  lookForForeign(): void;
};

export function openChanges(store: Store): Changes {
  const listeners = new Set<(line: string) => void>();
  const seen = new Map<string, number>();
  const tell = (lines: Iterable<string>) => {
    for (const line of lines) {
      seen.set(line, store.read.version(line));
      for (const listener of listeners) listener(line);
    }
  };
  const changed = () => store.books.lines().filter(({ id, version }) => seen.get(id) !== version);
  return {
    tell,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    lookForForeign: () => {
      store.noticeForeignWrite();
      // not only after a foreign write: a transaction of ours may have noticed it first
      tell(changed().map(({ id }) => id));
    },
  };
}
