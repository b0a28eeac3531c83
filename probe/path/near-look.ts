import { isGlobalAddress } from '../address-scope.ts';
import { ntpCheck } from '../checks/ntp/measure.ts';
import { farAddresses } from '../far-addresses.ts';
import { clockAddress } from '../path-drafts.ts';
import type { BackEnd, PlanInput } from '../targets.ts';
import type { NearLook } from './near-watch.ts';

/** What to look for near a home of that kind: toward its first well-known far target, where this machine may ping. */
export function nearLookOf(input: Pick<PlanInput, 'config' | 'network' | 'server'>, gatewayBackEnd: BackEnd): NearLook {
  const { network } = input;
  return {
    network,
    // through a tunnel the first hop would be the tunnel's
    canPing: (gatewayBackEnd === 'fping' || gatewayBackEnd === 'ping') && network.tunnel === null,
    towardOf: (family) =>
      farAddresses(input, family).find((far) => far.network !== 'own-server' && isGlobalAddress(far.address))
        ?.address ?? null,
    clockAddress: clockAddress(input),
  };
}

const ASK_CLOCK_MS = 1000;

/** Whether a clock answers there. */
export async function askClock(address: string): Promise<boolean> {
  const reading = await ntpCheck.measure(
    { address },
    {
      signal: AbortSignal.timeout(ASK_CLOCK_MS),
      tickUs: () => Number(process.hrtime.bigint() / 1000n),
      personal: () => '', // it tells nothing personal
      moment: null,
    },
  );
  return reading.latencyUs !== null;
}
