import type { Method } from '../../rules/method.ts';
import type { ReadStore } from '../store/store.ts';

/** The method in use at an instant; null when none is kept. */
export function methodAt(store: Pick<ReadStore, 'methods'>, line: string, atMs: number | null): Method | null {
  if (atMs === null) return null;
  const newest = store.methods(line, atMs - 1, atMs + 1)[0];
  return newest ? readKept(newest) : null;
}

/** Whether anything of a line was made up, as `npm run demo` does: then nothing of it may pass as a measurement. */
export function isSimulated(store: Pick<ReadStore, 'methods'>, line: string): boolean {
  return store.methods(line, 0, Number.MAX_SAFE_INTEGER).some((method) => readKept(method).simulated);
}

/** Methods by the hash of their text: there are a few in the life of a line, and every page asks for one. */
const kept = new Map<string, Method>();
const MAX_KEPT = 100;

/** Only a text that `parseMethod` took, byte for byte in its spelling, is kept; checking it again took 5 ms of a page. */
function readKept({ sha256, text }: { sha256: string; text: string }): Method {
  const known = kept.get(sha256);
  if (known) return known;
  const method = JSON.parse(text) as Method; // checked when it was taken in
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(sha256, method);
  return method;
}

/** Back ends of the far targets, each once. */
export function backEndsOf(method: Method | null): string[] {
  const far = method?.targets.filter((target) => target.role === 'far') ?? [];
  return [...new Set(far.map((target) => target.backEnd))];
}
