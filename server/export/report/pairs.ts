import type { Text } from '../../pdf/text-lines.ts';

/** Columns of a table of names and values. */
export const PAIRS = [
  { label: '', share: 24 },
  { label: '', share: 76 },
];

/** A name in bold and what it stands for. */
export function pair(name: string, value: Text): Text[] {
  return [[{ text: name, isBold: true }], value];
}
