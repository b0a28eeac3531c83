export type { Recompute, Recomputed, RecomputeInput } from './recomputed.ts';
