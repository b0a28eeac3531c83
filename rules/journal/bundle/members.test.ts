import { expect, test } from 'vitest';
import { openFindings } from './findings.ts';
import { MAX_MEMBERS } from './members.ts';
import { openFiles } from './open-files.ts';
import { bytesInMemory } from './source.ts';

test('more members than any honest bundle has are told and not read', () => {
  const bytes = bytesInMemory(new Uint8Array());
  const files = Array.from({ length: MAX_MEMBERS + 1 }, (_, nth) => ({ name: `heads/${nth}.txt`, bytes }));
  const findings = openFindings();
  expect(openFiles(files, findings)).toBeNull();
  const said = { count: MAX_MEMBERS + 1, most: MAX_MEMBERS };
  expect(findings.end().findings).toMatchObject([{ code: 'too-many-members', kind: 'broken', values: said }]);
  expect(openFiles(files.slice(1), openFindings())?.members.size).toBe(MAX_MEMBERS);
});
