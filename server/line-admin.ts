import { randomBytes } from 'node:crypto';
import { NO_PREVIOUS_SHA256 } from '../rules/ids.ts';
import type { FieldProblem } from '../web/pages/setup-views.ts';
import { contractOf } from './contracts/contracts.ts';
import { isCountry } from './contracts/country.ts';
import { lineProblem, nameProblem, servicesProblem, zoneProblem } from './contracts/field-checks.ts';
import { lineIdOf, lineIdProblem } from './contracts/line-id.ts';
import { formatSettings } from './contracts/settings-text.ts';
import type { Deriver } from './jobs/derive.ts';
import type { Admin, LineSettings, Published } from './keep.ts';
import type { LaneWriter } from './lane-writer.ts';
import { sha256Hex } from './probe-key.ts';
import { DELAYS_MINUTES } from './public/delays.ts';
import type { ServerKey } from './server-key.ts';
import type { LineRow } from './store/books.ts';
import type { Store } from './store/open-store.ts';
import { lineOf } from './store/read-store.ts';

const DAY_MS = 86_400_000;
const INVITE_DAYS = 7;

export type LineAdminParts = {
  store: Store;
  lane: LaneWriter;
  deriver: Deriver;
  key: Pick<ServerKey, 'fingerprint'>;
  nowMs: () => number;
  zone: string;
  onCommit: (lines: Iterable<string>) => void;
};
type Parts = LineAdminParts;

/** Making lines, inviting probes, changing settings and the switches; each method is one transaction. */
export function lineAdmin(parts: Parts): Pick<Admin, 'invite' | 'makeLine' | 'publish' | 'unpublish' | 'updateLine'> {
  const { store, nowMs } = parts;
  const change = (id: string, act: (line: LineRow) => string | null) => changeLine(parts, id, act);
  const publish = (id: string, { live, evidence, delayMinutes }: Published) =>
    change(id, (line) => {
      const isDelay = delayMinutes === undefined || DELAYS_MINUTES.some((known) => known === delayMinutes);
      if (!isDelay) return `the delay must be one of ${DELAYS_MINUTES.join(', ')} minutes`;
      store.owner.publishLine(id, live ?? line.isLivePublished, evidence ?? line.isEvidencePublished);
      if (delayMinutes !== undefined) store.owner.delayLine(id, delayMinutes);
      return null;
    });
  return {
    publish,
    unpublish: (id) => publish(id, { live: false, evidence: false }),
    updateLine: (id, settings) => change(id, (line) => setLine(parts, line, settings)),
    makeLine: (settings) => {
      const made = store.write(() => {
        const id = lineIdOf(settings.name, (taken) => store.books.line(taken) !== null);
        const refused = insertLine(parts, id, settings);
        return refused ?? { id };
      });
      if (typeof made === 'string') return made;
      store.books.forget();
      parts.onCommit([made.id]);
      const line = store.read.line(made.id);
      if (!line) throw new Error(`bug: line ${made.id} was not written`);
      return line;
    },
    invite: (id, settings = {}) => {
      const secret = randomBytes(24).toString('base64url');
      const expiresAtMs = nowMs() + INVITE_DAYS * DAY_MS;
      const problem = store.write(() => {
        const refused = ensureLine(parts, id, settings);
        if (refused !== null) return refused;
        store.owner.forgetOldInvites(nowMs());
        store.owner.insertInvite({ secretSha256: sha256Hex(secret), line: id, createdAtMs: nowMs(), expiresAtMs });
        return null;
      });
      if (problem !== null) return problem;
      store.books.forget();
      parts.onCommit([id]);
      return { token: `lw1.${secret}.${parts.key.fingerprint}`, expiresAtMs };
    },
  };
}

/** Runs `act` on the line in a transaction; a sentence when there is no such line. */
function changeLine({ store, onCommit }: Parts, id: string, act: (line: LineRow) => string | null) {
  const problem = store.write(() => {
    const line = store.books.line(id);
    if (!line) return noLine(id);
    const refused = act(line);
    if (refused === null) line.version += 1;
    if (refused === null) store.books.touch(line);
    return refused;
  });
  if (problem !== null) return problem;
  store.books.forget();
  onCommit([id]);
  const line = store.books.line(id);
  return line ? lineOf(line) : noLine(id);
}

