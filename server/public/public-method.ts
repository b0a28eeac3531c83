import type { Method } from '../../rules/method.ts';

type KeptMethod = { sha256: string; text: string; fromAtMs: number };

/** By the hash of the exact text: there are a few in the life of a line, and every page asks for one. */
const shown = new Map<string, KeptMethod>();
const MAX_SHOWN = 100;

/**
 * A method as strangers see it: how many public targets are asked and how often. No address, no name of a network, no
 * router, no resolver, no device of the home. The hash is another, because the text is.
 */
export function publicMethod({ sha256, text }: KeptMethod): KeptMethod {
  const known = shown.get(sha256);
  if (known) return known;
  const exact = JSON.parse(text) as Method; // checked when it was taken in
  const targets = exact.targets.filter(({ role }) => role === 'far' || role === 'own-server');
  const method: Method = {
    ...exact,
    software: 'linewitness',
    targets: targets.map((target) => ({ ...target, role: 'far', address: '', network: '' })),
  };
  const made = { sha256: `public:${sha256}`, text: JSON.stringify(method), fromAtMs: 0 };
  if (shown.size >= MAX_SHOWN) shown.clear();
  shown.set(sha256, made);
  return made;
}
