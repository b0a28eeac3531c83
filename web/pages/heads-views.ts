/** A time stamp authority as its owner sees it. */
export type AuthorityView = {
  name: string;
  /** Host of its address. */
  host: string;
  newest: { counter: number; stampedAtMs: number | null; status: 'trusted' | 'unknown-root' | 'broken' } | null;
  /** Why the last attempt gave none, in English; null: it gave one, or there was none. */
  problem: string | null;
};
export type HeadView = {
  counter: number;
  atMs: number;
  sha256: string;
  occasion: 'hourly' | 'outage' | 'asked';
  stamps: { authority: string; stampedAtMs: number | null }[];
};

/** `/owner/heads`. Newest head first. */
export type HeadsView = {
  zone: string;
  serverFingerprint: string;
  authorities: AuthorityView[];
  heads: HeadView[];
};
