import { mailDrafts } from './mail/mail-drafts.ts';
import { ownServerDrafts } from './own-server.ts';
import { clockDrafts, controlDrafts, nearDrafts, sipDrafts } from './path-drafts.ts';
import { routerDrafts } from './router-drafts.ts';
import { snapshotDrafts } from './snapshot-drafts.ts';
import type { Draft, PlanInput } from './targets.ts';

/** Who else is asked: the router, the provider's first machines, negative controls, telephony, clocks, snapshots, routes of test mails. */
export function witnessDrafts(input: PlanInput): Draft[] {
  return [
    ...nearDrafts(input),
    ...routerDrafts(input),
    ...ownServerDrafts(input),
    ...controlDrafts(input),
    ...sipDrafts(input),
    ...clockDrafts(input),
    ...snapshotDrafts(input),
    ...mailDrafts(input),
  ];
}
