import type { Country, Service } from '../../web/pages/setup-views.ts';

/**
 * What the owner told about the contract of a line. Country and services also stand in the dated settings of the line;
 * the rest is private: it is used in the owner's letters and never shown to anyone else.
 */
export type Contract = {
  line: string;
  country: Country;
  services: readonly Service[];
  /** Nothing was told of the contract: country and services are what is likely. */
  isAssumed?: true;
  /** null: not told. */
  monthlyFeeCents: number | null;
  /** Consumers, and others to whom the same rules apply (TKG § 71(3)); false: business. */
  isConsumer: boolean;
  /** Empty where not told; so for all that follows. */
  customerName: string;
  /** Several lines. */
  customerAddress: string;
  contractNumber: string;
  phone: string;
  email: string;
  /** Several lines. */
  providerAddress: string;
  providerEmail: string;
};

/** The part of a contract that is in no dated settings. */
export type PrivateContract = Omit<Contract, 'line' | 'country' | 'services'>;

/** What holds until the owner says otherwise. */
export const DEFAULT_SERVICES: readonly Service[] = ['internet', 'telephony'];

export const NOTHING_PRIVATE: PrivateContract = {
  monthlyFeeCents: null,
  isConsumer: true,
  customerName: '',
  customerAddress: '',
  contractNumber: '',
  phone: '',
  email: '',
  providerAddress: '',
  providerEmail: '',
};
