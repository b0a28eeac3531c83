import type {
  LineFormValues,
  LineSettingsView,
  NewLineView,
  PrivateFormValues,
  ProbePageView,
} from '../../web/pages/setup-views.ts';
import type { Language } from '../../web/pages/views.ts';
import type { Contract } from '../contracts/contract.ts';
import { DEFAULT_SERVICES } from '../contracts/contract.ts';
import { countryOfZone, isPlacelessZone, offeredZones } from '../contracts/country.ts';
import { lineIdOf } from '../contracts/line-id.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import { nowView } from '../views/now-view.ts';
import { lineNextSteps } from './line-next-steps.ts';
import { probeCommand, type Reached } from './probe-command.ts';
import type { ProbeProgram } from './probe-program.ts';

/** The form of a new line as it is first shown: what is likely stands there already, so that one may just go on. */
export function newLineView(site: Site, language: Language): NewLineView {
  const zone = likelyZone(site.config.zone, language);
  const name = { de: 'Zuhause', en: 'Home' }[language];
  const isTaken = lineIdOf(name, (id) => site.keep.store.line(id) !== null) !== lineIdOf(name, () => false);
  return {
    values: {
      name: isTaken ? '' : name,
      provider: '',
      services: DEFAULT_SERVICES,
      fee: '',
      zone,
      country: countryOfZone(zone),
    },
    problems: {},
    zones: offeredZones(zone),
  };
}

/** The server's own zone; a rented server is set to UTC, where nobody who reads German has a line. */
function likelyZone(zone: string, language: Language): string {
  return isPlacelessZone(zone) && language === 'de' ? 'Europe/Berlin' : zone;
}

/** The settings of a line as they are kept. */
export function lineSettingsView(site: Site, line: Line, language: Language, isSaved: boolean): LineSettingsView {
  const contract = site.keep.contracts.of(line.id);
  return {
    ...settingsFrame(site, line),
    values: { ...lineValues(line, contract, language), ...privateValues(contract) },
    problems: {},
    isSaved,
  };
}

/** What stands around the fields, whatever was typed into them. */
export function settingsFrame(site: Site, line: Line): Pick<LineSettingsView, 'line' | 'zones' | 'history'> {
  return { line, zones: offeredZones(line.zone), history: site.keep.contracts.history(line.id).slice(1) };
}

function lineValues(line: Line, contract: Contract, language: Language): LineFormValues {
  return {
    name: line.name,
    provider: line.provider,
    services: contract.services,
    fee: contract.monthlyFeeCents === null ? '' : feeText(contract.monthlyFeeCents, language),
    zone: line.zone,
    country: contract.country,
  };
}

function privateValues(contract: Contract): PrivateFormValues {
  const { customerName, customerAddress, contractNumber, phone, email, providerAddress, providerEmail } = contract;
  const customer = contract.isConsumer ? 'consumer' : 'business';
  return { customerName, customerAddress, contractNumber, phone, email, providerAddress, providerEmail, customer };
}

/** `29,99` in German, `29.99` in English: as it may be typed. */
function feeText(cents: number, language: Language): string {
  const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  return language === 'de' ? text.replace('.', ',') : text;
}

/** How the probe of a line joins, and what came of it. */
export function probePageView(site: Site, line: Line, reached: Reached, program: ProbeProgram | null): ProbePageView {
  const { keep } = site;
  const pending = keep.setup.pending(line.id);
  const probe = keep.setup.probe(line.id);
  const { now } = nowView(site, line.id);
  return {
    line,
    command: pending && probeCommand(reached, pending, program),
    probe: probe && { ...probe, lastContactAtMs: keep.live.lastContactAtMs(line.id) },
    steps: lineNextSteps({ keep, asker: 'owner' }, line, now),
  };
}
