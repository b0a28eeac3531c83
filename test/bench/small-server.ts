import { NODE_START } from '../../install/node-flags.ts';

/** How Node is started so that the server stays small: what the benches measure, and `npm start` and the unit use. */
export const SMALL_SERVER = NODE_START.server;
