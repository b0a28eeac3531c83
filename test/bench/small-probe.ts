import { NODE_START } from '../../install/node-flags.ts';

/** How Node is started so that the probe stays small: what the bench measures, and `npm start` and the unit use. */
export const SMALL_PROBE = NODE_START.probe;
