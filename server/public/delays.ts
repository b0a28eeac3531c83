/** What the owner may choose: how far behind strangers see a line, in minutes. The first is the default; 0: really live. */
export const DELAYS_MINUTES = [15, 30, 60, 0] as const;
