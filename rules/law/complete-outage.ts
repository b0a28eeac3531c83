/** What a contract holds. Mail is none of them: number-independent services are outside TKG § 58 (1) s. 2. */
export const SERVICES = ['internet', 'telephony', 'mobile'] as const;
export type Service = (typeof SERVICES)[number];

export type Completeness = {
  /** Every contracted service of the fixed line was gone (OLG Braunschweig 9 U 54/23: all services owed). */
  isComplete: boolean;
  /** SIM cards in the same contract: whether they count among "all services" is open. */
  isMobileBundled: boolean;
  /** Nothing was recorded of the contract: internet alone is assumed. */
  isAssumed: boolean;
};

/** Whether an outage was complete in the sense of TKG § 58 (3), by what the contract holds and what was gone. */
export function completenessOf(contracted: readonly Service[], dead: readonly Service[]): Completeness {
  const fixed = contracted.filter((service) => service !== 'mobile');
  const owed: readonly Service[] = fixed.length === 0 ? ['internet'] : fixed;
  return {
    isComplete: owed.every((service) => dead.includes(service)),
    isMobileBundled: contracted.includes('mobile'),
    isAssumed: fixed.length === 0,
  };
}
