import { RECONNECT_CASES, reconnectMonth } from '../fault-set/reconnect-month.ts';
import { demandsOf, missesText, resultTable } from '../fault-set/result-table.ts';
import { type Played, play, SCRIPTS, variantsOf } from '../fault-set/run-scripts.ts';
import { atLeast, atMost, type Figure, isShort, progress, runAlone } from './figures.ts';

const PER_SETTING = isShort ? 3 : 25;
/** Other homes than those of `npm test`. */
const FIRST_SEED = 1_000;
const DAYS = isShort ? 5 : 30;
const SEED = 30;

/** The fault set in many homes, with its table, and months with a new session each night. */
export function faultSet(): Figure[] {
  return [...faults(), ...nights()];
}

function faults(): Figure[] {
  const played: Played[] = [];
  for (const script of SCRIPTS) {
    played.push(...variantsOf([script], PER_SETTING, FIRST_SEED).map(play));
    if (played.length % 10 === 0) progress(`${played.length} faults`);
  }
  console.error(`\n${resultTable(played)}\n\n${missesText(played) || 'no misses'}\n`);
  const { rightRatio, namedRatio, accused, invented, boundsWrong } = demandsOf(played);
  const decidable = played.filter(({ undecidable }) => undecidable === null).length;
  const how = `${SCRIPTS.length} scripts of test/fault-set with each testimony and family, ${PER_SETTING} homes each, folded natively`;
  const count = { limit: 0, unit: '', how };
  return [
    atLeast('verdicts right, of those that can be told', rightRatio * 100, {
      limit: 95,
      unit: '%',
      how: `${decidable}; ${how}`,
    }),
    atLeast('undecidable faults named so', namedRatio * 100, {
      limit: 100,
      unit: '%',
      how: `${played.length - decidable}; ${how}`,
    }),
    atMost('access or provider named where the trouble was at home', accused, count),
    atMost('outages counted where the line was not down', invented, count),
    atMost('faults with bounds that do not hold the truth', boundsWrong, count),
  ];
}

/** No false outage once anything tells that it is the nightly one. */
function nights(): Figure[] {
  return RECONNECT_CASES.map((nightly) => {
    const { nights: all, planned, counted, invented } = reconnectMonth(nightly, DAYS, SEED);
    const name = `${DAYS} days with 2 % loss and a new session each night, ${nightly.name}: counted`;
    const how = `${planned} of ${all} nights said to be planned; ${invented} outages outside the nights`;
    progress(`${nightly.name}: ${how}, counted nights ${counted.join(', ') || 'none'}`);
    const limit = nightly.learnsInNights;
    const learns = limit === 0 ? how : `${how}; ${limit} before it is known what they are`;
    return atMost(name, counted.length + invented, { limit, unit: '', how: learns });
  });
}

if (import.meta.main) await runAlone(async () => faultSet());
