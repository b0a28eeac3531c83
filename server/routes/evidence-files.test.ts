import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidenceSchema } from '../../rules/wire/evidence.ts';
import { SAMPLE_LINE } from '../../test/fakes/sample-bundle.ts';
import { FAR, NEAR, openSampleSite, type SampleSite } from '../../test/fakes/sample-site.ts';
import { describeWith } from '../../test/needs.ts';

const HOURS = 2;
let site: SampleSite;
beforeAll(async () => {
  site = await openSampleSite({ hours: HOURS });
});
afterAll(() => site.close());

const get = (path: string, from: string) => site.get(`/lines/${SAMPLE_LINE}/${path}`, from, '*/*');
const PERIOD = 'from=2026-10-01&to=2026-10-01';

test('the owner gets the bundle as a file, whole, and the same one again', async () => {
  const answer = await get(`evidence.zip?${PERIOD}`, NEAR);
  expect([answer.status, site.said]).toEqual([200, []]);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toContain('linewitness_home_2026-10-01_2026-10-01.zip');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
  expect([bytes.readUInt32LE(0), bytes.includes('report.pdf')]).toEqual([0x04034b50, true]);
  const again = Buffer.from(await (await get(`evidence.zip?${PERIOD}`, NEAR)).arrayBuffer());
  expect(again.equals(bytes)).toBe(true);
});

test('strangers get no raw data, and learn nothing of a line that is not published', async () => {
  expect((await get(`evidence.zip?${PERIOD}`, FAR)).status).toBe(404);
  expect((await get(`evidence.pdf?${PERIOD}`, FAR)).status).toBe(404);
  site.keep.admin.publish(SAMPLE_LINE, { evidence: true });
  const answer = await get(`evidence.zip?${PERIOD}`, FAR);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('given out by the owner');
});

test('strangers get the report of what is published, without what the owner wrote', async () => {
  site.keep.admin.publish(SAMPLE_LINE, { evidence: true });
  const answer = await get(`evidence.pdf?${PERIOD}&texts=1&values=1`, FAR);
  expect([answer.status, site.said]).toEqual([200, []]);
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
});

describeWith(['pdfTools'], 'the report for strangers', () => {
  test('has in its text and its files the head of the hour before, no newer one, and no end of a chain', async () => {
    site.keep.admin.publish(SAMPLE_LINE, { evidence: true });
    site.keep.heads.sealNow();
    const file = join(site.folder, 'strangers.pdf');
    const answer = await get(`evidence.pdf?${PERIOD}`, FAR);
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const tool = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
    expect(tool('pdfdetach', '-list', file)).not.toContain('heads.txt');
    tool('pdfdetach', '-savefile', 'evidence.json', '-o', join(site.folder, 'strangers.json'), file);
    const { heads = [], probe } = evidenceSchema.parse(
      JSON.parse(readFileSync(join(site.folder, 'strangers.json'), 'utf8')),
    );
    const json = evidenceSchema.parse(await (await get(`evidence.json?${PERIOD}`, FAR)).json());
    expect([heads, probe]).toEqual([json.heads, json.probe]);
    expect(probe).toMatchObject({ lastSegment: null, lastSegmentSha256: null });
    const newest = site.keep.heads.newest();
    expect(newest?.occasion).not.toBe('hourly');
    expect(tool('pdftotext', '-raw', file, '-').replaceAll(/\s/g, '')).not.toContain(newest?.sha256 ?? '-');
  });
});

test('a time of which nothing is kept is refused with a sentence', async () => {
  const answer = await get('evidence.zip?from=2026-09-01&to=2026-09-02', NEAR);
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('not everything is kept');
});

test('what goes wrong in the child is logged and not told', async () => {
  writeFileSync(join(site.folder, 'server', 'server-key.pem'), 'broken');
  const answer = await get(`evidence.zip?from=2026-10-01&to=2026-10-02`, NEAR);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain(site.folder);
  expect(site.said.join()).toContain('evidence-failed');
});
