import { type EncodedBody, encodeBody } from './encoded-body.ts';

/** A page is rendered anew at the earliest this long after the last time, however much changes. */
const MIN_AGE_MS = 1000;
/** And at the latest after this: sums "until now" and the day go on while nothing else changes. */
const MAX_AGE_MS = 30_000;
/**
 * Pages of single outages and days come and go: beyond this the oldest are dropped. A page is 10 KB as browsers ask for
 * it and 100 KB as programs do.
 */
const MAX_KEPT_BYTES = 2_000_000;

export type CachedPage = {
  /** The line it is about; null for the index. */
  line: string | null;
  /** Made anew when its time is over, whatever changed meanwhile. */
  isTimed: boolean;
  body: EncodedBody;
};
type Kept = CachedPage & { builtAtMs: number; generation: number };

export type PageCache = {
  /** The page as it may still be shown; null: it must be rendered. */
  peek: (key: string) => CachedPage | null;
  /** Renders unless the kept page may still be shown. */
  get: (key: string, about: Pick<CachedPage, 'line' | 'isTimed'>, render: () => string) => CachedPage;
  /** Something that is shown of the line changed. */
  touch: (line: string) => void;
};

/**
 * Rendered pages, kept until something changed, at most one rendering a second for each key (line, language, reader).
 * `nowMs` is any clock that runs on; memory only.
 */
export function createPageCache(nowMs: () => number): PageCache {
  const pages = new Map<string, Kept>();
  const generations = new Map<string, number>();
  let total = 0;
  const generationOf = (line: string | null) => (line === null ? total : (generations.get(line) ?? 0));

  const peek = (key: string): Kept | null => {
    const kept = pages.get(key);
    if (!kept) return null;
    const ageMs = nowMs() - kept.builtAtMs;
    if (ageMs < 0 || ageMs >= MAX_AGE_MS) return null;
    const isGood = kept.isTimed || ageMs < MIN_AGE_MS || kept.generation === generationOf(kept.line);
    return isGood ? kept : null;
  };
  return {
    peek,
    get: (key, { line, isTimed }, render) => {
      const kept = peek(key);
      if (kept) return kept;
      const generation = generationOf(line);
      const body = encodeBody('text/html; charset=utf-8', Buffer.from(render(), 'utf8'));
      const page = { line, isTimed, body, builtAtMs: nowMs(), generation };
      pages.delete(key);
      pages.set(key, page);
      dropOld(pages, page.builtAtMs);
      return page;
    },
    touch: (line) => {
      total += 1;
      generations.set(line, (generations.get(line) ?? 0) + 1);
    },
  };
}

/** What is too old to be shown goes, and then the oldest of what is too much; the newest stays. */
function dropOld(pages: Map<string, Kept>, nowMs: number): void {
  let keptBytes = 0;
  for (const { body } of pages.values()) keptBytes += body.keptBytes();
  for (const [key, { body, builtAtMs }] of pages) {
    const isNewest = pages.size === 1;
    if (isNewest || (nowMs - builtAtMs < MAX_AGE_MS && keptBytes <= MAX_KEPT_BYTES)) return;
    pages.delete(key);
    keptBytes -= body.keptBytes();
  }
}
