import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { BundleFinding, BundleReport } from '../../rules/journal/bundle/report.ts';
import { bytesInMemory } from '../../rules/journal/bundle/source.ts';
import { verifyBundle } from '../../rules/journal/bundle/verify-bundle.ts';
import { nodeTools } from '../../server/verify/node-tools.ts';
import { launchChromium } from '../lab/browser.ts';
import { packed, sha256, textOf } from './evidence-parts.ts';
import { BY_ANYBODY } from './forgeries-by-anybody.ts';
import { OF_FIGURES } from './forgeries-of-figures.ts';
import { OF_LOGS } from './forgeries-of-logs.ts';
import { OF_RECORDS } from './forgeries-of-records.ts';
import type { Forgery } from './forgery.ts';
import { type Genuine, makeGenuine } from './genuine.ts';
import { checkByHand } from './hand-check.ts';
import { checkOnPage } from './verify-page.ts';

export const FORGERIES: readonly Forgery[] = [...BY_ANYBODY, ...OF_RECORDS, ...OF_LOGS, ...OF_FIGURES];

/** What each verifier said of one forgery. */
export type Played = { forgery: Forgery; program: BundleReport; page: BundleReport; hand: string | null };

/** `done`: what was said of the same bytes before; some attacks leave none. */
async function play(
  forgery: Forgery,
  { genuine, page, done }: { genuine: Genuine; page: Page; done: Map<string, Promise<Said>> },
): Promise<Played> {
  const members = forgery.forge(genuine);
  const zip = await packed(members);
  const serverFingerprint = forgery.knowsServer ? genuine.server.fingerprint : null;
  const key = `${sha256(zip)} ${serverFingerprint}`;
  const said = done.get(key) ?? ask(zip, { genuine, page, serverFingerprint });
  done.set(key, said);
  return { forgery, ...(await said), hand: checkByHand(members, textOf(members, 'README.txt'), genuine.rootFile) };
}

type Said = { program: BundleReport; page: BundleReport };

async function ask(
  zip: Buffer,
  { genuine, page, serverFingerprint }: { genuine: Genuine; page: Page; serverFingerprint: string | null },
): Promise<Said> {
  const tools = nodeTools(genuine.authority.rootPem);
  const options = serverFingerprint === null ? {} : { serverFingerprint };
  const program = await verifyBundle({ kind: 'zip', bytes: bytesInMemory(zip) }, tools, options);
  return { program, page: await checkOnPage(page, zip, serverFingerprint ?? '') };
}

/** The finding that gives the forgery away, where one does. */
export function findingOf({ found }: Forgery, report: BundleReport): BundleFinding | null {
  if (found === null || report.status !== found.status) return null;
  return report.findings.find(({ code, where }) => code === found.code && found.where.test(where)) ?? null;
}

/** Whether the report tells the reader that this can't be seen, where it can't. */
export function isAdmitted({ saidBy }: Forgery, report: BundleReport): boolean {
  if (saidBy === undefined) return true;
  return (
    report.notProven.includes(saidBy) || report.findings.some(({ kind, code }) => kind === 'note' && code === saidBy)
  );
}

/** All of them, with a browser and a genuine bundle of their own. `verifyPage`: path of verify.html. */
export async function playAll(verifyPage: string): Promise<Played[]> {
  const [genuine, browser] = await Promise.all([makeGenuine(), launchChromium()]);
  try {
    const page = await browser.newPage({ locale: 'en' });
    await page.goto(pathToFileURL(verifyPage).href);
    const played: Played[] = [];
    const done = new Map<string, Promise<Said>>();
    for (const forgery of FORGERIES) played.push(await play(forgery, { genuine, page, done }));
    return played;
  } finally {
    await browser.close();
    genuine.close();
  }
}
