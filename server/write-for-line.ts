import type { LineRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';

type Parts = { store: Pick<Store, 'write' | 'books'>; onCommit: (lines: Iterable<string>) => void };

/** One transaction of what an owner keeps of a line that is there; every page of the line is made anew after it. */
export function writeForLine({ store, onCommit }: Parts, id: string, act: (line: LineRow) => void): void {
  store.write(() => {
    const line = store.books.line(id);
    if (line === null) throw new Error(`bug: something of the line ${id}, which is not there, was to be kept`);
    act(line);
    line.version += 1;
    store.books.touch(line);
  });
  onCommit([id]);
}
