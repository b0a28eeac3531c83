import { EXACTNESS_MS, INSTANT_KINDS, STATEMENT_KINDS } from '../../rules/statement/statement.ts';
import type { Keep } from '../../server/keep.ts';

type Life = { line: string; random: () => number; fromAtMs: number; toAtMs: number };

/** The provider says something of the line, true or not; now and then the owner takes it back. */
export function letterFrom(keep: Pick<Keep, 'statements'>, { line, random, fromAtMs, toAtMs }: Life): void {
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from));
  const rows = Array.from({ length: between(1, 6) }, () => {
    const kind = STATEMENT_KINDS[between(0, STATEMENT_KINDS.length)] ?? 'note';
    const rowAtMs = between(fromAtMs - 3_600_000, toAtMs);
    const isOpen = INSTANT_KINDS.includes(kind) || random() < 0.2;
    return { kind, fromAtMs: rowAtMs, toAtMs: isOpen ? null : rowAtMs + between(0, 90_000_000), text: 'as they say' };
  }).toSorted((a, b) => a.fromAtMs - b.fromAtMs);
  const exactToMs = EXACTNESS_MS[between(0, EXACTNESS_MS.length)] ?? 1000;
  const words = { title: 'Answer', source: 'Letter', attachment: null, zone: 'Europe/Berlin' };
  const kept = keep.statements.enter({ line, ...words, exactToMs, rows });
  if (kept && random() < 0.2) keep.statements.withdraw(kept.statement.id);
}
