import type { Country, FieldProblem, PrivateFormValues, Service } from './setup-views.ts';
import type { Language } from './views.ts';
import { setupDe } from './wording-setup-de.ts';
import { setupEn } from './wording-setup-en.ts';

type Field = { label: string; hint: string };

/** Sentences of the forms of a line. */
export type SetupWords = {
  newLine: { title: string; lead: string; address: string; button: string; more: string };
  settings: {
    title: (name: string) => string;
    address: string;
    addressStays: string;
    button: string;
    saved: string;
    probe: string;
    publicPart: string;
    history: string;
    historyText: string;
    from: string;
  };
  private: { title: string; text: string };
  problems: string;
  field: Record<'name' | 'provider' | 'services' | 'fee' | 'zone' | 'country' | keyof PrivateFormValues, Field>;
  services: Record<Service, string>;
  country: Record<Country, string>;
  customer: Record<'consumer' | 'business', Field>;
  /** Each is the sentence at a field. */
  problem: Record<FieldProblem, string>;
};

export const setupWords: Record<Language, SetupWords> = { de: setupDe, en: setupEn };
