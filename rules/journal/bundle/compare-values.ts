/** So much of a value is told. */
const SHOWN_CHARS = 200;

export type Differ = (path: string, said: unknown, computed: unknown) => void;

/** Every key that was computed; keys that only the document has are none of the figures. Lists have equal lengths. */
export function compareValues(path: string, said: unknown, computed: unknown, differ: Differ): void {
  if (Array.isArray(computed) && Array.isArray(said) && said.length === computed.length) {
    for (const [at, one] of computed.entries()) compareValues(`${path}[${at}]`, said[at], one, differ);
  } else if (isObject(computed) && isObject(said) && !Array.isArray(computed)) {
    for (const [key, one] of Object.entries(computed)) compareValues(`${path} ${key}`, said[key], one, differ);
  } else if (JSON.stringify(said) !== JSON.stringify(computed)) differ(path, said, computed);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** For a sentence. */
export function shownValue(value: unknown): string | number {
  if (typeof value === 'number') return value;
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, SHOWN_CHARS);
}
