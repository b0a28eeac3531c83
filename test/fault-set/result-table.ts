import { TESTIMONIES, type Testimony } from './router-word.ts';
import type { Played } from './run-scripts.ts';

/** How often a script came out right, was undecidable and named so, or wrong. */
export type Tally = { right: number; named: number; wrong: number };

export function tallyOf(played: readonly Played[]): Tally {
  const wrong = played.filter(({ misses }) => misses.length > 0).length;
  const named = played.filter(({ misses, undecidable }) => misses.length === 0 && undecidable !== null).length;
  return { right: played.length - wrong - named, named, wrong };
}

/** What the issue demands of the whole set, as numbers. */
export type Demands = {
  played: number;
  /** Of those that can be decided, how many were right. */
  rightRatio: number;
  /** Of those that cannot, how many were named so. */
  namedRatio: number;
  accused: number;
  invented: number;
  boundsWrong: number;
};

export function demandsOf(played: readonly Played[]): Demands {
  const decidable = played.filter(({ undecidable }) => undecidable === null);
  const others = played.filter(({ undecidable }) => undecidable !== null);
  const isRight = ({ misses }: Played) => misses.length === 0;
  const withMiss = (kind: string) => played.filter(({ misses }) => misses.some((miss) => miss.kind === kind)).length;
  return {
    played: played.length,
    rightRatio: ratio(decidable.filter(isRight).length, decidable.length),
    namedRatio: ratio(others.filter(isRight).length, others.length),
    accused: withMiss('accused'),
    invented: withMiss('invented'),
    boundsWrong: withMiss('bounds'),
  };
}

/** A Markdown table: a script a line, a kind of testimony a column. */
export function resultTable(played: readonly Played[]): string {
  const rows = groupBy(played, ({ script }) => script.name).map(([name, own]) => {
    const row = own[0]?.script.row ?? '';
    const cells = TESTIMONIES.map((testimony) => cellOf(own.filter((one) => one.testimony === testimony)));
    return `| ${name} | ${row} | ${cells.join(' | ')} |`;
  });
  const head = `| what happens | row | ${TESTIMONIES.map((one) => WORDS[one]).join(' | ')} |`;
  return [head, '|---|---|---|---|---|', ...rows].join('\n');
}

/** What went wrong, one line for each kind of miss of each script; for people who mend it. */
export function missesText(played: readonly Played[]): string {
  const missed = played.flatMap((one) =>
    one.misses.map(({ kind, text }) => ({
      one,
      key: `${one.script.name} [${one.testimony}] ${kind}: ${text.replace(/[\d.]+ s/g, '… s')}`,
    })),
  );
  return groupBy(missed, ({ key }) => key)
    .map(
      ([key, all]) =>
        `${String(all.length).padStart(5)}  ${key}  (v${all[0]?.one.families.join('+v')}, seed ${all[0]?.one.seed})`,
    )
    .join('\n');
}

const WORDS: Record<Testimony, string> = {
  none: 'router says nothing',
  igd: 'UPnP IGD',
  tr064: 'IGD and TR-064',
};

function cellOf(played: readonly Played[]): string {
  if (played.length === 0) return '–';
  const { right, named, wrong } = tallyOf(played);
  const parts = [right > 0 && `✓ ${right}`, named > 0 && `○ ${named}`, wrong > 0 && `✗ ${wrong}`];
  return parts.filter(Boolean).join(' ');
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}
