import type { Admin } from './keep.ts';
import { type LineAdminParts, lineAdmin } from './line-admin.ts';

/** What only the owner does; each method is one transaction. */
export function openAdmin(parts: LineAdminParts): Admin {
  return { ...lineAdmin(parts), ...valueAdmin(parts) };
}

function valueAdmin({
  store,
  lane,
  nowMs,
  onCommit,
}: LineAdminParts): Pick<Admin, 'values' | 'showValue' | 'eraseValue'> {
  return {
    values: (line) => store.values.list(line),
    showValue: (sha256) => store.values.find(sha256),
    eraseValue: (sha256) => {
      const problem = store.write(() => {
        const value = store.values.find(sha256);
        if (!value) return `there is no value with the hash ${sha256.slice(0, 64)}`;
        const line = store.books.line(value.line);
        if (!line) throw new Error(`bug: a value names line ${value.line}, which is not there`);
        if (!store.values.erase(sha256, nowMs())) return 'this value was erased already';
        lane.append(line, { type: 'erasure', fields: { valueSha256: sha256 } }, nowMs());
        line.version += 1;
        return null;
      });
      if (problem !== null) return problem;
      const erased = store.values.find(sha256);
      if (!erased) throw new Error('bug: the row of an erased value is gone');
      onCommit([erased.line]);
      return erased;
    },
  };
}
