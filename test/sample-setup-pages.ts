import { offeredZones } from '../server/contracts/country.ts';
import { lineSettingsPage, newLinePage } from '../web/pages/setup-line-pages.ts';
import { probePage } from '../web/pages/setup-probe-page.ts';
import type {
  FirstMeasurementView,
  LineFormValues,
  NextStep,
  PrivateFormValues,
  ProbeCommandView,
  ProbePageView,
} from '../web/pages/setup-views.ts';
import type { PageContext } from '../web/pages/views.ts';
import { DAY_MS, HOUR_MS, SAMPLE_NOW_MS, sampleLine } from './sample-values.ts';

/** The pages of the set-up in every state worth looking at. Nothing here was measured. */

const zones = offeredZones('Europe/Berlin').slice(0, 12);
export const sampleLineValues: LineFormValues = {
  name: 'Zuhause',
  provider: 'Musternetz',
  services: ['internet', 'telephony'],
  fee: '39,95',
  zone: 'Europe/Berlin',
  country: 'DE',
};
export const samplePrivateValues: PrivateFormValues = {
  customerName: 'Erika Musterfrau',
  customerAddress: 'Lindenstraße 7\n12345 Musterstadt',
  contractNumber: 'K-4711-0815',
  phone: '+49 151 0000000',
  email: 'erika@example.org',
  providerAddress: 'Musternetz AG\nNetzweg 1\n54321 Netzdorf',
  providerEmail: 'stoerung@example.com',
  customer: 'consumer',
};
const TOKEN = `lw1.${'Xk3vQ9'.repeat(5)}Ab.${'0123456789abcdef'.repeat(2)}`;
const join = (start: string, url: string) => `${start} enroll ${url} ${TOKEN} && ${start} install`;

export const sampleCommand: ProbeCommandView = {
  expiresAtMs: SAMPLE_NOW_MS + 7 * DAY_MS,
  single: {
    command: `curl -fsSO http://192.0.2.10:8080/probe.mjs && ${join('sudo node probe.mjs', 'http://192.0.2.10:8080')}`,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  project: join('npm run probe --', 'http://192.0.2.10:8080'),
  reach: 'everywhere',
};
const near: ProbeCommandView = {
  ...sampleCommand,
  single: null,
  project: join('npm run probe --', 'http://localhost:8080'),
  reach: 'bound',
};

const first: FirstMeasurementView = {
  atMs: SAMPLE_NOW_MS - 240_000,
  backEnds: ['ping'],
  askedCount: 5,
  answeredCount: 5,
  gateway: 'answered',
  clock: 'sync',
};
const joined = { joinedAtMs: SAMPLE_NOW_MS - 280_000, lastContactAtMs: SAMPLE_NOW_MS - 8000 };
const measuring = { ...joined, hasDelivered: true, first };
const path = '/owner/lines/home/probe';
const alarm: NextStep = { kind: 'add-alarm', path: '/owner/alarms' };

export function setupSamplePages(context: PageContext): Record<string, string> {
  const own: PageContext = { ...context, path, reader: 'owner' };
  const probe = (patch: Partial<ProbePageView>) =>
    probePage(own, { line: sampleLine, command: null, probe: null, steps: [], ...patch });
  return {
    'setup-new': newLinePage({ ...own, path: '/owner/lines/new' }, { values: sampleLineValues, problems: {}, zones }),
    'setup-new-refused': newLinePage(
      { ...own, path: '/owner/lines/new' },
      {
        values: { ...sampleLineValues, name: '', services: [], fee: 'viel' },
        problems: { name: 'empty', services: 'no-service', fee: 'not-an-amount' },
        zones,
      },
    ),
    'setup-line': settings(own, { isSaved: false }),
    'setup-line-saved': settings(own, { isSaved: true }),
    'setup-probe-none': probe({}),
    'setup-probe-invited': probe({ command: sampleCommand }),
    'setup-probe-near': probe({ command: near, probe: measuring }),
    'setup-probe-joined': probe({ probe: { ...joined, hasDelivered: false, first: null } }),
    'setup-probe-late': probe({
      probe: { joinedAtMs: SAMPLE_NOW_MS - HOUR_MS, lastContactAtMs: null, hasDelivered: false, first: null },
    }),
    'setup-probe-seen': probe({ probe: measuring, steps: [alarm, { kind: 'install-fping', path }] }),
    'setup-probe-old': probe({ probe: { ...measuring, joinedAtMs: SAMPLE_NOW_MS - 90 * DAY_MS } }),
    'setup-probe-silent': probe({
      probe: { ...measuring, joinedAtMs: SAMPLE_NOW_MS - 2 * HOUR_MS },
      steps: [{ kind: 'probe-silent', path }],
    }),
    'setup-probe-deaf': probe({
      probe: {
        ...measuring,
        lastContactAtMs: null,
        first: { ...first, answeredCount: 0, gateway: 'silent', clock: 'unsync' },
      },
    }),
  };
}

function settings(context: PageContext, { isSaved }: { isSaved: boolean }): string {
  return lineSettingsPage(
    { ...context, path: '/owner/lines/home' },
    {
      line: sampleLine,
      values: { ...sampleLineValues, ...samplePrivateValues, ...(isSaved ? {} : { phone: 'morgens' }) },
      problems: isSaved ? {} : { phone: 'not-a-phone' },
      zones,
      isSaved,
      history: [
        {
          fromAtMs: SAMPLE_NOW_MS - 30 * DAY_MS,
          name: 'Zuhause',
          provider: 'Altnetz',
          zone: 'Europe/Berlin',
          country: 'DE',
          services: ['internet', 'telephony'],
        },
        { fromAtMs: SAMPLE_NOW_MS - 90 * DAY_MS, name: 'home', provider: '', zone: 'UTC' },
        { fromAtMs: SAMPLE_NOW_MS - 91 * DAY_MS, name: 'home', provider: '', zone: 'Europe/Berlin' },
      ],
    },
  );
}
