import type { AnyCheck } from './check.ts';
import { dnsCheck } from './dns/measure.ts';
import { httpCheck } from './http/measure.ts';
import { pingCheck } from './ping/measure.ts';
import { tcpCheck } from './tcp/measure.ts';

/** Every kind of check, one line each. Server, tables and pages know none of them by name. */
export const allChecks: readonly AnyCheck[] = [
  pingCheck, //
  tcpCheck,
  dnsCheck,
  httpCheck,
];

/** The check of that kind; an unknown kind is a bug, since the config was checked. */
export function checkOfKind(kind: string): AnyCheck {
  const check = allChecks.find((candidate) => candidate.kind === kind);
  if (!check) throw new Error(`bug: no check of kind ${kind}`);
  return check;
}
