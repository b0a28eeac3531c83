import { edited, type Members, withManifest } from './evidence-parts.ts';
import { without } from './forgeries-by-anybody.ts';
import { textWith } from './forgeries-of-logs.ts';
import type { Forgery } from './forgery.ts';
import type { Genuine } from './genuine.ts';

/** What an owner with both keys does to what follows from the measurements; manifest signed again. */
const attacks: readonly (Omit<Forgery, 'by' | 'forge'> & { attack: (genuine: Genuine) => Members })[] = [
  {
    what: 'a figure is changed, all signed again',
    attack: ({ members }) =>
      edited(members, 'derived/evidence.json', (text) => text.replace(/"downMaxMs": 2/, '"downMaxMs": 3')),
    found: { status: 'broken', code: 'figure-differs', where: /^derived\/evidence\.json/ },
    hand: null,
  },
  {
    what: 'an outage is made up, all signed again',
    attack: ({ members }) => edited(members, 'derived/evidence.json', withSecondOutage),
    found: { status: 'broken', code: 'outage-invented', where: /^derived\/evidence\.json/ },
    hand: null,
  },
  {
    what: 'a figure of test mails is changed, all signed again',
    attack: ({ members }) =>
      edited(members, 'derived/evidence.json', (text) => text.replace(/("p95Ms": \{\s+"ms": )\d+/, '$19999999')),
    found: { status: 'broken', code: 'figure-differs', where: /^derived\/evidence\.json/ },
    hand: null,
  },
  {
    what: 'a test mail that was prompt is said to have come late, all signed again',
    attack: ({ members }) => edited(members, 'derived/evidence.json', withLateMail),
    found: { status: 'broken', code: 'figure-differs', where: /^derived\/evidence\.json/ },
    hand: null,
  },
  {
    what: 'the comparison with what the provider says is changed, all signed again',
    attack: ({ members }) =>
      edited(members, 'derived/evidence.json', (text) =>
        text.replace('"begin-differs"', '"begin-agrees"').replace('"weight": "differs"', '"weight": "agrees"'),
      ),
    found: { status: 'broken', code: 'comparison-differs', where: /^derived\/evidence\.json/ },
    hand: null,
  },
  {
    what: 'the times that the provider told are changed where the figures name them, all signed again',
    attack: ({ members }) =>
      edited(members, 'derived/evidence.json', (text) => text.replace('"exactToMs": 60000', '"exactToMs": 3600000')),
    found: { status: 'broken', code: 'statement-differs', where: /^derived\/evidence\.json/ },
    hand: null,
  },
  {
    what: 'what the provider says is left out, all signed again',
    attack: ({ members }) => {
      const letter = textWith(members, 'Port was reset.');
      return edited(without(members, letter), 'derived/evidence.json', (text) =>
        JSON.stringify({ ...JSON.parse(text), statements: [] }, null, 1),
      );
    },
    found: { status: 'valid', code: 'statement-not-shown', where: /^derived\/evidence\.json/ },
    hand: null,
  },
];

export const OF_FIGURES: readonly Forgery[] = attacks.map(({ attack, ...said }) => ({
  ...said,
  by: 'owner',
  forge: (genuine) => withManifest(attack(genuine), genuine.server),
}));

function withSecondOutage(text: string): string {
  const evidence = JSON.parse(text) as { outages: { id: string }[] };
  const [outage] = evidence.outages;
  if (!outage) throw new Error('bug: the genuine bundle has no outage');
  evidence.outages.push({ ...outage, id: '0123456789ab' });
  return `${JSON.stringify(evidence, null, 1)}\n`;
}

/** The first one that came, an hour later. */
function withLateMail(text: string): string {
  const evidence = JSON.parse(text);
  const mail = evidence.mail.mails.find(({ state }: { state: string }) => state === 'arrived');
  Object.assign(mail, { state: 'arrived-late', latencyMinMs: 3_600_000, latencyMaxMs: 3_601_000 });
  return JSON.stringify(evidence, null, 1);
}
