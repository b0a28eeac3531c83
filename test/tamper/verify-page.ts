import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BundleReport } from '../../rules/journal/bundle/report.ts';

/** Checks a bundle on an open page as a person does: choose the file, press the button, save the report. English page. */
export async function checkOnPage(page: Page, zip: Uint8Array, serverFingerprint = ''): Promise<BundleReport> {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-page-'));
  try {
    const file = join(folder, 'evidence.zip');
    writeFileSync(file, zip);
    const again = page.locator('[data-again]:visible');
    if (await again.isVisible()) await again.click();
    await page.locator('input[type="file"]:visible').setInputFiles(file);
    await page.locator('input[name="fingerprint"]:visible').fill(serverFingerprint);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    const save = page.getByRole('button', { name: 'Save the report (JSON)' });
    await save.waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const report = join(folder, 'report.json');
    await download.saveAs(report);
    // what the page itself just made
    return JSON.parse(readFileSync(report, 'utf8')) as BundleReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
