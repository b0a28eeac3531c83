import type { RouterWays } from '../lab/home-router.ts';
import { reasonsMissing } from '../needs.ts';
import { FAULT_SCENARIOS, faultScenario, missesOf, wordsOf } from '../scenarios/faults.ts';
import { playInOrder } from '../scenarios/play.ts';
import { atLeast, type Figure, isShort, notMeasured, progress, runAlone } from './figures.ts';

const WAYS: readonly RouterWays[] = ['none', 'igd', 'tr064'];
const NAME = 'verdicts right in network namespaces';

/** Every fault of the lab with each kind of router, real programs, links really cut; a world for each kind of router. */
export async function faultMatrix(): Promise<Figure[]> {
  const missing = reasonsMissing(['namespaces', 'fping']).join(', ');
  if (missing !== '') return [notMeasured(NAME, '>= 95 %', missing)];
  const wanted = process.env['FAULT_MATRIX'] ?? '';
  const faults = FAULT_SCENARIOS.filter(({ name }) => name.includes(wanted));
  const rows: string[][] = [];
  let right = 0;
  await Promise.all(
    WAYS.map(async (router) => {
      const scenarios = faults.map((fault) => faultScenario(fault, !isShort));
      const playing = playInOrder({ server: 'vps', tools: ['fping'], router }, scenarios);
      for (const fault of faults) {
        const row = [fault.name, router];
        try {
          const finding = await playing.finding(fault.name);
          const misses = missesOf(fault, finding);
          if (misses.length === 0) right += 1;
          row.push(
            misses.length === 0 ? 'right' : 'WRONG',
            misses.join('; ') || finding.outages.map(wordsOf).join('; ') || `no outage, ${finding.stateDuring}`,
          );
        } catch (error) {
          row.push('WRONG', String(error).slice(0, 2_000));
        }
        rows.push(row);
        progress(row.join(' | '));
      }
      await playing.done;
    }),
  );
  const order = (row: string[]) => faults.findIndex(({ name }) => name === row[0]);
  console.error(
    `\n${rows
      .sort((a, b) => order(a) - order(b))
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n')}\n`,
  );
  const how = `${faults.length} faults with each of ${WAYS.length} kinds of router, real probe, server, fping and links`;
  return [atLeast(NAME, (100 * right) / rows.length, { limit: 95, unit: '%', how })];
}

if (import.meta.main) await runAlone(faultMatrix);
