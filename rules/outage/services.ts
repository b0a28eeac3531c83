import type { Target } from '../method.ts';
import type { Inputs } from '../verdict/inputs.ts';
import { type Sight, targetKey } from './observation.ts';

/**
 * Services beside the line (row 18): telephony's registrar, against its own baseline. They never make the line down.
 * Plain JSON, one entry a target.
 */
export type ServiceTable = Record<string, Service>;
type Service = {
  role: 'sip';
  isOfProvider: boolean;
  spacingMs: number;
  /** Of the last attempts, halved now and then; not counted while it is said to fail. */
  attempts: number;
  answers: number;
  failures: number;
  failingSinceAtMs: number | null;
  finding: 'ok' | 'fail';
};

/** A registrar that answers less, or was not asked so often, is not judged (reference §5, row 18). */
const BASELINE_RATIO = 0.95;
const BASELINE_ATTEMPTS = 20;
const REMEMBERED_ATTEMPTS = 400;
/** Two failures in a row that lie its spacing apart; attempts on a grid are a little less apart now and then. */
const FAILED_AFTER_LOSSES = 2;
const GRID_SLACK_MS = 1_000;

/** The services of a method; what is known of them is kept. */
export function servicesForMethod(table: ServiceTable, targets: readonly Target[]): ServiceTable {
  const services = targets.filter(({ role }) => role === 'sip');
  return Object.fromEntries(
    services.map((target) => {
      const key = targetKey(target);
      const settings = { isOfProvider: target.network === 'isp', spacingMs: target.spacingMs };
      return [key, { ...(table[key] ?? NEW), ...settings }];
    }),
  );
}

const NEW: Service = {
  role: 'sip',
  isOfProvider: false,
  spacingMs: 0,
  attempts: 0,
  answers: 0,
  failures: 0,
  failingSinceAtMs: null,
  finding: 'ok',
};

/** Notes an attempt while the line carried packets; true when the finding on the service changed. */
export function serviceOnSight(table: ServiceTable, sight: Sight): boolean {
  const service = table[sight.target];
  if (!service || sight.outcomeClass === 'not-measured') return false;
  const before = service.finding;
  const isAnswer = sight.outcomeClass === 'answered';
  if (isAnswer) Object.assign(service, FORGOTTEN);
  else {
    service.failures += 1;
    service.failingSinceAtMs ??= sight.atMs;
    const lastedMs = sight.atMs - service.failingSinceAtMs;
    const isLasting = service.failures >= FAILED_AFTER_LOSSES && lastedMs >= service.spacingMs - GRID_SLACK_MS;
    if (isLasting && hasBaseline(service)) service.finding = 'fail';
  }
  if (service.finding === 'ok') countAttempt(service, isAnswer);
  return before !== service.finding;
}

const FORGOTTEN = { failures: 0, failingSinceAtMs: null, finding: 'ok' } as const;

/** The failures that are looked at now are no part of what is usual. */
function hasBaseline({ attempts, answers, failures }: Service): boolean {
  const before = Math.max(0, attempts - failures);
  return before >= BASELINE_ATTEMPTS && answers >= before * BASELINE_RATIO;
}

function countAttempt(service: Service, isAnswer: boolean): void {
  service.attempts += 1;
  if (isAnswer) service.answers += 1;
  if (service.attempts < REMEMBERED_ATTEMPTS) return;
  service.attempts /= 2;
  service.answers /= 2;
}

/** Nobody looked, or the line was down: failures begin anew. */
export function forgetServiceFailures(table: ServiceTable): void {
  for (const service of Object.values(table)) Object.assign(service, FORGOTTEN);
}

/** V: every registrar has failed. */
export function serviceInputs(table: ServiceTable): Pick<Inputs, 'sip' | 'sipHost'> {
  const known = Object.values(table).filter(hasBaseline);
  if (known.length === 0) return { sip: 'na', sipHost: 'na' };
  const isFailing = known.every(({ finding }) => finding === 'fail');
  return { sip: isFailing ? 'fail' : 'ok', sipHost: known.every((one) => one.isOfProvider) ? 'provider' : 'na' };
}
