import type { FieldProblem, FieldProblems, LineFormValues, PrivateFormValues } from '../../web/pages/setup-views.ts';
import type { LineSettings } from '../keep.ts';
import type { FormFields } from '../routes/owner-guard.ts';
import type { PrivateContract } from './contract.ts';
import { isCountry } from './country.ts';
import {
  blockProblem,
  emailProblem,
  isService,
  lineProblem,
  nameProblem,
  phoneProblem,
  readFee,
  servicesProblem,
  zoneProblem,
} from './field-checks.ts';

/** What a form said: as it was typed, what was wrong with it, and what it means where nothing was. */
export type ReadForm<Values, Told> = { values: Values; problems: FieldProblems; told: Told | null };

export type ToldLine = Required<LineSettings> & { monthlyFeeCents: number | null };

/** The fields of a line; every one is checked, so that all problems are shown at once. */
export function readLineForm(form: FormFields): ReadForm<LineFormValues, ToldLine> {
  const text = (name: string) => form.text(name);
  const values: LineFormValues = {
    name: text('name'),
    provider: text('provider'),
    services: form.all('services'),
    fee: text('fee'),
    zone: text('zone'),
    country: text('country'),
  };
  const fee = readFee(values.fee);
  const problems = problemsOf({
    name: nameProblem(values.name),
    provider: lineProblem(values.provider),
    services: servicesProblem(values.services),
    fee: typeof fee === 'string' ? fee : null,
    country: isCountry(values.country) ? null : 'not-a-country',
    zone: zoneProblem(values.zone),
  });
  const { name, provider, services, country, zone } = values;
  const isFine = typeof fee !== 'string' && isCountry(country) && Object.keys(problems).length === 0;
  const told = isFine
    ? { name, provider, services: services.filter(isService), country, zone, monthlyFeeCents: fee.cents }
    : null;
  return { values, problems, told };
}

export type ToldPrivately = Omit<PrivateContract, 'monthlyFeeCents'>;

/** The private fields of the settings. */
export function readPrivateForm(form: FormFields): ReadForm<PrivateFormValues, ToldPrivately> {
  const values: PrivateFormValues = {
    customerName: form.text('customerName'),
    customerAddress: form.text('customerAddress'),
    contractNumber: form.text('contractNumber'),
    phone: form.text('phone'),
    email: form.text('email'),
    providerAddress: form.text('providerAddress'),
    providerEmail: form.text('providerEmail'),
    customer: form.text('customer'),
  };
  const problems = problemsOf({
    customerName: lineProblem(values.customerName),
    customerAddress: blockProblem(values.customerAddress),
    contractNumber: lineProblem(values.contractNumber),
    phone: phoneProblem(values.phone),
    email: emailProblem(values.email),
    customer: values.customer === 'consumer' || values.customer === 'business' ? null : 'not-a-choice',
    providerAddress: blockProblem(values.providerAddress),
    providerEmail: emailProblem(values.providerEmail),
  });
  const { customer, ...texts } = values;
  const told = Object.keys(problems).length === 0 ? { ...texts, isConsumer: customer === 'consumer' } : null;
  return { values, problems, told };
}

function problemsOf(found: Record<string, FieldProblem | null>): FieldProblems {
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, FieldProblem] => entry[1] !== null),
  );
}
