import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { AppError } from '../app-error.ts';
import { placeOfAsker, unknownProxyOf } from '../door/surroundings.ts';
import type { WorkAsk, WorkProblem, WorkState } from '../export/evidence-work.ts';
import { exportName } from '../export/gather-case.ts';
import { languageOfLine } from '../language.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { askedEvidence } from './exports.ts';

/** What the owner shows unless he says otherwise: `&texts=0`, `&values=1`, `&files=0`. */
const SHOWN = { texts: true, values: false, files: true };

/**
 * `/lines/LINE/evidence.zip` (the bundle: for the owner alone) and `/lines/LINE/evidence.pdf` (for whom evidence is visible),
 * made while one waits; `&kind=technician` is the page for the technician alone. `&from`, `&to` as for the other exports, `&lang=de|en`; the page shows progress instead.
 */
export function evidenceFileRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  for (const kind of ['zip', 'pdf'] as const) {
    routes.get(`/lines/:line/evidence.${kind}`, async (c) => {
      const isSheet = kind === 'pdf' && c.req.query('kind') === 'technician';
      const id = beginWork(site, c, isSheet ? 'technician' : kind);
      return sendWork(c, await site.evidence.ended(id));
    });
  }
  return routes;
}

/** Begins what is asked for, or finds it; its id. Refuses with a sentence, also who asks too often. */
export function beginWork(site: Site, c: SiteContext, kind: WorkAsk['kind']): string {
  const id = site.evidence.start(workAsk(site, c, kind), () => {
    if (c.get('asker') === 'visitor') payAsStranger(site, c);
  });
  if (id === null) throw tooMuch();
  return id;
}

/** Behind a proxy that is not trusted all come from one place, which is then not held against each. */
function payAsStranger(site: Site, c: SiteContext): void {
  const waitMs = site.reportRate.begin(unknownProxyOf(site, c) === null ? placeOfAsker(site, c).key : null);
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  const minutes = Math.ceil(waitMs / 60_000);
  throw new AppError(
    'too-often',
    `reports were asked for too often from here, or by all visitors together; try again in ${minutes} min (CSV and JSON are there at any time)`,
    { retryAfterSeconds },
  );
}

/** What is asked for, as far as this asker may have it. Refuses with a sentence. */
export function workAsk(site: Site, c: SiteContext, kind: WorkAsk['kind']): WorkAsk {
  const { line, period, store } = askedEvidence(site, c);
  const isOwn = c.get('asker') !== 'visitor';
  if (kind === 'zip' && !isOwn) {
    throw new AppError('forbidden', 'the signed raw data are given out by the owner of the line; ask for a link');
  }
  const shows = Object.fromEntries(
    Object.entries(SHOWN).map(([name, isShown]) => [name, isOwn && isAsked(c.req.query(name), isShown)]),
  ) as WorkAsk['shows']; // the same keys
  return {
    kind,
    line: line.id,
    period,
    language: languageOf(c, line.zone),
    shows,
    reader: isOwn ? 'owner' : { releasedUntilAtMs: store.current(line.id)?.measuredAtMs ?? 0 },
    name: fileName(exportName({ line, period }), kind),
  };
}

/** `linewitness_home_2026-10-01_2026-10-31.zip`. */
export function fileName(name: string, kind: WorkAsk['kind']): string {
  return kind === 'technician' ? `${name}_technician.pdf` : `${name}.${kind}`;
}

function isAsked(given: string | undefined, otherwise: boolean): boolean {
  return given === undefined ? otherwise : given === '1';
}

/** That of the line, unless another is asked for. */
function languageOf(c: SiteContext, zone: string): WorkAsk['language'] {
  const asked = c.req.query('lang');
  return asked === 'de' || asked === 'en' ? asked : languageOfLine(zone);
}

const PROBLEMS: Record<WorkProblem, string> = {
  'no-head': 'the log was not sealed yet; try again in a minute',
  moved: 'the line is delivering much at the moment; try again in a minute',
  'nothing-kept': 'of that time not everything is kept any more, or nothing was measured yet',
  'other-rules': 'the figures are being derived again by newer rules; try again later',
  'no-space': 'the disk of the server is too full for it; make room, or ask for a shorter period',
  failed: 'making it failed; the log of the server says why',
};

/** The sentence for a work that came to nothing. */
function workProblem(problem: WorkProblem): AppError {
  return new AppError(problem === 'failed' ? 'internal' : 'conflict', PROBLEMS[problem]);
}

export function tooMuch(): AppError {
  return new AppError('busy', 'others are waiting for their evidence; try again in a few minutes');
}

/** The finished file, piece by piece; refuses when there is none. */
export function sendWork(c: SiteContext, work: WorkState | null): Response {
  if (work?.state === 'failed') throw workProblem(work.problem);
  if (work?.state !== 'done') throw new AppError('conflict', 'it was not fetched in time; ask for it again');
  const { ask, file, bytes } = work;
  return c.body(Readable.toWeb(createReadStream(file)) as ReadableStream, 200, {
    'content-type': ask.kind === 'zip' ? 'application/zip' : 'application/pdf',
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="${ask.name}"`,
    'cache-control': 'private, no-store',
    vary: 'Cookie',
  });
}
