import type { NextStep, NextStepKind } from '../../web/pages/setup-views.ts';

/** What is known of a line when one asks what is missing. */
export type SetupFacts = {
  line: { id: string; provider: string };
  /** Why nothing is known now, as in `NowView`; null: something is. */
  unknownCause: string | null;
  /** Whether anything was ever measured. */
  isMeasured: boolean;
  /** Back ends of the far targets in use. */
  backEnds: readonly string[];
  /** Whether an alarm would reach anybody. */
  hasAlarmPath: boolean;
};

const LESS_EXACT = new Set(['ping', 'tcp', 'dns']);

/** What the owner of a line should do next, the most urgent first; nothing when all is well. */
export function nextSteps({ line, unknownCause, isMeasured, backEnds, hasAlarmPath }: SetupFacts): NextStep[] {
  const missing: Record<Exclude<NextStepKind, 'make-line'>, boolean> = {
    'connect-probe': unknownCause === 'no-probe',
    'await-first': !isMeasured && unknownCause !== 'no-probe',
    'probe-silent': isMeasured && unknownCause === 'no-contact',
    'add-alarm': isMeasured && !hasAlarmPath,
    'add-provider': line.provider === '',
    'install-fping': isMeasured && backEnds.length > 0 && backEnds.every((name) => LESS_EXACT.has(name)),
  };
  const paths: Record<keyof typeof missing, string> = {
    'connect-probe': probePath(line.id),
    'await-first': probePath(line.id),
    'probe-silent': probePath(line.id),
    'add-alarm': '/owner/alarms',
    'add-provider': settingsPath(line.id),
    'install-fping': probePath(line.id),
  };
  // keys stand in the order of NEXT_STEP_KINDS
  return (Object.keys(missing) as (keyof typeof missing)[])
    .filter((kind) => missing[kind])
    .map((kind) => ({ kind, path: paths[kind] }));
}

export function settingsPath(line: string): string {
  return `/owner/lines/${line}`;
}

export function probePath(line: string): string {
  return `/owner/lines/${line}/probe`;
}
