import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demandsOf, resultTable } from './test/fault-set/result-table.ts';
import {
  type Played,
  play,
  README_PER_SETTING,
  SCRIPTS,
  type Variant,
  variantsOf,
} from './test/fault-set/run-scripts.ts';

/**
 * `npm run readme`: plays the fault set and writes what came of it into README.md, between its two markers. A test
 * keeps the two equal, so that the table is never better than the rules.
 */
const START = '<!-- faults:start -->';
const END = '<!-- faults:end -->';

/** What is played for the README: the same seeds each time, so the same result for the same rules. */
export function readmeVariants(): Variant[] {
  return variantsOf(SCRIPTS, README_PER_SETTING);
}

/** The README with the result between its markers. */
export function withFaultTable(readme: string, played: readonly Played[]): string {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has no place "${START}" … "${END}"`);
  return `${before}${START}\n${faultText(played)}${END}${after}`;
}

function faultText(played: readonly Played[]): string {
  const { rightRatio, namedRatio, accused, invented, boundsWrong } = demandsOf(played);
  const decidable = played.filter(({ undecidable }) => undecidable === null).length;
  return `${played.length} simulated faults, each with a known truth (\`test/fault-set/\`; IPv4, IPv6 and both, other homes, phases,
answer times and up to 2 % random loss each time):

| demanded | result |
|---|---|
| of ${decidable} that can be told from what was measured, right: ≥ 95 % | ${percent(rightRatio)} |
| of ${played.length - decidable} that cannot, nothing more said than is known: 100 % | ${percent(namedRatio)} |
| access or provider named where the trouble was at home (but for a pulled plug, see above): 0 | ${accused} |
| outages counted where the line was not down: 0 | ${invented} |
| bounds that do not hold the truth: 0 | ${boundsWrong} |

✓ right · ○ cannot be told from what this router says, and is not · ✗ wrong. “Row” is that of the decision table.

<details><summary>Each fault by what the router says</summary>

${resultTable(played)}

</details>
`;
}

/** Never rounded up to a whole that it is not. */
function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

if (process.argv[1] === import.meta.filename) {
  const file = join(import.meta.dirname, 'README.md');
  writeFileSync(file, withFaultTable(readFileSync(file, 'utf8'), readmeVariants().map(play)));
}
