import { openServerKey } from '../../server/server-key.ts';
import { edited, type Members, withManifest } from './evidence-parts.ts';
import type { Forgery } from './forgery.ts';

const DAY = 'probe/2026-10-02.txt';

/** Another answer time in the first measurement of the second day. */
function withOtherValue(members: Members): Members {
  return edited(members, DAY, (text) =>
    text.replace(/"samples":\[\[(\d+),(\d+),(\d)/, (_, a, b, c) => `"samples":[[${a},${b},${9 - Number(c)}`),
  );
}

/** Whoever gets the bundle can do this: a provider, a mail server, a bad disk. */
export const BY_ANYBODY: readonly Forgery[] = [
  {
    what: 'a measured value is changed',
    by: 'anybody',
    forge: ({ members }) => withOtherValue(members),
    found: { status: 'broken', code: 'member-changed', where: /^probe\/2026-10-02\.txt$/ },
    hand: '1',
  },
  {
    what: 'the length of an outage is changed',
    by: 'anybody',
    forge: ({ members }) =>
      edited(members, 'derived/evidence.json', (text) => text.replace(/"downMaxMs": 2/, '"downMaxMs": 3')),
    found: { status: 'broken', code: 'member-changed', where: /^derived\/evidence\.json$/ },
    hand: '1',
  },
  {
    what: 'the report is exchanged',
    by: 'anybody',
    forge: ({ members }) => new Map(members).set('report.pdf', Buffer.from('%PDF-1.7\n% another one\n')),
    found: { status: 'broken', code: 'member-changed', where: /^report\.pdf$/ },
    hand: '1',
  },
  {
    what: 'a file is taken out',
    by: 'anybody',
    forge: ({ members }) => without(members, 'server/events.txt'),
    found: { status: 'broken', code: 'member-missing', where: /^server\/events\.txt$/ },
    hand: '1',
  },
  {
    what: 'a file is added',
    by: 'anybody',
    forge: ({ members }) => new Map(members).set('derived/more.csv', Buffer.from('down,9\n')),
    found: { status: 'broken', code: 'member-not-in-manifest', where: /^derived\/more\.csv$/ },
    hand: '1',
  },
  {
    what: 'a value is changed, and the list of hashes with it',
    by: 'anybody',
    forge: ({ members }) => withManifest(withOtherValue(members), null),
    found: { status: 'broken', code: 'manifest-not-signed', where: /^MANIFEST/ },
    hand: '1',
  },
  {
    what: 'the same, signed with a key of one’s own',
    by: 'anybody',
    forge: ({ members }) => withManifest(withOtherValue(members), openServerKey(null)),
    found: { status: 'broken', code: 'manifest-not-signed', where: /^MANIFEST/ },
    hand: '1',
  },
];

export function without(members: Members, name: string): Members {
  const kept = new Map(members);
  if (!kept.delete(name)) throw new Error(`bug: there is no ${name}`);
  return kept;
}
