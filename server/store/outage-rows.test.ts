import { expect, test } from 'vitest';
import { fakeLine } from '../../test/fakes/fake-keep.ts';
import { parseOutage, parseWhole } from './outage-rows.ts';

test('an outage that rules of before version 2 wrote is read as one of which nothing more was said', () => {
  const [outage] = fakeLine('home').outages;
  if (!outage) throw new Error('bug: the fake line has an outage');
  const { chain, snapshots, provisional, isReachable, tags, revision, ...entry } = outage;
  const phases = entry.phases.map(({ side, ...phase }) => phase);
  const row = { outage: JSON.stringify({ ...entry, phases }), revision: 3 };
  const asRead = {
    ...entry,
    phases: entry.phases.map((phase) => ({ ...phase, side: outage.side })),
    ...{ provisional: null, isReachable: false, tags: [], revision: 3 },
  };
  expect(parseOutage(row)).toEqual(asRead);
  // what the column holds where the migration added it
  expect(parseWhole({ ...row, evidence: '{"chain":[],"snapshots":[]}' })).toEqual({
    ...asRead,
    chain: [],
    snapshots: [],
  });
});