function ensureLine(parts: Parts, id: string, settings: LineSettings): string | null {
  const existing = parts.store.books.line(id);
  if (!existing) return insertLine(parts, id, settings);
  if (Object.keys(settings).length === 0) return null;
  const refused = setLine(parts, existing, settings);
  if (refused === null) existing.version += 1;
  return refused;
}

function insertLine(parts: Parts, id: string, settings: LineSettings): string | null {
  const { store, nowMs } = parts;
  const problem = lineIdProblem(id) ?? settingsProblem(settings);
  if (problem !== null) return problem;
  const fresh = { name: settings.name ?? id, provider: settings.provider ?? '', zone: settings.zone ?? parts.zone };
  store.owner.insertLine({ id, ...fresh, createdAtMs: nowMs(), laneSha256: NO_PREVIOUS_SHA256 });
  store.books.forget();
  const line = store.books.line(id);
  if (!line) throw new Error(`bug: line ${id} was not written`);
  writeSettings(parts, line, settings);
  return null;
}

/** Changes what is named and differs; with the zone the borders of all days move. */
function setLine(parts: Parts, line: LineRow, settings: LineSettings): string | null {
  const problem = settingsProblem(settings);
  if (problem !== null) return problem;
  const { name = line.name, provider = line.provider, zone = line.zone } = settings;
  const isRenamed = name !== line.name || provider !== line.provider;
  const isMoved = zone !== line.zone;
  if (!isRenamed && !isMoved && !isContractChanged(parts, line, settings)) return null;
  parts.store.owner.updateLine(line.id, { name, provider, zone });
  Object.assign(line, { name, provider, zone });
  writeSettings(parts, line, settings);
  if (isMoved) parts.deriver.sumAllDays(line.id);
  if (isMoved) parts.deriver.flush();
  return null;
}

/** Told for the first time counts as a change: from then on it is on record. */
function isContractChanged({ store }: Parts, line: LineRow, { country, services }: LineSettings): boolean {
  if (country === undefined && services === undefined) return false;
  if (store.contracts.contract(line.id) === null) return true;
  const told = contractOf(store, line);
  return (country ?? told.country) !== told.country || (services ?? told.services).join() !== told.services.join();
}

/** Dated settings: the text is kept, the lane holds its hash. Country and services stand in it once they were told. */
function writeSettings({ store, lane, nowMs }: Parts, line: LineRow, { country, services }: LineSettings): void {
  const isToldNow = country !== undefined || services !== undefined;
  const before = contractOf(store, line);
  const told = { country: country ?? before.country, services: services ?? before.services };
  const isTold = isToldNow || store.contracts.contract(line.id) !== null;
  if (isToldNow) {
    const row = { line: line.id, country: told.country, services: told.services.join(), updatedAtMs: nowMs() };
    store.contracts.writeContract(row);
  }
  const { name, provider, zone } = line;
  const text = formatSettings({ name, provider, zone, ...(isTold && told) });
  const sha256 = sha256Hex(text);
  const { entry } = lane.append(line, { type: 'settings', fields: { sha256 } }, nowMs());
  store.owner.insertSettings({ line: line.id, laneEntry: entry, fromAtMs: nowMs(), sha256, text });
}

/** For who types at a shell; the forms of the pages have their own sentences. */
function settingsProblem({ name, provider, zone, country, services }: LineSettings): string | null {
  const wrongName = name === undefined ? null : nameProblem(name);
  if (wrongName === 'empty') return '"name" must not be empty';
  const wrong: [string, FieldProblem | null][] = [
    ['name', wrongName],
    ['provider', provider === undefined ? null : lineProblem(provider)],
  ];
  for (const [key, problem] of wrong) if (problem) return `"${key}" must be one line of at most 80 characters`;
  if (zone !== undefined && zoneProblem(zone)) return `"${zone.slice(0, 60)}" is not a time zone like Europe/Berlin`;
  if (country !== undefined && !isCountry(country)) return 'the country must be one of DE, AT, CH, NL, BE, GB, FR, ZZ';
  if (services !== undefined && servicesProblem(services)) return 'services are internet, telephony, mobile';
  return null;
}

function noLine(id: string): string {
  return `there is no line "${id.slice(0, 40)}"`;
}
