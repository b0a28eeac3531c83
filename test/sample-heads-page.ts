import { headsPage } from '../web/pages/heads-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { SAMPLE_NOW_MS } from './sample-values.ts';

const HOUR_MS = 3_600_000;
const OCCASIONS = ['asked', 'outage', 'outage', 'outage'] as const;

/** The signed states of all logs: with stamps, and before the first. */
export function headsSamplePages(context: PageContext): Record<string, string> {
  const asOwner: PageContext = { ...context, reader: 'owner', path: '/owner/heads' };
  const serverFingerprint = '4c1f09ab77aa01f3e3b0c44298fc1c14';
  const stamp = (authority: string, atMs: number) => ({
    authority,
    stampedAtMs: atMs + 61_000,
    root: 'public' as const,
  });
  const heads = Array.from({ length: 8 }, (_, n) => {
    const atMs = SAMPLE_NOW_MS - 120_000 - n * HOUR_MS;
    const occasion = OCCASIONS[n] ?? ('hourly' as const);
    const stamps =
      n === 0
        ? []
        : [
            stamp('digicert', atMs),
            { authority: 'freetsa', stampedAtMs: n === 2 ? null : atMs, root: n === 2 ? null : ('unknown' as const) },
          ];
    return { counter: 1042 - n, atMs, sha256: `77aa01f3${n}`.padEnd(64, 'c4d9'), occasion, stamps };
  });
  const atMs = SAMPLE_NOW_MS - HOUR_MS;
  const authorities = [
    {
      name: 'digicert',
      host: 'timestamp.digicert.com',
      newest: { counter: 1041, stampedAtMs: atMs, worth: 'public' as const },
      problem: null,
    },
    {
      name: 'sectigo',
      host: 'timestamp.sectigo.com',
      newest: { counter: 1038, stampedAtMs: atMs - 3 * HOUR_MS, worth: 'public' as const },
      problem: 'answered with HTTP 503',
    },
    {
      name: 'freetsa',
      host: 'freetsa.org',
      newest: { counter: 1035, stampedAtMs: atMs - 6 * HOUR_MS, worth: 'unknown' as const },
      problem: null,
    },
    { name: 'own', host: '192.168.178.20:8080', newest: null, problem: 'connect ECONNREFUSED' },
  ];
  return {
    heads: headsPage(asOwner, { zone: 'Europe/Berlin', serverFingerprint, authorities, heads }),
    'heads-first': headsPage(asOwner, { zone: 'Europe/Berlin', serverFingerprint, authorities: [], heads: [] }),
  };
}
