import type { LineSettings } from '../keep.ts';
import type { ContractRow } from '../store/contract-tables.ts';
import type { Store } from '../store/open-store.ts';
import { type Contract, DEFAULT_SERVICES, NOTHING_PRIVATE, type PrivateContract } from './contract.ts';
import { countryOfZone, isCountry } from './country.ts';
import { isService } from './field-checks.ts';
import { type DatedSettings, parseSettings } from './settings-text.ts';

/** What the owner told about contracts. Private: no route for visitors may read it. */
export type Contracts = {
  /** With defaults for what was not told; throws for a line that is not there. */
  of(line: string): Contract;
  /**
   * Keeps the private part. The texts must have passed field-checks.ts. Nothing shown to others changes by it, so the
   * line keeps its version; nothing of it goes into the line's log.
   */
  save(line: string, told: PrivateContract): void;
  /** What the line was called and where it was, from when on; newest first. Kept with the line's log. */
  history(line: string): (DatedSettings & { fromAtMs: number })[];
};

type Parts = { store: Store; nowMs: () => number };

export function openContracts({ store, nowMs }: Parts): Contracts {
  const lineRow = (id: string) => {
    const line = store.books.line(id);
    if (!line) throw new Error(`bug: there is no line ${id}`);
    return line;
  };
  return {
    of: (id) => contractOf(store, lineRow(id)),
    save: (id, told) =>
      store.write(() => {
        const { country, services } = contractOf(store, lineRow(id));
        store.contracts.writeContract({
          ...told,
          line: id,
          country,
          services: services.join(),
          updatedAtMs: nowMs(),
        });
      }),
    history: (id) =>
      store.contracts.settings(id).map(({ text, fromAtMs }) => {
        const settings = parseSettings(text);
        if (!settings) throw new Error(`bug: kept settings of line ${id} cannot be read`);
        return { ...settings, fromAtMs };
      }),
  };
}

/** What was told of a line, and what is likely where nothing was. */
export function contractOf(store: Pick<Store, 'contracts'>, line: { id: string; zone: string }): Contract {
  const row = store.contracts.contract(line.id);
  if (!row) {
    const likely = { country: countryOfZone(line.zone), services: [...DEFAULT_SERVICES] };
    return { line: line.id, ...likely, isAssumed: true, ...NOTHING_PRIVATE };
  }
  const { updatedAtMs: _updatedAtMs, ...told } = row;
  return { ...told, ...placeOf(row) };
}

function placeOf({ country, services }: ContractRow): Required<Pick<LineSettings, 'country' | 'services'>> {
  return { country: isCountry(country) ? country : 'ZZ', services: services.split(',').filter(isService) };
}
