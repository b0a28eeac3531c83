import { Hono } from 'hono';
import { HEADS_NAMESPACE, MANIFEST_NAMESPACE } from '../../rules/journal/heads.ts';
import { allowedSignersLine } from '../../rules/journal/sshsig.ts';
import { headsPage } from '../../web/pages/heads-page.ts';
import { notFound } from '../app-error.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import { sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

const SHOWN_HEADS = 24;

/** Heads and their stamps, for their owner: they tell how much was measured on all lines. Guarded with all of `/owner`. */
export function headRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/owner/heads', async (c) => sendOwnerPage(c, headsPage(pageContext(site, c), await headsView(site))));
  routes.get('/owner/heads/allowed_signers', (c) => {
    const { serverPublicKey } = site.keep;
    return sendFile(c, allowedSignersLine('server', [HEADS_NAMESPACE, MANIFEST_NAMESPACE], serverPublicKey));
  });
  routes.get('/owner/heads/:file{[1-9][0-9]{0,14}\\.txt(\\.sshsig|\\.[a-z][a-z0-9-]{0,19}\\.tsr)?}', (c) =>
    sendHead(site, c),
  );
  return routes;
}

async function headsView({ keep, config }: Site) {
  const heads = keep.heads.latest(SHOWN_HEADS).map(({ head, stamps }) => ({ ...head, stamps }));
  const known = await keep.heads.authorities();
  const authorities = known.map(({ url, ...authority }) => ({ ...authority, host: new URL(url).host }));
  const zone = keep.store.lines()[0]?.zone ?? config.zone;
  return { zone, serverFingerprint: keep.serverFingerprint, authorities, heads };
}

/** `1042.txt`, `1042.txt.sshsig`, `1042.txt.digicert.tsr`. */
function sendHead({ keep }: Site, c: SiteContext): Response {
  const [counter, , ...kind] = (c.req.param('file') ?? '').split('.');
  const head = keep.heads.byCounter(Number(counter));
  if (head === null) throw notFound();
  if (kind.length === 0) return sendFile(c, head.text);
  if (kind.length === 1) return sendFile(c, head.signature);
  const stamp = keep.heads.stampsOf(head.counter).find(({ authority }) => authority === kind[0]);
  if (!stamp?.response) throw notFound();
  return sendFile(c, new Uint8Array(stamp.response));
}

function sendFile(c: SiteContext, content: string | Uint8Array<ArrayBuffer>): Response {
  const isText = typeof content === 'string';
  return c.body(content, 200, {
    'content-type': isText ? 'text/plain; charset=us-ascii' : 'application/timestamp-reply',
    'content-disposition': 'attachment',
    'cache-control': 'no-store',
  });
}
