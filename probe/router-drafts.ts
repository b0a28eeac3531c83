import { familyOf } from './address-scope.ts';
import { routerCheck } from './checks/router/measure.ts';
import type { RouterSettings } from './checks/router/settings.ts';
import { routerSettingsOf } from './router-config.ts';
import type { Draft, PlanInput } from './targets.ts';

const SPACING_MS = 60_000;
const DOWN_SPACING_MS = 10_000;
/** Soon after the start; it is one's own router, which no other home asks at the same time. */
const PHASE_MS = 2500;

/** The home router, asked what it says of the line; none where there is none to ask. */
export function routerDrafts(input: Pick<PlanInput, 'config' | 'network'>): Draft[] {
  const settings = routerSettingsOf(input);
  if (settings === null) return [];
  return [
    {
      target: {
        kind: 'router',
        backEnd: backEndOf(settings),
        role: 'router',
        family: familyOf(settings.gateway),
        address: settings.gateway,
        network: 'home',
        spacingMs: SPACING_MS,
      },
      way: { kind: 'check', check: routerCheck, settings },
      phaseMs: PHASE_MS,
      pace: { downSpacingMs: DOWN_SPACING_MS, moments: ['onset', 'minute', 'end', 'reread'] },
      isPersonal: settings.gateway.toLowerCase().startsWith('fe80'),
    },
  ];
}

/** The way that tells most; each sample says by itself (`source`) who told it. */
function backEndOf({ isHere, kind, login }: RouterSettings): 'igd' | 'tr064' | 'ubus' {
  if (isHere || (login !== null && kind === 'openwrt')) return 'ubus';
  return login === null ? 'igd' : 'tr064';
}
