import { expect, test } from 'vitest';
import { parseSshsig } from '../../rules/journal/sshsig.ts';
import { useDoorSite } from '../../test/fakes/door-site.ts';

const site = useDoorSite();
const PAGE = '/owner/heads';

test('heads are shown to their owner, with files to check by hand, and to nobody else', async () => {
  const cookie = await site.setUp();
  const get = (path: string) => site.ask(path, { headers: { cookie, 'accept-language': 'de' } });
  expect(await (await get(PAGE)).text()).toContain('Noch ist kein Siegel gesetzt');
  site.keep.admin.makeLine({ name: 'Zuhause', provider: 'Netz AG' });
  const head = site.keep.heads.sealNow() ?? expect.fail();
  const page = await (await get(PAGE)).text();
  for (const part of ['Zurzeit wird keiner gefragt', '(Europe/Berlin)', `${PAGE}/1.txt.sshsig`]) {
    expect(page).toContain(part);
  }
  const copied = page.replace(/<[^>]*>/g, '');
  for (const hash of [head.sha256, site.keep.serverFingerprint]) expect(copied).toContain(hash);
  expect(await (await get(`${PAGE}/1.txt`)).text()).toBe(head.text);
  const signature = await get(`${PAGE}/1.txt.sshsig`);
  expect(parseSshsig(await signature.text())).toMatchObject({ namespace: 'linewitness-heads' });
  expect(signature.headers.get('content-disposition')).toBe('attachment');
  expect(await (await get(`${PAGE}/allowed_signers`)).text()).toContain(
    'namespaces="linewitness-heads,linewitness-manifest"',
  );
  for (const path of [
    '2.txt',
    '1.txt.digicert.tsr',
    '1.pem',
    '0.txt',
    '1.txt.sshsig.x',
    '../1.txt',
    '99999999999999.txt',
  ]) {
    expect((await get(`${PAGE}/${path}`)).status).toBe(404);
  }
  for (const path of [PAGE, `${PAGE}/1.txt`, `${PAGE}/allowed_signers`]) {
    const answer = await site.ask(path);
    expect(answer.status).not.toBe(200);
  }
});
