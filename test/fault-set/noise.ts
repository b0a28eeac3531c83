/** A number in [0, 1) for a place and a time, the same whenever it is asked: fates do not depend on the order of asking. */
export type Noise = (place: number, atMs: number) => number;

export function noiseOf(seed: number): Noise {
  return (place, atMs) => {
    let mixed =
      Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35) ^ Math.imul(atMs | 0, 0x27d4eb2f);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
  };
}
