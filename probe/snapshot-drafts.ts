import { readRouterLog } from './checks/router/measure.ts';
import { type ReadLog, type SnapshotSettings, snapshotCheck } from './checks/snapshot/measure.ts';
import { farAddresses, isFamilyWanted } from './far-addresses.ts';
import { defaultRouteInterface } from './network.ts';
import { routerSettingsOf } from './router-config.ts';
import type { Draft, PlanInput } from './targets.ts';

/** The longest that a method may name; it is asked at the moments of an outage alone. */
const SPACING_MS = 86_400_000;

/** Everything at once at the begin, after a minute, each quarter of an hour and at the end of an outage. */
export function snapshotDrafts(input: PlanInput): Draft[] {
  const settings: SnapshotSettings = {
    toward: towardOf(input),
    readLog: readLogOf(input),
    interface: defaultRouteInterface(input.network),
  };
  return [
    {
      target: {
        kind: 'snapshot',
        backEnd: 'snapshot',
        role: 'snapshot',
        family: 0,
        address: '-',
        network: 'home',
        spacingMs: SPACING_MS,
      },
      way: { kind: 'check', check: snapshotCheck, settings },
      phaseMs: 0,
      pace: { downSpacingMs: null, moments: ['onset', 'minute', 'quarter', 'end'], isOnlyAtMoments: true },
      isPersonal: false,
    },
  ];
}

/** The path to the first far target of each family: the one whose answers are missed. */
function towardOf(input: PlanInput): string[] {
  return ([4, 6] as const)
    .filter((family) => isFamilyWanted(input, family))
    .flatMap((family) => farAddresses(input, family)[0]?.address ?? []);
}

function readLogOf(input: PlanInput): ReadLog | null {
  const router = routerSettingsOf(input);
  if (router === null) return null;
  return async (signal) => {
    const lines = await readRouterLog(router, signal);
    return lines?.map(({ stamp, text }) => `${stamp} ${text}`) ?? null;
  };
}
