/** One line for a terminal: what servers say may hold escapes that move its cursor, or turn its letters round. */
export function plainLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 2_000);
}
