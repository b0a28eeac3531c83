import { createHmac } from 'node:crypto';

/** Names of mails as strangers see them. Both ways 12 hex digits; what is none is answered as it came. */
export type IdMask = { mask(id: string): string; unmask(id: string): string };

const ID = /^[0-9a-f]{12}$/;
const HALF = 0x100_0000;
/** Luby and Rackoff: from four on what comes out cannot be told from chance. */
const ROUNDS = [0, 1, 2, 3];

/**
 * The name of a mail is the hash of its slot: whoever tries the seconds of a day finds it, and with it the second in which
 * a line came back. So strangers get another one, from which only this server finds the mail again: a Feistel cipher of 48
 * bits.
 */
export function openIdMask(secret: Uint8Array): IdMask {
  const mix = (half: number, round: number) =>
    createHmac('sha256', secret).update(`linewitness-mail-id ${round} ${half}`).digest().readUIntBE(0, 3);
  const run = (id: string, rounds: readonly number[]) => {
    if (!ID.test(id)) return id;
    let [left, right] = [Number.parseInt(id.slice(0, 6), 16), Number.parseInt(id.slice(6), 16)];
    for (const round of rounds) [left, right] = [right, (left ^ mix(right, round)) % HALF];
    // swapped, so that the rounds backwards are the way back
    return [right, left].map((half) => half.toString(16).padStart(6, '0')).join('');
  };
  return { mask: (id) => run(id, ROUNDS), unmask: (id) => run(id, ROUNDS.toReversed()) };
}
