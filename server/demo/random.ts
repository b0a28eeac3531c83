/**
 * Numbers that look random and are the same for the same seed, whatever was asked for before: the simulated world has
 * random access, so a story can be continued without replaying it. Not for secrets.
 */

/** A whole number of 32 bits from some whole numbers (murmur3's finaliser over each part). */
export function mixSeed(...parts: number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    // a slot number has more than 32 bits: both halves count
    hash = finish(hash ^ (part | 0));
    hash = finish(hash + (Math.floor(part / 0x1_0000_0000) | 0));
  }
  return hash >>> 0;
}

/** Even in [0, 1); the n-th number of a seed. */
export function uniform(seed: number, nth: number): number {
  return (finish(seed + Math.imul(nth + 1, 0x9e3779b9)) >>> 0) / 0x1_0000_0000;
}

/** Exponential with mean 1, cut off at 20. */
export function exponential(seed: number, nth: number): number {
  return Math.min(20, -Math.log(1 - uniform(seed, nth)));
}

/** Hex digits that follow from the seed (ids of runs and boots). */
export function hexDigits(seed: number, length: number): string {
  let text = '';
  for (let nth = 0; text.length < length; nth++) {
    text += (finish(seed + Math.imul(nth + 1, 0x85ebca6b)) >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
}

function finish(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
