/** Of a personal value (rules/wire/upload.ts). */
export const TEXT_MAX_CHARS = 2000;

/**
 * The lines as one text of at most 2000 characters, cut at whole lines: the first ones stay, and a last line says how
 * many were left out. A single line that is too long is cut.
 */
export function wholeLines(lines: readonly string[]): string {
  const short = lines.map((line) => line.slice(0, TEXT_MAX_CHARS / 4));
  const text = short.join('\n');
  if (text.length <= TEXT_MAX_CHARS) return text;
  const kept = [...short];
  const withNote = () => [...kept, `… ${lines.length - kept.length} more`].join('\n');
  while (withNote().length > TEXT_MAX_CHARS) kept.pop();
  return withNote();
}
