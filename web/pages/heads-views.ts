/** In whose root a stamp ends: one that comes with Node, one that the owner named, one that is not known here. */
export type StampWorth = 'public' | 'owner' | 'unknown' | 'broken';

/** A time stamp authority as its owner sees it. */
export type AuthorityView = {
  name: string;
  /** Host of its address. */
  host: string;
  newest: { counter: number; stampedAtMs: number | null; worth: StampWorth } | null;
  /** Why the last attempt gave none, in English; null: it gave one, or there was none. */
  problem: string | null;
};
export type HeadView = {
  counter: number;
  atMs: number;
  sha256: string;
  occasion: 'hourly' | 'outage' | 'asked' | 'restored';
  /** `root`: as judged when it came; null: not judged yet. */
  stamps: { authority: string; stampedAtMs: number | null; root: Exclude<StampWorth, 'broken'> | null }[];
};

/** `/owner/heads`. Newest head first. */
export type HeadsView = {
  zone: string;
  serverFingerprint: string;
  authorities: AuthorityView[];
  heads: HeadView[];
};
